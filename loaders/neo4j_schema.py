"""The labels, types, constraints and indexes of our graph in Neo4j, all made from the ontology.

What :mod:`loaders.neo4j` and :mod:`loaders.bulk` have in common; neither imports the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from ontology.vocabulary import vocabulary

__all__ = ["RESOURCE", "Iri", "constraints", "indexes", "labels", "types"]

RESOURCE = "Resource"
"""The label that neosemantics gives to every node that has an IRI; the IRI is the property ``uri``."""

Iri: TypeAlias = Callable[[str], str]
"""What gives the IRI of an id, so that Neo4j and RDF name a thing alike."""


def constraints(*, resources: bool = False) -> list[str]:
    """Return the uniqueness constraints: the id of each class, and of each predicate.

    With ``resources`` also the one that neosemantics asks for before it reads or writes any RDF.

    >>> constraints()[0]
    'CREATE CONSTRAINT agency_id IF NOT EXISTS FOR (n:Agency) REQUIRE n.id IS UNIQUE'
    """
    found = [
        f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
        for label in labels()
    ] + [
        f"CREATE CONSTRAINT {type_.lower()}_id IF NOT EXISTS FOR ()-[r:{type_}]-() REQUIRE r.id IS UNIQUE"
        for type_ in types()
    ]
    unique = f"CREATE CONSTRAINT n10s_unique_uri IF NOT EXISTS FOR (r:{RESOURCE}) REQUIRE r.uri IS UNIQUE"
    return [*found, unique] if resources else found


def indexes() -> list[str]:
    """Return the indexes for questions: names of each class, the fields of figures, and the words of both.

    The cjk analyser takes Chinese in pairs of characters, so 执法 is found inside 行政执法; the standard one does not.
    """
    links = "|".join(types())
    plain = [(label, "name") for label in labels()]
    figures = [("Observation", name) for name in ("indicator", "value", "unit", "period")]
    return [
        *(
            f"CREATE INDEX {label.lower()}_{name} IF NOT EXISTS FOR (n:{label}) ON (n.{name})"
            for label, name in plain + figures
        ),
        f"CREATE FULLTEXT INDEX names IF NOT EXISTS FOR (n:{'|'.join(labels())}) ON EACH [n.name, n.aliases] {_CJK}",
        f"CREATE FULLTEXT INDEX evidence IF NOT EXISTS FOR ()-[r:{links}]-() ON EACH [r.evidence_text] {_CJK}",
    ]


_CJK = "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"


def labels() -> list[str]:
    """Return the labels: the classes of entities."""
    return sorted(vocabulary().classes)


def types() -> list[str]:
    """Return the relationship types: the predicates in upper case."""
    return sorted(name.upper() for name in vocabulary().predicates)
