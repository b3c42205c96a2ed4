"""Train a tagger on sentences with marked mentions. Needs the extra ``kg[hanlp]``."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from kg.tagger.component import ReportTagger
from kg.tagger.examples import characters, tags_of
from kg.tagger.export import export
from kg.tagger.generate import generated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.tagger.examples import Example

__all__ = ["Plan", "train", "train_and_export"]


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train. The values were found on held-out sentences (see the model card)."""

    epochs: int = 25
    batch_size: int = 32
    embedding: int = 100
    hidden: int = 128
    dropout: float = 0.5
    step: float = 0.003
    unknown_share: float = 0.02
    seed: int = 1


def train(examples: Sequence[Example], folder: Path, plan: Plan | None = None) -> ReportTagger:
    """Train on the examples and save the tagger into a folder, from which ``hanlp.load`` reads it.

    One thread, one seed: the same examples give the same weights.
    """
    plan = plan or Plan()
    torch.set_num_threads(1)
    folder.mkdir(parents=True, exist_ok=True)
    tagger = ReportTagger()
    tagger.fit(
        _samples(examples),
        None,
        str(folder),
        batch_size=plan.batch_size,
        epochs=plan.epochs,
        embed=plan.embedding,
        rnn_hidden=plan.hidden,
        drop=plan.dropout,
        lr=plan.step,
        unknown_share=plan.unknown_share,
        tagging_scheme="IOBES",
        token_delimiter="",
        seed=plan.seed,
        devices=-1,
        logger=logging.getLogger("hanlp"),
    )
    return tagger


def train_and_export(examples: Sequence[Example], folder: Path, plan: Plan | None = None) -> None:
    """Train on the examples and on generated ones, and write the tagger for HanLP and for onnxruntime."""
    export(train([*examples, *generated()], folder, plan), folder)


def _samples(examples: Sequence[Example]) -> list[dict[str, list[str]]]:
    """Return what HanLP trains on; a character met once teaches what an unknown one is."""
    counts = Counter(char for example in examples for char in characters(example.text))
    return [
        {
            "token": [char if counts[char] > 1 else "<unk>" for char in characters(example.text)],
            "tag": tags_of(example),
        }
        for example in examples
        if example.text
    ]
