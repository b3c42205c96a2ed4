"""Drafts to statements: anchored in the source, named alike, one for each fact however often it is stated."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from kg.model import Entity, Evidence, Sentence, Span, Statement, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.relate.scene import Draft

__all__ = ["anchored", "assemble"]


def anchored(text: Text, sentence: Sentence, span: Span) -> Evidence:
    """Return the evidence that a stretch of a sentence is, as the very slice of the source."""
    canonical = Span(sentence.span.start + span.start, sentence.span.start + span.end)
    source = text.to_source(canonical)
    return Evidence(source.start, source.end, text.source[source.start : source.end], sentence.section)


def assemble(report_id: str, drafts: Iterable[tuple[Draft, Evidence]]) -> list[Statement]:
    """Return the statements of one report; a fact stated again adds its evidence to the first."""
    pairs = list(drafts)
    names = _canonical_names(draft for draft, _ in pairs)
    merged: dict[str, Statement] = {}
    for draft, evidence in pairs:
        statement = _statement(report_id, draft, evidence, names)
        first = merged.get(statement.id)
        if first is None:
            merged[statement.id] = statement
        elif evidence not in (first.evidence, *first.also):
            merged[statement.id] = replace(first, also=(*first.also, evidence))
    return list(merged.values())


def _statement(report_id: str, draft: Draft, evidence: Evidence, names: dict[str, Entity]) -> Statement:
    return Statement(
        id=_statement_id(report_id, draft),
        report=report_id,
        predicate=draft.predicate,
        subject=names.get(draft.subject.id, draft.subject),
        object=names.get(draft.object.id, draft.object),
        evidence=evidence,
        status=draft.status,
        extractor=draft.rule,
        confidence=draft.confidence,
        action=draft.action,
        title=draft.title,
    )


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
