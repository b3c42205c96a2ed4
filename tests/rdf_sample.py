"""A small graph of places that do not exist, with every property and a name that two reports write differently."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import cast

from hypothesis import strategies as st

from kg.model import Entity, Evidence, Observation, Statement
from kg.records import sort_key

__all__ = ["BUREAU", "CITY", "CLEARED", "HOSTILE", "LATER", "REFORM", "REPORT", "sample", "stated"]

CITY = Entity("region:990100", "Region", "云溪市", aliases=("云溪",))
BUREAU = Entity("agency:990100/云溪市司法局", "Agency", "云溪市司法局")
REFORM = Entity("initiative:“一窗 通办”改革", "Initiative", "“一窗 通办”改革", "reform")
REPORT = Entity("report:云溪-2019", "Report", "云溪市司法局2019年度法治政府建设情况报告")
PERSON = Entity("person:990100/甘小满", "Person", "甘小满")
LATER = Entity("report:青禾-2020", "Report", "青禾县人民政府2020年法治政府建设情况报告")
CLEARED = Observation(
    "observation:云溪-2019/40",
    "清理证明事项",
    Decimal("4052.0"),
    "项",
    modifier="余",
    period="2019",
    agency="云溪市司法局",
)
RANKED = Observation(
    "observation:云溪-2019/90", "群众满意率", Decimal(1), "位", measure="rank", period="2019", scope="全省"
)
RATE = Observation("observation:青禾-2020/30", "证照到期提醒率", Decimal("99.5"), "%", period="2020")


def stated(
    key: str, subject: Entity | Observation, predicate: str, thing: Entity | Observation, start: int = 0
) -> Statement:
    text = f"第{key}句：{thing.name}"
    where = Evidence(start, start + len(text), text, ("一、主要工作", "（一）深化改革/服务"))
    fact = cast("Entity", subject), thing  # a cast, for the subject of `measures` is an observation
    return Statement(f"s:{key}", "云溪-2019", predicate, *fact, where, extractor="golden", confidence=0.95)


def sample() -> list[Statement]:
    regulation = Entity("regulation:990100/云溪市“放管服”办法（试行）", "Regulation", "云溪市“放管服”办法（试行）")
    again = Evidence(200, 206, '又说"一遍"', ("三、结语",))
    statements = [
        stated("01", REPORT, "covers", Entity("year:2019", "Year", "2019")),
        stated("02", REPORT, "about", CITY, 2),
        replace(stated("03", BUREAU, "implements", REFORM, 20), also=(again,)),
        stated("04", CITY, "reports", CLEARED, 40),
        stated("05", CLEARED, "measures", REFORM, 41),
        replace(stated("06", BUREAU, "issues", regulation, 60), action="issue", status="planned"),
        replace(stated("07", PERSON, "holds_post", BUREAU, 80), title="局长"),
        stated("08", CITY, "reports", RANKED, 90),
        replace(stated("09", LATER, "covers", Entity("year:2020", "Year", "2020")), report="青禾-2020"),
        replace(stated("10", BUREAU, "implements", replace(REFORM, name="“一窗 通办”"), 9), report="青禾-2020"),
        replace(stated("11", CITY, "reports", RATE, 30), report="青禾-2020"),
    ]
    return sorted(statements, key=sort_key)


HOSTILE = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.text(
        st.sampled_from("云溪“”<>\"'\\ #%?/.:;@{}|^`\n\r\t\0\u3000\u200b\ufeff\ue000\ufffe\U0010ffff&=_-"), max_size=12
    ),
    st.sampled_from(
        ["../x", "a/../b", ".", "..", "//", "%41", "%", "> . <a:b> <a:b> <a:b", '" . }', "*/ DROP", "@prefix", "x.."]
    ),
)
