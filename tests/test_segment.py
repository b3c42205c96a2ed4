"""Segmentation: sentences, the headings above them, and what a passage speaks of."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.clean import clean
from kg.clean.draft import begin
from kg.model import Sentence, Span
from kg.segment import clauses, segment
from kg.segment.marks import mark_of
from kg.segment.stance import covered_year, heading_stance, opens_plan, opens_problem, pledges
from ontology.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Callable

SHARED = Path(__file__).resolve().parents[2] / "shared"
RULES = read_rules("sections")


def outline(source: str) -> list[tuple[str, str, str]]:
    """Return (D, P or X, # for a heading; the sentence; the innermost heading above) of each sentence."""
    letters = {"done": "D", "planned": "P", "problem": "X"}
    return [
        (letters[s.stance] + "#" * s.heading, s.text, s.section[-1] if s.section else "")
        for s in segment(clean(source))
    ]


def stances(source: str) -> str:
    return "".join(kind[0] for kind, _, _ in outline(source))


def sentences(source: str) -> list[str]:
    return [text for _, text, _ in outline(source)]


# --- sentences


def test_a_sentence_ends_at_its_stop_and_at_the_end_of_its_line() -> None:
    assert sentences("办结12件；化解9件。成效如何？很好！\n现报告如下：\n无") == [
        "办结12件；化解9件。",
        "成效如何？",
        "很好！",
        "现报告如下：",
        "无",
    ]


def test_quotes_titles_and_brackets_hold_together() -> None:
    source = "推行“马上办。就近办。”机制（含试点。），印发《办件如何提速？》。县长说：“要快。”会议强调“要实。”的要求。"
    assert sentences(source) == [
        "推行“马上办。就近办。”机制（含试点。），印发《办件如何提速？》。",
        "县长说：“要快。”",
        "会议强调“要实。”的要求。",
    ]


def test_an_open_quote_does_not_swallow_the_rest() -> None:
    assert sentences("开展“学法三年轮训，累计13场。推行“一件事”改革。《办法落地。") == [
        "开展“学法三年轮训，累计13场。",
        "推行“一件事”改革。",
        "《办法落地。",
    ]


def test_clauses_touch_and_end_with_their_mark() -> None:
    text = "办结12件（其中，简易4件），印发《甲，乙》；“快，准”：完成。"
    assert [text[s.start : s.end] for s in clauses(text)] == [
        "办结12件（其中，简易4件），",
        "印发《甲，乙》；",
        "“快，准”：",
        "完成。",
    ]


# --- headings


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、强化", 1),
        ("十二、强化", 1),
        ("第一部分 强化", 1),
        ("（一）强化", 2),
        ("(十)强化", 2),
        ("㈡强化", 2),
        ("1.强化", 3),
        ("1、强化", 3),
        ("12．强化", 3),
        ("（3）强化", 4),
        ("2）强化", 4),
        ("①强化", 5),
        ("一是强化", 7),
        ("二要强化", 7),
        ("第三，强化", 7),
    ],
)
def test_marks(text: str, level: int) -> None:
    mark = mark_of(text)
    assert mark is not None
    assert mark.level == level


@pytest.mark.parametrize(
    "text", ["二、三产业增加值", "第一批清单", "一是否达标", "3.5万件", "2031年", "（一）项规定", "一件事"]
)
def test_what_only_looks_like_a_mark(text: str) -> None:
    assert mark_of(text) is None


def test_headings_stand_on_each_other() -> None:
    source = (
        "青禾县2031年法治政府建设情况报告\n2031年，全县认真履职。\n一、强化领导\n（一）健全机制。召开会议4次。\n1.完善制度，规范流程。"
        "制定《甲办法》。\n2.加强监督。开展检查。\n（二）完善考评。考评9家。\n二、优化服务\n新建站点3个。\n青禾县人民政府\n2032年1月9日"
    )
    found = segment(clean(source))
    assert [s.text for s in found if s.heading] == [
        "青禾县2031年法治政府建设情况报告",
        "一、强化领导",
        "（一）健全机制。",
        "1.完善制度，规范流程。",
        "2.加强监督。",
        "（二）完善考评。",
        "二、优化服务",
    ]
    by_text = {s.text: s.section for s in found}
    assert by_text["制定《甲办法》。"] == ("一、强化领导", "（一）健全机制", "1.完善制度，规范流程")
    assert by_text["（二）完善考评。"] == ("一、强化领导",)
    assert by_text["考评9家。"] == ("一、强化领导", "（二）完善考评")
    assert by_text["新建站点3个。"] == ("二、优化服务",)
    assert by_text["青禾县人民政府"] == by_text["2032年1月9日"] == by_text["2031年，全县认真履职。"] == ()


