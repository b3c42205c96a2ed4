"""The shapes of ``ontology/shapes.ttl`` as SPARQL: one query for each constraint, whose answers are its violations.

The part of SHACL that the shapes use, and no more: a shape that asks for anything else is refused when it is read. The
reference is pyshacl, which the tests hold this equal to; on a large graph it is many times slower.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["SHACL", "Constraint", "constraints", "read_constraints"]

SHACL = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
# An ill-typed literal ("abc"^^xsd:decimal) is of no datatype to SHACL; of years, which no one checks, see shapes.ttl.
_LEXICAL = {
    NamedNode(_XSD + "decimal"): r"^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)$",
    NamedNode(_XSD + "integer"): r"^[+-]?[0-9]+$",
}

_Node = NamedNode | BlankNode
_Term = NamedNode | BlankNode | Literal | Triple
_Said = dict[str, list[_Term]]
_Facts = dict[_Term, _Said]


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint on one property of the instances of some classes.

    ``query`` selects ``?focus``, and ``?value`` where a value is at fault. ``component`` is SHACL's own name of the
    kind of constraint, ``message`` says what is wrong with the node.
    """

    shape: str
    path: str
    component: str
    message: str
    query: str


@cache
def constraints() -> tuple[Constraint, ...]:
    """Return the constraints of the project's own shapes."""
    return tuple(read_constraints(files("ontology").joinpath("shapes.ttl").read_bytes()))


def read_constraints(turtle: bytes) -> Iterator[Constraint]:
    """Yield the constraints of shapes in Turtle, in their order.

    Raises ``SyntaxError`` where it is no Turtle and ``ValueError`` where a shape asks for what is not compiled: faults
    of the package, not of its user.
    """
    facts: _Facts = defaultdict(lambda: defaultdict(list))
    for quad in parse(turtle, RdfFormat.TURTLE):
        facts[quad.subject][quad.predicate.value.removeprefix(SHACL)].append(quad.object)
    shapes = [node for node, said in facts.items() if NamedNode(SHACL + "NodeShape") in said.get(_RDF + "type", ())]
    for shape in shapes:
        target = _target(facts[shape]["targetClass"])
        for node in facts[shape]["property"]:
            for component, message, query in _compiled(facts, node, target):
                yield Constraint(_iri(shape), _iri(facts[node]["path"][0]), component, message, query)


def _target(classes: list[_Term]) -> str:
    if len(classes) == 1:
        return f"?focus a {classes[0]}"
    return f"VALUES ?class {{ {' '.join(map(str, classes))} }} ?focus a ?class"


def _compiled(facts: _Facts, node: _Term, target: str) -> Iterator[tuple[str, str, str]]:
    """Yield component, message and query of each constraint of a property shape."""
    said = facts[node]
    path = said["path"][0]
    message = next((item.value for item in said.get("message", ()) if isinstance(item, Literal)), None)
    for name in sorted(said.keys() - {"path", "message"}):
        component = f"{name[0].upper()}{name[1:]}ConstraintComponent"
        query = _query(name, list(_flat(facts, said[name])), (target, str(path)))
        yield component, message or _message(_iri(path), name), query


def _query(name: str, arguments: list[_Term], where: tuple[str, str]) -> str:
    """Return the query for the nodes of a target that break one constraint on a path."""
    target, path = where
    if name == "minCount":
        number = f"{{ SELECT ?focus (COUNT(DISTINCT ?found) AS ?n) {{ {target} OPTIONAL {{ ?focus {path} ?found }} }}"
        return f"SELECT ?focus {{ {number} GROUP BY ?focus }} FILTER(?n < {_number(arguments)}) }}"
    if name == "maxCount":
        number = f"{{ SELECT ?focus (COUNT(DISTINCT ?found) AS ?n) {{ {target} . ?focus {path} ?found }}"
        return f"SELECT ?focus {{ {number} GROUP BY ?focus }} FILTER(?n > {_number(arguments)}) }}"
    if name not in _FAULTS:
        raise ValueError(f"sh:{name} of {path} is not compiled; add it to loaders/rdf/shapes.py")
    return f"SELECT DISTINCT ?focus ?value {{ {target} . ?focus {path} ?value {_FAULTS[name](arguments)} }}"


def _number(arguments: list[_Term]) -> str:
    (argument,) = arguments
    return argument.value if isinstance(argument, Literal) else str(argument)


def _ill_typed(arguments: list[_Term]) -> str:
    (wanted,) = arguments
    faults = ["!isLiteral(?value)", f"datatype(?value) != {wanted}"]
    if isinstance(wanted, NamedNode) and wanted in _LEXICAL:
        faults.append(f'!regex(str(?value), "{_LEXICAL[wanted]}")')
    return _filter(" || ".join(faults))


def _of_no_class(arguments: list[_Term]) -> str:
    return _filter(" && ".join(f"NOT EXISTS {{ ?value a {item} }}" for item in arguments))


def _not_in(arguments: list[_Term]) -> str:
    same = " || ".join(f"sameTerm(?value, {item})" for item in arguments)
    return _filter(f"!({same})")


def _unlike(arguments: list[_Term]) -> str:
    return _failing(f"regex(str(?value), {arguments[0]})")


def _of_other_kind(arguments: list[_Term]) -> str:
    if arguments != [NamedNode(SHACL + "IRI")]:
        raise ValueError(f"sh:nodeKind {arguments} is not compiled; add it to loaders/rdf/shapes.py")
    return _filter("!isIRI(?value)")


def _in_other_language(arguments: list[_Term]) -> str:
    return _failing(" || ".join(f"langMatches(lang(?value), {item})" for item in arguments))


def _filter(condition: str) -> str:
    return f"FILTER({condition})"


def _failing(condition: str) -> str:
    """Return the filter for what does not meet a condition; what it cannot be asked of does not meet it."""
    return _filter(f"!COALESCE({condition}, false)")


_FAULTS: dict[str, Callable[[list[_Term]], str]] = {
    "class": _of_no_class,
    "datatype": _ill_typed,
    "in": _not_in,
    "languageIn": _in_other_language,
    "lessThanOrEquals": lambda arguments: f". ?focus {arguments[0]} ?other " + _failing("?value <= ?other"),
    "maxInclusive": lambda arguments: _failing(f"?value <= {arguments[0]}"),
    "minInclusive": lambda arguments: _failing(f"?value >= {arguments[0]}"),
    "minLength": lambda arguments: _failing(f"strlen(str(?value)) >= {arguments[0]}"),
    "nodeKind": _of_other_kind,
    "or": _of_no_class,
    "pattern": _unlike,
}
"""By constraint, what follows the pattern that binds ``?focus`` and ``?value`` and leaves the values at fault."""


def _flat(facts: _Facts, values: Iterable[_Term]) -> Iterator[_Term]:
    """Yield values, lists and what the alternatives of ``sh:or`` are classes of unfolded."""
    for value in values:
        said = facts.get(value, {})
        if "class" in said:
            yield from said["class"]
        elif _RDF + "first" in said:
            yield from _flat(facts, [*said[_RDF + "first"], *said[_RDF + "rest"]])
        elif value != NamedNode(_RDF + "nil"):
            yield value


def _iri(term: _Term) -> str:
    if not isinstance(term, NamedNode):
        raise ValueError(f"{term} is no property; only a plain path is compiled")  # noqa: TRY004 - a fault of the file
    return term.value


def _message(path: str, name: str) -> str:
    return f"has a {path.rpartition('#')[2]} that breaks sh:{name}"
