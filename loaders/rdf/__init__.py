"""Statements to RDF, and questions to it in SPARQL.

Three files hold one graph: ``graph.trig`` (for people: a named graph a report), ``graph.nq`` (the same, a fact a line,
for bulk loaders) and ``graph.ttl`` (the reports merged: every triple once, all that is known of a thing in one place).
A named graph is called by its report's own IRI. In it stand the entities, a plain triple for each fact that the report
says is done, and a node for each statement, done or planned, with its evidence.
"""

from loaders.rdf.query import open_store, sparql
from loaders.rdf.terms import DEFAULT_BASE, identifier
from loaders.rdf.write import RDF_FILES, write_rdf

__all__ = ["DEFAULT_BASE", "RDF_FILES", "identifier", "open_store", "sparql", "write_rdf"]
