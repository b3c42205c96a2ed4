"""Words with their place in the sentence, and the cutting away of what does not say what is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.figures.cues import any_of, one_of, pattern, words
from kg.figures.marks import blanked

__all__ = ["Phrase", "closed", "opened", "tidied", "trailed"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of the sentence from ``start`` on."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the words end."""
        return self.start + len(self.text)

    def until(self, end: int) -> Phrase:
        """Return the words before a place in the sentence."""
        return Phrase(self.text[: max(0, end - self.start)], self.start)

    def since(self, start: int) -> Phrase:
        """Return the words from a place in the sentence on."""
        return Phrase(self.text[max(0, start - self.start) :], max(start, self.start))

    def between(self, start: int, end: int) -> Phrase:
        """Return the words from one place to another."""
        return Phrase(self.text[max(0, start - self.start) : max(0, end - self.start)], max(start, self.start))

    def skip(self, size: int) -> Phrase:
        """Return the words without the first ``size`` characters."""
        return self.since(self.start + size)

    def head(self, size: int) -> Phrase:
        """Return the first ``size`` characters."""
        return self.until(self.start + size)


_MONTH = r"(?:\d{1,2}\s?[至到—–~～-]\s?)?\d{1,2}\s?月(?:份|底|末|初|中旬)?(?:\d{1,2}\s?日)?"
_TIME = (
    r"(?:(?:截至|截止到?|自|从|于|到|在|至)?(?:今年|去年|全年|年内|本年度?|目前|当前|近年|期间|同期|上半年|下半年|年底|年初"
    rf"|\d{{2,4}}\s?年度?(?:{_MONTH})?|{_MONTH}|(?:近|过去|累计)?[\d一二两三四五]+年)"
    r"(?:开始|以来|期间|起|底|末|内|来|前|至今|中){0,2})"
)
_PLACE, _TOTAL = any_of(words("words", "place")), any_of(words("words", "total"))
_OPENING = re.compile(rf"(?:\s|[、的]|{_TIME}|{_PLACE}|{_TOTAL}|{'|'.join(words('words', 'opening'))})+")
_CLOSING = "|".join([r"\s", "[（(]", "市区", "全国", _PLACE, *words("words", "closing"), _TOTAL])
_CLOSED = re.compile(rf"(?:{_CLOSING})+$")
_CLOSED_ALONE = re.compile(rf"(?:{_CLOSING}|{any_of(words('words', 'closing_alone'))})+$")
_FOLLOWING = re.compile(rf"(?:\s|{'|'.join(words('words', 'following'))})+")
_TRAILING = re.compile(rf"(?:\s|{one_of(words('words', 'trailing'))})+$")
# What is left must still say something: 具体工作, but 资格审查.
_LEAST = 4
_MERE = re.compile(pattern("tidy"))
# Closing words are sought this near the number, which keeps the search short (12 to 40 score alike).
_REACH = 24


def opened(phrase: Phrase) -> Phrase:
    """Drop time words, places, totals and connectives from the front."""
    match = _OPENING.match(phrase.text)
    return phrase.skip(match.end()) if match else phrase


def closed(phrase: Phrase, *, alone: bool = False) -> Phrase:
    """Drop what only leads up to the number (达, 共, 增加到) from the end; ``alone``: no words follow the number."""
    match = (_CLOSED_ALONE if alone else _CLOSED).search(phrase.text, max(0, len(phrase.text) - _REACH))
    return phrase.head(match.start()) if match else phrase


def trailed(phrase: Phrase) -> Phrase:
    """Drop what only opens (的) and rounds off (工作) the words after a number."""
    first = _FOLLOWING.match(phrase.text)
    phrase = phrase.skip(first.end()) if first else phrase
    match = _TRAILING.search(phrase.text, max(0, len(phrase.text) - _REACH))
    return phrase.head(match.start()) if match and match.start() >= _LEAST else phrase


def tidied(text: str) -> str:
    """Return an indicator without the small words inside it that say nothing; quoted names and titles stay."""
    parts: list[str] = []
    position = 0
    for match in _MERE.finditer(blanked(text)):
        parts.append(text[position : match.start()])
        position = match.end()
    return "".join([*parts, text[position:]]).strip(" 的、，了（(")
