"""What is a figure, and what it counts: one authored sentence for each cause."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.figures import figures
from kg.figures.cues import RULES
from kg.figures.marks import blanked
from kg.figures.spot import quantities
from kg.model import Figure, Sentence, Span
from kg.values import plain
from ontology.lexicon import read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterator

MENTIONS = Path(__file__).resolve().parents[2] / "shared" / "mentions"


def read(text: str) -> list[Figure]:
    return figures(Sentence(Span(0, len(text)), text, ()))


def said(text: str) -> list[str]:
    """Indicator, value and unit of each figure; a change and a rank say so."""
    kinds = {"level": "", "change": " change", "rank": " rank"}
    return [f"{one.indicator}={plain(one.value)}{one.unit}{kinds[one.measure]}" for one in read(text)]


INDICATORS = {
    # verb and object in the text's order
    "verb and object before": ("清理证明事项56项", ["清理证明事项=56项"]),
    "object after": ("走访1078家外贸企业", ["走访外贸企业=1078家"]),
    "noun first": ("27件建议、提案全部按时办结", ["建议、提案按时办结=27件"]),
    "noun with its verb": ("9个县建立法律服务中心", ["县建立法律服务中心=9个"]),
    "noun alone": ("其中6项告知承诺制事项，形成了治理模式", ["告知承诺制事项=6项"]),
    "work rounds off": ("完成54名执法人员资格审查工作", ["完成执法人员资格审查=54名"]),
    # what is no part of an indicator
    "time, place and total": ("截至12月底，全市累计制发执法证312本", ["制发执法证=312本"]),
    "subject before 共": ("全县法律服务工作者共走访企业30家", ["走访企业=30家"]),
    "own bureau": ("我局共承办应诉案件18件", ["承办应诉案件=18件"]),
    "现有": ("云溪市现有人民调解员163名", ["人民调解员=163名"]),
    "year inside": ("完成2019年度隐患治理目标5项", ["完成隐患治理目标=5项"]),
    "means": ("通过政府购买服务方式招录10名协理员", ["招录协理员=10名"]),
    "list before 等 and number": ("抽取交通、应急等8个部门", ["抽取部门=8个"]),
    "titles before 等": ("完成《云溪市甲条例》《云溪市乙条例》等10个法规议案", ["完成法规议案=10个"]),
    "telling noun after 等": ("建立“金钟”刑事合规、“丝桥”调解等公益法律服务品牌21个", ["建立公益法律服务品牌=21个"]),
    "short noun keeps its list": ("督促处置占道经营、违法营运等问题34件", ["督促处置占道经营、违法营运等问题=34件"]),
    "long description": ("选聘了涉及法律、经济、科技等领域的37名专家", ["选聘专家=37名"]),
    # prepositions that bring a thing forward
    "为": ("为32家企业提供法律意见41条", ["为企业提供法律意见=32家", "提供法律意见=41条"]),
    "对…提出": ("对11件规章提出修改建议", ["规章提出修改建议=11件"]),
    "对…进行": ("对75件信访积案进行逐一落实、集中攻坚", ["逐一落实、集中攻坚信访积案=75件"]),
    "对…发布的": ("对由市政府发布的44件规范性文件进行了再次清理", ["再次清理规范性文件=44件"]),
    "将…下放": (
        "将38项县级部门执法职权下放至7个镇街",
        ["县级部门执法职权下放=38项", "县级部门执法职权下放镇街=7个"],
    ),
    "将…纳入": (
        "将1464项办事事项、4486个证件纳入“无证件办事”范围",
        ["办事事项纳入“无证件办事”范围=1464项", "证件纳入“无证件办事”范围=4486个"],
    ),
    "从…中": ("改革项目从全国1847个项目中脱颖而出", ["项目=1847个"]),
    "向": ("向公众提供免费法律咨询250多次", ["提供免费法律咨询=250次"]),
    "涉及": ("涉及“八大行动”22项具体工作", ["“八大行动”具体工作=22项"]),
}

LISTS = {
    "shared verb": ("走访小微企业320家，店铺782家", ["走访小微企业=320家", "走访店铺=782家"]),
    "shared verb after 、": (
        "梳理监管事项40项、监管子项5项、检查内容45项",
        ["梳理监管事项=40项", "梳理监管子项=5项", "梳理检查内容=45项"],
    ),
    "shared noun": (
        "决定保留规范性文件34件，全文废止6件，部分条款修改3件",
        ["保留规范性文件=34件", "全文废止规范性文件=6件", "部分条款修改规范性文件=3件"],
    ),
    "其中": (
        "新收行政复议申请50件，其中不予受理4件，立案46件",
        ["新收行政复议申请=50件", "不予受理行政复议申请=4件", "立案行政复议申请=46件"],
    ),
    "其中 with its predicate": (
        "36名考生报名参加客观题考试，其中异地考生15名",
        ["考生报名参加客观题考试=36名", "异地考生报名参加客观题考试=15名"],
    ),
    "level only": ("创建省级民主法治村7个，市级33个", ["创建省级民主法治村=7个", "创建市级民主法治村=33个"]),
    "own verbs": ("发放资料5万份、解答咨询30人次", ["发放资料=50000份", "解答咨询=30人次"]),
    "a new part takes no verb": ("罚没收入20万元；行政许可80宗", ["罚没收入=200000元", "行政许可=80宗"]),
    "各": ("建议修改省法规和市法规各1件", ["建议修改省法规=1件", "建议修改市法规=1件"]),
    "两 in a row": ("吸引外地市24批次300余人前来考察", ["吸引外地市前来考察=24批次", "吸引外地市前来考察=300人"]),
    "two after one": ("开展专项宣传37项500多场", ["开展专项宣传=37项", "开展专项宣传=500场"]),
    "共计 between": ("志愿者队伍15支共计730余人", ["志愿者队伍=15支", "志愿者队伍=730人"]),
    "of what a verb governs": ("梳理10个部门共90项执法事项", ["梳理执法事项部门=10个", "梳理执法事项=90项"]),
    "predicate of both": (
        "31个职能单位、19个乡镇具有制定权限",
        ["职能单位具有制定权限=31个", "乡镇具有制定权限=19个"],
    ),
    "settled part": ("梳理问题98项已整改完成76项", ["梳理问题=98项", "整改问题=76项"]),
    "bracket": ("公布权责清单（102个主项，208个子项）", ["公布权责清单主项=102个", "公布权责清单子项=208个"]),
    "number in a bracket": ("上线应用单位数（233家）", ["上线应用单位数=233家"]),
    "bracket of the text": ("办结（含上年结转）复议案件426件", ["办结（含上年结转）复议案件=426件"]),
    "goes on after the second": (
        "分两批完成对43人次执法人员知识考试",
        ["完成执法人员知识考试=2批", "完成执法人员知识考试=43人次"],
    ),
    "named before": (
        "10月组织开展年度执法资格培训，各乡镇共计110人参加培训，106人参加考试，通过率98%",
        [
            "参加年度执法资格培训=110人",
            "参加年度执法资格培训考试=106人",
            "年度执法资格培训考试通过率=98%",
        ],
    ),
}

RATES = {
    "own words": ("改革满意率达99.60%", ["改革满意率=99.6%"]),
    "of what was counted": (
        "代办各类诉求511件，解决508件，办结率99.4%",
        [
            "代办各类诉求=511件",
            "解决各类诉求=508件",
            "各类诉求办结率=99.4%",
        ],
    ),
    "amount of what was counted": (
        "办理薪资纠纷案件23件，涉案金额45万元",
        ["办理薪资纠纷案件=23件", "薪资纠纷案件涉案金额=450000元"],
    ),
    "of the object alone": (
        "受理以县政府为被告的行政诉讼案件17件，败诉率11.1%",
        ["受理以县政府为被告的行政诉讼案件=17件", "行政诉讼案件败诉率=11.1%"],
    ),
    "title": ("公众号发布《法治问答》，浏览量达2.8万次", ["《法治问答》浏览量=28000次"]),
    "后缀 share": ("提出审查意见35条，98%以上被采纳", ["提出审查意见=35条", "审查意见被采纳=98%"]),
    "alike": ("依申请公开办结率、按时答复率均为100%", ["依申请公开办结率=100%", "依申请公开按时答复率=100%"]),
    "no unit": ("全市律师万人比达到4.45", ["律师万人比=4.45"]),
    "unit of the list": ("梳理监管主项124项，监管子项473", ["梳理监管主项=124项", "梳理监管子项=473项"]),
    "unit of the noun": ("走访近6万市场经营户", ["走访市场经营户=60000户"]),
}

CHANGES = {
    "signed": ("新增积案同比下降80%", ["新增积案=-80% change"]),
    "of the figure before": ("出庭率达91.9%，同比增长10.8%", ["出庭率=91.9%", "出庭率=10.8% change"]),
    "a clause between": (
        "产值完成9亿元，按可比价计算，同比增长6.0%",
        ["产值=900000000元", "产值=6% change"],
    ),
    "of the clause before": ("养老金标准继续提高，人均提高20元", ["养老金标准=20元 change"]),
    "paired": (
        "行政争议发案量和败诉率分别同比下降23.1%和49.5%",
        ["行政争议发案量=-23.1% change", "行政争议败诉率=-49.5% change"],
    ),
    "paired back": (
        "公开信息45条，受理申请6件，同比分别增长12.5%和8%",
        ["公开信息=45条", "受理申请=6件", "公开信息=12.5% change", "受理申请=8% change"],
    ),
    "paired levels": ("入园率及普惠率分别达到96%和50%", ["入园率=96%", "普惠率=50%"]),
    "shared end": ("制造业、服务业贷款余额分别增长1%、2%", ["制造业贷款余额=1% change", "服务业贷款余额=2% change"]),
    "level after 至": ("败诉率下降至2.3%", ["败诉率=2.3%"]),
    "from and to": ("纠错率由40%降到38%", ["纠错率=40%", "纠错率=38%"]),
    "from and to with years": ("应诉率由2021年的85%提升至2022年的98%", ["应诉率=85%", "应诉率=98%"]),
    "count": ("行政诉讼案件减少56件", ["行政诉讼案件=-56件 change"]),
    "object, no change": ("减少证明材料56件", ["减少证明材料=56件"]),
    "points": ("破案率上升4.3个百分点", ["破案率=4.3个百分点 change"]),
}

NONE = [
    "2019年6月起，按照青司〔2019〕58号文件要求",
    "（一）完善制度",
    "1.强化组织领导",
    "第一批、第17届、第三次会议",
    "落实“三项制度”，推进“最多跑一次”改革",
    "开展营商环境八大专项行动",
    "学习《促进民营经济31条》",
    "出台稳企安民12条措施，24小时在线",
    "3个工作日内办结",
    "12345热线、5G网络、PM2.5",
    "两三个百分点",
    "增长3%—5%",
    "百家律所千名律师进万企",
    "连续两年、近五年来",
    "推进一带一路建设",
    "发展改革委等10部门联合印发",
    "统一社会信用代码11330702056851584",
    "率先建成全省首家中心",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(*case, id=f"{name}: {cause}")
        for name, table in {"indicator": INDICATORS, "list": LISTS, "rate": RATES, "change": CHANGES}.items()
        for cause, case in table.items()
    ],
)
def test_what_a_figure_counts(text: str, expected: list[str]) -> None:
    assert said(text + "。") == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_figure(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("参加培训约670人次", "约"),
        ("核查人员近40万人次", "近"),
        ("办理案件三百余件", "余"),
        ("提供咨询250多次", "多"),
        ("采纳率98%以上", "以上"),
        ("服务时间超1400小时", "超"),
        ("参与人数突破300万人次", "超"),
        ("占比不足5%", "不足"),
        ("完成3万户左右", "约"),
        ("近400余名调解员入驻", "近"),
        ("办理案件30件", None),
    ],
)
def test_modifier(text: str, modifier: str | None) -> None:
    assert [one.modifier for one in read(text)] == [modifier]


@pytest.mark.parametrize(
    ("text", "place", "scope", "indicator"),
    [
        ("监管覆盖率100%，列全市首位。", 1, "全市", "监管覆盖率"),
        ("收视率位列全市第二，", 2, "全市", "收视率"),
        ("我市乡村振兴考核获南片区第1名。", 1, "南片区", "乡村振兴考核"),
        ("法治云溪考核第一。", 1, None, "法治云溪考核"),
        ("云溪是全省上线单位数最多（23家）的地市。", 1, "全省", "上线单位数"),
        ("收案数量均居全省法院首位，", 1, "全省", "收案数量"),
    ],
)
def test_rank(text: str, place: int, scope: str | None, indicator: str) -> None:
    ranks = [one for one in read(text) if one.measure == "rank"]
    assert [(int(one.value), one.unit, one.scope, one.indicator) for one in ranks] == [(place, "位", scope, indicator)]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("2020年，全县办理案件5件，化解4件。", ["2020", "2020"]),
        ("对1985年至2018年8月期间发布的44件文件进行清理，保留34件。", ["1985/2018-08", None]),
        ("于2019年6月起开展确认工作，公告主体54家。", ["2019-06/"]),
        ("中心自2020年6月运行以来，接待群众32人次。", ["2020-06/"]),
        ("截至2020年12月底，办理案件5件。", [None]),
        ("截至12月，办理案件5件。", [None]),
        ("应诉率由2021年的85%提升至2022年的98%。", ["2021", "2022"]),
        ("与2022年相比，案件减少5件。", [None]),
        ("办理案件5件。", [None]),
    ],
)
def test_period(text: str, periods: list[str | None]) -> None:
    assert [one.period for one in read(text)] == periods


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("今年，全县共清理证明事项56项，成效明显。", ["清理证明事项56项"]),
        ("走访108家企业，化解4件。", ["走访108家企业", "化解4件"]),
        ("出庭率达91%，同比增长10%。", ["出庭率达91%", "同比增长10%"]),
    ],
)
def test_evidence_is_the_shortest_stretch(text: str, evidence: list[str]) -> None:
    assert [text[one.evidence.start : one.evidence.end] for one in read(text)] == evidence


def test_span_holds_number_unit_and_modifier() -> None:
    text = "核查人员近40万人次。"
    assert [text[one.span.start : one.span.end] for one in read(text)] == ["近40万人次"]


@given(
    st.text(
        st.sampled_from(
            "办理案件证明，。、和共各分别同比增长下降至其中的对为等（）“”《》0123456789.%件项人次年第一二两百万"
        ),
        max_size=60,
    )
)
def test_any_text_gives_well_formed_figures(text: str) -> None:
    found = read(text)
    for one in found:
        assert 0 <= one.evidence.start <= one.span.start < one.span.end <= one.evidence.end <= len(text)
        assert one.indicator == one.indicator.strip() != ""
        assert one.measure in {"level", "change", "rank"}
        assert one.modifier in {None, "约", "近", "余", "多", "以上", "超", "不足"}
    assert found == sorted(found, key=lambda one: one.span.start)
    assert found == read(text)


@pytest.mark.parametrize(
    "piece",
    [
        "办理案件5件，",
        "1",
        "（",
        "“",
        "《办法《",
        "第一",
        "十",
        "2019年",
        "成功化解",
        "共计累计",
        "的1件",
        "全市数量最",
    ],
)
def test_a_very_long_sentence_is_read_in_linear_time(piece: str) -> None:
    read(piece * (30000 // len(piece)) + "办理案件5件")


# ---- the rules carry their proof ----


def patterns(node: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, list):
        for item in node:
            yield from patterns(item, path)
    elif isinstance(node, dict):
        if "pattern" in node:
            yield f"{path}/{node.get('name', '')}", node
        for key, value in node.items():
            yield from patterns(value, f"{path}/{key}")


@pytest.mark.parametrize(("name", "rule"), [pytest.param(*item, id=item[0]) for item in patterns(RULES)])
def test_a_pattern_matches_its_examples_alone(name: str, rule: dict[str, Any]) -> None:
    assert rule["examples"], name
    assert rule["counter"], name
    for text in rule["examples"]:
        assert re.search(rule["pattern"], text), f"{name} must match {text}"
    for text in rule["counter"]:
        assert not re.search(rule["pattern"], text), f"{name} must not match {text}"


@pytest.mark.parametrize("rule", RULES["skip"], ids=lambda rule: rule["name"])
def test_what_is_passed_over_gives_no_quantity(rule: dict[str, Any]) -> None:
    for text in rule["examples"]:
        assert [one for one in quantities(text) if one.kind != "bare"] == []


def test_every_unit_is_read_after_a_number() -> None:
    for row in read_tsv("units.tsv"):
        for name in row.names:
            found = quantities(f"服务时间达到35{name}。")
            assert [(int(one.value), one.unit, one.kind) for one in found] == [(35, row.name, row.kind)], name


def test_what_is_quoted_is_opaque_unless_it_is_a_passage() -> None:
    assert blanked("“8大行动”《31条》") == "■" * 11
    assert blanked("“办理案件5件，化解4件”") == "“办理案件5件，化解4件”"


# ---- the marked mentions of other reports ----


@pytest.mark.skipif(not MENTIONS.is_dir(), reason="the marked mentions are not beside this checkout")
def test_figures_are_found_where_readers_marked_them() -> None:
    hits = wrong = marked = 0
    for record in marked_sentences():
        gold = [(start, end) for start, end, kind in record["mentions"] if kind == "Figure"]
        spans = {(one.span.start, one.span.end) for one in read(record["text"]) if one.measure != "rank"}
        marked += len(gold)
        hits += sum(any(start < b and a < end for a, b in spans) for start, end in gold)
        wrong += sum(not any(start < b and a < end for start, end in gold) for a, b in spans)
    assert hits / marked > 0.95
    assert hits / (hits + wrong) > 0.95


def marked_sentences() -> Iterator[dict[str, Any]]:
    for path in sorted(MENTIONS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
