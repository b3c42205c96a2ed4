"""What is known of one figure while its sentence is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from kg.figures.spot import Quantity
    from kg.model import Measure

__all__ = ["Link", "Reading"]

Link: TypeAlias = Literal["list", "clause", "new"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure, the parts of its indicator, and the stretch of the sentence that states it.

    ``verb`` and ``noun`` follow each other in the indicator; ``predicate`` is said of a noun that comes before it.
    ``led``: words before the number belong to it (办理案件5件), so that it may share the verb of a list.
    ``link``: it goes on a list (、), follows in the same part of the sentence (，), or opens a new one (；).
    ``within``: the sentence says that it is part of what was counted before (其中); ``part``: so it is, or it goes on
    with such parts, by a name of its own. ``back``: how many figures before it the thing stands
    that a change without a name is of.
    """

    quantity: Quantity
    start: int
    end: int
    verb: str = ""
    noun: str = ""
    predicate: str = ""
    led: bool = False
    link: Link = "clause"
    within: bool = False
    part: bool = False
    measure: Measure = "level"
    back: int = 1

    @property
    def named(self) -> str:
        """Verb and noun."""
        return self.verb + self.noun

    @property
    def indicator(self) -> str:
        """What the figure counts."""
        return self.verb + self.noun + self.predicate

    def like(self, other: Reading) -> Reading:
        """Return this reading with the indicator of another."""
        return replace(self, verb=other.verb, noun=other.noun, predicate=other.predicate)
