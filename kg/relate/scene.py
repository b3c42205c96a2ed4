"""A sentence made ready for the rules: its mentions linked, its clauses, who acts in each, and drafts of statements."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from kg.mask import clauses
from kg.model import Entity, Mention, Observation, Sentence, Span, Status
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.recognise import Award

__all__ = ["Draft", "Linked", "Scene", "planned", "split"]


@dataclass(frozen=True, slots=True)
class Linked:
    """A mention and what it means."""

    mention: Mention
    entity: Entity

    @property
    def span(self) -> Span:
        """Where it stands in the sentence."""
        return self.mention.span

    @property
    def type(self) -> str:
        """The class of what it means."""
        return self.entity.type


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before it is anchored in the source: ``span`` counts from the sentence's first character."""

    predicate: str
    subject: Entity | Observation
    object: Entity | Observation
    span: Span
    rule: str
    status: Status = "done"
    action: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with all that the rules look at. ``default`` acts where the text drops the subject."""

    sentence: Sentence
    masked: str
    linked: Sequence[Linked]
    awards: Sequence[Award]
    report: Entity
    default: Entity
    place: Entity
    clauses: Sequence[Span] = field(default=())
    actors: Sequence[Sequence[Entity]] = field(default=())

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.sentence.text

    def clause_index(self, position: int) -> int:
        """Return which clause holds a position; a separator belongs to the clause before it."""
        return max((i for i, clause in enumerate(self.clauses) if clause.start <= position), default=0)

    def clause_of(self, position: int) -> Span:
        """Return the clause that holds a position."""
        return self.clauses[self.clause_index(position)]

    def actors_at(self, position: int) -> Sequence[Entity]:
        """Return who acts in the clause that holds a position."""
        return self.actors[self.clause_index(position)]

    def of_type(self, *types: str) -> list[Linked]:
        """Return the linked mentions of these classes, in order."""
        return [linked for linked in self.linked if linked.type in types]

    def ending_at(self, position: int, *types: str) -> list[Linked]:
        """Return the linked mentions of these classes that end right before a position."""
        return [linked for linked in self.of_type(*types) if linked.span.end == position]

    def in_one_list(self, first: Linked, second: Linked) -> bool:
        """Tell whether a joint of a list (、 和), or nothing, stands between two mentions."""
        return bool(_IN_LIST.fullmatch(self.masked, first.span.end, second.span.start))

    def status_at(self, position: int) -> Status:
        """Return whether what a position tells of is done or planned."""
        if self.sentence.stance == "planned":
            return "planned"
        clause = self.clause_of(position)
        return "planned" if planned(self.masked[clause.start : position]) else "done"

    def stretch(self, start: int, end: int) -> Span:
        """Return the evidence from the clause's beginning (without what another clause says) to ``end``."""
        return Span(min(self.clause_of(start).start, start), end)


_IN_LIST = re.compile("[、和与及]?|以及")


def planned(before: str) -> bool:
    """Tell whether what stands before a thing in its clause puts it in the future.

    >>> planned("拟投入资金建设"), planned("将证明事项纳入"), planned("将继续推进")
    (True, False, True)
    """
    return bool(_planned().search(before))


@cache
def _planned() -> re.Pattern[str]:
    cues = read_rules("actors")["planned"]
    return re.compile(rf"{'|'.join(cues['always'])}|将(?={either(cues['after_jiang'])})")


def split(masked: str) -> list[Span]:
    """Return the clauses of a masked sentence, or the whole where it has no separator."""
    return clauses(masked) or [Span(0, len(masked))]
