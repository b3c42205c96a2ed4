"""The divisions of China, and where a text names them.

The names are those of ``lexicon/regions.tsv`` (codes of GB/T 2260, with the divisions abolished since 2004). A name is
read as a place only where it cannot well be anything else: short forms of counties only near the place that the report
is about, ordinary words (``lexicon/ordinary.tsv``) never.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.model import Span
from ontology.lexicon import read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ontology.lexicon import Row

__all__ = ["Gazetteer", "Region", "gazetteer", "unlisted"]

NATION = "100000"
LEVELS = ("nation", "province", "prefecture", "county", "town", "zone")
_MATCHERS = 16
"""Matchers kept: reports come sorted, those of one place together, and a matcher takes about a megabyte."""
_SHORTEST = 2
"""A full name of two characters (赵县, 和县) is taken only in its own hierarchy: in 市和县 there is no place."""
_UNTIL = re.compile(r", until (\d{4})$")
# Names that mean a part of any town, or that a verb makes with the word after it (会同 + 县公安局): a place only right
# behind the name of the division that they belong to.
_COMMON = re.compile(r"[城郊矿东西南北]区|(?:老城|新城|城中|城关|市中|新市|港口|海港)区|会同县")


@dataclass(frozen=True, slots=True)
class Region:
    """A division. ``code`` is of GB/T 2260 and empty for towns and zones, which it does not list.

    ``level`` is nation, province, prefecture, county, town or zone; ``parent`` the code of the division that holds it;
    ``until`` the last year of a division that is no more.
    """

    code: str
    name: str
    level: str
    parent: str | None = None
    until: str | None = None


class Gazetteer:
    """All listed divisions, by code and by name. Take the shared one from :func:`gazetteer`."""

    def __init__(self, rows: Iterable[Row], ordinary: Iterable[Row] = ()) -> None:
        words = list(ordinary)
        self._hiding = tuple(row.name for row in words if row.kind == "hides")
        self._homonyms = frozenset(row.name for row in words if row.kind == "homonym")
        self._by_code: dict[str, Region] = {}
        self._short: dict[str, tuple[str, ...]] = {}
        self._children: dict[str | None, list[Region]] = {}
        self._by_name: dict[str, tuple[Region, ...]] = {}
        self._matchers: dict[str, tuple[AhoCorasick, frozenset[int]]] = {}
        self._fill([row for row in rows if row.kind in LEVELS])

    def at(self, code: str) -> Region | None:
        """Return the division with this code, the present one where the code had several names."""
        return self._by_code.get(code)

    def named(self, name: str) -> tuple[Region, ...]:
        """Return every division with this full or short name: present before former, higher before lower, by code.

        >>> [region.code for region in gazetteer().named("浙江")]
        ['330000']
        """
        return self._by_name.get(name, ())

    def parents(self, region: Region) -> tuple[Region, ...]:
        """Return the divisions that hold a region, the nearest first; the nation is left out.

        >>> [parent.name for parent in gazetteer().parents(gazetteer().at("330702"))]
        ['金华市', '浙江省']
        """
        found: list[Region] = []
        code = region.parent
        while code and code != NATION and (parent := self._by_code.get(code)):
            found.append(parent)
            code = parent.parent
        return tuple(found)

    def children(self, region: Region) -> tuple[Region, ...]:
        """Return the divisions of today that a region is divided into, by code."""
        return tuple(self._children.get(region.code, ())) if region.code else ()

    def short_names(self, region: Region) -> tuple[str, ...]:
        """Return the short forms of a region's name; there may be none."""
        return self._short.get(region.code, ()) if region.until is None else ()

    def resolve(self, name: str, near: Region | None = None) -> Region | None:
        """Return the one division that a name can mean, or None: it never guesses.

        Among several, one in the hierarchy of ``near`` (itself, a parent, a child, a sibling) goes before the others, a
        present one before the former, and one of a higher level before the lower: 海南 is the province.

        >>> gazetteer().resolve("鼓楼区") is None
        True
        >>> gazetteer().resolve("鼓楼区", near=gazetteer().resolve("南京市")).code
        '320106'
        """
        return self._choose(self.named(name), near)

    def find(self, text: str, near: Region | None = None) -> list[tuple[Span, tuple[Region, ...]]]:
        """Return the names of places in a text, longest first and without overlap, each with the divisions it can mean.

        Full names are found everywhere, the short ones of provinces and prefectures too unless they are also ordinary
        words, and those of counties in the hierarchy of ``near``. A name right behind that of a division that holds one
        of its candidates (南京市鼓楼区) means that one.
        """
        matcher, names = self._matcher(near)
        alone: dict[int, tuple[Region, ...]] = {}
        hits: list[tuple[Span, tuple[Region, ...]]] = []
        for pattern, start, end in matcher.find_matches_as_indexes(text):
            behind: tuple[Region, ...] = ()
            if hits and hits[-1][0].end == start:
                behind = self._within(self._meant(text[start:end], near), hits[-1][1])
            if pattern not in alone:
                alone[pattern] = self._alone(text[start:end], near) if pattern in names else ()
            if regions := behind or alone[pattern]:
                hits.append((Span(start, end), regions))
        return hits

    def family(self, region: Region) -> Iterator[Region]:
        """Yield a region, its parents, its children and its siblings: the hierarchy that its reports speak of."""
        yield region
        yield from self.parents(region)
        yield from self.children(region)
        if region.level not in {"nation", "province"}:
            yield from (other for other in self._children.get(region.parent, ()) if other != region)

    def _fill(self, rows: list[Row]) -> None:
        codes = {row.id for row in rows if not _UNTIL.search(row.source)}
        by_name: dict[str, list[Region]] = {}
        for row in rows:
            region = _region(row, codes)
            if region.until is None or row.id not in codes:
                self._by_code[row.id] = region
            if region.until is None:
                self._short[row.id] = row.aliases
                self._children.setdefault(region.parent, []).append(region)
            for name in row.names if region.until is None else (row.name,):
                by_name.setdefault(name, []).append(region)
        self._by_name = {name: tuple(sorted(found, key=_rank)) for name, found in by_name.items()}

    def _choose(self, found: tuple[Region, ...], near: Region | None) -> Region | None:
        if near is not None:
            kin = set(self.family(near))
            found = tuple(region for region in found if region in kin) or found
        found = tuple(region for region in found if region.until is None) or found
        highest = [region for region in found if region.level == found[0].level]
        return highest[0] if len(highest) == 1 else None

    def _within(self, regions: tuple[Region, ...], above: tuple[Region, ...]) -> tuple[Region, ...]:
        return tuple(region for region in regions if not set(above).isdisjoint(self.parents(region)))

    def _meant(self, name: str, near: Region | None) -> tuple[Region, ...]:
        return (near,) if near and not near.code and name == near.name else self.named(name)

    def _alone(self, name: str, near: Region | None) -> tuple[Region, ...]:
        """Return what a name means that stands behind no other: nothing where it is more likely no name at all."""
        found = self._meant(name, near)
        if _COMMON.fullmatch(name):
            return tuple(region for region in found if region == near)
        if len(name) == _SHORTEST and found and name == found[0].name:
            return tuple(set(found).intersection(self.family(near))) if near else ()
        chosen = self._choose(found, near)
        return (chosen,) if chosen else found

    def _matcher(self, near: Region | None) -> tuple[AhoCorasick, frozenset[int]]:
        """Return the matcher for reports about ``near``, and which of its patterns are names: the others only hide."""
        key = (near.code or f"{near.parent} {near.name}") if near else ""
        if key not in self._matchers:
            if len(self._matchers) == _MATCHERS:
                self._matchers.clear()
            names = set(self._everywhere()).union(self._around(near))
            patterns = sorted(names.union(self._hiding))
            naming = frozenset(index for index, pattern in enumerate(patterns) if pattern in names)
            self._matchers[key] = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest), naming
        return self._matchers[key]

    def _everywhere(self) -> Iterator[str]:
        for name, (first, *_) in self._by_name.items():
            full = name == first.name
            if first.level != "nation" and (full or (first.level != "county" and name not in self._homonyms)):
                yield name

    def _around(self, near: Region | None) -> Iterator[str]:
        if near and not near.code:
            yield near.name
        for region in self.family(near) if near else ():
            yield from (name for name in self.short_names(region) if name not in self._homonyms)


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer of the package's own lexicon; it is built once."""
    return Gazetteer(read_tsv("regions.tsv"), read_tsv("ordinary.tsv"))


def unlisted(name: str, holder: Region) -> Region:
    """Return a town (镇, 乡, 街道) or else a zone that no list of codes has, in the division that holds it."""
    level = "town" if re.search(r"(?:镇|乡|街道|苏木)$", name) else "zone"
    return Region("", name, level, holder.code or holder.parent)


def _region(row: Row, codes: set[str]) -> Region:
    until = _UNTIL.search(row.source)
    region = Region(row.id, row.name, row.kind, None, until[1] if until else None)
    if row.kind == "nation":
        return region
    above = (row.id[:4] + "00", row.id[:2] + "0000", NATION)
    return replace(region, parent=next(code for code in above if code != row.id and (code in codes or code == NATION)))


def _rank(region: Region) -> tuple[bool, int, str]:
    return region.until is not None, LEVELS.index(region.level), region.code
