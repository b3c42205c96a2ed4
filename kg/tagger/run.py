"""Run a tagger with onnxruntime and numpy: no torch, one thread."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidArgument, InvalidGraph, InvalidProtobuf

from kg.errors import KgError
from kg.tagger.chain import Chain
from kg.tagger.examples import characters, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

__all__ = ["GRAPH", "SHIPPED", "TABLES", "Tagged", "Tagger", "load_tagger"]

GRAPH = "model.onnx"
TABLES = "tables"
"""The entry of the graph's metadata that holds characters, tags and transitions as JSON."""
SHIPPED = Path(__file__).with_name("model")
"""The folder of the model in the package."""

_BATCH = 64  # texts at once: more gains nothing on one thread and costs memory
_LONGEST = 4_000  # characters of a text; what is longer is no sentence, and its end is left untagged
_PADDING, _UNKNOWN = 0, 1  # HanLP's first two characters


class Tagged(NamedTuple):
    """A mention as tagged: characters ``start`` to ``end``, and how sure the tagger is of its least sure character."""

    start: int
    end: int
    type: str
    confidence: float


@dataclass(frozen=True, slots=True, eq=False)
class Tagger:
    """A model read: texts in, the mentions in each out."""

    session: onnxruntime.InferenceSession
    ids: dict[str, int]
    tags: list[str]
    chain: Chain

    def tag(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """Return the mentions of each text, in order and apart."""
        found: list[list[Tagged]] = [[] for _ in texts]
        order = sorted((i for i, text in enumerate(texts) if text), key=lambda i: (len(texts[i]), i))
        for at in range(0, len(order), _BATCH):
            batch = order[at : at + _BATCH]
            for i, mentions in zip(batch, self._read([texts[i][:_LONGEST] for i in batch]), strict=True):
                found[i] = mentions
        return found

    def _read(self, texts: Sequence[str]) -> Iterator[list[Tagged]]:
        ids, lengths = self._encoded(texts)
        (scores,) = self.session.run(None, {"ids": ids, "lengths": lengths})
        paths = self.chain.best(scores, lengths)
        sure = self.chain.certainty(scores, lengths, paths)
        for path, certainty, length in zip(paths, sure, lengths, strict=True):
            for_each = spans_of([self.tags[tag] for tag in path[:length]])
            yield [Tagged(start, end, kind, float(certainty[start:end].min())) for start, end, kind in for_each]

    def _encoded(self, texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        lengths = np.array([len(text) for text in texts], dtype=np.int32)
        ids = np.full((len(texts), lengths.max()), _PADDING, dtype=np.int32)
        for row, text in zip(ids, texts, strict=True):
            row[: len(text)] = [self.ids.get(char, _UNKNOWN) for char in characters(text)]
        return np.ascontiguousarray(ids.T), lengths


@cache
def load_tagger(folder: Path = SHIPPED) -> Tagger:
    """Read a model from the folder where ``kg train`` wrote it, by default the one in the package.

    Raises :class:`kg.errors.KgError` where the folder holds none or a broken one.
    """
    try:
        graph = (folder / GRAPH).read_bytes()
        return _assembled(onnxruntime.InferenceSession(graph, _options(), providers=["CPUExecutionProvider"]))
    except (OSError, ValueError, KeyError, Fail, InvalidArgument, InvalidGraph, InvalidProtobuf) as error:
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
    start, end, transitions = (np.array(tables[name], dtype=np.float32) for name in ("start", "end", "transitions"))
    ids = {char: number for number, char in enumerate(tables["characters"])}
    return Tagger(session, ids, tables["tags"], Chain(start, end, transitions))