def test_a_body_in_one_line_with_its_headings_glued_on() -> None:
    source = (
        "2031年，县局履职尽责。一、加强领导，坚定方向（一）深入学习。学法4次。（二）健全机制。建章立制。"
        "二、总体情况2031年，全县办结12件。三、改进方面（一）短板一是人手不足。二是经费不足。"
    )
    assert [(kind[1:], text) for kind, text, _ in outline(source)] == [
        ("", "2031年，县局履职尽责。"),
        ("#", "一、加强领导，坚定方向"),
        ("#", "（一）深入学习。"),
        ("", "学法4次。"),
        ("#", "（二）健全机制。"),
        ("", "建章立制。"),
        ("#", "二、总体情况"),
        ("", "2031年，全县办结12件。"),
        ("#", "三、改进方面"),
        ("#", "（一）短板"),
        ("", "一是人手不足。"),
        ("", "二是经费不足。"),
    ]


def test_runs_head_a_passage_only_where_they_say_nothing_else() -> None:
    source = (
        "（一）强化执法。一是抓责任落实。压实责任。二是清理证明事项38项。取消12项。三是贯彻《甲条例》。四是加强监督。"
    )
    kinds = {text: (kind, above) for kind, text, above in outline(source)}
    assert kinds["一是抓责任落实。"] == ("D#", "（一）强化执法")
    assert kinds["压实责任。"] == ("D", "一是抓责任落实")
    assert kinds["二是清理证明事项38项。"] == kinds["取消12项。"] == ("D", "（一）强化执法")
    assert kinds["三是贯彻《甲条例》。"] == kinds["四是加强监督。"] == ("D", "（一）强化执法")


def test_numbered_sentences_are_no_headings() -> None:
    source = (
        "一、民生实事\n1.新建站点3个；改造道路2条。\n2.发放补贴（牵头单位：县民政局）：\n3.加强检查。\n4.加强培训。"
    )
    assert [kind for kind, _, _ in outline(source)] == ["D#", "D", "D", "D", "D"]


def test_a_heading_without_a_mark() -> None:
    source = (
        "一、主要做法\n办结12件，调解9件。\n存在的不足和原因\n受多种因素影响，部分任务未完成，需要加快。\n"
        "三、有关情况\n学法4次，述法全覆盖。"
    )
    assert outline(source)[2] == ("X#", "存在的不足和原因", "")
    assert outline(source)[5] == ("D", "学法4次，述法全覆盖。", "三、有关情况")


# --- stance

REPORT = "青禾县2031年度法治政府建设情况报告\n"


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("2031年主要工作情况", "done"),
        ("2032年主要工作", "planned"),
        ("2031年工作回顾和2032年工作安排", "done"),
        ("2032年推进法治政府建设的主要举措", "planned"),
        ("2031年存在的问题和不足", "problem"),
        ("存在问题和下一步工作打算", "problem"),
        ("“十五五”时期主要目标任务", "done"),
        ("“十七五”时期主要目标任务", "planned"),
        ("贯彻《法治政府建设实施纲要（2031－2035年）》", None),
        ("2031—2035年规划实施", None),
        ("强化组织领导", None),
    ],
)
def test_headings_and_the_year_reported_on(heading: str, expected: str | None) -> None:
    assert heading_stance(heading, 2031, outermost=True) == expected


