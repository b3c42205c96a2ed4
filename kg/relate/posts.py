"""``holds_post``: which post a person holds, and in which body."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.model import Entity, Span
from kg.places import departments
from kg.recognise.persons import PARTY, post
from kg.relate.scene import Draft, Linked, Scene
from ontology.rules import either, read_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Namer = Callable[[str], Entity | None]

__all__ = ["posts"]

_LONGEST = 12  # characters of a post
_JOINT = "、和兼"
_PARTY = re.compile(PARTY)
_TOWN = re.compile(r"(?:街道|镇|乡)$")
_COMMITTEE = re.compile(r"[省市区县州旗]委")


@dataclass(frozen=True, slots=True)
class _Post:
    """One post: its words, where they stand, and the body named for it, if any."""

    title: str
    span: Span
    body: Entity | None


def posts(scene: Scene, agency: Namer) -> Iterator[Draft]:
    """Yield the posts of each person of a sentence; ``agency`` names the body that an elliptic name means."""
    before: list[_Post] = []
    for person in scene.of_type("Person"):
        held = _held(scene, person, agency, before)
        for item in held:
            if item.body is not None:
                span = Span(item.span.start, person.span.end)
                yield Draft("holds_post", person.entity, item.body, span, "holds_post/title", title=item.title)
        before = held or before
        yield from _made_head(scene, person)
        yield from _elected(scene, person)


def _held(scene: Scene, person: Linked, agency: Namer, before: list[_Post]) -> list[_Post]:
    """Return the posts that stand before a name, in order: of several in a row without a body, one for all."""
    found: list[_Post] = []
    end = len(scene.text[: person.span.start].rstrip())
    while True:
        match = _last_post().search(scene.text, max(0, end - _LONGEST), end)
        if match is None or _MADE.search(scene.text[: match.start()]):
            break
        item = _read(scene, Span(match.start(), end), agency)
        found.insert(0, item)
        end = item.span.start - 1
        if end < 0 or scene.text[end] not in _JOINT:
            break
    if before and found and not (found[0].body or _of_government(found[0].title)) and _ends_at(scene, "Person", end):
        found[0] = _Post(found[0].title, found[0].span, before[-1].body)
    return _grouped(scene, found, agency)


def _grouped(scene: Scene, found: list[_Post], agency: Namer) -> list[_Post]:
    grouped: list[_Post] = []
    for item in found:
        if grouped and item.body is None and _of_government(item.title) is None:
            last = grouped.pop()
            span = Span(last.span.start, item.span.end)
            title = scene.text[last.span.end - len(last.title) : item.span.end]
            grouped.append(_Post(title, span, last.body or _own(scene, item, agency)))
        else:
            grouped.append(_Post(item.title, item.span, item.body or _own(scene, item, agency)))
    return grouped


def _read(scene: Scene, span: Span, agency: Namer) -> _Post:
    """Return the post at a place: the body is named right before it, or with the Party body that begins it."""
    title = scene.text[span.start : span.end]
    if re.search(r"(?<![一-龥])[局厅委办院]$", scene.text[: span.start]):
        return _Post(title, Span(span.start - 1, span.end), scene.default)
    body = _ends_at(scene, "Agency", span.start) or _ends_at(scene, "Organization", span.start)
    if body is not None:
        committee = _COMMITTEE.fullmatch(body.mention.text) and "书记" in title
        return _Post(body.mention.text + title if committee else title, Span(body.span.start, span.end), body.entity)
    named = _elliptic().search(scene.text[: span.start]) or _elliptic().search(scene.text[: span.start + 1])
    meant = agency(named["name"]) if named else None
    if named and meant:
        return _Post(title, Span(named.start("name"), span.end), meant)
    return _in_party(scene, span, agency)


@cache
def _elliptic() -> re.Pattern[str]:
    """Return the pattern of a body that is named only with the post: 公安局 in 公安局长, 该所 in 该所主任, 司法所."""
    bodies = [name for name in departments() if name.endswith(("局", "厅"))]
    stations = read_rules("bodies")["stations"]
    return re.compile(
        rf"(?<![一-龥])(?P<name>[省市区县州旗]?(?:{either(bodies)})|该[一-龥]{{1,3}}|镇?(?:{either(stations)}))$"
    )


def _in_party(scene: Scene, span: Span, agency: Namer) -> _Post:
    """Return a post in the Party body that begins its title (柳溪镇党委书记, 溪畔社区党总支书记), or one of no body."""
    title = scene.text[span.start : span.end]
    party = _PARTY.match(title)
    if party is None:
        return _Post(title, span, None)
    rest = title[party.end() :]
    named = _ends_at(scene, "Agency", span.start + party.end())
    if named is not None:
        return _Post(rest, Span(named.span.start, span.end), named.entity)
    region = _ends_at(scene, "Region", span.start)
    if region is not None:
        return _Post(rest, Span(region.span.start, span.end), agency(region.entity.name + party[0]))
    own = _TOWN.search(scene.place.name)  # 党工委书记 in a town's report
    return _Post(rest, span, agency(scene.place.name + party[0])) if own else _Post(title, span, None)


def _ends_at(scene: Scene, kind: str, position: int) -> Linked | None:
    return next(iter(scene.ending_at(position, kind)), None)


def _own(scene: Scene, item: _Post, agency: Namer) -> Entity | None:
    """Return whose post it is where the text names no body: the government's, a unit's, the publisher's."""
    if scene.text[item.span.start - 1 : item.span.start].isalpha() and not _OPENS.search(scene.text[: item.span.start]):
        return None
    government = _of_government(item.title)
    if government is not None:
        return agency(government)
    level = _ADVISED.search(scene.text[: item.span.end])
    if level is not None:
        return agency(f"{level[0][0]}政府")
    rules = read_rules("bodies")["relations"]
    for head, ends in rules["of_unit"].items():
        units = [i for i in scene.of_type("Agency") if i.span.end <= item.span.start and i.entity.name[-1] in ends]
        if units and item.title.endswith(head):
            return units[-1].entity
    for head, ends in rules["of_publisher"].items():
        if item.title.endswith(head) and scene.default.name.endswith(tuple(ends)):
            return scene.default
    return None


