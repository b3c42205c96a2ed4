"""One report's sentences to its statements: each sentence becomes a scene, and every rule looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.figures import figures
from kg.link import Linker, report_entity
from kg.model import Entity, Report, Sentence, Statement, Text
from kg.places import gazetteer
from kg.recognise import recognise
from kg.relate.actors import Cast, actors_by_clause
from kg.relate.alliances import alliances
from kg.relate.assemble import anchored, assemble
from kg.relate.awards import awards
from kg.relate.bases import titled
from kg.relate.documents import documents
from kg.relate.measures import measures
from kg.relate.posts import posts
from kg.relate.scene import Draft, Linked, Scene, split
from kg.relate.shortcomings import shortcomings
from kg.relate.undertakings import undertakings
from kg.relate.whole import Hierarchy, about_report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.model import Span
    from kg.recognise import Found

    Recogniser = Callable[[str, Sequence[Span]], Found]

__all__ = ["relate"]


def relate(
    report: Report, text: Text, sentences: Sequence[Sentence], recogniser: Recogniser = recognise
) -> list[Statement]:
    """Return the statements of a report; ``recogniser`` finds what a sentence names, given its divisions."""
    linker = Linker(report)
    placed = list(about_report(linker, sentences))
    passage = _Passage()
    whole = _Whole()
    hierarchy = Hierarchy(linker)
    for sentence in sentences:
        divisions = [span for span, _ in gazetteer().find(sentence.text, linker.place)]
        scene = _scene(linker, sentence, recogniser(sentence.text, divisions))
        passage.enter(scene)
        placed += [(draft, sentence) for draft in (*_facts(scene, linker, passage), *hierarchy.bodies(scene))]
        passage.leave(scene)
        whole.note(scene)
        hierarchy.note(scene, divisions)
    placed += hierarchy.regions(sentences)
    placed += [(draft, whole.sentences[place]) for place, draft in titled(whole.initiatives, whole.regulations)]
    return assemble(report.id, [(draft, anchored(text, sentence, draft.span)) for draft, sentence in placed])


class _Whole:
    """What the report as a whole names, for what one sentence cannot tell: which title names which initiative."""

    def __init__(self) -> None:
        self.initiatives: dict[str, Entity] = {}
        self.regulations: list[Linked] = []
        self.sentences: list[Sentence] = []

    def note(self, scene: Scene) -> None:
        """Take up what a sentence names."""
        self.initiatives.update((item.entity.id, item.entity) for item in scene.of_type("Initiative"))
        for item in scene.of_type("Regulation"):
            self.regulations.append(item)
            self.sentences.append(scene.sentence)


def _facts(scene: Scene, linker: Linker, passage: _Passage) -> Iterator[Draft]:
    yield from undertakings(scene)
    yield from documents(scene)
    yield from alliances(scene)
    yield from posts(scene, linker.agency)
    yield from awards(scene)
    yield from shortcomings(scene)
    yield from measures(scene, figures(scene.sentence), linker.report.year, passage.initiative)


class _Passage:
    """What the passage is about: the initiative that its innermost heading names."""

    def __init__(self) -> None:
        self._section: tuple[str, ...] = ()
        self._heading: str | None = None
        self._pending: Linked | None = None
        self._headed: Linked | None = None

    @property
    def initiative(self) -> Linked | None:
        """The initiative that figures under these headings measure, where their sentence names none."""
        return self._headed

    def enter(self, scene: Scene) -> None:
        """Take up a new section with the initiative of its innermost heading, if that names one."""
        if scene.sentence.section != self._section:
            innermost = scene.sentence.section[-1] if scene.sentence.section else None
            self._headed = self._pending if innermost == self._heading else None
            self._section = scene.sentence.section

    def leave(self, scene: Scene) -> None:
        """Remember the only initiative of a heading."""
        if scene.sentence.heading:
            found = scene.of_type("Initiative")
            self._heading = scene.text.strip().rstrip("。")
            self._pending = found[0] if len(found) == 1 else None


def _scene(linker: Linker, sentence: Sentence, found: Found) -> Scene:
    linked = [Linked(mention, entity) for mention in found.mentions if (entity := linker.entity(mention)) is not None]
    place = linker.place_entity() or Entity(f"region:{linker.report.id}", "Region", linker.report.id)
    cast = Cast(linker.publisher() or place, linker.division)
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
        actors=actors_by_clause(found, clauses, linked, cast),
    )
