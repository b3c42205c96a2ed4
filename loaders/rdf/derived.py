"""Reasoned facts as RDF, kept apart from what the reports state: one graph of their own, ``derived.trig``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse, serialize

from loaders.rdf.terms import LABEL, PREFIXES, TYPE, chinese, decimal, integer, literal, node, term, verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.reason import Finding, Version

__all__ = ["DERIVED", "write_derived"]

DERIVED = "derived.trig"
"""The file of the reasoned facts, in the graph ``derived:graph``."""


def write_derived(found: Iterable[Finding], versions: Iterable[Version], path: Path, base: str) -> None:
    """Write findings and the versions of regulations to a file in TriG, sorted."""
    graph = b" " + node(base, "derived:graph") + b" .\n"
    facts = {fact for finding in found for fact in _finding(finding, base)}
    facts.update(fact for version in versions for fact in _version(version, base))
    quads = parse(b"".join(fact + graph for fact in sorted(facts)), format=RdfFormat.N_QUADS, lenient=True)
    serialize(quads, path, RdfFormat.TRIG, prefixes=PREFIXES | {"id": base})


def _finding(finding: Finding, base: str) -> Iterator[bytes]:
    where = finding.evidence
    key = f"finding:{finding.report}/{finding.kind}"
    own, place = node(base, f"{key}/{where.start}"), node(base, f"{key}/{where.start}-{where.end}")
    yield own + TYPE + term("Finding")
    yield own + verb("finds") + literal(finding.kind)
    yield own + verb("found_in") + node(base, f"report:{finding.report}")
    yield own + verb("found_at") + place
    yield place + TYPE + term("Evidence")
    yield place + verb("start") + integer(where.start)
    yield place + verb("end") + integer(where.end)
    yield place + verb("text") + literal(where.text)
    for statement in finding.concerns:
        yield own + verb("concerns") + node(base, statement)
    if finding.stated is not None:
        yield own + verb("stated") + decimal(finding.stated)
    if finding.computed is not None:
        yield own + verb("computed") + decimal(finding.computed)


def _version(version: Version, base: str) -> Iterator[bytes]:
    work, regulation = node(base, version.work), node(base, version.regulation)
    yield work + TYPE + term("Work")
    yield work + LABEL + chinese(version.title)
    yield regulation + verb("version_of") + work
    yield regulation + verb("version") + literal(version.version)
