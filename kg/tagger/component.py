"""HanLP's recogniser of named entities, with the faults of version 2.1.5 repaired. Needs the extra ``kg[hanlp]``."""

from __future__ import annotations

import logging
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import torch
from hanlp.common.dataset import PadSequenceDataLoader
from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer
from hanlp.components.taggers.rnn_tagger import RNNTagger

from kg.tagger.crf import ReportCRF
from kg.tagger.examples import spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["ReportTagger"]

_LOG = logging.getLogger(__name__)

Entity = tuple[str, str, int, int]  # as HanLP gives it: text, type, begin, end


class ReportTagger(RNNNamedEntityRecognizer):  # type: ignore[misc] # hanlp has no types
    """A character-level BiLSTM-CRF. ``hanlp.load`` of a folder that it saved gives it back."""

    def build_model(self, **config: Any) -> torch.nn.Module:  # noqa: ANN401 - the signature is HanLP's
        """Return the network with a CRF that runs over the text."""
        model: torch.nn.Module = super().build_model(**config)
        model.crf = ReportCRF(self.vocabs.tag.idx_to_token)
        return model

    def build_dataloader(self, data: Any, batch_size: int, shuffle: bool, *args: Any, **config: Any) -> Any:  # noqa: ANN401, FBT001
        """Return batches: in training of texts of one length each, so that nothing is padded or packed."""
        loader = super().build_dataloader(data, batch_size, shuffle, *args, **config)
        if not shuffle:
            return loader
        lengths = [len(sample["token"]) for sample in loader.dataset]
        return PadSequenceDataLoader(
            loader.dataset, device=config["device"], batch_sampler=_OfOneLength(lengths, batch_size), vocabs=self.vocabs
        )

    def execute_training_loop(self, trn: Any, epochs: int, optimizer: Any, **config: Any) -> None:  # noqa: ANN401
        """Train for a number of epochs, the step falling to nothing along half a cosine, and save the last state.

        HanLP's own loop decodes every training batch twice, to print a score.
        """
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs * len(trn))
        self.model.train()
        for epoch in range(1, epochs + 1):
            loss = sum(self._step(batch, optimizer, schedule) for batch in trn)
            _LOG.info("epoch %d of %d: loss %.2f a batch", epoch, epochs, loss / len(trn))
        self.model.eval()
        self.save_weights(config["save_dir"])

    def _step(self, batch: dict[str, Any], optimizer: Any, schedule: Any) -> float:  # noqa: ANN401
        optimizer.zero_grad()
        scores = self._trained_scores(batch["token_id"])
        loss = -self.model.crf(scores, batch["tag_id"], torch.ones_like(batch["tag_id"], dtype=torch.bool))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 5.0)
        optimizer.step()
        schedule.step()
        return float(loss.detach())

    def _trained_scores(self, ids: torch.Tensor) -> torch.Tensor:
        """Return what the network's ``forward`` does for texts of one length, without its packing (twice as fast).

        Some characters are made unknown, so that the unknown has a meaning.
        """
        hidden = torch.rand(ids.shape) < self.config.unknown_share
        seen = self.model.drop(self.model.embed(ids.masked_fill(hidden, self.vocabs.token.unk_idx)))
        read, _ = self.model.word_lstm(seen)
        scores: torch.Tensor = self.model.out(self.model.drop(read))
        return scores

    def predict_data(self, data: list[list[str]], batch_size: int | None, **kwargs: Any) -> list[list[Entity]]:  # noqa: ANN401
        """Return the mentions (text, type, begin, end) of each text; HanLP's own raises where tags are ill formed."""
        tagged = RNNTagger.predict_data(self, data, batch_size, **kwargs)
        return [
            [("".join(text[start:end]), kind, start, end) for start, end, kind in spans_of(tags)]
            for text, tags in zip(data, tagged, strict=True)
        ]


class _OfOneLength:
    """Batches of texts of one length, in an order that torch's seed decides."""

    def __init__(self, lengths: list[int], size: int) -> None:
        self._groups: dict[int, list[int]] = defaultdict(list)
        for number, length in enumerate(lengths):
            self._groups[length].append(number)
        self._size = size

    def __len__(self) -> int:
        return sum(-(-len(group) // self._size) for group in self._groups.values())

    def __iter__(self) -> Iterator[list[int]]:
        shuffled = ([group[i] for i in torch.randperm(len(group)).tolist()] for group in self._groups.values())
        batches = [group[at : at + self._size] for group in shuffled for at in range(0, len(group), self._size)]
        return iter([batches[i] for i in torch.randperm(len(batches)).tolist()])
