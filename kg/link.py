"""From a mention to the thing it means: one candidate, or nothing.

Elliptic names are completed from the report's own place and publisher; divisions are resolved by code and hierarchy;
short forms of regulations stand for the title that they abbreviate. An id is made from the folded name and what scopes
it: the division for bodies and persons, the report's place for documents that name no place of their own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kg.model import Entity, Mention, Report, Span
from kg.names import core, fold
from kg.places import Region, complete, department, gazetteer, located, official, scope
from kg.recognise.towns import towns
from ontology.lexicon import read_tsv

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Linker", "report_entity", "year_entity"]

# A body that a verb founds, or that the lists know, has the name that the text gives it.
_NAMED_IN_FULL = {"founded-body", "organization", "school-body", "station-body", "national-body"}
_TOWNS = {"town", "one-honoured"}
_INITIALS = 3  # 中办, 党中央: a body's name no longer than this is written out
_SHORT_TITLE = 6  # 《纲要》, 《实施意见》: a title no longer than this may stand for one named before
_OWN = re.compile(r"^(?:我|本|全)[局厅委办院中](?:机关|心)?|^局(?:党委|党组|机关)|^[厅委]党[委组]")

_SITTING = re.compile("常务会议$|(?<=[省市区县州旗盟]委)常委会$")  # a body that sits: 市委常委会 is 市委
_UNIT = re.compile(r"(?<=.{3})(?:队|科|处|室|中心|小组|委员会|分局|支部|专班)$")


def report_entity(report: Report) -> Entity:
    """Return the report itself as an entity."""
    return Entity(f"report:{report.id}", "Report", report.title or report.id)


def year_entity(year: str) -> Entity:
    """Return a year as an entity."""
    return Entity(f"year:{year}", "Year", year)


class Linker:
    """Links the mentions of one report, in their order: short titles look back to the long ones."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.place = located(report)
        self._titles: dict[str, str] = {}
        self._bodies: list[Entity] = []
        self._openings: dict[str, Region | None] = {}  # a report names the same bodies again and again

    def entity(self, mention: Mention) -> Entity | None:
        """Return what a mention means, or None where that cannot be said."""
        if mention.type == "Regulation":
            return self.regulation(mention.text)
        if mention.type == "Region":
            return self.town(mention.text) if mention.rule in _TOWNS else self.region(mention.text)
        if mention.type in {"Agency", "Organization"}:
            found = self.body(mention)
            self._bodies += [found] if found else []
            return found
        if mention.type == "Initiative":
            return self.initiative(mention.text, mention.kind)
        if mention.type == "Person":
            return Entity(f"person:{self._scope()}/{fold(mention.text)}", "Person", mention.text)
        return Entity(f"{mention.type.lower()}:{fold(mention.text)}", mention.type, mention.text)

    def initiative(self, name: str, kind: str | None) -> Entity:
        """Return the initiative of this name; its spellings and plain heads share one id."""
        name = re.sub(r"(?<=”) (?=[一-龥])", "", name)
        return Entity(f"initiative:{core(name)}", "Initiative", name, kind)

    def regulation(self, title: str) -> Entity:
        """Return the regulation of this title, a short one being the last title it abbreviates."""
        name = self._long_title(title)
        stem = fold(name).split("(", maxsplit=1)[0]
        self._titles.pop(stem, None)
        self._titles[stem] = name
        bare = name.removeprefix("中华人民共和国")
        if _is_national(bare) or self._opening_region(name) is not None:
            return Entity(f"regulation:{fold(bare)}", "Regulation", name)
        return Entity(f"regulation:{self._scope()}/{fold(name)}", "Regulation", name)

    def region(self, name: str) -> Entity | None:
        """Return the division of this name, as the report's place makes it the one meant."""
        if self.place is not None and name == self.place.name:
            return self.region_entity(self.place)
        found = gazetteer().resolve(name, self.place)
        return self.region_entity(found) if found else None

    def division(self, word: str) -> Entity | None:
        """Return the division that a word of the report (全市, 我县, 市、县两级) means."""
        if self.place is None:
            return None
        level = re.search(r"自治[区州县旗]|[省市区县州盟旗镇乡]", word)
        region = scope(f"全{level.group()}", self.place) if level else None
        return self.region_entity(region) if region else None

    def town(self, name: str) -> Entity:
        """Return a town, street or village, which no code lists, as one of the report's place."""
        if name[-1] in "区县" and (listed := self.region(name)):
            return listed
        return Entity(f"region:{self._scope()}/{fold(name)}", "Region", name)

    def region_entity(self, region: Region) -> Entity:
        """Return a division as an entity."""
        key = region.code or "/".join(filter(None, (region.parent, fold(region.name))))
        return Entity(f"region:{key}", "Region", region.name)

    def body(self, mention: Mention) -> Entity | None:
        """Return the agency or organisation meant, its elliptic name completed."""
        if _OWN.match(mention.text) and not _UNIT.search(mention.text):
            return self.publisher()
        if mention.rule == "unit-body":
            return self._unit(mention.text)
        name = complete(mention.text, self.place, self.report.publisher) if self.place else mention.text
        if name is None and mention.rule not in _NAMED_IN_FULL:
            return None
        name = _SITTING.sub("", name or mention.text)
        return self.publisher() if self._is_publisher(name) else self._named_body(name, mention.type)

    def _named_body(self, name: str, type_: str = "Agency") -> Entity:
        """Return the body of a full name: one of the whole country is the same in every report, others have a place."""
        full = official("national").get(name)
        if full is None:
            return Entity(f"{type_.lower()}:{self._scope_of(name)}/{fold(name)}", type_, name)
        return Entity(f"{type_.lower()}:{fold(full)}", type_, full if len(name) <= _INITIALS else name)

    def _is_publisher(self, name: str) -> bool:
        """Tell whether a name is another form of the publisher's (云溪市住建局 of 云溪市住房和城乡建设局)."""
        place, publisher = self.place.name if self.place else "", self.report.publisher or ""
        if not place or not (name.startswith(place) and publisher.startswith(place)):
            return False
        own = department(publisher.removeprefix(place))
        return own is not None and own == department(name.removeprefix(place))

    def _unit(self, name: str) -> Entity | None:
        """Return the inner unit of the publisher that a bare name (交警支队) means, if the publisher has units."""
        publisher = self.report.publisher or ""
        return self.agency(publisher + name) if publisher.endswith(("局", "厅", "院")) else None

    def agency(self, name: str) -> Entity | None:
        """Return the body that a name of the report means; 该所 is the last one named whose name ends so."""
        if name.startswith("该"):
            return next((body for body in reversed(self._bodies) if body.name.endswith(name[-1])), None)
        return self.body(Mention(Span(0, len(name)), "Agency", name))

    def publisher(self) -> Entity | None:
        """Return the report's author."""
        name = self.report.publisher
        return self._named_body(name) if name else None

    def place_entity(self) -> Entity | None:
        """Return the report's place."""
        return self.region_entity(self.place) if self.place else None

    def place_of(self, body: Entity) -> Entity | None:
        """Return the division whose name opens that of a body, if any: a listed one, or a town or village."""
        region = self._opening_region(body.name)
        town = None if region else next((town for town in towns(body.name) if town.span.start == 0), None)
        return self.region_entity(region) if region else self.town(town.text) if town else None

    def _long_title(self, title: str) -> str:
        if len(title) > _SHORT_TITLE or _is_national(title):
            return title
        short = fold(title)
        return next((name for stem, name in reversed(self._titles.items()) if stem.endswith(short)), title)

    def _opening_region(self, name: str) -> Region | None:
        if name not in self._openings:
            self._openings[name] = self._read_opening(name)
        return self._openings[name]

    def _read_opening(self, name: str) -> Region | None:
        if self.place is not None and name.startswith(self.place.name):
            return self.place
        hits = gazetteer().find(name, self.place)
        opening: Sequence[Region] = hits[0][1] if hits and hits[0][0].start == 0 else ()
        return gazetteer().resolve(opening[0].name, self.place) if opening else None

    def _scope(self) -> str:
        return (self.place.code or fold(self.place.name)) if self.place else self.report.id

    def _scope_of(self, name: str) -> str:
        region = self._opening_region(name)
        return (region.code or fold(region.name)) if region else self._scope()


def _is_national(title: str) -> bool:
    """Tell whether a title is that of a law or document of the whole country, in whatever brackets and dashes.

    >>> _is_national("法治政府建设实施纲要(2015-2020年)"), _is_national("法治政府建设工作要点")
    (True, False)
    """
    return fold(title) in _national_titles()


@cache
def _national_titles() -> frozenset[str]:
    return frozenset(fold(name) for row in read_tsv("laws.tsv") for name in row.names)
