"""Numerals, amounts and periods, there and back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.values import Amount, amount, chinese, number, period, plain

YEARS = st.integers(1900, 2099)
MONTHS = st.integers(1, 12)


@given(st.integers(0, 10**16 - 1))
def test_a_numeral_reads_back(value: int) -> None:
    assert number(chinese(value)) == value


@given(st.integers(0, 10**15 - 1))
def test_arabic_figures_read_back(value: int) -> None:
    assert number(str(value)) == value
    assert number(f"{value:,}") == value


@given(st.decimals(0, 10**6, places=2), st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8), ("千万", 10**7)]))
def test_a_scale_multiplies_exactly(value: Decimal, scale: tuple[str, int]) -> None:
    word, factor = scale
    assert number(f"{value:f}{word}") == value * factor


@given(st.decimals(0, 10**9, places=3))
def test_plain_keeps_the_value_and_writes_it_shortest(value: Decimal) -> None:
    assert plain(value) == value
    assert "E" not in str(plain(value))
    assert str(plain(plain(value))) == str(plain(value))


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_none(text: str) -> None:
    assert number(text) is None or isinstance(number(text), Decimal)
    assert amount(text) is None or isinstance(amount(text), Amount)
    assert period(text) is None or isinstance(period(text), str)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一百二十三", 123),
        ("两千", 2000),
        ("一千零一", 1001),
        ("三万五千", 35000),
        ("两亿三千万", 230000000),
        ("十", 10),
        ("十二", 12),
        ("百", 100),
        ("零", 0),
        ("〇", 0),
        ("1,234", 1234),
        ("10 万", 100000),
        ("１２３", 123),
        ("3千万", 30000000),
        ("2万亿", 2000000000000),
    ],
)
def test_number(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text", ["", "两三", "三四十", "一带一路", "几十", "数百", "一二三", "万", "1,23", "十百", "9" * 40]
)
def test_what_has_no_one_value_is_refused(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize("value", [-1, 10**16])
def test_a_numeral_has_its_range(value: int) -> None:
    with pytest.raises(ValueError, match="give a whole number"):
        chinese(value)


@pytest.mark.parametrize(
    ("text", "value", "unit", "modifier"),
    [
        ("1.2万", "12000", "", None),
        ("123.6万件", "1236000", "件", None),
        ("20亿元", "2000000000", "元", None),
        ("99.60%", "99.6", "%", None),
        ("三百余次", "300", "次", "余"),
        ("十余个", "10", "个", "余"),
        ("10万余份", "100000", "份", "余"),
        ("300余万人次", "3000000", "人次", "余"),
        ("2500多次", "2500", "次", "多"),
        ("98%以上", "98", "%", "以上"),
        ("386万千瓦", "3860000", "千瓦", None),
        ("900 余名", "900", "名", "余"),
        ("百分之三点五", "3.5", "%", None),
        ("千分之三", "0.3", "%", None),
        ("万分之五", "0.05", "%", None),
    ],
)
def test_amount(text: str, value: str, unit: str, modifier: str | None) -> None:
    found = amount(text)
    assert found is not None
    assert (str(plain(found.value)), found.unit, found.modifier) == (value, unit, modifier)


@pytest.mark.parametrize("text", ["", "两三个", "几十件", "数百人", "件", "百分之几"])
def test_no_amount(text: str) -> None:
    assert amount(text) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2019年", "2019"),
        ("2019年度", "2019"),
        ("二〇一九年", "2019"),
        ("2019年6月", "2019-06"),
        ("2019年12月31日", "2019-12"),
        ("2019年6月起", "2019-06/"),
        ("2020年以来", "2020/"),
        ("1985年至2018年8月", "1985/2018-08"),
        ("2016—2020年", "2016/2020"),
        ("2016-2020年", "2016/2020"),
        ("2019年1月至12月", "2019"),
        ("2019年1月1日至12月31日", "2019"),
        ("2019年1-11月", "2019-01/2019-11"),
        ("2019年3月至2月", None),
        ("截至12月底", None),
        ("2020—2016年", None),
        ("2019", None),
        ("13月", None),
    ],
)
def test_period(text: str, named: str | None) -> None:
    assert period(text) == named


@given(YEARS, MONTHS)
def test_a_month_reads_back(year: int, month: int) -> None:
    assert period(f"{year}年{month}月") == f"{year}-{month:02}"
    assert period(f"{year}年{month}月起") == f"{year}-{month:02}/"


@given(YEARS, YEARS, MONTHS)
def test_an_interval_runs_forward(start: int, end: int, month: int) -> None:
    named = period(f"{start}年至{end}年{month}月")
    assert named == (f"{start}/{end}-{month:02}" if start <= end else None)
