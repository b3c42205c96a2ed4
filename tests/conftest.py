"""A small graph about places that do not exist, each statement tied to the very characters of its report."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.model import Entity, Evidence, Observation, Statement
from kg.records import sort_key

SOURCES = {
    "yunxi-2022": (
        "云溪市司法局2022年度法治政府建设情况报告\n"
        "一、2022年工作\n"
        "市司法局按照《青岚省规范行政执法办法》推进“山海同办”改革，全年清理证明事项120项，办结率为99.5%。"
        "会同市律师协会组建“轻骑”服务团。\n"
        "二、存在的问题\n基层执法力量较为薄弱。\n"
        "三、2023年打算\n将推进“一码通查”平台。\n"
    ),
    "yunxi-2023": (
        "云溪市2023年法治政府建设情况的报告\n"
        "一、过去一年\n"
        "市司法局继续推进“山海同办”改革，清理证明事项96项，再推“山海同办”改革到青禾县。"
        "建成“一码通查”平台，获评全省法治创新案例。印发《云溪市执法监督办法》。\n"
        "何小满任青禾县司法局局长。\n"
    ),
}

CITY = Entity("region:990100", "Region", "云溪市")
COUNTY = Entity("region:990121", "Region", "青禾县")
BUREAU = Entity("agency:云溪市司法局", "Agency", "云溪市司法局", "department", ("市司法局",))
COUNTY_BUREAU = Entity("agency:青禾县司法局", "Agency", "青禾县司法局", "department")
BAR = Entity("org:云溪市律师协会", "Organization", "云溪市律师协会")
TEAM = Entity("org:“轻骑”服务团", "Organization", "“轻骑”服务团")
REFORM = Entity("initiative:“山海同办”改革", "Initiative", "“山海同办”改革", "reform")
PLATFORM = Entity("initiative:“一码通查”平台", "Initiative", "“一码通查”平台", "platform")
RULE = Entity("regulation:青岚省规范行政执法办法", "Regulation", "青岚省规范行政执法办法")
MEASURES = Entity("regulation:云溪市执法监督办法", "Regulation", "云溪市执法监督办法")
HONOR = Entity("honor:全省法治创新案例", "Honor", "全省法治创新案例")
PERSON = Entity("person:何小满", "Person", "何小满")
PROBLEM = Entity("problem:1", "Problem", "基层执法力量较为薄弱")
FIRST = Entity("report:yunxi-2022", "Report", "云溪市司法局2022年度法治政府建设情况报告")
SECOND = Entity("report:yunxi-2023", "Report", "云溪市2023年法治政府建设情况的报告")
CLEARED_2022 = Observation("obs:1", "清理证明事项", Decimal(120), "项", period="2022")
CLEARED_2023 = Observation("obs:2", "清理证明事项", Decimal(96), "项", period="2023")
RATE_2022 = Observation("obs:3", "办结率", Decimal("99.5"), "%", period="2022")


def evidence(report: str, quote: str, *section: str) -> Evidence:
    start = SOURCES[report].index(quote)
    return Evidence(start, start + len(quote), quote, section)


def state(key: str, triple: tuple[Entity | Observation, str, Entity | Observation], quote: Evidence) -> Statement:
    number, report = key.split("@")
    subject, predicate, thing = triple
    assert isinstance(subject, Entity)
    return Statement(f"s:{number}", report, predicate, subject, thing, quote, extractor="rule:test", confidence=0.9)


def _of(report: str, rows: list[tuple[str, tuple[Entity, str, Entity | Observation], str]]) -> list[Statement]:
    return [state(f"{key}@{report}", triple, evidence(report, quote, "一")) for key, triple, quote in rows]


def sample() -> tuple[Statement, ...]:
    first = _of(
        "yunxi-2022",
        [
            ("01", (FIRST, "about", CITY), "云溪市"),
            ("02", (FIRST, "covers", Entity("year:2022", "Year", "2022")), "2022"),
            ("03", (FIRST, "published_by", BUREAU), "云溪市司法局"),
            ("04", (BUREAU, "implements", REFORM), "推进“山海同办”改革"),
            ("05", (REFORM, "cites", RULE), "按照《青岚省规范行政执法办法》推进“山海同办”改革"),
            ("06", (CITY, "reports", CLEARED_2022), "清理证明事项120项"),
            ("07", (CITY, "reports", RATE_2022), "办结率为99.5%"),
            ("08", (BUREAU, "cooperates_with", BAR), "会同市律师协会"),
            ("09", (BUREAU, "establishes", TEAM), "组建“轻骑”服务团"),
            ("10", (FIRST, "admits", PROBLEM), "基层执法力量较为薄弱"),
            ("11", (BUREAU, "implements", PLATFORM), "将推进“一码通查”平台"),
        ],
    )
    first[-1] = replace(first[-1], status="planned")
    return tuple(sorted([*first, *_second()], key=sort_key))


def _second() -> list[Statement]:
    report = "yunxi-2023"
    second = _of(
        report,
        [
            ("21", (SECOND, "about", CITY), "云溪市"),
            ("22", (SECOND, "covers", Entity("year:2023", "Year", "2023")), "2023"),
            ("23", (BUREAU, "implements", REFORM), "继续推进“山海同办”改革"),
            ("24", (CITY, "reports", CLEARED_2023), "清理证明事项96项"),
            ("25", (BUREAU, "implements", PLATFORM), "建成“一码通查”平台"),
            ("26", (PLATFORM, "receives", HONOR), "获评全省法治创新案例"),
            ("27", (BUREAU, "issues", MEASURES), "印发《云溪市执法监督办法》"),
            ("28", (PERSON, "holds_post", COUNTY_BUREAU), "何小满任青禾县司法局局长"),
            ("29", (COUNTY_BUREAU, "part_of", COUNTY), "青禾县司法局"),
            ("30", (COUNTY, "part_of", CITY), "到青禾县"),
        ],
    )
    second[2] = replace(second[2], also=(evidence(report, "再推“山海同办”改革到青禾县", "一"),))
    second[6] = replace(second[6], action="issue")
    second[7] = replace(second[7], title="局长")
    return second


@pytest.fixture
def statements() -> tuple[Statement, ...]:
    """Twenty-one statements of two reports; 云溪市司法局 implements “山海同办”改革 in both."""
    return sample()


@pytest.fixture
def sources() -> dict[str, str]:
    """The reports that the statements were read in."""
    return dict(SOURCES)
