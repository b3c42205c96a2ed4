"""Statements to N-Quads, in the order in which the report states them: pure, and each line of a report once.

A fact is three terms of :mod:`loaders.rdf.terms`, subject, predicate and object.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain, groupby
from typing import TYPE_CHECKING, TypeAlias

from kg.check import check
from kg.errors import GraphError, VocabularyError
from kg.model import Observation
from loaders.rdf.terms import (
    LABEL,
    REIFIES,
    TYPE,
    chinese,
    decimal,
    integer,
    literal,
    node,
    path_identifier,
    region_code,
    term,
    year,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Entity, Evidence, Statement

__all__ = ["Fact", "by_report", "described", "quads"]

Fact: TypeAlias = tuple[bytes, bytes, bytes]


def by_report(statements: Iterable[Statement]) -> Iterator[tuple[str, Iterator[Statement]]]:
    """Yield each report with its statements; raise ``ValueError`` where the reports are out of order."""
    before = ""
    for report, group in groupby(statements, key=lambda statement: statement.report):
        if report < before:
            raise ValueError(f"report {report!r} comes after {before!r}: sort the statements by kg.records.sort_key")
        before = report
        yield report, group


def quads(statements: Iterable[Statement], base: str, *, rdf12: bool = False) -> Iterator[bytes]:
    """Yield canonical N-Quads: what each statement adds to its report, which names the graph.

    That is its two entities, the plain triple if it is done, and its own node, with ``rdf12`` also its triple term.
    What is only planned gets no plain triple, for that would say that it is so; its node says that it is planned.

    Statements come report by report, and only what one report has said is held. Raises what :func:`by_report` does,
    :class:`kg.errors.VocabularyError` where the ontology does not allow a statement with all its values, and
    :class:`kg.errors.GraphError` where a text holds a lone surrogate, which no RDF can.
    """
    for report, group in by_report(statements):
        said: set[object] = set()
        for statement in group:
            try:
                end = b" " + node(base, f"report:{report}") + b" .\n"
                new = [block for block in _blocks(statement, base, rdf12=rdf12) if block not in said]
                said.update(new)
                yield b"".join(_lines(new, end))
            except UnicodeEncodeError as error:
                problem = f"{report}: statement {statement.id} holds characters that RDF cannot ({error})"
                raise GraphError(problem, "read the report with its right encoding") from error