def test_results_below_the_outermost_level_are_aims() -> None:
    assert heading_stance("巩固示范创建成效", 2031, outermost=False) is None
    assert heading_stance("谋划2032年立法项目", 2031, outermost=False) is None
    assert heading_stance("2032年立法项目", 2031, outermost=False) == "planned"


def test_a_month_after_the_year_reported_on_is_no_plan() -> None:
    assert not opens_plan("2032年1月，全县召开推进会，部署重点任务。", 2031)
    assert opens_plan("2032年，全县将召开推进会。", 2031)


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        (["青禾县2031年度法治政府建设情况报告"], 2031),
        (["关于2031年依法行政工作情况的报告", "2032年1月9日"], 2031),
        (["政府工作报告", "——2032年1月9日在青禾县第三届人民代表大会第四次会议上"], 2031),
        (["政府工作报告", "——二〇三二年一月九日在青禾县第三届人民代表大会第四次会议上"], 2031),
        (["2032年青禾县政府工作报告"], 2031),
        (["2031年，全县认真履职。"], 2031),
        (["根据《纲要（2021-2025年）》，现将2031年工作报告如下："], 2031),
        (["全县认真履职。"], None),
        ([], None),
    ],
)
def test_the_year_reported_on(lines: list[str], year: int | None) -> None:
    assert covered_year(lines) == year


def test_sections_by_their_headings() -> None:
    source = REPORT + (
        "2031年，全县履职。\n一、2031年主要工作和成效\n办结12件。\n二、存在的主要问题\n2031年，虽有成绩，但有差距。主要表现在：\n"
        "一是意识不强。学法不够。二是力量不足。\n三、2032年工作思路\n2032年是关键之年。\n一是加强学习。学法12次。\n青禾县人民政府"
    )
    assert stances(source) == "DD" + "DD" + "XXXXXX" + "PPPP" + "D"
    assert "X#" not in [kind for kind, text, _ in outline(source) if text.startswith("一是意识")]


def test_a_last_paragraph_that_holds_problems_and_plans() -> None:
    source = REPORT + (
        "2031年，全县履职。\n一、强化领导\n（一）组织活动。举办12场。\n总体来看，取得成绩，但仍存在一定差距。如，力量不足。"
        "2032年，县局将深化改革。\n一是抓执法。评查40卷。\n二是抓普法。宣讲9场。"
    )
    assert stances(source) == "DD" + "DDD" + "XXP" + "PPPP"


def test_a_section_on_both_is_decided_by_sentence() -> None:
    source = REPORT + (
        "八、存在问题和下一步工作打算\n2031年成绩不错，但我们仍清醒认识到存在一些不足，比如：质量有待提高。这些都需要改进。\n"
        "2032年是开局之年。我局将持续发力。\n（一）健全机制。新建中心。"
    )
    assert stances(source) == "D" + "XXP" + "PP" + "PP"


def test_problems_end_with_their_paragraph() -> None:
    source = (
        REPORT + "一、工作\n办结9件。同时，发展还面临一些困难和挑战，主要是：人手不足。我们一定正视问题。\n调解3件。"
    )
    assert stances(source) == "DD" + "DXP" + "D"


def test_problems_that_are_announced_go_on_below() -> None:
    source = REPORT + (
        "全县履职，但也存在一些问题和不足，主要表现在以下方面：\n（一）力量不足。仅10人。\n（二）能力不足。\n"
        "针对上述问题，我局将采取以下措施：\n（一）加强培训。举办5期。"
    )
    assert stances(source) == "DX" + "XXX" + "PPP"


def test_a_next_step_inside_a_list_is_that_items_own() -> None:
    source = REPORT + "一是强化学习。学法12次。下一步，我局将继续学习。\n二是强化执法。办结5件。"
    assert stances(source) == "D" + "DDP" + "DD"


def test_next_steps_after_a_colon_hold_for_the_list() -> None:
    source = REPORT + "一是强化学习。学法12次。下一步，我局将做好以下工作：一是抓学习。学法4次。二是抓执法。办结5件。"
    assert stances(source) == "D" + "DD" + "PPPP"


