"""What another engine proposes, held to what any name of an initiative must be: a tagger is right more often then."""

from __future__ import annotations

import re

from kg.model import Mention, Span
from kg.recognise.initiatives import is_name
from kg.recognise.phrases import kind_of, patterns
from ontology.rules import read_rules

__all__ = ["initiative"]

_REACH = 20  # characters after a proposal in which its quotation closes
_QUOTED = re.compile(r"“([^“”]+)”")
_SHORTEST_QUOTED = 3  # Chinese characters in quotes: “4.15” is a day, “智库” a word
_AFTER_QUOTE = re.compile(r"(?<=”)的")


def initiative(text: str, span: Span, rule: str) -> Mention | None:
    """Return the initiative that a stretch of a text names, or ``None`` where its words are no name.

    ``rule`` says who proposes it.

    >>> text = "开展“一码通查”的专项行动，健全配套工作机制"
    >>> initiative(text, Span(2, 13), "tagger").text, initiative(text, Span(16, 22), "tagger")
    ('“一码通查”专项行动', None)
    """
    whole = _closed(text, span)
    words = text[whole.start : whole.end]
    if whole.start == whole.end or not (_is_quoted_name(words) if "“" in words else _is_headed_name(words)):
        return None
    name = _AFTER_QUOTE.sub("", words)
    return Mention(whole, "Initiative", name, kind_of(name), rule)


def _closed(text: str, span: Span) -> Span:
    """Return the span with the end of its quotation, empty where that has no beginning or no end."""
    words = text[span.start : span.end]
    if words.count("“") == words.count("”"):
        return span
    end = text.find("”", span.end, span.end + _REACH)
    closes = words.count("“") == words.count("”") + 1 and end >= 0 and "“" not in text[span.end : end]
    return Span(span.start, end + 1) if closes else Span(span.start, span.start)


def _is_quoted_name(words: str) -> bool:
    quoted = _QUOTED.findall(words)
    return (
        bool(quoted)
        and quoted[-1] not in read_rules("initiatives")["quoted"]["formulas"]
        and (len(re.findall("[一-龥]", quoted[-1])) >= _SHORTEST_QUOTED)
    )


def _is_headed_name(words: str) -> bool:
    head = patterns().last_head.search(words)
    return head is not None and is_name(words, head.group(), governed=True)
