"""Statements to files of RDF: whole or not at all, in memory that does not grow with the number of statements.

The named graphs are written as N-Quads, and all else is made of those: TriG and JSON-LD hold the same, Turtle,
N-Triples and RDF/XML the merged graph, with every triple once, sorted.
"""

from __future__ import annotations

from heapq import merge
from itertools import groupby, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from kg.errors import UsageError
from loaders.rdf.description import count, describe
from loaders.rdf.formats import FORMATS, convert
from loaders.rdf.naming import noted, settled
from loaders.rdf.quads import described, quads
from loaders.rdf.sorting import lines_of, sorted_unique
from loaders.rdf.terms import DEFAULT_BASE, LABEL, TYPE, check_base, node, verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Statement

__all__ = ["DESCRIPTION", "RDF_FILES", "export_rdf", "write_rdf"]

DESCRIPTION = "dataset"
"""What stands for a description of the data set where a format could."""

RDF_FILES = ("graph.trig", "graph.nq", "graph.ttl", "dataset.ttl")
"""The files that a graph in RDF consists of."""

_AT_ONCE = 64  # statements, a quarter of a megabyte of N-Quads: to write each by itself takes far longer


def write_rdf(statements: Iterable[Statement], folder: Path, base: str = DEFAULT_BASE) -> list[Path]:
    """Write :data:`RDF_FILES` of statements into a folder and return their paths, as :func:`export_rdf` does."""
    names = ("trig", "nquads", "turtle", DESCRIPTION)
    return export_rdf(statements, {name: folder / file for name, file in zip(names, RDF_FILES, strict=True)}, base)


def export_rdf(
    statements: Iterable[Statement], files: Mapping[str, Path], base: str = DEFAULT_BASE, *, rdf12: bool = False
) -> list[Path]:
    """Write statements sorted by :func:`kg.records.sort_key` to one file a format, and return the paths.

    ``files`` are in one folder, by format or :data:`DESCRIPTION` (of the others); ``base`` begins the IRIs of entities
    and ends in ``/``; with ``rdf12`` a statement's node also reifies a triple term. All is written elsewhere in the
    folder first and takes its name at the end, so that an error leaves what was there. In memory are the facts of one
    report, a run of lines, and the names of entities that reports call differently.

    Raises :class:`kg.errors.VocabularyError` at a statement outside the ontology, :class:`kg.errors.GraphError` at text
    that a format cannot hold, :class:`kg.errors.UsageError` at an unfit base or format, ``ValueError`` at statements
    out of order and ``OSError`` where the disk refuses.
    """
    check_base(base)
    _check_formats(files, rdf12=rdf12)
    folder = next(iter(files.values())).parent
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".rdf-", dir=folder) as name:
        work = Path(name)
        merged = any(name == DESCRIPTION or FORMATS[name].merged for name in files)
        with (work / "named").open("wb") as out, (work / "readings").open("wb") as readings:
            stream = noted(statements, readings) if merged else statements
            lines = quads(stream, base, rdf12=rdf12)
            while some := b"".join(islice(lines, _AT_ONCE)):
                out.write(some)
        if merged:
            _merge(work, base)
        written = [_written(work, name, base) for name in files if name in FORMATS]
        if DESCRIPTION in files:
            written.append(_described(work, files, base))
        return [path.replace(file) for path, file in zip(written, files.values(), strict=True)]


def _check_formats(names: Iterable[str], *, rdf12: bool) -> None:
    for name in names:
        if name not in {*FORMATS, DESCRIPTION}:
            raise UsageError(f"no format {name!r}", f"use {', '.join(FORMATS)}")
        if rdf12 and name == "jsonld":
            raise UsageError("JSON-LD has no triple terms", "leave out RDF 1.2, or write another format")


def _written(work: Path, name: str, base: str) -> Path:
    ready = {"nquads": "named", "ntriples": "merged"}
    target = work / FORMATS[name].file
    if name in ready:
        target.hardlink_to(work / ready[name])
    else:
        convert(work / ("merged" if FORMATS[name].merged else "named"), target, name, base)
    return target


def _described(work: Path, files: Mapping[str, Path], base: str) -> Path:
    """Write what is in the files that have been written."""
    sizes = {
        name: (path.name, (work / FORMATS[name].file).stat().st_size) for name, path in files.items() if name in FORMATS
    }
    target = work / "dataset.ttl"
    target.write_bytes(describe(count(work / "named", work / "merged"), sizes, base))
    return target


def _merge(work: Path, base: str) -> None:
    """Write the merged graph: each entity by its one name."""
    lines = sorted_unique(lines_of(work / "readings"), work / "sorted-readings")
    entities = {node(base, entity.id): described(entity) for entity in settled(lines)}
    descriptions = sorted(subject + part + b" .\n" for subject, parts in entities.items() for part in parts)
    others = sorted_unique(_undescribed(work / "named", entities.keys()), work / "sorted")
    with (work / "merged").open("wb") as out:
        out.writelines(line for line, _ in groupby(merge(others, descriptions)))


def _undescribed(path: Path, subjects: Iterable[bytes]) -> Iterator[bytes]:
    """Yield N-Quads as N-Triples, without what the reports call these entities.

    Our graph names hold neither ``<`` nor a space, so the last ``" <"`` of a line begins one.
    """
    left_out = {predicate.strip() for predicate in (TYPE, LABEL, verb("kind"), verb("alias"))}
    known = set(subjects)
    for line in lines_of(path):
        subject, predicate, _ = line.split(b" ", 2)
        if subject not in known or predicate not in left_out:
            yield line[: line.rindex(b" <")] + b" .\n"
