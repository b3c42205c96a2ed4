"""What a document sets going: the initiative that its title names (《关于开展“一户一档”行动的通知》)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.mask import mask
from kg.model import Mention, Span
from kg.recognise.initiatives import initiatives
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["themes"]

_SHORTEST_ECHO = 6  # characters of a theme without a head that, said again, make it an undertaking


def themes(text: str, titles: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the initiatives that titles in 《 》 name behind a verb of doing; they stand inside the titles.

    A theme that has no head of an initiative is one where the sentence says it again (按照《关于开展X工作的通知》，
    开展X工作).
    """
    for title in titles:
        theme = _theme().search(title.text)
        if theme is None:
            continue
        words = theme["verb"] + theme["what"]
        named = [m for m in initiatives(words, mask(words)) if m.kind in _SET_GOING or m.rule == "quoted-name"]
        start = title.span.start + 1 + theme.start("verb")
        for mention in named:
            span = Span(start + mention.span.start, start + mention.span.end)
            yield Mention(span, "Initiative", mention.text, mention.kind, "titled-name")
        if named or len(theme["what"]) < _SHORTEST_ECHO:
            continue
        echo = text.find(theme["what"], title.span.end)
        if echo >= 0:
            yield Mention(Span(echo, echo + len(theme["what"])), "Initiative", theme["what"], "campaign", "echoed-name")


_SET_GOING = {"reform", "campaign"}  # a mechanism or a project that a title names is as often its subject matter


@cache
def _theme() -> re.Pattern[str]:
    rules = read_rules("initiatives")
    cues = rules["cues"]
    title = rules["titles"]
    return re.compile(
        rf"(?:关于|^|(?<=[省市区县州局厅委会]))(?:{either(cues['adverbs'])}|和|、)*(?P<verb>{either(title['verbs'])})"
        rf"(?P<what>[^，。；]+?)的?(?:{either(title['documents'])})(?:[（(][^（()）]*[）)])?$"
    )
