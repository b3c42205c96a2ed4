"""What the graph knows of one thing, with the sentence behind each fact: plain data, and the same for the eye."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from rich.text import Text
from rich.tree import Tree

from kg.model import Entity, Observation
from kg.output import printable
from kg.projection import number

if TYPE_CHECKING:
    from kg.graph import Graph, Neighbour
    from kg.model import Evidence, Statement
    from kg.projection import Thing

__all__ = ["Description", "Fact", "Group", "describe_entity", "render"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about the thing, its other end, and every place where its report states it."""

    statement: Statement
    other: Thing
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The facts of one predicate: ``out`` where the thing is the subject, ``in`` where it is the object."""

    predicate: str
    direction: Literal["out", "in"]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """A thing and all that is stated of it: what it does first, then what is done to it, each by predicate."""

    entity: Thing
    groups: tuple[Group, ...]


def describe_entity(graph: Graph, entity: Thing | str) -> Description:
    """Return everything the graph states of an entity, given itself, its id, its name or an alias.

    Raises :class:`kg.errors.GraphError` where that is not one entity.
    """
    found = graph.entity(entity if isinstance(entity, str) else entity.id)
    near = sorted(graph.neighbours(found), key=_group_key)
    return Description(found, tuple(_group(key, list(members)) for key, members in groupby(near, key=_group_key)))


def render(description: Description) -> Tree:
    """Return the description as a tree for a rich console. Text of reports is in it as text, never as markup."""
    tree = Tree(_title(description.entity))
    for group in description.groups:
        arrow = "→" if group.direction == "out" else "←"
        branch = tree.add(Text(f"{arrow} {group.predicate} ({len(group.facts)})", style="bold"))
        for fact in group.facts:
            leaf = branch.add(_headline(fact))
            for evidence in fact.evidence:
                leaf.add(_quotation(fact.statement.report, evidence))
    return tree


def _group_key(near: Neighbour) -> tuple[bool, str]:
    return near.direction == "in", near.statement.predicate


def _group(key: tuple[bool, str], members: list[Neighbour]) -> Group:
    facts = tuple(
        Fact(near.statement, near.entity, (near.statement.evidence, *near.statement.also)) for near in members
    )
    return Group(key[1], "in" if key[0] else "out", facts)


def _title(thing: Thing) -> Text:
    text = Text(printable(thing.name), style="bold")
    text.append(f"  {thing.type}  {printable(thing.id)}", style="dim")
    if isinstance(thing, Entity) and thing.aliases:
        text.append(f"  = {printable('、'.join(thing.aliases))}", style="dim")
    return text


def _headline(fact: Fact) -> Text:
    said = fact.statement
    marks = [said.action, said.title, None if said.status == "done" else said.status]
    text = Text(_named(fact.other))
    text.append("".join(f"  {printable(mark)}" for mark in marks if mark is not None), style="italic")
    return text


def _named(thing: Thing) -> str:
    if not isinstance(thing, Observation):
        return printable(thing.name)
    when = f" [{thing.period}]" if thing.period else ""
    return printable(f"{thing.name} {_amount(thing)}{when}")


def _amount(figure: Observation) -> str:
    """Put the modifier where Chinese has it: 约300人, 300余人, 300人以上."""
    places = {"余": ("", "余", ""), "多": ("", "多", ""), "以上": ("", "", "以上")}
    before, between, after = places.get(figure.modifier or "", (figure.modifier or "", "", ""))
    return f"{before}{number(figure.value)}{between}{figure.unit}{after}"


def _quotation(report: str, evidence: Evidence) -> Text:
    text = Text(printable(evidence.text), style="green")
    where = " › ".join((report, *evidence.section))
    text.append(f"  {printable(where)} [{evidence.start}:{evidence.end}]", style="dim")
    return text
