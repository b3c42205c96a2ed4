"""The formats of RDF, and how each is made of the N-Quads of the named graphs or the N-Triples of the merged graph."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, RdfFormat, parse, serialize

from kg.errors import GraphError
from loaders.rdf.jsonld import write_jsonld
from loaders.rdf.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad, Triple
    from typing_extensions import Buffer

__all__ = ["FORMATS", "Format", "convert", "format_of"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the file that ``kg build`` would write, the library's name of it, and which of the graphs it holds.

    ``merged`` is the one graph of all reports, else each report has its own.
    """

    file: str
    rdf: RdfFormat
    merged: bool


FORMATS = {
    "trig": Format("graph.trig", RdfFormat.TRIG, merged=False),
    "nquads": Format("graph.nq", RdfFormat.N_QUADS, merged=False),
    "jsonld": Format("graph.jsonld", RdfFormat.JSON_LD, merged=False),
    "turtle": Format("graph.ttl", RdfFormat.TURTLE, merged=True),
    "ntriples": Format("graph.nt", RdfFormat.N_TRIPLES, merged=True),
    "rdfxml": Format("graph.rdf", RdfFormat.RDF_XML, merged=True),
}
"""All formats, by the names that a user gives."""

# XML 1.0 has no other characters, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def format_of(path: Path) -> str | None:
    """Return the name of the format that a file's ending stands for.

    >>> from pathlib import Path
    >>> format_of(Path("out/graph.ttl")), format_of(Path("graph.txt"))
    ('turtle', None)
    """
    return next((name for name, item in FORMATS.items() if item.file.endswith(path.suffix or " ")), None)


def convert(source: Path, target: Path, name: str, base: str) -> None:
    """Write what N-Quads (or, for a merged format, N-Triples) hold in another format, in their order, streaming.

    Raises :class:`kg.errors.GraphError` where XML lacks a character.
    """
    merged, prefixes = FORMATS[name].merged, PREFIXES | {"id": base}
    quads = parse(path=source, format=RdfFormat.N_TRIPLES if merged else RdfFormat.N_QUADS, lenient=True)
    with _Returns(io.FileIO(target, "wb")) if name == "rdfxml" else target.open("wb") as out:
        if name == "jsonld":
            write_jsonld(quads, out, base)
        elif name == "rdfxml":
            serialize(_for_xml(quads), out, RdfFormat.RDF_XML, prefixes=prefixes)
        elif merged:
            serialize((quad.triple for quad in quads), out, FORMATS[name].rdf, prefixes=prefixes)
        else:
            serialize(quads, out, FORMATS[name].rdf, prefixes=prefixes)


def _for_xml(quads: Iterable[Quad]) -> Iterator[Triple]:
    for quad in quads:
        if isinstance(quad.object, Literal) and (bad := _NOT_XML.search(quad.object.value)):
            problem = f"{quad.subject} has a character that XML cannot hold (U+{ord(bad[0]):04X})"
            raise GraphError(problem, "write another format")
        yield quad.triple


class _Returns(io.BufferedWriter):
    """A file that keeps carriage returns: XML reads a bare one as a line feed, and the serialiser leaves it bare."""

    def write(self, data: Buffer) -> int:
        super().write(bytes(data).replace(b"\r", b"&#xD;"))
        return len(memoryview(data))
