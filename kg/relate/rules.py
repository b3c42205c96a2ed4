"""One report's sentences to its statements: each sentence becomes a scene, and every rule looks at it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.figures import figures
from kg.link import Linker, report_entity
from kg.model import Entity, Mention, Report, Sentence, Span, Statement, Text
from kg.places import gazetteer
from kg.recognise import recognise
from kg.relate.actors import Cast, actors_by_clause
from kg.relate.alliances import alliances
from kg.relate.assemble import anchored, assemble
from kg.relate.awards import awards
from kg.relate.documents import documents
from kg.relate.measures import measures
from kg.relate.scene import Draft, Linked, Scene, split
from kg.relate.shortcomings import shortcomings
from kg.relate.undertakings import undertakings
from kg.relate.whole import about_report, parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["relate"]


def relate(report: Report, text: Text, sentences: Sequence[Sentence]) -> list[Statement]:
    """Return the statements of a report."""
    linker = Linker(report)
    drafts = [(draft, anchored(text, at, draft.span)) for draft, at in about_report(linker, sentences)]
    passage = _Passage()
    for sentence in sentences:
        scene = _scene(linker, sentence)
        passage.enter(scene)
        found = [*_facts(scene, linker, passage), *parts(linker, scene.linked)]
        drafts += [(draft, anchored(text, sentence, draft.span)) for draft in found]
        passage.leave(scene)
    return assemble(report.id, drafts)


def _facts(scene: Scene, linker: Linker, passage: _Passage) -> Iterator[Draft]:
    yield from undertakings(scene)
    yield from documents(scene)
    yield from alliances(scene)
    yield from awards(scene)
    yield from shortcomings(scene)
    if scene.sentence.stance != "problem":
        yield from measures(scene, figures(scene.sentence), linker.report.year, passage.initiative)


class _Passage:
    """What the passage is about: the last initiative named under the same headings."""

    def __init__(self) -> None:
        self.section: tuple[str, ...] = ()
        self.initiative: Linked | None = None

    def enter(self, scene: Scene) -> None:
        """Forget the initiative where a new section begins."""
        if scene.sentence.section != self.section:
            self.section, self.initiative = scene.sentence.section, None

    def leave(self, scene: Scene) -> None:
        """Remember the last initiative of the sentence."""
        found = scene.of_type("Initiative")
        self.initiative = found[-1] if found else self.initiative


def _scene(linker: Linker, sentence: Sentence) -> Scene:
    regions = [span for span, _ in gazetteer().find(sentence.text, linker.place)]
    found = recognise(sentence.text, regions)
    linked = [Linked(mention, entity) for mention in found.mentions if (entity := linker.entity(mention)) is not None]
    linked = _with_towns(linker, sentence.text, linked)
    place = linker.place_entity() or Entity(f"region:{linker.report.id}", "Region", linker.report.id)
    cast = Cast(linker.publisher() or place, place)
    clauses = split(found.masked)
    return Scene(
        sentence=sentence,
        masked=found.masked,
        linked=linked,
        awards=found.awards,
        report=report_entity(linker.report),
        default=cast.default,
        place=place,
        clauses=clauses,
        actors=actors_by_clause(found.masked, clauses, linked, cast),
    )


# A town or village at the beginning of a clause, with a name of its own before 镇, 乡, 街道, 村, 社区.
_TOWN = re.compile(
    r"(?:^|(?<=[，。；：]))(?![乡各全本该我建民村社])([一-龥]{2,3}(?:镇|乡|街道)(?:[一-龥]{2,3}村)?)(?=[“一-龥])"
)


def _with_towns(linker: Linker, text: str, linked: list[Linked]) -> list[Linked]:
    taken = [item.span for item in linked]
    towns = []
    for match in _TOWN.finditer(text):
        span = Span(match.start(1), match.end(1))
        if not any(span.start < other.end and other.start < span.end for other in taken):
            mention = Mention(span, "Region", match[1], rule="town")
            towns.append(Linked(mention, linker.town(match[1])))
    return sorted([*linked, *towns], key=lambda item: item.span)
