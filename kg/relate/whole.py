"""What a report says of itself and of the order of places: published_by, about, covers, part_of."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from kg.link import report_entity, year_entity
from kg.mask import TITLED
from kg.model import Entity, Sentence, Span
from kg.places import gazetteer
from kg.relate.scene import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.link import Linker
    from kg.relate.scene import Scene

_LONGEST = 12  # characters of the name of a division

__all__ = ["Hierarchy", "about_report"]


def about_report(linker: Linker, sentences: Sequence[Sentence]) -> Iterator[tuple[Draft, Sentence]]:
    """Yield who published the report, which place and which year it is about, each with the sentence that shows it."""
    report = linker.report
    this = report_entity(report)
    ends = {
        "published_by": linker.publisher(),
        "about": linker.place_entity(),
        "covers": year_entity(report.year) if report.year else None,
    }
    for predicate, end in ends.items():
        if end is not None and sentences:
            sentence, span = _shown(end.name, sentences)
            yield Draft(predicate, this, end, span, f"{predicate}/metadata"), sentence


def _shown(name: str, sentences: Sequence[Sentence]) -> tuple[Sentence, Span]:
    """Return where the name first stands, shortened from the left until it does; else the whole first sentence."""
    for candidate in (name, name[-4:], name[:2]):
        for sentence in sentences:
            start = sentence.text.find(candidate)
            if start >= 0:
                return sentence, Span(start, start + len(candidate))
    first = sentences[0]
    return first, Span(0, len(first.text))


class Hierarchy:
    """The order of the places and bodies that a report names, told sentence by sentence."""

    def __init__(self, linker: Linker) -> None:
        self._linker = linker
        self._named: set[str] = set()
        self._regions: dict[Entity, tuple[Span, Sentence, Entity | None]] = {}

    def bodies(self, scene: Scene) -> Iterator[Draft]:
        """Yield the place that each body of a sentence belongs to."""
        for item in scene.linked:
            place = self._linker.place_of(item.entity) if item.type == "Agency" else None
            if place is not None and place != item.entity:
                self._named.add(place.id)
                above = self._above(scene, item.span.start)
                if above not in {None, place} or gazetteer().at(place.id.removeprefix("region:")) is None:
                    self._regions.setdefault(place, (item.span, scene.sentence, above))
                yield Draft("part_of", item.entity, place, item.span, "part_of/agency")

    def _above(self, scene: Scene, start: int) -> Entity | None:
        """Return the division whose name begins at a place, before that of a lower one: 青禾县 in 青禾县柳溪镇."""
        hits = gazetteer().find(scene.text[start : start + _LONGEST], self._linker.place)
        return self._linker.region_entity(hits[0][1][0]) if hits and hits[0][0].start == 0 else None

    def note(self, scene: Scene, divisions: Iterable[Span]) -> None:
        """Take up which divisions a sentence names: as things of their own, and within longer names."""
        for span in divisions:
            region = self._linker.region(scene.text[span.start : span.end])
            if region is not None and TITLED not in scene.masked[span.start : span.end]:
                self._named.add(region.id)
        for before, item in pairwise([None, *scene.of_type("Region")]):
            above = before.entity if before and item and before.span.end == item.span.start else None
            if item:
                self._regions.setdefault(item.entity, (item.span, scene.sentence, above))

    def regions(self, sentences: Sequence[Sentence]) -> Iterator[tuple[Draft, Sentence]]:
        """Yield the division that each division belongs to: the nearest above it that the report names."""
        place = self._linker.place_entity()
        if place is not None and sentences and place not in self._regions:
            sentence, span = _shown(place.name, sentences)
            self._regions[place] = span, sentence, None
        for region, (span, sentence, above) in self._regions.items():
            holder = self._holder(region, above)
            if holder is not None and holder != region:
                yield Draft("part_of", region, holder, span, "part_of/region"), sentence

    def _holder(self, region: Entity, above: Entity | None) -> Entity | None:
        own = self._linker.place_entity()
        listed = self._linker.place if region == own else gazetteer().at(region.id.removeprefix("region:"))
        if listed is None:
            return above or own
        parents = map(self._linker.region_entity, gazetteer().parents(listed))
        return next((parent for parent in parents if parent.id in self._named), None)
