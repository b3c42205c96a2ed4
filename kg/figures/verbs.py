"""Part a phrase into verb and noun by the verbs of the rules; no grammar beyond that."""

from __future__ import annotations

import re

from kg.figures.cues import any_of, one_of, words
from kg.figures.marks import blanked

__all__ = ["acted_on", "after_members", "is_verbal", "object_of", "predicate", "verb_at", "verb_of", "verb_within"]

_VERB = one_of([any_of(words("verbs", "words")), *words("verbs", "short")])
_ADVERB = any_of(words("verbs", "adverbs"))
_NOUN = "|".join(words("verbs", "nouns"))
# 办结率 and 接待量 are nouns.
_NO_RATE = "(?![率量额度]|数(?![据字]))"
_LINK = rf"(?:{_ADVERB}|和|或|并|、)*(?>{_VERB}){_NO_RATE}(?:[出到入](?![台具动席庭版口资库驻户学住账位]))?"
# 审批 in 梳理审批事项 belongs to the noun.
_TO_NOUN = rf"(?!{_VERB}{any_of(words('verbs', 'heads'))}$)"
_CHAIN = re.compile(rf"(?:{_ADVERB})*(?!{_NOUN}){_LINK}(?:(?!{_NOUN}){_TO_NOUN}{_LINK})*")
_VERBAL = re.compile(rf"(?:{_ADVERB}|{_VERB}|和|或|及|并|后|、)+")
_MEMBERS = re.compile(r".*等(?![级同候待])", re.DOTALL)
_ENDS_IN_VERB = re.compile(rf"{_VERB}$")
_PREDICATE = re.compile(
    rf"(?:{_ADVERB})*(?:{any_of(words('verbs', 'predicates'))})(?!{any_of(words('verbs', 'no_predicate_before'))})"
)
_PLAIN = re.compile(rf"(?!{_NOUN})(?:{_ADVERB})*(?>{_VERB}){_NO_RATE}")
# Longer text is not tried: the words overlap (成功, 成功化解), and trying every reading takes long.
_LONGEST_VERBAL = 24
_LONGEST_VERB = 8
_LEAST_OBJECT = 3


def verb_of(text: str) -> tuple[str, str]:
    """Part off the verbs that a phrase opens with.

    >>> verb_of("发现并处置违法营运问题"), verb_of("检查内容")
    (('发现并处置', '违法营运问题'), ('', '检查内容'))
    """
    match = _CHAIN.match(text)
    if not match:
        return "", text
    end = match.end()
    return text[:end], text[end:].removeprefix("了")


def is_verbal(text: str) -> bool:
    """Say whether a phrase is all verb, its object left out (当场办结)."""
    return len(text) <= _LONGEST_VERBAL and bool(_VERBAL.fullmatch(text)) and not re.match(_NOUN, text)


def verb_at(text: str) -> str:
    """Return the verb that a phrase ends in, or nothing."""
    match = _ENDS_IN_VERB.search(text, max(0, len(text) - _LONGEST_VERB))
    return match[0] if match else ""


def predicate(text: str, *, alone: bool = False) -> tuple[str, str]:
    """Part a noun from the predicate after it; ``alone``: the noun may be missing (被采纳).

    >>> predicate("乡镇建立服务站"), predicate("行政合同")
    (('乡镇', '建立服务站'), ('行政合同', ''))
    """
    for match in _PREDICATE.finditer(blanked(text), 0 if alone else 1):
        return text[: match.start()].rstrip("的"), text[match.start() :]
    return text, ""


def verb_within(text: str, *, strong: bool = False) -> int | None:
    """Return where the first predicate of a phrase begins, else (unless ``strong``) the first verb."""
    shown = blanked(text)
    match = _PREDICATE.search(shown) or (None if strong else _PLAIN.search(shown))
    return match.start() if match else None


def object_of(noun: str) -> str:
    """Return the head of a noun phrase, without the clause that describes it (以…为被告的行政诉讼案件).

    >>> object_of("以区政府为被告的行政诉讼案件")
    '行政诉讼案件'
    """
    head = noun.rpartition("的")[2]
    return head if len(head) > 1 else noun


def after_members(noun: str) -> str:
    """Return what stands after the members of a list (营商环境、执法等问题), or the phrase where it is no list.

    >>> after_members("占道堆物、乱停乱放等问题")
    '问题'
    """
    match = _MEMBERS.match(blanked(noun))
    return noun[match.end() :] if match else noun


def acted_on(noun: str) -> str:
    """Return what the last verb inside a phrase governs, or the phrase where it holds none.

    >>> acted_on("调解组织调处各类矛盾纠纷")
    '各类矛盾纠纷'
    """
    shown = blanked(noun)
    end = 0
    for match in _PLAIN.finditer(shown, 1):
        if len(noun) - match.end() >= _LEAST_OBJECT:
            end = match.end()
    return noun[end:]
