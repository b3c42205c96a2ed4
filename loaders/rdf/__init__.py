"""Statements to RDF, and questions to it in SPARQL.

Three files hold one graph, and a fourth says what it is: ``graph.trig`` (for people: a named graph a report),
``graph.nq`` (the same, a fact a line, for bulk loaders), ``graph.ttl`` (the reports merged: every triple once, all that
is known of a thing in one place) and ``dataset.ttl``. A named graph is called by its report's own IRI. In it stand the
entities, a plain triple for each fact that the report says is done, and a node for each statement, done or planned,
with its evidence.
"""

from loaders.rdf.derived import DERIVED, write_derived
from loaders.rdf.formats import FORMATS, format_of
from loaders.rdf.query import base_of, open_store, sparql
from loaders.rdf.read import read_rdf
from loaders.rdf.terms import DEFAULT_BASE, identifier
from loaders.rdf.validate import Violation, source_of, violations
from loaders.rdf.view import as_rdflib
from loaders.rdf.write import DESCRIPTION, RDF_FILES, export_rdf, write_rdf

__all__ = [
    "DEFAULT_BASE",
    "DERIVED",
    "DESCRIPTION",
    "FORMATS",
    "RDF_FILES",
    "Violation",
    "as_rdflib",
    "base_of",
    "export_rdf",
    "format_of",
    "identifier",
    "open_store",
    "read_rdf",
    "source_of",
    "sparql",
    "violations",
    "write_derived",
    "write_rdf",
]
