"""The linear chain over tags: its best path and how sure each step of that is, in numpy, many texts at once.

All arrays are (text, place, tag); places at or beyond a text's length are padding and say nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Scores = NDArray[np.float32]
    Numbers = NDArray[np.int32]
    Path = NDArray[np.intp]

__all__ = ["Chain"]

_TINY = np.finfo(np.float32).tiny  # where all ways are too unlikely for a float, none is sure


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Scores of beginning with a tag, of ending with it, and of one after another (before, after)."""

    start: Scores
    end: Scores
    transitions: Scores

    def best(self, scores: Scores, lengths: Numbers) -> Path:
        """Return the best path of tags through each text (Viterbi), padding passed over at no cost."""
        best = scores[:, 0] + self.start
        came_from = np.empty(scores.shape, dtype=np.intp)
        stay = np.arange(scores.shape[2])
        into = np.ascontiguousarray(self.transitions.T)
        for place in range(1, scores.shape[1]):
            reached = best[:, None, :] + into
            came = reached.argmax(axis=2)
            inside = (place < lengths)[:, None]
            came_from[:, place] = np.where(inside, came, stay)
            gained = np.take_along_axis(reached, came[:, :, None], axis=2)[:, :, 0] + scores[:, place]
            best = np.where(inside, gained, best)
        return _traced(came_from, (best + self.end).argmax(axis=1))

    def certainty(self, scores: Scores, lengths: Numbers, paths: Path) -> Scores:
        """Return the probability of each step of a path, over all paths (forward and backward sums)."""
        weights = np.exp(scores - scores.max(axis=2, keepdims=True))
        here = self._forward(weights, lengths) * self._backward(weights, lengths)
        taken = np.take_along_axis(here, paths[:, :, None], axis=2)[:, :, 0]
        share: Scores = taken / (here.sum(axis=2) + _TINY)
        return share

    def _forward(self, weights: Scores, lengths: Numbers) -> Scores:
        """Return the weight of all ways that lead to a tag at a place, that tag's own included, each place to sum 1."""
        steps = np.exp(self.transitions)
        sums = np.empty_like(weights)
        now = _even(np.exp(self.start) * weights[:, 0])
        for place in range(weights.shape[1]):
            if place:
                now = np.where((place < lengths)[:, None], _even((now @ steps) * weights[:, place]), now)
            sums[:, place] = now
        return sums

    def _backward(self, weights: Scores, lengths: Numbers) -> Scores:
        """Return the weight of all ways that lead on from a tag at a place."""
        steps = np.exp(self.transitions.T)
        sums = np.empty_like(weights)
        now = np.broadcast_to(np.exp(self.end), weights[:, 0].shape)
        for place in range(weights.shape[1] - 1, -1, -1):
            sums[:, place] = now
            now = np.where((place < lengths)[:, None], _even((now * weights[:, place]) @ steps), now)
        return sums


def _even(weights: Scores) -> Scores:
    even: Scores = weights / weights.sum(axis=1, keepdims=True)
    return even


def _traced(came_from: Path, last: Path) -> Path:
    """Follow the steps back from the last tags."""
    texts, places, _ = came_from.shape
    path = np.empty((texts, places), dtype=np.intp)
    path[:, -1] = last
    rows = np.arange(texts)
    for place in range(places - 1, 0, -1):
        path[:, place - 1] = came_from[rows, place, path[:, place]]
    return path
