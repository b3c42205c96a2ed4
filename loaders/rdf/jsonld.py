"""Named graphs as JSON-LD: compacted by ``ontology/context.jsonld``, which stands at the head of the file.

A graph is an object with ``id`` and ``@graph``, a node a line. It is compacted here, for no library does it streaming;
our graphs have no blank nodes and no lists, which is most of what makes compaction hard.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from pyoxigraph import Literal, NamedNode

from loaders.rdf.terms import PREFIXES
from ontology.vocabulary import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from pyoxigraph import Quad

__all__ = ["context", "write_jsonld"]

_Json: TypeAlias = dict[str, Any]
_LABEL = PREFIXES["rdfs"] + "label"
_TYPE = PREFIXES["rdf"] + "type"
_XSD = PREFIXES["xsd"]


def context(base: str) -> _Json:
    """Return the context of a file whose entities' IRIs begin with ``base``, for which it has the prefix ``res``.

    A prefix and no ``@base``: the ids have a colon, and what has one is no relative IRI.
    """
    return _context() | {"res": base}


def write_jsonld(quads: Iterable[Quad], out: BinaryIO, base: str) -> None:
    """Write one document of quads that come graph by graph; what is said of a subject in a row is one node."""
    head = f'{{"@context":{_dump(context(base))},\n"@graph":['
    out.write(head.encode())
    for number, (graph, inside) in enumerate(groupby(quads, key=lambda quad: quad.graph_name)):
        opening = f'{"," if number else ""}\n{{"id":{_dump(_short(graph.value, base))},"@graph":['
        out.write(opening.encode())
        out.writelines(_nodes(inside, base))
        out.write(b"]}")
    out.write(b"\n]}\n")


def _nodes(quads: Iterable[Quad], base: str) -> Iterator[bytes]:
    for number, (subject, facts) in enumerate(groupby(quads, key=lambda quad: quad.subject)):
        node: _Json = {"id": _short(subject.value, base)}
        for fact in facts:
            key = _key(fact.predicate.value)
            node.setdefault(key, []).append(_value(fact.object, _definition(key), base))
        single = {key: values[0] if len(values) == 1 else values for key, values in node.items() if key != "id"}
        yield f"{',' if number else ''}\n{_dump({'id': node['id'], **single})}".encode()


@cache
def _context() -> _Json:
    text = files("ontology").joinpath("context.jsonld").read_text(encoding="utf-8")
    loaded: _Json = json.loads(text)["@context"]
    return loaded


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@cache
def _definition(key: str) -> _Json:
    found = _context().get(key)
    if key == "type":
        return {"@type": "@vocab"}
    return found if isinstance(found, dict) else {}


@cache
def _key(predicate: str) -> str:
    """Return a property as the context calls it."""
    return {_LABEL: "name", _TYPE: "type"}.get(predicate, predicate.removeprefix(NAMESPACE))


def _short(iri: str, base: str) -> str:
    """Return an IRI with its prefix, unless what follows would make it look like an address of its own."""
    rest = iri.removeprefix(base)
    return iri if rest == iri or rest.startswith("//") else f"res:{rest}"


def _value(term: object, definition: _Json, base: str) -> str | _Json:
    """Return a value bare where the property's definition says the rest of it, else with its type."""
    if isinstance(term, NamedNode):
        if definition.get("@type") == "@vocab":
            return term.value.removeprefix(NAMESPACE)
        short = _short(term.value, base)
        return short if definition.get("@type") == "@id" else {"id": short}
    if not isinstance(term, Literal):
        raise TypeError(f"our graphs hold no {type(term).__name__}")
    said = {"@language": term.language} if term.language else {"@type": term.datatype.value.replace(_XSD, "xsd:")}
    if said == {"@type": "xsd:string"}:
        said = {}
    return (
        term.value
        if said == {key: definition[key] for key in _SAYING & definition.keys()}
        else {"@value": term.value, **said}
    )


_SAYING = {"@type", "@language"}
