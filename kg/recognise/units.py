"""Bodies that stand without their division: the publisher and its units, stations (派出所), schools and law firms."""

from __future__ import annotations

import re
from functools import cache

from kg.model import Mention, Span
from kg.recognise.grammar import grammar
from ontology.rules import either, read_rules

__all__ = ["units"]


def units(text: str) -> list[Mention]:
    """Return the bodies of a sentence that carry no division and are in no list.

    >>> [(m.text, m.rule) for m in units("局法规处牵头，溪北派出所获评先进，交警支队推出新举措")]
    [('局法规处', 'own-body'), ('溪北派出所', 'station-body'), ('交警支队', 'unit-body')]
    """
    found = []
    for pattern, kind, name in (
        (_own(), "Agency", "own"),
        (_station(), "Agency", "station"),
        (_unit(), "Agency", "unit"),
        (_school(), "Organization", "school"),
    ):
        for match in pattern.finditer(text):
            span = Span(match.start(), match.end())
            found.append(Mention(span, kind, match.group(), rule=f"{name}-body"))
    return found


@cache
def _own() -> re.Pattern[str]:
    rules = read_rules("bodies")
    parts = grammar()
    governs = "|".join(rf"(?<={word})" for word in rules["before_unit"])
    publisher = rf"(?<![一-龥])(?:{either(rules['own'])})(?!(?:{parts.letter})*?(?:{parts.units}))"
    return re.compile(rf"{publisher}|(?:(?<![一-龥])|{governs})[本我全]?{parts.unit}{parts.end}")


@cache
def _unit() -> re.Pattern[str]:
    rules = read_rules("bodies")
    after = either([*_verbs(), *read_rules("honours")["handled"], "被", "获", "荣", "，", "。"])
    name = rf"{_letters(2, 10)}(?:{either(rules['alone'])})"
    return re.compile(rf"(?:^|(?<=[，。；：])|(?<=设在)){name}(?={after}|$)")


@cache
def _station() -> re.Pattern[str]:
    name = rf"{_letters(2, 6)}(?:{either(read_rules('bodies')['stations'])})"
    return re.compile(rf"(?:^|(?<=[，。；：])){name}(?={either([*_verbs(), '获', '荣', '被', '入选', '成功'])})")


@cache
def _school() -> re.Pattern[str]:
    faculty = rf"(?:(?:{grammar().letter}){{1,6}}?学院)"
    name = rf"(?:{_letters(2, 8)}(?:大学|学院|研究院|律师事务所){faculty}?|{_letters(1, 3)}大{faculty})"
    return re.compile(rf"(?:(?<![一-龥])|(?<=[与和同由请托导])){name}(?![生科的])")


def _letters(least: int, most: int) -> str:
    """Return the pattern of the beginning of a name that is one body's: not 各派出所."""
    return rf"(?!{either(read_rules('bodies')['no_unit'])})(?:{grammar().letter}){{{least},{most}}}?"


def _verbs() -> list[str]:
    verbs: list[str] = read_rules("initiatives")["cues"]["verbs"]
    return verbs
