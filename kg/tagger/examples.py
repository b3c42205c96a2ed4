"""Sentences with marked mentions, as training reads them, and their tags, one a character."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

__all__ = ["TYPES", "Example", "characters", "read_examples", "set_aside", "spans_of", "tags_of"]

TYPES = ("Region", "Agency", "Organization", "Person", "Initiative", "Regulation", "Honor", "Figure", "Indicator")
"""What is marked: the classes of the graph, and the two parts of a figure."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and its mentions (start, end, type), half-open, in order, apart. ``id`` is ``<report>#<number>``."""

    id: str
    text: str
    mentions: tuple[tuple[int, int, str], ...]

    @property
    def report(self) -> str:
        """The report that it is from."""
        return self.id.rpartition("#")[0]


def read_examples(paths: Iterable[Path]) -> list[Example]:
    """Return the examples of JSON Lines files (``{"id", "text", "mentions": [[start, end, type], …]}``), in order.

    Of a folder, those of its ``*.jsonl``. Raises :class:`kg.errors.InputError`, which names file and line, for what is
    no such record.
    """
    return [
        _example(line, f"{path}:{number}")
        for given in paths
        for path in (sorted(given.glob("*.jsonl")) if given.is_dir() else [given])
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.strip()
    ]


def _example(line: str, where: str) -> Example:
    try:
        row = json.loads(line)
        example = Example(row["id"], row["text"], tuple((start, end, kind) for start, end, kind in row["mentions"]))
    except (ValueError, KeyError, TypeError) as error:
        remedy = 'give {"id", "text", "mentions": [[start, end, type]]}'
        raise InputError(where, "no record of a sentence", remedy) from error
    edges = [0, *(edge for start, end, _ in example.mentions for edge in (start, end)), len(example.text)]
    apart = all(start < end for start, end, _ in example.mentions)
    if edges != sorted(edges) or not apart or any(kind not in TYPES for *_, kind in example.mentions):
        problem = "mentions out of order, out of the text or of unknown type"
        raise InputError(where, problem, f"the types are {', '.join(TYPES)}")
    return example


def set_aside(
    examples: Sequence[Example], report: str | None = None, every: int | None = None
) -> tuple[list[Example], list[Example]]:
    """Return examples to train on and others to test on: those of one report, or every so many, or none.

    Raises :class:`kg.errors.UsageError` where no example is of that report.
    """
    if report is not None and report not in {example.report for example in examples}:
        raise UsageError(f"no sentence of a report {report!r}", "give the name before # in the ids")
    apart = [
        example.report == report or (every is not None and number % every == 0)
        for number, example in enumerate(examples)
    ]
    kept = [example for example, out in zip(examples, apart, strict=True) if not out]
    return kept, [example for example, out in zip(examples, apart, strict=True) if out]


def characters(text: str) -> list[str]:
    """Return what the tagger sees of each character: one width, one digit, one letter.

    As many as the text has: where compatibility would make several of one (㎡, ½), it stays as it is.

    >>> "".join(characters("办理ＡＢ 12.5％，“一网”㎡"))
    '办理aa 00.0%,“一网”㎡'
    """
    return [_seen(char) for char in text]


@cache
def _seen(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    if len(plain) != 1:
        return char
    if plain.isdecimal():
        return "0"
    if plain.isascii() and plain.isalpha():
        return "a"
    return plain


def tags_of(example: Example) -> list[str]:
    """Return one tag a character: B-, I- and E- begin, go on with and end a mention, S- is one of one character.

    >>> tags_of(Example("x#0", "市政府办1件", ((0, 3, "Agency"), (4, 5, "Figure"))))
    ['B-Agency', 'I-Agency', 'E-Agency', 'O', 'S-Figure', 'O']
    """
    tags = ["O"] * len(example.text)
    for start, end, kind in example.mentions:
        tags[start:end] = [f"I-{kind}"] * (end - start)
        tags[start], tags[end - 1] = f"B-{kind}", f"E-{kind}"
        if end - start == 1:
            tags[start] = f"S-{kind}"
    return tags


def spans_of(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return the mentions that tags mark; what is not well formed (an end with no beginning, say) marks nothing.

    >>> spans_of(["B-Agency", "E-Agency", "E-Agency", "B-Person", "S-Region", "I-Honor"])
    [(0, 2, 'Agency'), (4, 5, 'Region')]
    """
    found: list[tuple[int, int, str]] = []
    begun: tuple[int, str] | None = None
    for position, tag in enumerate(tags):
        place, _, kind = tag.partition("-")
        if place == "S":
            found.append((position, position + 1, kind))
        elif place == "E" and begun is not None and begun[1] == kind:
            found.append((begun[0], position + 1, kind))
        if place == "B":
            begun = (position, kind)
        elif place != "I" or begun is None or begun[1] != kind:
            begun = None
    return found
