"""HanLP's recogniser of named entities, with three faults of version 2.1.5 repaired. Needs the extra ``kg[hanlp]``.

The faults: its CRF is made with ``batch_first=None`` and so runs over the batch in place of the text; it decodes every
training batch twice, only to print a score; and its decoding raises on tags that are not well formed.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import torch
from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer
from hanlp.components.taggers.rnn_tagger import RNNTagger

from kg.tagger.examples import spans_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["BARRED", "ReportTagger", "may_follow"]

BARRED = -10_000.0
"""The score of a transition that no well-formed tagging has: far below any sum of scores, far above overflow."""


class ReportTagger(RNNNamedEntityRecognizer):  # type: ignore[misc] # hanlp has no types
    """A character-level BiLSTM-CRF. ``hanlp.load`` of a folder that it saved gives it back."""

    def build_model(self, **config: Any) -> torch.nn.Module:  # noqa: ANN401 - the signature is HanLP's
        """Return the network, its CRF running over the text and barred from ill-formed tags."""
        model: torch.nn.Module = super().build_model(**config)
        model.crf.batch_first = True
        _bar(model.crf, self.vocabs.tag.idx_to_token)
        return model

    def feed_batch(self, batch: dict[str, Any]) -> tuple[torch.Tensor, torch.Tensor]:
        """Return scores and mask. In training some characters are made unknown, so that the unknown has a meaning."""
        ids = batch["token_id"]
        if self.model.training:
            hidden = (torch.rand(ids.shape) < self.config.unknown_share) & (ids > 0)
            ids = ids.masked_fill(hidden, self.vocabs.token.unk_idx)
        scores, mask = self.model(ids)
        return scores, mask

    def execute_training_loop(self, trn: Any, epochs: int, optimizer: Any, **config: Any) -> None:  # noqa: ANN401
        """Train for a number of epochs, the step falling to nothing along half a cosine, and save the last state."""
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs * len(trn))
        self.model.train()
        for epoch in range(1, epochs + 1):
            loss = sum(self._step(batch, optimizer, schedule) for batch in trn)
            config["logger"].info(f"epoch {epoch} of {epochs}: loss {loss / len(trn):.2f}")
        self.model.eval()
        self.save_weights(config["save_dir"])

    def _step(self, batch: dict[str, Any], optimizer: Any, schedule: Any) -> float:  # noqa: ANN401
        optimizer.zero_grad()
        scores, mask = self.feed_batch(batch)
        loss = -self.model.crf(scores, batch["tag_id"], mask, reduction="sum")
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        optimizer.step()
        schedule.step()
        return float(loss.detach())

    def predict_data(self, data: list[list[str]], batch_size: int | None, **kwargs: Any) -> list[list[tuple[str, str, int, int]]]:  # noqa: ANN401
        """Return the mentions (text, type, begin, end) of each text; HanLP's own raises where tags are ill formed."""
        tagged = RNNTagger.predict_data(self, data, batch_size, **kwargs)
        return [
            [("".join(text[start:end]), kind, start, end) for start, end, kind in spans_of(tags)]
            for text, tags in zip(data, tagged, strict=True)
        ]


def may_follow(before: str, after: str) -> bool:
    """Tell whether a tag may stand after another; ``""`` is the edge of the text.

    >>> may_follow("B-Agency", "E-Agency"), may_follow("B-Agency", "O"), may_follow("", "I-Agency")
    (True, False, False)
    """
    place, _, kind = before.partition("-")
    next_place, _, next_kind = after.partition("-")
    if place in {"B", "I"}:
        return next_place in {"I", "E"} and kind == next_kind
    return next_place not in {"I", "E"}


def _bar(crf: Any, tags: Sequence[str]) -> None:  # noqa: ANN401 - hanlp has no types
    """Set what is ill formed so low that neither training nor decoding takes it: no gradient reaches it then."""
    with torch.no_grad():
        for (i, before), (j, after) in product(enumerate(tags), enumerate(tags)):
            if not may_follow(before, after):
                crf.transitions[i, j] = BARRED
        for i, tag in enumerate(tags):
            if not may_follow("", tag):
                crf.start_transitions[i] = BARRED
            if not may_follow(tag, ""):
                crf.end_transitions[i] = BARRED
