"""The one place where proposals meet: the longest and surest stand, the others go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.mask import mask
from kg.model import Mention, Proposal, Role, Span
from kg.recognise.bodies import bodies
from kg.recognise.dictionary import known_names
from kg.recognise.founding import founded
from kg.recognise.honoured import honoured
from kg.recognise.honours import Award, bynames, honours
from kg.recognise.initiatives import initiatives
from kg.recognise.persons import persons
from kg.recognise.themes import themes
from kg.recognise.titles import regulations
from kg.recognise.towns import divisions, towns, zones

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Found", "recognise"]

# Surest first: what carries marks of its own, then what a verb governs, then what only a pattern suggests.
_RANK = {
    "title-mark": 0,
    "awarded-honour": 1,
    "byname": 1,
    "founded-body": 2,
    "document-without-marks": 2,
    "titled-name": 2,
    "echoed-name": 2,
    "quoted-name": 3,
    "known-name": 3,
    "headed-name": 3,
    "loose-name": 5,
    "law-without-marks": 6,
    "post-and-name": 6,
    "honoured-name": 8,
    "one-honoured": 4,  # what its last word alone tells, but an award says that it is somebody
    "tagger": 8,  # last: on the gold and off it the rules are right more often where the two disagree
    "hanlp-entity": 8,
    "hanlp-role": 8,
}
_LAST = 7

_NOTHING = Proposal()

_Known = tuple[int, int, tuple[str, str]]  # where a known name stands, and its label and kind


@dataclass(frozen=True, slots=True)
class Found:
    """What a sentence names: mentions without overlap, in order; the honours with their verbs; the masked text.

    ``roles`` say who acts, where a model told.
    """

    masked: str
    mentions: tuple[Mention, ...]
    awards: tuple[Award, ...]
    roles: tuple[Role, ...] = ()


def recognise(text: str, regions: Sequence[Span], proposal: Proposal = _NOTHING, *, rules: bool = True) -> Found:
    """Return what a sentence names.

    ``regions`` are the names of divisions in it; ``proposal`` what another engine (a trained tagger) finds. Without
    ``rules`` only what carries marks, what a verb awards, and places are proposed here.
    """
    masked = mask(text)
    local = [
        town for town in (*towns(text), *divisions(text)) if not any(_overlap(town.span, region) for region in regions)
    ]
    places = sorted([*regions, *(town.span for town in local)])
    known = known_names().tokenize(text)
    laws = [
        Span(start, end)
        for start, end, (label, _) in known
        if label == "Regulation" and text[end : end + 1] not in _LONGER
    ]
    listed = [Mention(span, "Region", text[span.start : span.end], rule="division") for span in regions]
    awards = honours(text, masked)
    agencies = bodies(text, places)
    documents = regulations(text, masked, laws, [agency.span for agency in agencies])
    proposals = [
        *documents,
        *(themes(text, [item for item in documents if item.rule == "title-mark"]) if rules else ()),
        *(award.honour for award in awards),
        *(_by_rules(text, masked, places, known) if rules else ()),
        *(agencies if rules else ()),
        *(honoured(text, masked, awards, [*agencies, *local, *listed]) if rules else ()),
        *proposal.mentions,
        *local,
        *zones(text, regions),
        *listed,
    ]
    settled = _settle(
        [m for m in proposals if m.type != "Initiative" or not any(_overlap(m.span, a.verb) for a in awards)]
    )
    inside = [m for m in settled if m.type in _UNDER_HONOUR and any(_within(m.span, a.honour.span) for a in awards)]
    return Found(masked, tuple(mention for mention in settled if mention not in inside), tuple(awards), proposal.roles)


def _by_rules(text: str, masked: str, places: Sequence[Span], known: list[_Known]) -> list[Mention]:
    return [
        *(mention for pair in bynames(text) for mention in pair),
        *founded(text),
        *initiatives(text, masked, places),
        *(
            Mention(Span(start, end), "Initiative", text[start:end], kind, "known-name")
            for start, end, (label, kind) in known
            if label == "Initiative"
        ),
        *persons(text),
    ]


_UNDER_HONOUR = {"Initiative", "Agency", "Organization", "Region"}


def _overlap(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end


def _within(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


_LONGER = ("规", "律", "治", "制")  # 安全生产法 in 安全生产法规 is no law


def _settle(proposals: list[Mention]) -> list[Mention]:
    """Keep the surest of what overlaps, of equals the longest; return them in the order of the text.

    Some may stand inside another: a regulation in an honour, the issuer and the theme in the title of a regulation.
    """
    order = sorted(proposals, key=lambda m: (_RANK.get(m.rule, _LAST), m.span.start - m.span.end, m.span.start))
    taken: list[Mention] = []
    covered: set[int] = set()
    for mention in order:
        stretch = range(mention.span.start, mention.span.end)
        if mention.rule in _NESTED or covered.isdisjoint(stretch):
            if mention.rule not in _NESTED:
                covered.update(stretch)
            taken.append(mention)
    return sorted(taken, key=lambda mention: mention.span)


_NESTED = {"awarded-honour", "issuer-body", "titled-name"}
