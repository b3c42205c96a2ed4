from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.output import FORMATS, print_rows, printable

COLUMNS = ["name", "value"]
ROWS: list[tuple[object, ...]] = [("云溪市", 3), ("[b]x[/b]", None), ("=1+1", -2.5)]


def _printed(rows: list[tuple[object, ...]], form: str, columns: list[str] | None = None) -> str:
    stream = io.StringIO()
    print_rows(columns or COLUMNS, rows, form, stream)
    return stream.getvalue()


def test_csv() -> None:
    assert _printed(ROWS, "csv") == "name,value\r\n云溪市,3\r\n[b]x[/b],\r\n'=1+1,-2.5\r\n"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_of_text_is_a_formula(sign: str) -> None:
    text = f"{sign}cmd|' /C calc'!A0"
    rows = list(csv.reader(io.StringIO(_printed([(text, 1)], "csv", [sign, "v"]), newline="")))
    assert rows == [[f"'{sign}", "v"], [f"'{text}", "1"]]


@given(st.text(st.characters(codec="utf-8")), st.integers())
def test_csv_reads_back(text: str, value: int) -> None:
    (_, row) = csv.reader(io.StringIO(_printed([(text, value)], "csv"), newline=""))
    assert row[0] in {text, f"'{text}"}
    assert row[0][:1] not in set("=+-@\t\r\n")
    assert int(row[1]) == value


def test_csv_of_other_values() -> None:
    row: tuple[object, ...] = (True, [1, "二"], {"k": None}, Decimal("-1.50"), date(2023, 1, 2))
    printed = _printed([row], "csv", ["a", "b", "c", "d", "e"])
    assert next(csv.reader([printed.splitlines()[1]])) == ["true", '[1, "二"]', '{"k": null}', "-1.50", "2023-01-02"]


def test_json_is_a_list_of_objects() -> None:
    printed = _printed(ROWS, "json")
    assert json.loads(printed) == [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]
    assert "云溪市" in printed
    assert json.loads(_printed([], "json")) == []


def test_json_of_other_values() -> None:
    row = (Decimal(120), [Decimal("99.5"), date(2023, 1, 2)])
    assert json.loads(_printed([row], "json")) == [{"name": 120, "value": [99.5, "2023-01-02"]}]


def test_table_shows_text_as_it_is() -> None:
    printed = _printed([("[b]x[/b] :boom:", "\x1b[31m红"), ("长" * 300, 1)], "table", ["[i]名[/i]", "value"])
    assert "[b]x[/b] :boom:" in printed
    assert "[i]名[/i]" in printed
    assert "\\x1b[31m红" in printed
    assert "\x1b" not in printed
    assert "长" * 300 in printed


@pytest.mark.parametrize("form", FORMATS)
def test_no_rows_still_print(form: str) -> None:
    assert _printed([], form)


def test_another_format_is_refused() -> None:
    with pytest.raises(UsageError, match="table, csv, json"):
        _printed(ROWS, "xml")


@given(st.text())
def test_printable_is_one_harmless_line(text: str) -> None:
    shown = printable(text)
    assert not set(shown) & {chr(code) for code in (*range(32), *range(127, 160), *range(0x202A, 0x202F))}
    assert printable(shown) == shown
    shown.encode("utf-8")
