"""Run a tagger with onnxruntime and numpy: no torch, one thread."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime

from kg.errors import KgError
from kg.tagger.examples import characters, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["GRAPH", "SHIPPED", "TABLES", "Tagger", "load_tagger"]

GRAPH = "model.onnx"
TABLES = "tables"
"""The entry of the graph's metadata that holds characters, tags and transitions as JSON."""
SHIPPED = Path(__file__).with_name("model")
"""The folder of the model in the package."""

_BATCH = 64  # texts at once: more gains nothing on one thread and costs memory
_LONGEST = 4_000  # characters of a text; what is longer is no sentence, and its end is left untagged
_PADDING, _UNKNOWN = 0, 1  # HanLP's first two characters


@dataclass(frozen=True, slots=True, eq=False)
class Tagger:
    """A model read: texts in, the mentions in each out."""

    session: onnxruntime.InferenceSession
    ids: dict[str, int]
    tags: list[str]
    start: NDArray[np.float32]
    end: NDArray[np.float32]
    transitions: NDArray[np.float32]

    def tag(self, texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
        """Return the mentions of each text, (start, end, type): in order and apart."""
        found: list[list[tuple[int, int, str]]] = [[] for _ in texts]
        order = sorted((i for i, text in enumerate(texts) if text), key=lambda i: (len(texts[i]), i))
        for at in range(0, len(order), _BATCH):
            batch = order[at : at + _BATCH]
            for i, tags in zip(batch, self._tags([texts[i][:_LONGEST] for i in batch]), strict=True):
                found[i] = spans_of(tags)
        return found

    def _tags(self, texts: Sequence[str]) -> Iterator[list[str]]:
        ids, lengths = self._encoded(texts)
        (scores,) = self.session.run(None, {"ids": ids, "lengths": lengths})
        for path, length in zip(self._best(scores, lengths), lengths, strict=True):
            yield [self.tags[tag] for tag in path[:length]]

    def _encoded(self, texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        lengths = np.array([len(text) for text in texts], dtype=np.int32)
        ids = np.full((len(texts), lengths.max()), _PADDING, dtype=np.int32)
        for row, text in zip(ids, texts, strict=True):
            row[: len(text)] = [self.ids.get(char, _UNKNOWN) for char in characters(text)]
        return np.ascontiguousarray(ids.T), lengths

    def _best(self, scores: NDArray[np.float32], lengths: NDArray[np.int32]) -> NDArray[np.intp]:
        """Return the best path of tags through each text (Viterbi); beyond its length a path says nothing.

        Padding is passed over by letting every tag stay as it is at no cost.
        """
        best = scores[:, 0] + self.start
        came_from = np.empty(scores.shape, dtype=np.intp)
        stay = np.arange(len(self.tags))
        into = self.transitions.T
        for place in range(1, scores.shape[1]):
            reached = best[:, None, :] + into
            came = reached.argmax(axis=2)
            inside = (place < lengths)[:, None]
            came_from[:, place] = np.where(inside, came, stay)
            gained = np.take_along_axis(reached, came[:, :, None], axis=2)[:, :, 0] + scores[:, place]
            best = np.where(inside, gained, best)
        return _traced(came_from, (best + self.end).argmax(axis=1))


def _traced(came_from: NDArray[np.intp], last: NDArray[np.intp]) -> NDArray[np.intp]:
    """Follow the steps back from the last tags."""
    texts, places, _ = came_from.shape
    path = np.empty((texts, places), dtype=np.intp)
    path[:, -1] = last
    rows = np.arange(texts)
    for place in range(places - 1, 0, -1):
        path[:, place - 1] = came_from[rows, place, path[:, place]]
    return path


@cache
def load_tagger(folder: Path = SHIPPED) -> Tagger:
    """Read a model from the folder where ``kg train`` wrote it, by default the one in the package.

    Raises :class:`kg.errors.KgError` where the folder holds none or a broken one.
    """
    try:
        graph = (folder / GRAPH).read_bytes()
        return _assembled(onnxruntime.InferenceSession(graph, _options(), providers=["CPUExecutionProvider"]))
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        problem = f"{folder}: no tagger can be read ({type(error).__name__})"
        raise KgError(problem, "give a folder that kg train wrote, or reinstall the package") from error
    

def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # reports are read side by side in processes
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors alone
    return options


def _assembled(session: onnxruntime.InferenceSession) -> Tagger:
    tables = json.loads(session.get_modelmeta().custom_metadata_map[TABLES])
    return Tagger(
        session,
        {char: number for number, char in enumerate(tables["characters"])},
        tables["tags"],
        *(np.array(tables[name], dtype=np.float32) for name in ("start", "end", "transitions")),
    )
