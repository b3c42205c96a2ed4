"""The reader of ``core.ttl``: the classes, predicates, properties and values that the graph may hold.

Nothing is listed here: a term exists because the ontology declares it. A *predicate* is an object property from
entities to entities, the only kind that a statement may state; every other property describes an entity, a statement or
its evidence.

>>> vocabulary().predicates["cites"].domain == {"Report", "Initiative"}
True
>>> vocabulary().term("Region").label
{'zh': '行政区域', 'en': 'Region'}
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "NAMESPACE",
    "Property",
    "Term",
    "UnknownTermError",
    "Vocabulary",
    "check_class",
    "check_predicate",
    "check_value",
    "read_vocabulary",
    "vocabulary",
]

NAMESPACE = "https://w3id.org/kg-gov/ontology#"
"""What every term's IRI begins with. It identifies; nothing need answer there."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_OWL = "http://www.w3.org/2002/07/owl#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"

_Node = NamedNode | BlankNode
_Object = NamedNode | BlankNode | Literal | Triple
_Facts = dict[tuple[_Node, str], list[_Object]]


class UnknownTermError(ValueError):
    """A class, predicate or value that the ontology does not declare, or does not allow at that place."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Term:
    """A declared name with its label and definition by language (``zh``, ``en``)."""

    name: str
    label: Mapping[str, str]
    definition: Mapping[str, str]

    @property
    def iri(self) -> str:
        """The full identifier."""
        return NAMESPACE + self.name


@dataclass(frozen=True, slots=True)
class Property(Term):
    """A property with the names of the classes it may start from and end in.

    Where ``literal``, the range is a datatype: a closed list by name (``StatusValue``), any other by IRI.
    """

    domain: frozenset[str] = frozenset()
    range: frozenset[str] = frozenset()
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that ``core.ttl`` declares, by name.

    ``classes`` are those of entities; ``support`` those of the statement record (Statement, Evidence, Section) and
    Entity itself; ``properties`` hold the predicates too; ``values`` the members of each closed list; ``units`` the IRI
    in QUDT of a unit by the way the graph writes it.
    """

    classes: Mapping[str, Term]
    support: Mapping[str, Term]
    predicates: Mapping[str, Property]
    properties: Mapping[str, Property]
    values: Mapping[str, frozenset[str]]
    datatypes: Mapping[str, Term] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def terms(self) -> Iterator[Term]:
        """Yield every declared term, in no order of importance."""
        for group in (self.classes, self.support, self.properties, self.datatypes):
            yield from group.values()

    def term(self, name: str) -> Term:
        """Return what is declared by this name, or raise :class:`UnknownTermError`."""
        for term in self.terms():
            if term.name == name:
                return term
        raise _unknown(name, "term", [term.name for term in self.terms()])

    def check_class(self, name: str) -> None:
        """Raise :class:`UnknownTermError` unless an entity may be of this class."""
        if name not in self.classes:
            raise _unknown(name, "class", self.classes)

    def check_predicate(self, name: str, domain: str, range_: str) -> None:
        """Raise :class:`UnknownTermError` unless the predicate may go from class ``domain`` to class ``range_``."""
        predicate = self.predicates.get(name)
        if predicate is None:
            raise _unknown(name, "predicate", self.predicates)
        if domain not in predicate.domain:
            raise _misplaced(name, "start from", domain, predicate.domain)
        if range_ not in predicate.range:
            raise _misplaced(name, "end in", range_, predicate.range)

    def check_value(self, list_name: str, value: str) -> None:
        """Raise :class:`UnknownTermError` unless the value is in the closed list of that name (``StatusValue`` …)."""
        if list_name not in self.values:
            raise _unknown(list_name, "list of values", self.values)
        if value not in self.values[list_name]:
            raise _unknown(value, list_name, self.values[list_name])


@cache
def vocabulary() -> Vocabulary:
    """Return the project's own vocabulary, read once."""
    return read_vocabulary(Path(__file__).with_name("core.ttl").read_bytes())


def check_class(name: str) -> None:
    """Do :meth:`Vocabulary.check_class` on the project's own vocabulary.

    >>> check_class("Region")
    >>> check_class("Regoin")
    Traceback (most recent call last):
    ontology.vocabulary.UnknownTermError: 'Regoin' is no class of the ontology; use 'Region', or declare it in core.ttl
    """
    vocabulary().check_class(name)


def check_predicate(name: str, domain: str, range_: str) -> None:
    """Do :meth:`Vocabulary.check_predicate` on the project's own vocabulary.

    >>> check_predicate("covers", "Report", "Year")
    >>> check_predicate("covers", "Report", "Region")
    Traceback (most recent call last):
    ontology.vocabulary.UnknownTermError: 'covers' cannot end in 'Region'; the ontology allows Year
    """
    vocabulary().check_predicate(name, domain, range_)


def check_value(list_name: str, value: str) -> None:
    """Do :meth:`Vocabulary.check_value` on the project's own vocabulary.

    >>> check_value("StatusValue", "planned")
    """
    vocabulary().check_value(list_name, value)


