"""Names and values to RDF terms: IRIs that keep Chinese readable and never collide, literals in canonical form.

A term is its text in canonical N-Triples, in UTF-8: to make an object of a library for each would take ten times as
long as to write them all (``benchmarks/rdf.py``).

An entity's IRI is the base followed by its id. Letters, digits and Chinese stay; what an IRI forbids, what would be
read as its syntax (``#``, ``?``, ``%``) and what a reader cannot see are percent-encoded as UTF-8. As ``%`` itself is
always encoded, decoding gives the id back: two ids never share an IRI.

>>> identifier("https://example.org/id/", "initiative:“一 窗”改革 <100%>")
'https://example.org/id/initiative:“一%20窗”改革%20%3C100%25%3E'
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from urllib.parse import unquote

from pyoxigraph import NamedNode

from kg.errors import UsageError, VocabularyError
from ontology.vocabulary import NAMESPACE, vocabulary

__all__ = [
    "DEFAULT_BASE",
    "LABEL",
    "PREFIXES",
    "REIFIES",
    "TYPE",
    "check_base",
    "chinese",
    "decimal",
    "entity_id",
    "identifier",
    "integer",
    "literal",
    "node",
    "path_identifier",
    "region_code",
    "term",
    "verb",
    "year",
]

DEFAULT_BASE = "https://w3id.org/kg-gov/id/"
"""What the IRIs of entities begin with unless the caller has a base of their own. It identifies; none need answer."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {"kg": NAMESPACE, "rdf": _RDF, "rdfs": _RDFS, "xsd": _XSD}
"""The prefixes that the files declare."""

TYPE = f" <{_RDF}type> ".encode()
LABEL = f" <{_RDFS}label> ".encode()
REIFIES = f" <{_RDF}reifies> ".encode()
"""What joins a statement to its triple term in RDF 1.2. Predicates stand between spaces, ready to be put together."""

# RFC 3987: iunreserved, sub-delims, ":", "@" and "/" may stand in a path. Left out of its ucschar are the characters of
# no width or of mere space (U+00A0, U+00AD, U+034F, U+061C, U+115F–1160, U+1680, U+17B4–17B5, U+180B–180F, U+2000–200F,
# U+2028–202F, U+205F–206F, U+3000, U+3164, U+FE00–FE0F, U+FEFF, U+FFA0) and the planes from 4 on, which hold no script.
_FORBIDDEN = re.compile(
    "[^A-Za-z0-9._~:@/!$&'()*+,;=\\-"
    "\u00a1-\u00ac\u00ae-\u034e\u0350-\u061b\u061d-\u115e\u1161-\u167f\u1681-\u17b3\u17b6-\u180a\u1810-\u1fff"
    "\u2010-\u2027\u2030-\u205e\u2070-\u2fff\u3001-\u3163\u3165-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\ufdff\ufe10-\ufefe\uff00-\uff9f\uffa1-\uffef"
    "\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd]+"
)
# The path's "." and ".." lead elsewhere; and rdflib 7 cannot read a prefixed name whose last dot Turtle has escaped.
_DOTS = re.compile(r"(?<![^/])\.{1,2}(?![^/])|\.+\Z")
_REGION_CODE = re.compile(r"region:([0-9]{6}(?:[0-9]{3}){0,2})")
_FOUR_DIGITS = re.compile(r"[0-9]{4}")
# Canonical N-Triples of RDF 1.2, as pyoxigraph writes it: seven short escapes, and no other control.
_ESCAPES = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF)} | {
    ord(char): escape
    for char, escape in zip('\b\t\n\f\r"\\', ("\\b", "\\t", "\\n", "\\f", "\\r", '\\"', "\\\\"), strict=True)
}


