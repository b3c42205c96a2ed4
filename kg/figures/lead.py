"""The words before a number: what of them says what is counted, and the preposition that frames the noun after it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.figures.cues import any_of, words
from kg.figures.phrase import Phrase, closed, opened
from kg.figures.spot import blanked
from kg.figures.verbs import verb_at, verb_of, verb_within

__all__ = ["Lead", "lead_of"]


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before a number.

    ``frame`` is the preposition that ends it (为3702家…提供), or nothing; ``stated``: a verb such as 达 says that something
    came to the number; ``within``: it is part of what was counted before (其中).
    """

    words: Phrase
    frame: str = ""
    stated: bool = False
    within: bool = False

    @property
    def text(self) -> str:
        """The words."""
        return self.words.text


_FRAMES = any_of(words("carry", "frames"))
_FRAMED = re.compile(rf"(?<![控稳保维][制定持])({_FRAMES})(?:{any_of(words('words', 'place'))}|全国|对|的)*$")
_FRAME_FIRST = re.compile(
    rf"(?:{_FRAMES})(?!外|口|标|接|业|民|率|比|群|内|上|下|法|社|国|企|老|外|师|官|中|专|来|年|付|予|与|定)"
)
_TOTAL = re.compile(
    r".*(?:累计|合计|总计|共计|(?<![公中])共(?![同享建治融青产])有?|已经?(?!经)|[现拥]有(?!关)|先后|(?<!占)全年|年内|今年以来)",
    re.DOTALL,
)
_TOTAL_LAST = re.compile(r"(?:累计|合计|总计|共计|(?<![公中])共|(?<!部)分)$")
_BODY = re.compile(
    r"(?:我|本|该|市|区|县|省|州|局)[^，、的“《]{0,12}?(?:局|委|办|厅|院|中心|政府|机关|部门|单位|党组|党委|会)(?=[^的、和与及])(?![^，。、]{0,6}的)"
)
_CAME = re.compile(r".*(?:达|为|至|到|突破|是|有|完成|实现|在|持)", re.DOTALL)
_BARE = frozenset(words("verbs", "words"))
_SHORT_SUBJECT = 10
# A lead longer than this that ends in a verb tells of other things before it.
_LONG_LEAD = 16
# 通过购买服务方式招录…: what the verb is done by may hold verbs of its own.
_MEANS = re.compile(r"[^，。]{1,24}?(?:方式|形式|途径|渠道)")
_STRONG = {"将", "把", "对"}
_SHORT_CLAUSE = 6
_SHORT_PHRASE = 4
# Words before a number are read this far back: the longest indicator of the gold files has 36 characters.
_REACH = 160


def lead_of(before: Phrase, *, followed: bool) -> Lead:
    """Return the words before a number that say what is counted; ``followed``: words of its own follow the number."""
    near = before.since(max(before.start, before.end - _REACH))
    if followed and (_TOTAL_LAST.search(near.text) or near.text.endswith(("、", "以及"))):
        return Lead(_only_verb(opened(near)))
    phrase = _without_listing(opened(near), followed=followed)
    framed = _FRAMED.search(phrase.text) if followed else None
    if framed:
        return Lead(_only_verb(_after_total(phrase.until(phrase.start + framed.start()))), framed[1])
    whole = _after_total(phrase, alone=not followed)
    phrase = closed(whole, alone=not followed)
    lead = _clause(phrase if phrase.text else closed(whole), followed=followed)
    stated = bool(_CAME.match(whole.text[len(phrase.text) :]))
    return replace(lead, stated=stated, within=near.text.startswith("其中"))


def _without_listing(phrase: Phrase, *, followed: bool) -> Phrase:
    """Drop the members of a list that closes with 等 right before the number: only its verb stays."""
    if not followed or not phrase.text.rstrip().endswith("等"):
        return phrase
    verb, _ = verb_of(blanked(phrase.text))
    frame = _FRAME_FIRST.match(phrase.text)
    return phrase.until(phrase.start + (len(verb) or (frame.end() if frame else 0)))


def _only_verb(phrase: Phrase) -> Phrase:
    verb, rest = verb_of(phrase.text)
    return phrase if not rest else phrase.until(phrase.start + (len(verb) if verb else 0))


def _after_total(phrase: Phrase, *, alone: bool = False) -> Phrase:
    """Drop the subject before 共, 累计 or 已 where words follow them."""
    match = _TOTAL.match(blanked(phrase.text))
    if not match or match.end() == len(phrase.text):
        return phrase
    rest = opened(phrase.since(phrase.start + match.end()))
    subject = closed(phrase.until(phrase.start + match.end()))
    if alone and rest.text in _BARE and len(subject.text) <= _SHORT_SUBJECT:
        return Phrase(subject.text + rest.text, phrase.start)
    return rest if closed(rest).text else phrase


def _clause(phrase: Phrase, *, followed: bool) -> Lead:
    phrase = _without_body(phrase)
    shown = blanked(phrase.text)
    if followed and shown.startswith("涉及"):
        phrase, shown = opened(phrase.since(phrase.start + 2)), opened(Phrase(shown[2:], 0)).text
    if _FRAME_FIRST.match(shown):
        return _framed_clause(phrase, shown, followed=followed)
    if followed and phrase.text.endswith("的"):
        verb, rest = verb_of(shown)
        if verb and len(rest) > _SHORT_CLAUSE:
            return Lead(phrase.until(phrase.start + len(verb)))
    if followed and len(phrase.text) > _LONG_LEAD and verb_at(shown):
        return Lead(phrase.since(phrase.end - len(verb_at(shown))))
    return Lead(phrase)


def _without_body(phrase: Phrase) -> Phrase:
    """Drop a public body, or a title, that only does what the verb after it says."""
    shown = blanked(phrase.text)
    title = re.match("■+", shown) if phrase.text.startswith("《") else None
    match = title or _BODY.match(shown)
    if not match or match.end() == len(shown):
        return phrase
    rest = opened(phrase.since(phrase.start + match.end()))
    acts = verb_of(blanked(rest.text))[0] or _FRAME_FIRST.match(rest.text)
    return rest if acts or not rest.text else phrase


def _framed_clause(phrase: Phrase, shown: str, *, followed: bool) -> Lead:
    """为企业解决问题: from the verb on; 对…发布的, up to the number: the frame alone."""
    frame = _FRAME_FIRST.match(shown)
    size = frame.end() if frame else 0
    means = _MEANS.match(shown, size)
    size = means.end() if means else size
    verb = verb_within(shown[size:], strong=followed and shown[:size] in _STRONG)
    if followed and shown.endswith("的"):
        kept = phrase.since(phrase.start + size)
        return Lead(kept if len(kept.text) <= _SHORT_CLAUSE else kept.until(kept.start), shown[:size])
    if verb is None:
        kept = phrase.since(phrase.start + size)
        return Lead(kept.until(kept.start), shown[:size]) if followed else Lead(kept)
    rest = phrase.since(phrase.start + size + verb)
    return Lead(rest if followed or len(rest.text) > _SHORT_PHRASE else phrase)
