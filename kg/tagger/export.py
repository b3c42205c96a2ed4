"""A trained tagger as one ONNX file, for which :mod:`kg.tagger.run` needs no torch.

The graph is written node by node, so that the same weights give the same bytes. Needs the extra ``kg[hanlp]``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from kg.tagger.run import GRAPH, TABLES

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from kg.tagger.component import ReportTagger

__all__ = ["export"]

_OPSET = 17
_IR = 8  # the first version of the format that holds opset 17, so that older runtimes read the file too


def export(tagger: ReportTagger, folder: Path) -> None:
    """Write ``model.onnx`` into a folder: characters to scores, with the tables that reading the scores takes."""
    weights = {name: value.detach().numpy() for name, value in tagger.model.named_parameters()}
    model = helper.make_model(_graph(weights), opset_imports=[helper.make_opsetid("", _OPSET)], producer_name="kg")
    model.ir_version = _IR
    tables = {
        "characters": tagger.vocabs.token.idx_to_token,
        "tags": tagger.vocabs.tag.idx_to_token,
        "start": _exact(weights["crf.start_transitions"]),
        "end": _exact(weights["crf.end_transitions"]),
        "transitions": [_exact(row) for row in weights["crf.transitions"]],
    }
    helper.set_model_props(model, {TABLES: json.dumps(tables, ensure_ascii=False)})
    onnx.checker.check_model(model)
    (folder / GRAPH).write_bytes(model.SerializeToString(deterministic=True))


def _exact(values: NDArray[np.float32]) -> list[float]:
    """Return the values as the shortest numbers that read back as the very same floats."""
    return [float(str(value)) for value in values]


def _graph(weights: dict[str, NDArray[np.float32]]) -> onnx.GraphProto:
    """Return ids (place, text) and lengths to scores (text, place, tag): embedding, LSTM both ways, a linear layer."""
    hidden = weights["word_lstm.weight_hh_l0"].shape[1]
    tags = weights["out.bias"].shape[0]
    nodes = [
        helper.make_node("Gather", ["embedding", "ids"], ["seen"]),
        helper.make_node(
            "LSTM", ["seen", "W", "R", "B", "lengths"], ["read"], hidden_size=hidden, direction="bidirectional"
        ),
        helper.make_node("Transpose", ["read"], ["beside"], perm=[2, 0, 1, 3]),
        helper.make_node("Reshape", ["beside", "shape"], ["joined"]),
        helper.make_node("MatMul", ["joined", "out"], ["product"]),
        helper.make_node("Add", ["product", "bias"], ["scores"]),
    ]
    constants = {
        "embedding": weights["embed.weight"],
        "W": _both_ways(weights, "weight_ih"),
        "R": _both_ways(weights, "weight_hh"),
        "B": np.concatenate([_both_ways(weights, "bias_ih"), _both_ways(weights, "bias_hh")], axis=1),
        "out": np.ascontiguousarray(weights["out.weight"].T),
        "bias": weights["out.bias"],
        "shape": np.array([0, 0, 2 * hidden], dtype=np.int64),
    }
    return helper.make_graph(
        nodes,
        "tagger",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT32, ["place", "text"]),
            helper.make_tensor_value_info("lengths", TensorProto.INT32, ["text"]),
        ],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["text", "place", tags])],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )


def _both_ways(weights: dict[str, NDArray[np.float32]], name: str) -> NDArray[np.float32]:
    """Return the weights of both directions, their gates in ONNX's order (in, out, forget, cell), not torch's."""
    ways = [weights[f"word_lstm.{name}_l0{way}"] for way in ("", "_reverse")]
    return np.stack([np.concatenate([np.split(way, 4)[gate] for gate in (0, 3, 1, 2)]) for way in ways])
