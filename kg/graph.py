"""The graph as Python sees it: statements and entities as typed values, and the questions asked of them."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple, TypedDict

from kg.errors import GraphError, UsageError
from kg.model import Entity
from kg.projection import covered_years, in_order, period_of, things

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Unpack

    import networkx as nx

    from kg.model import Statement
    from kg.projection import Thing

__all__ = ["Graph", "Neighbour", "Wanted"]


class Neighbour(NamedTuple):
    """The other end of a statement, and whether the statement points ``out`` to it or comes ``in`` from it."""

    entity: Thing
    statement: Statement
    direction: Literal["out", "in"]


class Wanted(TypedDict, total=False):
    """What :meth:`Graph.statements` filters by; an end is an entity, its id, or its name."""

    predicate: str
    subject: Thing | str
    object: Thing | str
    report: str
    period: str
    status: str


class Graph:
    """A value over statements: each once by id, in the order of the reports and of the places read.

    Entities are the canonical ones of :func:`kg.projection.things`; the ends of a statement stay as its report gave
    them.
    """

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._statements = tuple(in_order(statements))

    def __len__(self) -> int:
        return len(self._statements)

    def __iter__(self) -> Iterator[Statement]:
        return iter(self._statements)

    def __eq__(self, other: object) -> bool:
        return self._statements == other._statements if isinstance(other, Graph) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._statements)

    def __repr__(self) -> str:
        return f"<Graph of {len(self)} statements on {len(self._things)} entities>"

    def statements(self, **wanted: Unpack[Wanted]) -> tuple[Statement, ...]:
        """Return the statements that meet every filter given, in order.

        ``period`` is that of the figure, else the year the report covers: ``"2023"`` finds ``"2023-06"`` too.
        Raises :class:`kg.errors.GraphError` where an end names no entity or several, :class:`kg.errors.UsageError` for
        an unknown filter.
        """
        if unknown := sorted(wanted.keys() - Wanted.__annotations__.keys()):
            raise UsageError(f"no filter {unknown[0]!r}", f"use {', '.join(Wanted.__annotations__)}")
        given = {"subject": wanted.get("subject"), "object": wanted.get("object")}
        ends = {name: self._key(end) for name, end in given.items() if end is not None}
        return tuple(found for found in self._near(ends) if self._meets(found, wanted, ends))

    def entities(self, *, type: str | None = None, name: str | None = None) -> tuple[Thing, ...]:  # noqa: A002 - the record's own word
        """Return the entities of a class, or of a name or alias, in the order of their ids."""
        found = self._named(name) if name is not None else tuple(self._things.values())
        return tuple(thing for thing in found if type in {None, thing.type})

    def entity(self, name_or_id: str) -> Thing:
        """Return the one entity of an id, name or alias; a name goes before an alias and an entity before a figure.

        Raises :class:`kg.errors.GraphError` where there is none, with the names that come close, or several, with their
        ids.
        """
        if name_or_id in self._things:
            return self._things[name_or_id]
        found = self._best(name_or_id)
        if len(found) == 1:
            return found[0]
        if found:
            listed = ", ".join(f"{thing.id} ({thing.type})" for thing in found[:_SHOWN])
            raise GraphError(f"{len(found)} entities are named {name_or_id!r}", f"give the id of one: {listed}")
        close = get_close_matches(name_or_id, list(self._names), n=_SHOWN, cutoff=_CLOSE)
        raise GraphError(f"nothing is named {name_or_id!r}", f"did you mean {', '.join(close)}?" if close else _NONE)

    def neighbours(self, entity: Thing | str) -> tuple[Neighbour, ...]:
        """Return the other end of every statement about an entity, in the order of the statements.

        Raises :class:`kg.errors.GraphError` where the name or id is not that of one entity.
        """
        key = self._key(entity)
        return tuple(self._neighbour(key, statement) for statement in self._about.get(key, ()))

    def paths(self, a: Thing | str, b: Thing | str, max_length: int = 4) -> Iterator[tuple[Statement, ...]]:
        """Yield the simple paths between two entities whichever way the statements point, shortest first, lazily.

        ``max_length`` counts statements. Raises :class:`kg.errors.GraphError` where an end is not one entity.
        """
        from loaders.nx import paths  # noqa: PLC0415 - the one look up the stairs: a convenience of the value, made late

        return paths(self._networkx, self._key(a), self._key(b), max_length)

    def to_networkx(self) -> nx.MultiDiGraph:
        """Return a new networkx graph keyed by entity id and statement id: see :func:`loaders.nx.to_networkx`."""
        from loaders.nx import to_networkx  # noqa: PLC0415 - as in paths

        return to_networkx(self._statements)

    @cached_property
    def _networkx(self) -> nx.MultiDiGraph:
        return self.to_networkx()

    @cached_property
    def _things(self) -> dict[str, Thing]:
        return things(self._statements)

    @cached_property
    def _years(self) -> dict[str, str]:
        return covered_years(self._statements)

    @cached_property
    def _names(self) -> dict[str, list[Thing]]:
        names: dict[str, list[Thing]] = {}
        for thing in self._things.values():
            aliases = thing.aliases if isinstance(thing, Entity) else ()
            for name in dict.fromkeys((thing.name, *aliases)):
                names.setdefault(name, []).append(thing)
        return names

    @cached_property
    def _about(self) -> dict[str, list[Statement]]:
        about: dict[str, list[Statement]] = {}
        for statement in self._statements:
            for key in dict.fromkeys((statement.subject.id, statement.object.id)):
                about.setdefault(key, []).append(statement)
        return about

    def _key(self, end: Thing | str) -> str:
        return self.entity(end).id if isinstance(end, str) else end.id

    def _named(self, name: str) -> tuple[Thing, ...]:
        return tuple(self._names.get(name, ()))

    def _best(self, name: str) -> tuple[Thing, ...]:
        found = self._named(name)
        entities = tuple(thing for thing in found if isinstance(thing, Entity))
        return tuple(thing for thing in entities if thing.name == name) or entities or found

    def _near(self, ends: dict[str, str]) -> Iterable[Statement]:
        return self._about.get(next(iter(ends.values())), ()) if ends else self._statements

    def _meets(self, statement: Statement, wanted: Wanted, ends: dict[str, str]) -> bool:
        return (
            all(getattr(statement, name).id == key for name, key in ends.items())
            and all(getattr(statement, name) == wanted.get(name) for name in _PLAIN if name in wanted)
            and ("period" not in wanted or _within(period_of(statement, self._years), wanted["period"]))
        )

    def _neighbour(self, key: str, statement: Statement) -> Neighbour:
        if statement.subject.id == key:
            return Neighbour(self._things[statement.object.id], statement, "out")
        return Neighbour(self._things[statement.subject.id], statement, "in")


_PLAIN = ("predicate", "report", "status")
_SHOWN = 5
# Half the characters: 云溪市司法局 still finds 云溪司法局, and 青禾县 does not find 云溪市.
_CLOSE = 0.5
_NONE = "look at what there is with graph.entities()"


def _within(period: str | None, wanted: str) -> bool:
    if period is None or period == wanted:
        return period is not None
    return all(end == wanted or end.startswith(f"{wanted}-") for end in period.split("/"))
