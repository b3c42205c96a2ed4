"""Quads to files: whole or not at all, in memory that does not grow with the number of statements."""

from __future__ import annotations

import heapq
from collections import Counter
from itertools import chain, groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Triple, parse, serialize

from loaders.rdf.naming import noted, settled
from loaders.rdf.quads import described, quads
from loaders.rdf.terms import DEFAULT_BASE, LABEL, PREFIXES, TYPE, check_base, node, term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Entity, Statement

__all__ = ["RDF_FILES", "sorted_unique", "write_rdf"]

RDF_FILES = ("graph.trig", "graph.nq", "graph.ttl")
"""The files that a graph in RDF consists of."""

_LINES_IN_MEMORY = 250_000  # about 60 MB of N-Triples; more are sorted in runs on disk


def write_rdf(statements: Iterable[Statement], folder: Path, base: str = DEFAULT_BASE) -> list[Path]:
    """Write :data:`RDF_FILES` of statements sorted by :func:`kg.records.sort_key`, and return their paths.

    ``base`` begins the IRI of every entity and ends in ``/``. All files are written elsewhere in ``folder`` first and
    take their names at the end, so that an error leaves the ones of an earlier run as they were. In memory are the
    quads of one report, one run of lines, and each distinct entity.

    Raises :class:`kg.errors.VocabularyError` at a statement outside the ontology, :class:`kg.errors.GraphError` at text
    that RDF cannot hold, :class:`kg.errors.UsageError` at an unfit base, ``ValueError`` at statements out of order and
    ``OSError`` where the disk refuses.
    """
    check_base(base)
    folder.mkdir(parents=True, exist_ok=True)
    readings: Counter[Entity] = Counter()
    with TemporaryDirectory(prefix=".rdf-", dir=folder) as name:
        work = Path(name)
        serialize(quads(noted(statements, readings), base), work / "graph.nq", RdfFormat.N_QUADS)
        _write_trig(work, base)
        _write_merged(work, settled(readings), base)
        return [(work / file).replace(folder / file) for file in RDF_FILES]


def sorted_unique(lines: Iterable[bytes], work: Path, in_memory: int = _LINES_IN_MEMORY) -> Iterator[bytes]:
    """Yield distinct lines in the order of their bytes, with at most ``in_memory`` of them in memory."""
    source = iter(lines)
    runs: list[Path] = []
    while run := sorted(set(islice(source, in_memory))):
        runs.append(work / f"run-{len(runs)}")
        with runs[-1].open("wb") as out:
            out.writelines(run)
    return (line for line, _ in groupby(heapq.merge(*map(_lines, runs))))


def _write_trig(work: Path, base: str) -> None:
    read_back = parse(path=work / "graph.nq", format=RdfFormat.N_QUADS, lenient=True)
    serialize(read_back, work / "graph.trig", RdfFormat.TRIG, prefixes=_prefixes(base))


def _write_merged(work: Path, entities: list[Entity], base: str) -> None:
    lines = chain(_undescribed(work / "graph.nq", entities, base), _descriptions(entities, base))
    with (work / "merged.nt").open("wb") as out:
        out.writelines(sorted_unique(lines, work))
    triples = (quad.triple for quad in parse(path=work / "merged.nt", format=RdfFormat.N_TRIPLES, lenient=True))
    serialize(triples, work / "graph.ttl", RdfFormat.TURTLE, prefixes=_prefixes(base))


def _prefixes(base: str) -> dict[str, str]:
    return PREFIXES | {"id": base}


def _undescribed(path: Path, entities: list[Entity], base: str) -> Iterator[bytes]:
    """Yield N-Quads as N-Triples, without what the reports call these entities.

    Our graph names hold neither ``<`` nor a space, so the last ``" <"`` of a line begins one.
    """
    subjects = {str(node(base, entity.id)).encode() for entity in entities}
    predicates = {str(predicate).encode() for predicate in (TYPE, LABEL, term("kind"), term("alias"))}
    for line in _lines(path):
        subject, predicate, _ = line.split(b" ", 2)
        if subject not in subjects or predicate not in predicates:
            yield line[: line.rindex(b" <")] + b" .\n"


def _descriptions(entities: list[Entity], base: str) -> list[bytes]:
    facts = chain.from_iterable(described(entity, base) for entity in entities)
    written = serialize((Triple(*fact) for fact in facts), format=RdfFormat.N_TRIPLES)
    return (written or b"").splitlines(keepends=True)


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file
