"""Who proposes the mentions of a report: the rules, the trained tagger, or both; overlaps are settled in one place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from kg.model import Mention, Span
from kg.recognise import recognise
from kg.recognise.proposed import initiative

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kg.model import Sentence
    from kg.recognise import Found
    from kg.tagger.run import Tagged

__all__ = ["DEFAULT", "ENGINES", "Engine"]

ENGINES = ("rules", "model", "both")
_SURE = {"Initiative": 0.5}


@dataclass(frozen=True, slots=True)
class Engine:
    """Which of rules and tagger propose; ``folder`` holds the tagger, by default the one in the package.

    With ``model`` the rules still read what carries marks or a code (titles in 《》, divisions, honours that a verb
    awards, figures) and relate what was found; they propose no initiatives, bodies or persons of their own.
    """

    name: Literal["rules", "model", "both"] = "both"
    folder: Path | None = None

    def recogniser(self, sentences: Sequence[Sentence]) -> Callable[[str, Sequence[Span]], Found]:
        """Return the function that recognises what a sentence of a report names: the tagger reads them all at once."""
        if self.name == "rules":
            return recognise
        texts = list(dict.fromkeys(sentence.text for sentence in sentences))
        proposed = dict(zip(texts, self._proposals(texts), strict=True))
        return partial(_recognised, proposed, rules=self.name == "both")

    def _proposals(self, texts: Sequence[str]) -> list[list[Mention]]:
        from kg.tagger.run import SHIPPED, load_tagger  # noqa: PLC0415 - rules alone start without onnxruntime

        tagged = load_tagger(self.folder or SHIPPED).tag(texts)
        return [
            [mention for it in found if (mention := _mention(text, it)) is not None]
            for text, found in zip(texts, tagged, strict=True)
        ]


DEFAULT = Engine("rules")
"""What is used where nothing is said."""


def _recognised(proposed: dict[str, list[Mention]], text: str, regions: Sequence[Span], *, rules: bool) -> Found:
    return recognise(text, regions, proposed.get(text, ()), rules=rules)


_MARKED = re.compile(r"《([^《》]+)》")


def _mention(text: str, tagged: Tagged) -> Mention | None:
    """Return the mention as the rules would write it, ``None`` where the tagger is not sure enough or it is no name."""
    if tagged.confidence < _SURE.get(tagged.type, 2.0):
        return None
    span = Span(tagged.start, tagged.end)
    if tagged.type == "Initiative":
        return initiative(text, span)
    words = text[span.start : span.end]
    marked = _MARKED.fullmatch(words) if tagged.type == "Regulation" else None
    return Mention(span, tagged.type, marked[1] if marked else words, rule="tagger")
