"""Questions in SPARQL to the files that :func:`loaders.rdf.write.write_rdf` wrote: read only, and off the network."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, RdfFormat, Store, parse

from kg.errors import GraphError, QueryError
from loaders.rdf.terms import DEFAULT_BASE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pyoxigraph import BlankNode, QueryTriples, Triple

__all__ = ["QUERY_PREFIXES", "base_of", "check_query", "open_store", "sparql"]

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
    _XSD + "boolean": frozenset({"true", "1"}).__contains__,
}
# Tokens that may hold anything: escapes, strings, IRIs, comments and variables. The rest is the query's own syntax.
_OPAQUE = re.compile(
    r"""
    \\. | "{3}.*?"{3} | '{3}.*?'{3} | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | <[^<>"{}|^`\\\s]*> | \#[^\n]*
    | [?$]\w+
    """,
    re.VERBOSE | re.DOTALL,
)
_DEEPEST = 200  # the parser recurses in native code and takes the process down between 2,000 and 5,000 brackets


def open_store(folder: Path, *, named: bool = True) -> Store:
    """Return a built graph in memory: the merged graph by default and, if ``named``, each report's own beside it.

    Raises :class:`kg.errors.GraphError` where the folder has no RDF, or broken RDF.
    """
    store = Store()
    try:
        store.load(path=folder / "graph.ttl", format=RdfFormat.TURTLE, lenient=True)
        if named:
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
    syntax = check_query(query)
    # half the time to open goes into graphs that most queries leave alone
    named = "graph" in syntax or "from" in syntax
    store = source if isinstance(source, Store) else open_store(source, named=named)
    prefixes = QUERY_PREFIXES | {"id": base or (DEFAULT_BASE if isinstance(source, Store) else base_of(source))}
    try:
        return _table(store.query(query, prefixes=prefixes))
    except SyntaxError as error:
        raise QueryError(f"not a SPARQL query: {error}", "give SELECT, ASK, CONSTRUCT or DESCRIBE") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {error}", "make it simpler") from error


def check_query(query: str) -> str:
    """Refuse what the engine would do, or die of, and must not; return the query's own syntax, in lower case.

    Raises :class:`kg.errors.QueryError`.
    """
    syntax = _OPAQUE.sub(" ", query).lower()
    if "service" in syntax:  # anywhere: the grammar needs no space around it (1SERVICE:x{})
        raise QueryError("SERVICE would ask another server", "ask only what this graph holds")
    steps = ((character in "{([") - (character in "})]") for character in syntax)
    if max(accumulate(steps), default=0) > _DEEPEST:
        raise QueryError(f"the query has more than {_DEEPEST} brackets in each other", "make it simpler")
    return syntax


def base_of(folder: Path) -> str:
    """Return what the IRIs of a built folder's entities begin with, as the header of its Turtle declares.

    Raises :class:`kg.errors.GraphError` where there is no such Turtle.
    """
    try:
        reader = parse(path=folder / "graph.ttl", format=RdfFormat.TURTLE, lenient=True)
        next(reader, None)  # the header is read with the first triple
    except (OSError, SyntaxError) as error:
        raise GraphError(f"{folder} holds no readable RDF ({error})", "build it again with `kg build`") from error
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
        return _value(term)
    if isinstance(term, NamedNode):
        return term.value
    return None if term is None else str(term)


def _value(literal: Literal) -> object:
    """Return a literal as a Python value; one whose text does not fit its type (a query may make it) as that text."""
    try:
        return _PYTHON.get(literal.datatype.value, str)(literal.value)
    except (ValueError, ArithmeticError):
        return literal.value
