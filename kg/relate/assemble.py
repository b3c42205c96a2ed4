"""Drafts to statements: anchored in the source, named alike, one for each fact however often it is stated."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from kg.model import Entity, Evidence, Observation, Sentence, Span, Statement, Text
from ontology.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.relate.scene import Draft

__all__ = ["anchored", "assemble", "confidence"]


def anchored(text: Text, sentence: Sentence, span: Span) -> Evidence:
    """Return the evidence that a stretch of a sentence is, as the very slice of the source."""
    canonical = Span(sentence.span.start + span.start, sentence.span.start + span.end)
    source = text.to_source(canonical)
    return Evidence(source.start, source.end, text.source[source.start : source.end], sentence.section)


def assemble(report_id: str, drafts: Iterable[tuple[Draft, Evidence]]) -> list[Statement]:
    """Return the statements of one report; a fact stated again adds its evidence to the first."""
    pairs = _unaliased(list(drafts))
    names = _canonical_names(draft for draft, _ in pairs)
    first: dict[str, Draft] = {}
    places: defaultdict[str, dict[Evidence, None]] = defaultdict(dict)
    for draft, evidence in pairs:
        key = _statement_id(report_id, draft)
        first.setdefault(key, draft)
        places[key][evidence] = None
    return [_statement(report_id, draft, tuple(places[key]), names) for key, draft in first.items()]


def _unaliased(pairs: list[tuple[Draft, Evidence]]) -> list[tuple[Draft, Evidence]]:
    """Return the drafts with one id for the initiatives that a report calls by a longer and a shorter name."""
    ends = [end for draft, _ in pairs for end in (draft.subject, draft.object) if isinstance(end, Entity)]
    longer = _longer_names({end.id: end for end in ends if end.type == "Initiative"})
    return [
        (replace(draft, subject=_meant(draft.subject, longer), object=_meant(draft.object, longer)), evidence)
        for draft, evidence in pairs
    ]


def _meant(end: Entity | Observation, longer: dict[str, Entity]) -> Entity | Observation:
    other = longer.get(end.id)
    return replace(other, name=end.name) if other is not None and isinstance(end, Entity) else end


_TELLING = 5  # characters of a platform's name that, as the end of one longer name, mean the same platform


def _longer_names(found: dict[str, Entity]) -> dict[str, Entity]:
    """Return, by id, the one initiative that a shorter name means: it holds the quoted name, or ends with the name.

    “千企” is “千企”活动 where no other name of the report has “千企” in it; 执法系统 is 掌上执法系统 likewise.
    """
    holders: defaultdict[str, list[Entity]] = defaultdict(list)
    platforms = [item for item in found.values() if item.kind == "platform"]
    for item in found.values():
        for quoted in set(re.findall("“[^“”]+”", item.name)) - {item.name}:
            holders[quoted].append(item)
    for item in platforms:
        if len(item.name) >= _TELLING:
            holders[item.name] += [p for p in platforms if p.id != item.id and p.name.endswith(item.name)]
    return {item.id: holders[item.name][0] for item in found.values() if len(holders.get(item.name, ())) == 1}


def _statement(report_id: str, draft: Draft, places: Sequence[Evidence], names: dict[str, Entity]) -> Statement:
    return Statement(
        id=_statement_id(report_id, draft),
        report=report_id,
        predicate=draft.predicate,
        subject=names.get(draft.subject.id, draft.subject),
        object=names.get(draft.object.id, draft.object),
        evidence=places[0],
        also=tuple(places[1:]),
        status=draft.status,
        extractor=draft.rule,
        confidence=confidence(draft.rule),
        action=draft.action,
        title=draft.title,
    )


def confidence(rule: str) -> float:
    """Return how often what a rule states was right, measured on annotated reports.

    >>> 0.5 < confidence("no such rule") < confidence("about/metadata")
    True
    """
    measured = read_rules("confidence")
    return float(measured["rules"].get(rule, measured["default"]))


def _statement_id(report_id: str, draft: Draft) -> str:
    """Return an id made from what the statement says: report, predicate, action, status, both ends, title."""
    parts = (report_id, draft.predicate, draft.action, draft.status, draft.subject.id, draft.object.id, draft.title)
    digest = blake2b("\x1f".join(part or "" for part in parts).encode(), digest_size=10)
    return f"s:{digest.hexdigest()}"


def _canonical_names(drafts: Iterable[Draft]) -> dict[str, Entity]:
    """Return one entity an id: the fullest of the commonest names, the others as its aliases."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Entity] = {}
    for draft in drafts:
        for end in (draft.subject, draft.object):
            if isinstance(end, Entity):
                found[end.id][end.name] += 1
                kinds.setdefault(end.id, end)
    return {key: _named(kinds[key], names) for key, names in found.items()}


def _named(entity: Entity, names: Counter[str]) -> Entity:
    ordered: Sequence[str] = sorted(names, key=lambda name: (-len(name), -names[name], name))
    return replace(entity, name=ordered[0], aliases=tuple(sorted(set(ordered[1:]))))
