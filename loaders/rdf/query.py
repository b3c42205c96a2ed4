"""Questions in SPARQL to the files that :func:`loaders.rdf.write.write_rdf` wrote: read only, and off the network."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Store, parse

from kg.errors import GraphError, QueryError
from loaders.rdf.terms import DEFAULT_BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pyoxigraph import BlankNode, QueryTriples, Triple

__all__ = ["QUERY_PREFIXES", "open_store", "sparql"]

QUERY_PREFIXES = PREFIXES | {
    "dcterms": "http://purl.org/dc/terms/",
    "id": DEFAULT_BASE,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}
"""The prefixes that a query may use without declaring them; its own declarations come first."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_PYTHON: dict[str, Callable[[str], object]] = {
    _XSD + "decimal": Decimal,
    _XSD + "integer": int,
    _XSD + "double": float,
    _XSD + "boolean": "true".__eq__,
}
# What may hold the word without calling a service: escapes, strings, IRIs, comments and variables. A call needs no
# space before or after it (1SERVICE:x{}), so that any other "service" counts as one.
_SERVICE = re.compile(
    r"""
    \\. | "{3}.*?"{3} | '{3}.*?'{3} | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | <[^<>"{}|^`\\\s]*> | \#[^\n]*
    | [?$]\w+ | (?P<call>service)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def open_store(folder: Path) -> Store:
    """Return a built graph in memory: the merged graph by default, and each report's own as a named graph.

    Raises :class:`kg.errors.GraphError` where the folder has no RDF, or broken RDF.
    """
    store = Store()
    try:
        store.load(path=folder / "graph.ttl", format=RdfFormat.TURTLE, lenient=True)
        store.load(path=folder / "graph.nq", format=RdfFormat.N_QUADS, lenient=True)
    except (OSError, SyntaxError) as error:
        raise GraphError(f"{folder} holds no readable RDF ({error})", "build it again with `kg build`") from error
    return store


def sparql(source: Path | Store, query: str, base: str | None = None) -> tuple[list[str], list[list[object]]]:
    """Answer a query to a built folder, or to a store that is open already, with the names of its columns and its rows.

    IRIs and texts come as ``str``, numbers as ``Decimal``, ``int`` or ``float``, what is unbound as ``None``. ASK has
    the one column ``answer``; CONSTRUCT and DESCRIBE have ``subject``, ``predicate`` and ``object``. The rows come in
    the order of the store unless the query sorts them. The prefix ``id:`` is ``base``, or what the folder says.

    Raises :class:`kg.errors.QueryError` where it is no query that only reads, :class:`kg.errors.GraphError` as
    :func:`open_store` does.
    """
    if any(match["call"] for match in _SERVICE.finditer(query)):
        raise QueryError("SERVICE would ask another server", "ask only what this graph holds")
    store = source if isinstance(source, Store) else open_store(source)
    prefixes = QUERY_PREFIXES | {"id": base or _base(source)}
    try:
        return _table(store.query(query, prefixes=prefixes))
    except SyntaxError as error:
        raise QueryError(f"not a SPARQL query: {error}", "give SELECT, ASK, CONSTRUCT or DESCRIBE") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {error}", "make it simpler") from error


def _base(source: Path | Store) -> str:
    """Return the base that the header of the folder's Turtle declares."""
    if isinstance(source, Store):
        return DEFAULT_BASE
    reader = parse(path=source / "graph.ttl", format=RdfFormat.TURTLE, lenient=True)
    next(reader, None)  # the header is read with the first triple
    return reader.prefixes.get("id", DEFAULT_BASE)


def _table(result: QuerySolutions | QueryBoolean | QueryTriples) -> tuple[list[str], list[list[object]]]:
    if isinstance(result, QueryBoolean):
        return ["answer"], [[bool(result)]]
    if isinstance(result, QuerySolutions):
        return [variable.value for variable in result.variables], [[_plain(term) for term in row] for row in result]
    return ["subject", "predicate", "object"], [
        [_plain(triple.subject), _plain(triple.predicate), _plain(triple.object)] for triple in result
    ]


def _plain(term: NamedNode | BlankNode | Literal | Triple | None) -> object:
    if isinstance(term, Literal):
        return _PYTHON.get(term.datatype.value, str)(term.value)
    if isinstance(term, NamedNode):
        return term.value
    return None if term is None else str(term)