def test_a_report_does_not_turn_back_from_plans() -> None:
    source = (
        "2032年青禾县政府工作报告\n各位代表：\n一、2031年工作回顾\n增长5%。\n二、2032年工作安排\n增长6%。\n"
        "三、加强自身建设\n建章立制。"
    )
    assert stances(source) == "DD" + "DD" + "PP" + "PP"
    assert stances(source + "\n四、其他需要报告的事项\n没有。")[-2:] == "DD"


def test_a_glossary_is_no_plan() -> None:
    source = (
        REPORT
        + "全县履职。\n三、2032年工作安排\n（一）强化执法\n评查40卷。\n名词解释\n1.“一件事”：\n指集成办理，一次办结。"
    )
    assert stances(source) == "DD" + "PPP" + "DDD"


def test_a_problem_that_is_only_mentioned_changes_nothing() -> None:
    source = REPORT + "通报存在问题、扣分事项，督促查找短板。对仍存在的问题逐一销号。开展突出问题整治。\n办结9件。"
    assert stances(source) == "DDDDD"


# --- rules


@pytest.mark.parametrize(
    "rule", [*RULES["heading"], RULES["appendix"]], ids=lambda rule: rule.get("stance", "appendix")
)
def test_every_heading_cue_carries_its_proof(rule: dict[str, Any]) -> None:
    prove(rule, lambda line: re.search(rule["pattern"], line) is not None)


@pytest.mark.parametrize("rule", RULES["sentence"], ids=lambda rule: rule["stance"])
def test_every_sentence_cue_carries_its_proof(rule: dict[str, Any]) -> None:
    prove(rule, lambda line: re.search(rule["pattern"], line) is not None)
    turns = pledges if "pledge" in rule else opens_problem if rule["stance"] == "problem" else _plans
    assert all(map(turns, rule["examples"]))
    assert not any(map(turns, rule["never"]))


def _plans(line: str) -> bool:
    return opens_plan(line, None)


def prove(rule: dict[str, Any], matches: Callable[[str], bool]) -> None:
    remedy = "mend the pattern or the example in ontology/rules/sections.toml"
    assert rule["examples"], remedy
    assert rule["never"], remedy
    assert [line for line in rule["examples"] if not matches(line)] == [], remedy
    assert [line for line in rule["never"] if matches(line)] == [], remedy


# --- properties

LINES = st.text(
    st.sampled_from("青禾县法治。！？，；：“”‘’《》（）()一二三、是要12.①第部分 \n年存在不足问题下步将报告"),
    max_size=120,
) | st.text(max_size=60)


@given(LINES)
def test_sentences_are_ordered_disjoint_and_hold_all_ink(source: str) -> None:
    text = begin(source)
    found = segment(text)
    at = 0
    for sentence in found:
        assert source[at : sentence.span.start].strip() == ""
        assert source[sentence.span.start : sentence.span.end] == sentence.text == sentence.text.strip() != ""
        assert sentence.span.start >= at
        at = sentence.span.end
    assert source[at:].strip() == ""


@given(LINES)
def test_clauses_partition(source: str) -> None:
    found = clauses(source)
    assert "".join(source[s.start : s.end] for s in found) == source
    assert all(s.start < s.end for s in found)


@given(LINES)
def test_segmenting_is_a_function(source: str) -> None:
    assert segment(begin(source)) == segment(begin(source))


def test_a_text_without_stop_title_or_heading() -> None:
    assert segment(clean("青禾县依法行政")) == [Sentence(Span(0, 7), "青禾县依法行政", ())]
    assert segment(clean("")) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reports are not beside the checkout")
@pytest.mark.parametrize("kind", ["seeds", "corpus"])
def test_real_reports_have_plans_problems_and_sections(kind: str) -> None:
    for path in sorted([*SHARED.glob(f"{kind}/*-20*.txt"), *SHARED.glob(f"{kind}/gzbg*.txt")]):
        text = clean(path.read_bytes().decode("utf-8-sig"))
        found = segment(text)
        assert {"done", "planned", "problem"} == {s.stance for s in found}, path
        assert sum(bool(s.section) for s in found) > 0.8 * len(found), path
        assert found[-1].span.end == len(text.canonical), path
