"""Who proposes the mentions of a report: the rules, the trained tagger, both, and a larger HanLP model beside them.

Overlaps are settled in one place (:mod:`kg.recognise.mentions`), whoever proposes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Literal, TypeAlias

from kg.model import Mention, Proposal, Span
from kg.recognise import recognise
from kg.recognise.proposed import initiative

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from kg.hanlp_model import HanlpModel
    from kg.model import Sentence
    from kg.recognise import Found
    from kg.tagger.run import Tagged, Tagger

__all__ = ["DEFAULT", "ENGINES", "Engine", "EngineName"]

EngineName: TypeAlias = Literal["rules", "model", "both"]
ENGINES: tuple[EngineName, ...] = ("rules", "model", "both")

_SURE = 0.8
"""Beside the rules, the tagger's confidence in an initiative that they did not find. From 0.8 to 0.9 the gold, each
report read by a tagger trained without it, tells no difference in statements; on reports that the tagger has not seen
0.8 finds more initiatives and is about as often right. What the tagger finds of other types the rules found too."""
_NAMED = {"Region", "Agency", "Organization", "Person", "Initiative", "Regulation", "Honor"}  # figures are the rules'
_MARKED = re.compile(r"《([^《》]+)》")


@dataclass(frozen=True, slots=True)
class Engine:
    """Which of rules and tagger propose; ``folder`` holds the tagger, by default the one in the package.

    With ``model`` the rules still read what carries marks or a code (titles in 《》, divisions, honours that a verb
    awards, figures) and relate what was found; they propose no initiatives, bodies or persons of their own.
    ``hanlp`` is a folder or name for :func:`kg.hanlp_model.load_model`, whose mentions and roles are proposed besides.
    """

    name: EngineName = "both"
    folder: Path | None = None
    hanlp: str | None = None
    allow_download: bool = False

    def prepare(self) -> None:
        """Load the models.

        Raises :class:`kg.errors.KgError` where one is missing or broken: nothing else is used in its place.
        """
        self._tagger()
        if self.hanlp is not None:
            _hanlp(self.hanlp, self.allow_download)

    def recogniser(self, sentences: Sequence[Sentence]) -> Callable[[str, Sequence[Span]], Found]:
        """Return the function that recognises what a sentence of a report names: models read all sentences at once."""
        if self.name == "rules" and self.hanlp is None:
            return recognise
        texts = list(dict.fromkeys(sentence.text for sentence in sentences))
        proposals = self._tagged(texts)
        if self.hanlp is not None:
            for text, more in zip(texts, _hanlp(self.hanlp, self.allow_download).propose(texts), strict=True):
                proposals[text] = Proposal((*proposals[text].mentions, *more.mentions), more.roles)
        return partial(_recognised, proposals, rules=self.name != "model")

    def _tagger(self) -> Tagger | None:
        if self.name == "rules":
            return None
        from kg.tagger.run import SHIPPED, load_tagger  # noqa: PLC0415 - rules alone start without onnxruntime

        return load_tagger(self.folder or SHIPPED)

    def _tagged(self, texts: Sequence[str]) -> dict[str, Proposal]:
        tagger = self._tagger()
        if tagger is None:
            return dict.fromkeys(texts, Proposal())
        tagged = tagger.tag(texts)
        wanted = _wanted if self.name == "both" else _named
        return {
            text: Proposal(tuple(_mentions(text, wanted(found)))) for text, found in zip(texts, tagged, strict=True)
        }


DEFAULT = Engine()
"""What is used where nothing is said."""


def _recognised(proposals: dict[str, Proposal], text: str, regions: Sequence[Span], *, rules: bool) -> Found:
    return recognise(text, regions, proposals.get(text, Proposal()), rules=rules)


def _wanted(found: Sequence[Tagged]) -> list[Tagged]:
    return [it for it in found if it.type == "Initiative" and it.confidence >= _SURE]


def _named(found: Sequence[Tagged]) -> list[Tagged]:
    return [it for it in found if it.type in _NAMED]


def _mentions(text: str, found: Sequence[Tagged]) -> Iterator[Mention]:
    """Yield the mentions as the rules would write them, without initiatives whose words are no name."""
    for it in found:
        span = Span(it.start, it.end)
        words = text[it.start : it.end]
        if it.type == "Initiative":
            named = initiative(text, span, "tagger")
            yield from [named] if named else []
        else:
            marked = _MARKED.fullmatch(words) if it.type == "Regulation" else None
            yield Mention(span, it.type, marked[1] if marked else words, rule="tagger")


@cache
def _hanlp(source: str, allow_download: bool) -> HanlpModel:  # noqa: FBT001 - cached by position
    from kg.hanlp_model import load_model  # noqa: PLC0415 - of the extra

    return load_model(source, allow_download=allow_download)
