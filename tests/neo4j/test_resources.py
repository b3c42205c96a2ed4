"""The graph by the conventions of neosemantics: what another writer of RDF adds meets the nodes that are there."""

from __future__ import annotations

import subprocess
from contextlib import redirect_stdout
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from neo4j import GraphDatabase
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib_neo4j import HANDLE_VOCAB_URI_STRATEGY, Neo4jStore, Neo4jStoreConfig

from kg.projection import nodes
from loaders.bulk import write_bulk
from loaders.neo4j import Target, load_neo4j
from loaders.neo4j_schema import constraints
from loaders.rdf import DEFAULT_BASE, identifier
from ontology.vocabulary import NAMESPACE
from tests.neo4j.conftest import PASSWORD, Database, Home
from tests.neo4j.test_bulk import hostile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from kg.model import Statement

IRI = partial(identifier, DEFAULT_BASE)
KG = Namespace(NAMESPACE)


def write_as_neosemantics(target: Target, triples: Iterable[tuple[URIRef, URIRef, URIRef]]) -> None:
    """Write triples as rdflib-neo4j does, which keeps to the conventions of neosemantics on the client's side."""
    strategy = HANDLE_VOCAB_URI_STRATEGY.IGNORE
    config = Neo4jStoreConfig(batching=True, handle_vocab_uri_strategy=strategy)
    driver = GraphDatabase.driver(target.uri, auth=(target.user, target.password))  # the store would not close its own
    with redirect_stdout(None), driver:
        graph = Graph(store=Neo4jStore(config=config, neo4j_driver=driver))
        for triple in triples:
            graph.add(triple)
        graph.close(commit_pending_transaction=True)


def test_rdf_written_beside_it_adds_no_node(database: Database, statements: tuple[Statement, ...]) -> None:
    loaded = load_neo4j(statements, replace(database.target, iri=IRI))
    before = database.rows("MATCH (n:Resource) RETURN labels(n), n.uri, n.id ORDER BY n.uri")
    assert len(before) == loaded.nodes
    assert {uri for _, uri, _ in before} == {IRI(node.id) for node in nodes(statements)}
    facts = {(URIRef(IRI(it.subject.id)), KG[it.predicate], URIRef(IRI(it.object.id))) for it in statements}
    typed = {(URIRef(IRI(node.id)), RDF.type, KG[node.label]) for node in nodes(statements)}
    write_as_neosemantics(database.target, sorted(facts | typed))
    after = database.rows("MATCH (n) RETURN labels(n), n.uri, n.id ORDER BY n.uri")
    assert [(sorted(labels), uri, key) for labels, uri, key in after] == [
        (sorted(labels), uri, key) for labels, uri, key in before
    ]
    twins = "MATCH (a)-[r:implements]->(b) WHERE (a)-[:IMPLEMENTS]->(b) RETURN count(r)"
    assert database.rows(twins) == [(sum(fact[1] == KG.implements for fact in facts),)]


def test_its_constraint_is_there_and_a_second_load_creates_nothing(
    database: Database, statements: tuple[Statement, ...]
) -> None:
    load_neo4j(statements, replace(database.target, iri=IRI))
    assert "n10s_unique_uri" in {name for (name,) in database.rows("SHOW CONSTRAINTS YIELD name RETURN name")}
    held = database.everything()
    again = load_neo4j(statements, replace(database.target, iri=IRI))
    assert (again.nodes_created, again.relationships_created) == (0, 0)
    assert database.everything() == held
    database.rows("DROP CONSTRAINT n10s_unique_uri")


def test_resources_in_an_import_are_those_over_bolt(
    database: Database, new_home: Callable[..., Home], statements: tuple[Statement, ...], tmp_path: Path
) -> None:
    all_of_them = hostile(statements)
    load_neo4j(all_of_them, replace(database.target, iri=IRI))
    database.rows("DROP CONSTRAINT n10s_unique_uri")
    written = write_bulk(all_of_them, tmp_path / "files", IRI)
    home = new_home()
    done = subprocess.run([str(written.script)], env=home.environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    schema = (tmp_path / "files" / "schema.cypher").read_text(encoding="utf-8")
    assert constraints(resources=True)[-1] in schema
    target = Target(home.call("start"), "neo4j", PASSWORD)
    with GraphDatabase.driver(target.uri, auth=(target.user, target.password)) as driver:
        assert Database(driver, target).everything() == database.everything()
    home.call("stop")
