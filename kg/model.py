"""The nouns: frozen values that every stage and every loader shares.

Nothing here reads, writes or decides. Spans are half-open and count characters (code points).
The classes, predicates and the statement record are those of the schema this project implements;
``ontology/core.ttl`` declares them and :mod:`ontology` checks them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

__all__ = [
    "Entity",
    "Evidence",
    "Figure",
    "Measure",
    "Mention",
    "Observation",
    "Proposal",
    "Report",
    "Role",
    "Sentence",
    "Span",
    "Stance",
    "Statement",
    "Status",
    "Text",
]

Status: TypeAlias = Literal["done", "planned"]
Stance: TypeAlias = Literal["done", "planned", "problem"]
Measure: TypeAlias = Literal["level", "change", "rank"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of some text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Text:
    """A source as decoded, its canonical form, and the one map between them.

    ``canonical[i]`` was read from ``source[starts[i]:ends[i]]``; both sequences are as long as ``canonical`` and never
    decrease, so a canonical span always maps to one contiguous slice of the source.
    """

    source: str
    canonical: str
    starts: Sequence[int]
    ends: Sequence[int]

    def to_source(self, span: Span) -> Span:
        """Return the slice of the source that a non-empty canonical span was read from."""
        return Span(self.starts[span.start], self.ends[span.end - 1])


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of one source document as a whole; ``None`` where the text does not say.

    ``publisher`` and ``place`` are canonical names (云溪市司法局, 云溪市), ``place_code`` its GB/T 2260 code.
    """

    id: str
    title: str | None = None
    publisher: str | None = None
    place: str | None = None
    place_code: str | None = None
    year: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or heading of the canonical text, with the headings above it and what the passage speaks of."""

    span: Span
    text: str
    section: tuple[str, ...]
    stance: Stance = "done"
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a sentence that names something: ``span`` counts from the sentence's first character."""

    span: Span
    type: str
    text: str
    kind: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """Who acts, as a model of semantic roles has it: ``action`` runs from the verb to the end of what it does."""

    agent: Span
    action: Span


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an engine beside the rules finds in one sentence."""

    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as read in one sentence, before it is known whose it is.

    ``span`` holds number, unit and modifier; ``evidence`` the shortest stretch with figure and indicator.
    Both count from the sentence's first character. ``period`` is ``None`` unless the clause names one.
    """

    span: Span
    evidence: Span
    indicator: str
    value: Decimal
    unit: str
    measure: Measure = "level"
    modifier: str | None = None
    period: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing with a canonical name. ``id`` is made from content or an official code and is unique across reports."""

    id: str
    type: str
    name: str
    kind: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Observation:
    """One measured figure. ``period`` is a year, a month, or an interval ``from/to``; either end may be open."""

    id: str
    indicator: str
    value: Decimal
    unit: str
    measure: Measure = "level"
    modifier: str | None = None
    period: str | None = None
    agency: str | None = None
    scope: str | None = None
    type: str = "Observation"

    @property
    def name(self) -> str:
        """What a person calls it: its indicator."""
        return self.indicator


@dataclass(frozen=True, slots=True)
class Evidence:
    """The characters of the source that state a fact: ``source[start:end] == text``, always."""

    start: int
    end: int
    text: str
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One fact as one report states it: where it was read and by which rule are beside what it says.

    A fact that a report states again keeps its first evidence, and the later ones in ``also``.
    """

    id: str
    report: str
    predicate: str
    subject: Entity | Observation
    object: Entity | Observation
    evidence: Evidence
    status: Status = "done"
    extractor: str = ""
    confidence: float = 1.0
    action: str | None = None
    title: str | None = None
    also: tuple[Evidence, ...] = ()
