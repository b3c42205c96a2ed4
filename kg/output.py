"""Rows to a stream, as a table, CSV or JSON. What a report wrote stays data in each of them."""

from __future__ import annotations

import csv
import json
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TextIO, TypeAlias, get_args

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.errors import UsageError
from kg.projection import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["FORMATS", "Format", "print_rows", "printable"]

Format: TypeAlias = Literal["table", "csv", "json"]
FORMATS: tuple[str, ...] = get_args(Format)
Row: TypeAlias = "Sequence[object]"


def print_rows(columns: Sequence[str], rows: Iterable[Row], form: str, stream: TextIO) -> None:
    """Print the rows of an answer.

    - ``table``: for the eye; control characters are shown, not obeyed, and nothing is read as markup.
    - ``csv``: a cell of text that a spreadsheet would take for a formula (it begins with ``=``, ``+``, ``-``, ``@``,
      their full-width forms, a tab or a line break) gets a ``'`` in front. Numbers stay numbers; lists and maps are
      JSON; nothing is an empty cell. Lines end as RFC 4180 has it, so that a lone return inside a cell is quoted too.
    - ``json``: a list of objects, one a row, in UTF-8.

    Raises :class:`kg.errors.UsageError` for another format.
    """
    if form not in _PRINTERS:
        raise UsageError(f"no format {form!r}", f"use {', '.join(FORMATS)}")
    _PRINTERS[form](columns, rows, stream)


def printable(text: str) -> str:
    r"""Return text that a terminal shows and does not obey: one line, controls and direction marks spelt out.

    >>> print(printable("云溪市\n\x1b[31m司法局"))
    云溪市 \x1b[31m司法局
    """
    return "".join(_shown(char) for char in text.replace("\r\n", "\n"))


def _shown(char: str) -> str:
    if char in "\n\r\t":
        return " "
    hidden = unicodedata.category(char) in _HIDDEN
    return char.encode("unicode_escape").decode("ascii") if hidden else char


# Controls, formats (the bidirectional overrides among them), lone surrogates, separators of lines and paragraphs.
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def _print_table(columns: Sequence[str], rows: Iterable[Row], stream: TextIO) -> None:
    table = Table()
    for column in columns:
        table.add_column(Text(printable(column)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(_word(value))) for value in row))
    # A file or a pipe has no width to fit: there each row is one line, and a table is as wide as it needs to be.
    width = None if stream.isatty() else _UNBOUNDED
    Console(file=stream, width=width, highlight=False, markup=False, emoji=False).print(table)


_UNBOUNDED = 1_000_000


def _print_csv(columns: Sequence[str], rows: Iterable[Row], stream: TextIO) -> None:
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([_harmless(column) for column in columns])
    for row in rows:
        writer.writerow([_cell(value) for value in row])


def _cell(value: object) -> str:
    return _harmless(value) if isinstance(value, str) else _word(value)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


# The signs that OWASP lists under "CSV injection"; East Asian spreadsheets take the full-width ones as well.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def _print_json(columns: Sequence[str], rows: Iterable[Row], stream: TextIO) -> None:
    stream.write("[")
    for index, row in enumerate(rows):
        stream.write(",\n " if index else "\n ")
        stream.write(_json(dict(zip(columns, row, strict=True))))
    stream.write("\n]\n")


def _word(value: object) -> str:
    if value is None:
        return ""
    return _json(value) if isinstance(value, bool | float | list | tuple | dict) else str(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_other)


def _other(value: object) -> object:
    if isinstance(value, Decimal):
        return number(value)
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)


_PRINTERS: dict[str, Callable[[Sequence[str], Iterable[Row], TextIO], None]] = {
    "table": _print_table,
    "csv": _print_csv,
    "json": _print_json,
}
