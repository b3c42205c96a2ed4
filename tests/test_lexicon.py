from __future__ import annotations

import re

import pytest

from ontology.lexicon import LexiconFault, Row, read_tsv, rows
from ontology.make_regions import lexicon, short_forms

HEADER = "id\tkind\tname\taliases\tsource\n"
OURS = ["regions.tsv", "ordinary.tsv", "bodies.tsv", "organizations.tsv", "laws.tsv"]
KINDS = {
    "regions.tsv": {"nation", "province", "prefecture", "county"},
    "ordinary.tsv": {"hides", "homonym"},
    "bodies.tsv": {
        *("government", "court", "procuratorate", "congress", "consultative", "party", "department"),
        *("vertical", "standing", "organ", "national", "head"),
    },
    "organizations.tsv": {"media", "mass", "association", "other"},
    "laws.tsv": {"law", "regulation", "party", "central-document"},
}


def test_a_row_has_its_names_and_source() -> None:
    (row,) = rows(f"# a comment\n{HEADER}\nx1\tcounty\t青禾县\t青禾|青县\tmade up\n", "example")
    assert row == Row("x1", "county", "青禾县", ("青禾", "青县"), "made up")
    assert row.names == ("青禾县", "青禾", "青县")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "example:1: no header"),
        ("# only a comment\n", "example:1: no header"),
        ("id\tname\n", "example:1: no header"),
        (HEADER + "x1\tcounty\t青禾县\n", "example:2: 3 columns; give 5"),
        (HEADER + "\n# note\nx1\t\t青禾县\t\t\n", "example:4: id, kind or name is empty"),
        (HEADER + "x1\tcounty\t青禾县\t青禾||\t\n", "example:2: an alias is empty or given twice"),
        (HEADER + "x1\tcounty\t青禾县\t青禾县\t\n", "example:2: an alias is empty or given twice"),
    ],
)
def test_a_fault_names_file_and_line(text: str, fault: str) -> None:
    with pytest.raises(LexiconFault, match=re.escape(fault)):
        rows(text, "example")


def test_a_missing_lexicon_is_named() -> None:
    with pytest.raises(LexiconFault, match=re.escape("lexicon/none.tsv")):
        read_tsv("none.tsv")


@pytest.mark.parametrize("name", OURS)
def test_every_lexicon_has_known_kinds_and_a_source_for_every_row(name: str) -> None:
    found = read_tsv(name)
    assert {row.kind for row in found} == KINDS[name]
    assert all(row.source for row in found)


@pytest.mark.parametrize("name", [name for name in OURS if name != "regions.tsv"])
def test_ids_are_unique(name: str) -> None:
    ids = [row.id for row in read_tsv(name)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", ["laws.tsv", "organizations.tsv"])
def test_a_name_means_one_thing(name: str) -> None:
    names = [one for row in read_tsv(name) for one in row.names]
    assert len(set(names)) == len(names)


def test_laws_are_cited_with_and_without_the_name_of_the_state() -> None:
    laws = {row.name: row for row in read_tsv("laws.tsv") if row.kind == "law"}
    assert len(laws) > 250
    assert "中华人民共和国行政复议法" in laws["行政复议法"].names
    assert not [name for name in laws if name.startswith("中华人民共和国")]


def test_regions_have_codes_of_six_digits_and_no_short_form_of_one_character() -> None:
    found = read_tsv("regions.tsv")
    assert len(found) > 3200
    assert all(re.fullmatch(r"\d{6}", row.id) for row in found)
    assert all(len(name) > 1 for row in found for name in row.names)


class TestMakingRegions:
    COLUMNS = ("year", "rank", "province_name", "province_adcode", "city_name", "city_adcode", "county_name")

    def table(self, *rows: tuple[str, ...]) -> list[dict[str, str]]:
        return [dict(zip((*self.COLUMNS, "county_adcode"), row, strict=True)) for row in rows]

    def test_the_last_year_decides_what_is_former(self) -> None:
        table = self.table(
            ("2003", "3", "青岚省", "990000", "云溪市", "990100", "旧县", "990120"),
            ("2011", "3", "青岚省", "990000", "云溪市", "990100", "青禾县", "990121"),
            ("2024", "3", "青岚省", "990000", "云溪市", "990100", "青禾区", "990105"),
            ("2024", "2", "青岚省", "990000", "云溪市", "990100", "", ""),
        )
        assert list(lexicon(table)) == [
            "100000\tnation\t中国\t中华人民共和国\tGB/T 2260",
            "990100\tprefecture\t云溪市\t云溪\tGB/T 2260",
            "990105\tcounty\t青禾区\t青禾\tGB/T 2260",
            "990121\tcounty\t青禾县\t青禾\tGB/T 2260, until 2011",
        ]

    @pytest.mark.parametrize(
        ("name", "short"),
        [
            ("赵县", ()),
            ("城区", ()),
            ("西藏自治区", ("西藏",)),
            ("鄂温克族自治旗", ("鄂温克旗",)),
            ("长白朝鲜族自治县", ("长白", "长白县")),
            ("双江拉祜族佤族布朗族傣族自治县", ("双江", "双江县")),
            ("万柏林区", ("万柏林",)),
            ("巴林左旗", ()),
            ("香港特别行政区", ("香港",)),
        ],
    )
    def test_short_forms(self, name: str, short: tuple[str, ...]) -> None:
        assert short_forms(name) == short