def check_base(base: str) -> None:
    """Raise :class:`kg.errors.UsageError` unless ids can follow this base."""
    remedy = f"give an absolute IRI that ends in '/', such as {DEFAULT_BASE}"
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.\-]*:[^#?]*/", base):
        raise UsageError(f"{base!r} cannot be the base of the graph's IRIs", remedy)
    try:
        NamedNode(base)
    except ValueError as error:
        raise UsageError(f"{base!r} cannot be the base of the graph's IRIs ({error})", remedy) from error


def identifier(base: str, entity_id: str) -> str:
    """Return the IRI of an entity, report or statement as text.

    Raises ``UnicodeEncodeError`` for a lone surrogate, which is no character.
    """
    return base + _encode(entity_id)


def path_identifier(base: str, kind: str, parts: tuple[str, ...]) -> str:
    """Return the IRI of something that a path leads to, such as a section under its headings.

    >>> path_identifier("https://example.org/id/", "section", ("云溪-2020", "二、执法/监督"))
    'https://example.org/id/section:云溪-2020/二、执法%2F监督'
    """
    return f"{base}{kind}:" + "/".join(_encode(part).replace("/", "%2F") for part in parts)


def entity_id(base: str, iri: str) -> str | None:
    """Return the id that :func:`identifier` made an IRI of, or ``None`` where another base begins it.

    >>> entity_id("https://example.org/id/", "https://example.org/id/initiative:“一%20窗”改革")
    'initiative:“一 窗”改革'
    """
    return unquote(iri[len(base) :]) if iri.startswith(base) else None


@lru_cache(maxsize=1 << 16)
def node(base: str, entity_id: str) -> bytes:
    """Return the RDF node of an entity, report or statement."""
    return f"<{identifier(base, entity_id)}>".encode()


@cache
def term(name: str) -> bytes:
    """Return the RDF node of a class or property; raise :class:`ontology.vocabulary.UnknownTermError` if undeclared."""
    return f"<{vocabulary().term(name).iri}>".encode()


@cache
def verb(name: str) -> bytes:
    """Return a property as it stands in a fact, between spaces; raise as :func:`term` does."""
    return b" " + term(name) + b" "


def literal(text: str) -> bytes:
    r"""Return a string, with the escapes of canonical N-Triples.

    >>> print(literal('说"是"\n').decode())
    "说\"是\"\n"

    Raises ``UnicodeEncodeError`` for a lone surrogate, which is no character.
    """
    # what is printable has no control to escape, and to ask that takes half the time of a search
    plain = text.isprintable() and '"' not in text and "\\" not in text
    return f'"{text if plain else text.translate(_ESCAPES)}"'.encode()


@lru_cache(maxsize=1 << 14)
def chinese(text: str) -> bytes:
    """Return a name, which in these reports is Chinese.

    >>> chinese("云溪市").decode()
    '"云溪市"@zh'
    """
    return literal(text) + b"@zh"


def integer(number: int) -> bytes:
    """Return an xsd:integer."""
    return b'"%d"^^<http://www.w3.org/2001/XMLSchema#integer>' % number


@lru_cache(maxsize=1 << 12)
def decimal(value: Decimal | float) -> bytes:
    """Return the one canonical xsd:decimal of a number; raise :class:`kg.errors.VocabularyError` where it has none.

    >>> from decimal import Decimal
    >>> [decimal(number).decode().split("^")[0] for number in (Decimal("4052.0"), Decimal("2E+9"), 0.95, Decimal("-0"))]
    ['"4052"', '"2000000000"', '"0.95"', '"0"']
    """
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if not number.is_finite():
        raise VocabularyError(f"{value} is no xsd:decimal", "leave out a figure that has no value")
    digits = format(number, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f'"{"0" if digits == "-0" else digits}"^^<{_XSD}decimal>'.encode()


def year(digits: str) -> bytes:
    """Return an xsd:gYear; raise :class:`kg.errors.VocabularyError` unless there are four digits.

    No RDF library checks the lexical form of a year, so it is checked here.
    """
    if not _FOUR_DIGITS.fullmatch(digits):
        raise VocabularyError(f"{digits!r} is no year", "give its four digits")
    return f'"{digits}"^^<{_XSD}gYear>'.encode()


def region_code(entity_id: str) -> str | None:
    """Return the official code that the id of a region is made of, if it is.

    >>> region_code("region:990100"), region_code("region:云溪市")
    ('990100', None)
    """
    match = _REGION_CODE.fullmatch(entity_id)
    return match[1] if match else None


def _encode(text: str) -> str:
    encoded = _FORBIDDEN.sub(_percent, text)
    return _DOTS.sub(lambda dots: "%2E" * len(dots[0]), encoded) if "." in encoded else encoded


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())