_ADVISED = re.compile("(?<![一-龥])[省市区县州旗镇乡]法律顾问$")
_OPENS = re.compile(r"(?:由|经|在|请|和|与|时任|以及|邀请|以|省|市|区|县|镇|乡)$")


def _of_government(title: str) -> str | None:
    """Return the elliptic name of the government whose head a title names: 常务副市长 is of 市政府."""
    match = _heads().search(title)
    return f"{match[0][0]}政府" if match else None


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"(?:{either(read_rules('bodies')['relations']['of_government'])})$")


@cache
def _last_post() -> re.Pattern[str]:
    return re.compile(rf"{post()}$")


def _made_head(scene: Scene, person: Linked) -> Iterator[Draft]:
    """Yield the post of 由X任组长: in the group that the sentence names right behind, or named last."""
    match = _made().match(scene.text, person.span.end)
    if match is None:
        return
    groups = tuple(read_rules("bodies")["relations"]["of_group"])
    named = [item for item in scene.of_type("Agency", "Organization") if item.entity.name.endswith(groups)]
    behind = [item for item in named if item.span.start == match.end() and match["of"]]
    before = [item for item in named if item.span.end <= person.span.start]
    for item in (behind or before)[-1:]:
        span = Span(person.span.start, item.span.end if behind else match.end("title"))
        yield Draft("holds_post", person.entity, item.entity, span, "holds_post/title", title=match["title"])


def _elected(scene: Scene, person: Linked) -> Iterator[Draft]:
    """Yield the post that a person was made to hold: 章云清当选市律师协会会长."""
    verb = _ELECTED.match(scene.text, person.span.end)
    body = next((item for item in scene.of_type(*_BODIES) if verb and item.span.start == verb.end()), None)
    title = _first_post().match(scene.text, body.span.end) if body else None
    if body and title:
        span = Span(person.span.start, title.end())
        yield Draft("holds_post", person.entity, body.entity, span, "holds_post/title", title=title.group())


_BODIES = ("Agency", "Organization")
_MADE = re.compile("[任为]$")  # 任组长、镇长…: the post before the joint is another's
_ELECTED = re.compile("(?:同志)?(?:当选为?|担任|兼任|出任|任)")


@cache
def _first_post() -> re.Pattern[str]:
    return re.compile(post())


@cache
def _made() -> re.Pattern[str]:
    return re.compile(
        r"(?:同志)?(?:担?任|为)(?P<title>(?:第一|常务)?副?(?:组长|主任|总指挥|指挥长|召集人|总召集人))(?P<of>的?)"
    )
