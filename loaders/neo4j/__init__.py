"""Statements to a Neo4j server over Bolt.

A class is a label (``:Agency``), a predicate a relationship type in upper case (``:IMPLEMENTS``); a node's key is its
entity's ``id``, a relationship's its statement's, so that two years or two reports never overwrite each other.

Evidence, report, status, period and confidence are on the relationship, not on a statement node. The questions read
that way: ``(a)-[r:IMPLEMENTS]->(i)`` is one hop with its sentence at hand, where statement nodes make it two, triple
the number of nodes and relationships, and draw a picture of statements and not of who does what. What it costs: nothing
can point at a relationship, so what a report says again is in lists (``also_text`` …), and a report is a property of
its statements. RDF (:mod:`loaders.rdf`) has the statement nodes for those who want them.
"""

from loaders.neo4j.load import Loaded, Progress, load_neo4j
from loaders.neo4j.plan import Batch, batches, overview
from loaders.neo4j.server import Neo4jError, Target

__all__ = [
    "Batch",
    "Loaded",
    "Neo4jError",
    "Progress",
    "Target",
    "batches",
    "load_neo4j",
    "overview",
]
