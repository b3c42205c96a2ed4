"""What a report says of itself and of the order of places: published_by, about, covers, part_of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link import report_entity, year_entity
from kg.model import Entity, Sentence, Span
from kg.places import gazetteer
from kg.relate.scene import Draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.link import Linker
    from kg.relate.scene import Linked

__all__ = ["about_report", "parts"]


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


def parts(linker: Linker, linked: Sequence[Linked]) -> Iterator[Draft]:
    """Yield the place that each body and division of a sentence belongs to."""
    for item in linked:
        if item.type == "Agency":
            place = linker.place_of(item.entity)
        elif item.type == "Region":
            place = _holder(linker, item.entity)
        else:
            place = None
        if place is not None and place != item.entity:
            yield Draft("part_of", item.entity, place, item.span, f"part_of/{item.type.lower()}")


def _holder(linker: Linker, region: Entity) -> Entity | None:
    code = region.id.removeprefix("region:")
    listed = gazetteer().at(code)
    if listed is None:
        return linker.place_entity() if region != linker.place_entity() else None
    parents = gazetteer().parents(listed)
    return linker.region_entity(parents[0]) if parents else None