def read_vocabulary(turtle: bytes) -> Vocabulary:
    """Return what an ontology in Turtle declares under :data:`NAMESPACE`.

    Raises ``SyntaxError``, which gives line and column, where it is no Turtle: a fault of the package, not of its user.
    """
    facts = _facts(turtle)
    classes = {name: _term(facts, name) for name in _declared(facts, "Class", _OWL)}
    entities = {name for name in classes if "Entity" in _names(facts, _node(name), _RDFS + "subClassOf")}
    properties = _properties(facts)
    lists = {name: _term(facts, name) for name in _declared(facts, "Datatype", _RDFS)}
    return Vocabulary(
        classes={name: term for name, term in classes.items() if name in entities},
        support={name: term for name, term in classes.items() if name not in entities},
        predicates={name: item for name, item in properties.items() if _is_predicate(item, entities)},
        properties=properties,
        values={name: _values(facts, name) for name in lists},
        datatypes=lists,
        units=_units(facts),
    )


def _units(facts: _Facts) -> dict[str, str]:
    return {
        item.value: subject.value
        for (subject, predicate), objects in facts.items()
        if predicate == NAMESPACE + "written"
        for item in objects
        if isinstance(item, Literal)
    }


def _is_predicate(item: Property, entities: set[str]) -> bool:
    return not item.literal and item.domain <= entities and item.range <= entities


def _properties(facts: _Facts) -> dict[str, Property]:
    links = dict.fromkeys(_declared(facts, "ObjectProperty", _OWL), False)
    literals = dict.fromkeys(_declared(facts, "DatatypeProperty", _OWL), True)
    return {name: _property(facts, name, literal=literal) for name, literal in (links | literals).items()}


def _property(facts: _Facts, name: str, *, literal: bool) -> Property:
    term = _term(facts, name)
    domain = frozenset(_names(facts, _node(name), _RDFS + "domain"))
    return Property(
        name, term.label, term.definition, domain, frozenset(_names(facts, _node(name), _RDFS + "range")), literal
    )


def _facts(turtle: bytes) -> _Facts:
    facts: defaultdict[tuple[_Node, str], list[_Object]] = defaultdict(list)
    for quad in parse(turtle, RdfFormat.TURTLE):
        if not isinstance(quad.subject, Triple):
            facts[quad.subject, quad.predicate.value].append(quad.object)
    return dict(facts)


def _declared(facts: _Facts, kind: str, namespace: str) -> list[str]:
    kind_node = NamedNode(namespace + kind)
    return sorted(
        subject.value.removeprefix(NAMESPACE)
        for (subject, predicate), objects in facts.items()
        if predicate == _RDF + "type" and kind_node in objects and subject.value.startswith(NAMESPACE)
    )


def _term(facts: _Facts, name: str) -> Term:
    return Term(name, _by_language(facts, name, _RDFS + "label"), _by_language(facts, name, _SKOS + "definition"))


def _by_language(facts: _Facts, name: str, predicate: str) -> dict[str, str]:
    texts = [item for item in facts.get((_node(name), predicate), ()) if isinstance(item, Literal)]
    return {text.language or "": text.value for text in texts}


def _node(name: str) -> NamedNode:
    return NamedNode(NAMESPACE + name)


def _names(facts: _Facts, node: _Node, predicate: str) -> list[str]:
    """Return the objects, unions unfolded: our own by name, others by IRI."""
    found: list[str] = []
    for item in facts.get((node, predicate), ()):
        if isinstance(item, NamedNode):
            found.append(item.value.removeprefix(NAMESPACE))
        elif isinstance(item, BlankNode):
            found += [
                member.value.removeprefix(NAMESPACE)
                for member in _members(facts, item, "unionOf")
                if isinstance(member, NamedNode)
            ]
    return found


def _values(facts: _Facts, name: str) -> frozenset[str]:
    return frozenset(item.value for item in _members(facts, _node(name), "oneOf") if isinstance(item, Literal))


def _members(facts: _Facts, node: _Node, predicate: str) -> Iterator[_Object]:
    """Yield the items of the RDF list that is the value of an OWL property."""
    rest: Iterable[_Object] = facts.get((node, _OWL + predicate), ())
    while cell := next((item for item in rest if isinstance(item, BlankNode)), None):
        yield from facts[cell, _RDF + "first"]
        rest = facts[cell, _RDF + "rest"]


def _unknown(value: str, what: str, known: Iterable[str]) -> UnknownTermError:
    near = get_close_matches(value, list(known), n=1)
    remedy = f"use {near[0]!r}, or declare it" if near else "declare it"
    return UnknownTermError(f"{value!r} is no {what} of the ontology", f"{remedy} in core.ttl")


def _misplaced(name: str, what: str, value: str, allowed: Iterable[str]) -> UnknownTermError:
    return UnknownTermError(f"{name!r} cannot {what} {value!r}", f"the ontology allows {', '.join(sorted(allowed))}")
