"""How well a tagger does, by type: mentions of equal edges and type, against those marked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.tagger.examples import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.tagger.examples import Example

__all__ = ["Score", "scores"]

Found = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Score:
    """How many mentions are marked, how many were found, and how many of those are right."""

    marked: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is marked that was found; 0 where nothing is."""
        return self.right / self.marked if self.marked else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both.

        >>> Score(marked=4, found=2, right=2).f1
        0.6666666666666666
        """
        return 2 * self.right / (self.marked + self.found) if self.right else 0.0


def scores(examples: Sequence[Example], found: Sequence[Iterable[Found]]) -> dict[str, Score]:
    """Return the score of each type, and of ``all``, over the mentions found in each example."""
    marked, taken, right = Counter[str](), Counter[str](), Counter[str]()
    for example, mentions in zip(examples, found, strict=True):
        gold, mine = set(example.mentions), set(mentions)
        for counter, group in ((marked, gold), (taken, mine), (right, gold & mine)):
            counter.update(kind for *_, kind in group)
            counter["all"] += len(group)
    return {kind: Score(marked[kind], taken[kind], right[kind]) for kind in (*TYPES, "all")}
