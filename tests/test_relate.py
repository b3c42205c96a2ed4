"""Who does what: whole sentences of our own through linking and the rules."""

from __future__ import annotations

import pytest

from kg.clean import clean
from kg.model import Observation, Report, Statement
from kg.relate import relate
from kg.segment import segment

_REPORT = Report("yunxi-2022", "云溪市司法局2022年度法治政府建设情况报告", "云溪市司法局", "云溪市", None, "2022")
_TITLE = "云溪市司法局2022年度法治政府建设情况报告\n一、主要工作\n"


def _facts(text: str, predicate: str, before: str = _TITLE) -> list[tuple[str, ...]]:
    found = [s for s in _statements(before + text) if s.predicate == predicate]
    extra = {"issues": lambda s: (s.action,), "holds_post": lambda s: (s.title,)}.get(predicate, lambda _: ())
    return [(s.subject.name, *extra(s), s.object.name) for s in found]


def _statements(source: str) -> list[Statement]:
    text = clean(source)
    return relate(_REPORT, text, segment(text))


def test_the_publisher_does_what_no_subject_is_named_for() -> None:
    assert _facts("推进“云上办”改革。", "implements") == [("云溪市司法局", "“云上办”改革")]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("市公安局全面推行“一窗通”改革。", [("云溪市公安局", "“一窗通”改革")]),
        ("市公安局统筹力量，全面推行“一窗通”改革。", [("云溪市公安局", "“一窗通”改革")]),
        ("全市开展了矛盾纠纷大排查行动。", [("云溪市", "矛盾纠纷大排查行动")]),
        ("柳溪镇“一次查”改革走在前列。", [("柳溪镇", "“一次查”改革")]),
        (
            "与市纪委共同建立监察协作机制。",
            [("云溪市司法局", "监察协作机制"), ("云溪市纪委", "监察协作机制")],
        ),
        (
            "与市检察院建立执法衔接机制。",
            [("云溪市司法局", "执法衔接机制"), ("云溪市人民检察院", "执法衔接机制")],
        ),
        ("会同市检察院建立执法衔接机制。", [("云溪市司法局", "执法衔接机制")]),
        ("云溪市柳溪镇探索“一次查”改革。", [("柳溪镇", "“一次查”改革")]),
        ("云溪市粮油产业园等11个项目实现“四证齐发”。", [("云溪市司法局", "“四证齐发”")]),
        ("云溪市执法办案系统归集案件64件。", [("云溪市司法局", "云溪市执法办案系统")]),
        ("“云溪普法”微信公众号发布短视频12条。", []),
    ],
)
def test_who_carries_it_out(text: str, facts: list[tuple[str, str]]) -> None:
    assert _facts(text, "implements") == facts


def test_a_date_is_no_doing() -> None:
    assert _facts("梳理机构改革后的权力事项。", "implements") == []


def test_what_is_planned_is_kept_apart() -> None:
    found = {s.object.name: s.status for s in _statements(_TITLE + "推进“云上办”改革。拟推行“一窗通”改革。")}
    assert found["“云上办”改革"] == "done"
    assert found["“一窗通”改革"] == "planned"


def test_the_section_on_next_steps_is_planned() -> None:
    statements = _statements(_TITLE + "推进“云上办”改革。\n二、下一步工作打算\n持续深化“云上办”改革。")
    assert [s.status for s in statements if s.predicate == "implements"] == ["done", "planned"]
    assert len({s.id for s in statements}) == len(statements)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("下发《云溪市工作要点》。", [("云溪市司法局", "issue", "云溪市工作要点")]),
        ("组织起草《云溪市河道管理办法》。", [("云溪市司法局", "draft", "云溪市河道管理办法")]),
        ("修改《云溪市河道管理办法》等2件政府规章。", [("云溪市司法局", "amend", "云溪市河道管理办法")]),
        ("废止《云溪市渡口管理规定》。", [("云溪市司法局", "repeal", "云溪市渡口管理规定")]),
        (
            "集中学习了《行政复议法》、《民法典》。",
            [("云溪市司法局", "study", "行政复议法"), ("云溪市司法局", "study", "民法典")],
        ),
        ("组织《信访工作条例》专题讲座。", [("云溪市司法局", "study", "信访工作条例")]),
        (
            "起草并报请市政府办公厅出台《云溪市应诉工作规定》。",
            [("云溪市人民政府办公厅", "issue", "云溪市应诉工作规定"), ("云溪市司法局", "draft", "云溪市应诉工作规定")],
        ),
        (
            "起草《云溪市若干规定》，由市委办公室印发。",
            [("云溪市司法局", "draft", "云溪市若干规定"), ("云溪市委办公室", "issue", "云溪市若干规定")],
        ),
        (
            "按照市委依法治市办《关于审查工作的实施意见》要求。",
            [("云溪市委依法治市办", "issue", "关于审查工作的实施意见")],
        ),
        ("推动《云溪市渡口管理规定》尽早出台。", [("云溪市司法局", "issue", "云溪市渡口管理规定")]),
        ("启动《云溪市渡口管理规定》修订工作。", [("云溪市司法局", "amend", "云溪市渡口管理规定")]),
        ("宣布《云溪市渡口管理规定》失效。", [("云溪市司法局", "repeal", "云溪市渡口管理规定")]),
        ("《云溪市渡口管理规定》等2件政府规章正式公布。", [("云溪市司法局", "issue", "云溪市渡口管理规定")]),
        ("出台政府规章《云溪市渡口管理规定》。", [("云溪市司法局", "issue", "云溪市渡口管理规定")]),
        ("制定《云溪市渡口条例（草案）》。", [("云溪市司法局", "draft", "云溪市渡口条例（草案）")]),
        (
            "提请市人大常委会审议《云溪市渡口条例（草案）》《云溪市河道条例（草案）》。",
            [("云溪市司法局", "draft", "云溪市渡口条例（草案）"), ("云溪市司法局", "draft", "云溪市河道条例（草案）")],
        ),
        (
            "《云溪市渡口条例（草案）》已提请市人大常委会审议。",
            [("云溪市司法局", "draft", "云溪市渡口条例（草案）")],
        ),
        (
            "围绕《行政处罚法》《云溪市渡口管理规定》举办专题讲座。",
            [("云溪市司法局", "study", "行政处罚法"), ("云溪市司法局", "study", "云溪市渡口管理规定")],
        ),
        ("将《反间谍法》纳入理论学习中心组学习内容。", [("云溪市司法局", "study", "反间谍法")]),
        ("修订市水利局《渡口工作规程》。", [("云溪市水利局", "amend", "渡口工作规程")]),
        ("以市政府名义印发《渡口工作意见》。", [("云溪市人民政府", "issue", "渡口工作意见")]),
        (
            "与市检察院会签《渡口监督协作意见》。",
            [("云溪市司法局", "issue", "渡口监督协作意见"), ("云溪市人民检察院", "issue", "渡口监督协作意见")],
        ),
        ("提请审议通过《渡口工作要点》。", [("云溪市司法局", "draft", "渡口工作要点")]),
        (
            "会同市公安局、市检察院建立衔接机制，联合印发《渡口案件会议纪要》。",
            [(f"云溪市{body}", "issue", "渡口案件会议纪要") for body in ("司法局", "公安局", "人民检察院")],
        ),
        (
            "召开市委全面依法治市委员会第五次会议，审议通过《年度任务清单》。",
            [("云溪市委全面依法治市委员会", "issue", "年度任务清单")],
        ),
        ("《云溪市渡口管理规定》出台后，渡口更加安全。", []),
    ],
)
def test_what_was_done_with_a_regulation(text: str, facts: list[tuple[str, ...]]) -> None:
    assert _facts(text, "issues") == facts


def test_the_report_cites_every_regulation_and_an_initiative_its_basis() -> None:
    text = "按照《云溪市数字政府规划》要求，推进“云上办”改革。"
    assert ("云溪市数字政府规划",) in [fact[1:] for fact in _facts(text, "cites")]
    assert ("“云上办”改革", "云溪市数字政府规划") in _facts(text, "cites")


@pytest.mark.parametrize(
    "text",
    [
        "推进渡口管理改革，制定《云溪市船舶检查办法》。",
        "制定《云溪市船舶检查办法》，深化“云上办”改革。",
        "依据《云溪市船舶检查办法》，结合机构改革调整权限。",
    ],
)
def test_what_is_made_beside_an_initiative_is_not_its_basis(text: str) -> None:
    assert {fact[0] for fact in _facts(text, "cites")} == {_REPORT.title}


def test_a_document_is_the_basis_of_what_it_lays_down_and_of_its_topic() -> None:
    laid_down = "制定《云溪市渡口工作方案》，明确“云上办”改革、“一窗通”改革。"
    assert {fact[0] for fact in _facts(laid_down, "cites")} == {_REPORT.title, "“云上办”改革", "“一窗通”改革"}
    topic = "深化渡口管理改革，出台《云溪市渡口管理指引》。"
    assert ("渡口管理改革", "云溪市渡口管理指引") in _facts(topic, "cites")


@pytest.mark.parametrize(
    ("text", "initiative", "regulations"),
    [
        ("完善渡口合法性审查机制，起草《云溪市合法性审查规程》。", "渡口合法性审查机制", ["云溪市合法性审查规程"]),
        ("印发《关于开展“清渡行动”的通知》。", "“清渡行动”", ["关于开展“清渡行动”的通知"]),
        (
            "按照《青禾省关于开展渡口船员登记工作的通知》要求，开展渡口船员登记工作。",
            "渡口船员登记工作",
            ["青禾省关于开展渡口船员登记工作的通知"],
        ),
        (
            "开展行政规范性文件专项清理，废止与《外商投资法》不一致、涉及《民法典》的文件12件。",
            "行政规范性文件专项清理",
            ["外商投资法", "民法典"],
        ),
        ("推行“渡口一码通”改革。公布《云溪市渡口一码通事项目录》。", "“渡口一码通”改革", ["云溪市渡口一码通事项目录"]),
    ],
)
def test_an_initiative_rests_on_what_was_made_for_it(text: str, initiative: str, regulations: list[str]) -> None:
    assert [fact[1] for fact in _facts(text, "cites") if fact[0] == initiative] == regulations


def test_a_body_of_the_whole_country_is_one_in_every_report() -> None:
    makers = [s.subject for s in _statements(f"{_TITLE}贯彻国办《渡口指导意见》。") if s.predicate == "issues"]
    assert [(maker.id, maker.name) for maker in makers] == [("agency:国务院办公厅", "国务院办公厅")]


def test_a_plan_of_legislation_is_a_document() -> None:
    assert "市人大常委会2023年立法计划" in [f[-1] for f in _facts("列入市人大常委会2023年立法计划。", "cites")]
    assert "云溪市渡口执法“三张清单”" in [f[-1] for f in _facts("出台《云溪市渡口执法“三张清单”》。", "cites")]


def test_an_opening_that_measures_by_a_standard_is_no_shortcoming() -> None:
    text = "对照新时代的新要求，还存在一些短板弱项。一是法治宣传不够。"
    assert [fact[1] for fact in _facts(f"二、存在的问题\n{text}", "admits")] == ["法治宣传不够"]


def test_a_mechanism_of_consultation_is_no_body() -> None:
    assert _facts("与市公安局建立渡口纠纷联合会商机制。", "establishes") == []


def test_a_short_title_is_the_long_one_named_before() -> None:
    text = "贯彻《法治社会建设实施纲要（2020—2025年）》。落实《实施纲要》。"
    assert [fact[1] for fact in _facts(text, "cites")] == ["法治社会建设实施纲要（2020—2025年）"]


@pytest.mark.parametrize("title", ["法治政府建设实施纲要（2021—2025年）", "法治政府建设实施纲要(2021-2025年)"])
def test_a_document_of_the_whole_country_is_one_however_it_is_written(title: str) -> None:
    (fact,) = [s for s in _statements(f"{_TITLE}贯彻《{title}》。") if s.predicate == "cites"]
    assert fact.object.id == "regulation:法治政府建设实施纲要(2021-2025年)"


def test_bodies_among_themselves() -> None:
    assert _facts("成立云溪市合法性审查中心。", "establishes") == [("云溪市司法局", "云溪市合法性审查中心")]
    joined = "联合市妇联、档案局、公安局等部门开展考试。"
    assert _facts(joined, "cooperates_with") == [
        ("云溪市司法局", name) for name in ("云溪市妇联", "云溪市档案局", "云溪市公安局")
    ]
    listed = [("云溪市公安局", "云溪市教育局"), ("云溪市公安局", "云溪市水利局")]
    assert _facts("市公安局、市教育局、市水利局密切配合，查处案件3件。", "cooperates_with") == listed
    assert _facts("市公安局、市教育局、市水利局检查渡口。", "cooperates_with") == listed
    assert _facts("市公安局、市教育局、市水利局参加。", "cooperates_with") == []
    assert _facts("市委、市政府召开会议。", "cooperates_with") == []
    posts = _facts("局党委书记、局长章云清同志带头讲法。", "holds_post")
    assert posts == [("章云清", "党委书记、局长", "云溪市司法局")]
    assert ("云溪市公安局", "云溪市") in _facts("市公安局推行改革。", "part_of")


def test_who_is_honoured() -> None:
    assert _facts("“云上办”改革入选全省最佳实践案例。", "receives") == [("“云上办”改革", "全省最佳实践案例")]
    assert _facts("2021年度获评全省法治建设优秀单位。", "receives") == [("云溪市司法局", "全省法治建设优秀单位")]
    assert _facts("以“全国金牌调解员”章云清为代表。", "receives") == [("章云清", "“全国金牌调解员”")]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("市公安局办理的“5·16”团伙案入选全省执法典型案例。", [("云溪市公安局", "全省执法典型案例")]),
        ("选送的短视频《溪边的法官》获全省普法作品大赛一等奖。", [("云溪市司法局", "全省普法作品大赛一等奖")]),
        ("溪北派出所推行“一窗办”，被公安部命名为“全国先进所”。", [("溪北派出所", "“全国先进所”")]),
        ("市司法局被市委、市政府评为全市先进单位。", [("云溪市司法局", "全市先进单位")]),
        ("柳溪镇、红枫镇获评全省法治乡镇。", [("柳溪镇", "全省法治乡镇"), ("红枫镇", "全省法治乡镇")]),
        (
            "柳溪镇、红枫镇分别获评全省法治乡镇、全国文明乡镇。",
            [("柳溪镇", "全省法治乡镇"), ("红枫镇", "全国文明乡镇")],
        ),
        ("溪畔社区被命名为“民主法治示范社区”。", [("溪畔社区", "“民主法治示范社区”")]),
        ("青禾县获评全省法治政府建设示范县。", [("青禾县", "全省法治政府建设示范县")]),
        ("公职律师章小溪荣获全省优秀公职律师称号。", [("章小溪", "全省优秀公职律师")]),
        ("市公安局章小溪被评为全省执法标兵。", [("章小溪", "全省执法标兵")]),
        ("局法规处荣立集体三等功。", [("云溪市司法局法规处", "集体三等功")]),
        ("“云上办”平台获省政府通报表扬。", [("“云上办”平台", "省政府通报表扬")]),
        ("开通“云上办”平台，该平台入选全国优秀项目。", [("“云上办”平台", "全国优秀项目")]),
        ("力争青禾县创成全国法治政府建设示范县。", []),
        ("柳溪镇白埂村成功创建“全省法治示范村”。", [("白埂村", "“全省法治示范村”")]),
        ("白埂村、黄村被命名为市级法治示范村。", [("白埂村", "市级法治示范村"), ("黄村", "市级法治示范村")]),
        ("溪畔路中学荣获“全市法治先进学校”。", [("溪畔路中学", "“全市法治先进学校”")]),
        ("市公安局溪北派出所被评为全省先进派出所。", [("云溪市公安局溪北派出所", "全省先进派出所")]),
        ("柳溪镇调解员金小溪获“云溪好人”称号。", [("金小溪", "“云溪好人”")]),
        ("公职律师章小溪荣获表彰，其本人被授予“法治先锋”称号。", [("章小溪", "“法治先锋”")]),
        ("青禾县代表队获全省法治竞赛一等奖。", [("青禾县", "全省法治竞赛一等奖")]),
        ("微视频《溪边》获全省普法大赛二等奖。", [("云溪市司法局", "全省普法大赛二等奖")]),
        ("“关于治理小区停车的建议”被评为市政协优秀提案。", [("云溪市司法局", "市政协优秀提案")]),
        ("一起商标侵权案入选全省十大典型案例。", [("云溪市", "全省十大典型案例")]),
        ("局法规处被省普法办表彰为全省普法先进集体。", [("云溪市司法局法规处", "全省普法先进集体")]),
    ],
)
def test_who_is_honoured_for_what(text: str, facts: list[tuple[str, str]]) -> None:
    assert _facts(text, "receives") == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("党组书记、局长章云清主持研究。", [("章云清", "党组书记、局长", "云溪市司法局")]),
        ("市长章云清听取汇报。", [("章云清", "市长", "云溪市人民政府")]),
        (
            "市委书记章云清、市长林小溪带队督导。",
            [("章云清", "市委书记", "云溪市委"), ("林小溪", "市长", "云溪市人民政府")],
        ),
        (
            "市委依法治市办主任、市司法局局长章云清讲授法治课。",
            [("章云清", "主任", "云溪市委依法治市办"), ("章云清", "局长", "云溪市司法局")],
        ),
        (
            "市公安局局长章云清、副局长林小溪分别授课。",
            [("章云清", "局长", "云溪市公安局"), ("林小溪", "副局长", "云溪市公安局")],
        ),
        ("局法规处获评先进，处长章云清带头讲法。", [("章云清", "处长", "云溪市司法局法规处")]),
        ("市公安局公职律师章小溪荣获表彰。", [("章小溪", "公职律师", "云溪市公安局")]),
        (
            "副市长、公安局长章小溪带队督导。",
            [("章小溪", "副市长", "云溪市人民政府"), ("章小溪", "局长", "云溪市公安局")],
        ),
        (
            "市政府法律顾问、云溪大学法学院教授章小溪参加论证。",
            [("章小溪", "法律顾问", "云溪市人民政府"), ("章小溪", "教授", "云溪大学法学院")],
        ),
        ("云溪清渠律师事务所律师章小溪对合同进行审核。", [("章小溪", "律师", "云溪清渠律师事务所")]),
        (
            "云溪清渠律师事务所获评先进单位。该所主任向小溪当选云溪市律师协会会长。",
            [("向小溪", "主任", "云溪清渠律师事务所"), ("向小溪", "会长", "云溪市律师协会")],
        ),
        (
            "成立以市长章云清为组长的市普法工作领导小组。",
            [("章云清", "市长", "云溪市人民政府"), ("章云清", "组长", "云溪市普法工作领导小组")],
        ),
        (
            "成立市普法工作领导小组，由市委书记章云清任组长、市长林小溪任副组长。",
            [
                ("章云清", "市委书记", "云溪市委"),
                ("章云清", "组长", "云溪市普法工作领导小组"),
                ("林小溪", "市长", "云溪市人民政府"),
                ("林小溪", "副组长", "云溪市普法工作领导小组"),
            ],
        ),
        ("成立市普法工作领导小组，由章小溪同志任组长。", []),
        ("局长任组长，各科室负责人为成员。", []),
        ("院长高度重视。", []),
    ],
)
def test_which_posts_persons_hold(text: str, facts: list[tuple[str, ...]]) -> None:
    assert _facts(text, "holds_post") == facts


@pytest.mark.parametrize("line", ["市长 章云清", "云溪市人民政府市长　　章云清"])
def test_the_line_under_a_title_says_who_reports(line: str) -> None:
    before = f"云溪市人民政府工作报告\n{line}\n各位代表：\n"
    assert _facts("现在报告工作。", "holds_post", before) == [("章云清", "市长", "云溪市人民政府")]


def test_the_committee_that_sits_and_the_publisher_by_its_short_name_are_themselves() -> None:
    assert _facts("市委常委会推行“云上办”改革。", "implements") == [("云溪市委", "“云上办”改革")]
    bureau = Report("yunxi-2022", "", "云溪市住房和城乡建设局", "云溪市", None, "2022")
    text = clean("一、主要工作\n市住建局推行“云上办”改革。")
    found = [s.subject.name for s in relate(bureau, text, segment(text)) if s.predicate == "implements"]
    assert found == ["云溪市住房和城乡建设局"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("浙江省温州市率先推行“云上办”改革。", {("婺城区", "金华市"), ("温州市", "浙江省")}),
        ("义乌市率先推行“云上办”改革。", {("婺城区", "金华市"), ("义乌市", "金华市")}),
        ("义乌市柳溪镇获评先进单位。", {("婺城区", "金华市"), ("义乌市", "金华市"), ("柳溪镇", "义乌市")}),
        ("落实《浙江省云溪条例》。", {("婺城区", "金华市")}),
        (
            "义乌市柳溪镇人民调解委员会荣获先进单位。",
            {("婺城区", "金华市"), ("柳溪镇", "义乌市")},
        ),
        ("柳溪镇司法所荣获先进单位。", {("婺城区", "金华市"), ("柳溪镇", "婺城区")}),
    ],
)
def test_a_division_belongs_to_the_nearest_above_it_that_the_report_names(
    text: str, parts: set[tuple[str, str]]
) -> None:
    report = Report("wucheng-2022", "", "婺城区人民政府", "婺城区", "330702", "2022")
    source = clean("金华市婺城区人民政府报告\n一、主要工作\n" + text)
    found = [s for s in relate(report, source, segment(source)) if s.predicate == "part_of"]
    assert {(s.subject.name, s.object.name) for s in found if s.subject.type == "Region"} == parts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("市综合行政执法支队挂牌成立。", [("云溪市司法局", "云溪市综合行政执法支队")]),
        (
            "市公安局与市法院共同设立诉前调解工作室。",
            [("云溪市公安局", "诉前调解工作室"), ("云溪市中级人民法院", "诉前调解工作室")],
        ),
        (
            "成立由市长章云清任组长的普法依法治理领导小组。",
            [("云溪市司法局", "云溪市普法依法治理领导小组")],
        ),
        ("组建由11名专家组成的新一届市政府法律顾问团。", [("云溪市司法局", "云溪市人民政府法律顾问团")]),
        ("设立驻法院人民调解室。", [("云溪市司法局", "驻法院人民调解室")]),
        ("建成市智慧矫正中心。", [("云溪市司法局", "云溪市智慧矫正中心")]),
        ("设立法律援助工作站12个。", []),
        ("打造区域物流中心。", []),
        ("成立由局长任组长的信访积案化解领导小组。", [("云溪市司法局", "信访积案化解领导小组")]),
        ("抽调12人组建工作专班，成立工作领导小组。", []),
        ("建立“行刑衔接”联席会议机制。", []),
        ("设立“有诉即办”窗口。", []),
        ("整合组建交通运输、农业、应急3支执法队伍。", []),
    ],
)
def test_which_bodies_are_founded(text: str, facts: list[tuple[str, str]]) -> None:
    assert _facts(text, "establishes") == facts


def test_shortcomings_clause_by_clause() -> None:
    text = (
        "二、存在的问题\n仍存在一定差距，主要表现在：一是执法力量较为薄弱。"
        "二是镇街运用法治思维谋划工作，运用法治方式解决问题的能力不够强，宣传还有待加强。"
    )
    assert [fact[1] for fact in _facts(text, "admits")] == [
        "执法力量较为薄弱",
        "镇街运用法治思维谋划工作，运用法治方式解决问题的能力不够强",
        "宣传还有待加强",
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("部分单位重部署轻落实，“一阵风”现象偶有发生。", ["部分单位重部署轻落实", "“一阵风”现象偶有发生"]),
        ("执法力量不足，业务培训频次不高，刚性不足。", ["执法力量不足", "业务培训频次不高", "刚性不足"]),
        ("对照上级要求仍有不足。与先进地区相比还有较大差距。", []),
        ("在执法监督方面，方式较为单一。", ["在执法监督方面，方式较为单一"]),
        (
            "一是执法持证率仅为五成；二是“等靠要”多、“主动想”少，责任层层递减。",
            ["执法持证率仅为五成", "“等靠要”多、“主动想”少", "责任层层递减"],
        ),
        ("我县发展还面临不少困难，主要是：产业底子薄，民生还有不少短板，等等。", ["产业底子薄", "民生还有不少短板"]),
        ("一是虽然组织了考试，但能力还不够，我们将认真解决。", ["能力还不够"]),
        ("一是已安排培训，但效果一般。", ["效果一般"]),
        ("受洪灾影响，工作节奏被打乱。", []),
        ("（一）基层执法力量薄弱\n镇里人手紧缺。", ["基层执法力量薄弱", "镇里人手紧缺"]),
    ],
)
def test_each_clause_that_names_a_shortcoming(text: str, problems: list[str]) -> None:
    assert [fact[1] for fact in _facts(f"二、存在的问题\n{text}", "admits")] == problems


def test_a_figure_among_the_shortcomings_is_one() -> None:
    figures = _facts("二、存在的问题\n一是护林人员持证率仅为64%，素质有待提升。", "reports")
    assert figures == [("云溪市", "护林人员持证率")]


def test_a_place_inside_the_name_of_a_system_is_not_the_place_of_its_figures() -> None:
    assert _facts("浙江省林木采伐项目审批管理系统归集办件640件。", "reports") == [("云溪市", "归集办件")]


def test_a_figure_says_its_place_body_and_what_it_measures() -> None:
    statements = _statements(_TITLE + "（一）推进“云上办”改革。\n取消证明事项42项。市法律援助中心受理案件653件。")
    figures = {s.object.name: s for s in statements if s.predicate == "reports"}
    assert figures["取消证明事项"].subject.name == "云溪市"
    case = figures["受理案件"].object
    assert isinstance(case, Observation)
    assert (int(case.value), case.unit, case.period, case.agency) == (653, "件", "2022", "云溪市法律援助中心")
    measured = {s.subject.name: s.object.name for s in statements if s.predicate == "measures"}
    assert measured["取消证明事项"] == "“云上办”改革"


def test_two_names_of_one_initiative_are_one_entity() -> None:
    statements = _statements(_TITLE + "开展“百所联千企”法律服务进园区活动。\n二、下一步打算\n深化“百所联千企”。")
    entities = {s.object for s in statements if s.predicate == "implements"}
    assert {entity.id for entity in entities} == {"initiative:百所联千企法律服务进园区活动"}
    assert {entity.name for entity in entities} == {"“百所联千企”法律服务进园区活动"}


def test_the_same_fact_twice_is_one_statement_with_two_evidences() -> None:
    statements = _statements(_TITLE + "推进“云上办”改革。继续推进“云上办”改革。")
    (fact,) = [s for s in statements if s.predicate == "implements"]
    assert fact.evidence.text == "推进“云上办”改革"
    assert [evidence.text for evidence in fact.also] == ["继续推进“云上办”改革"]


_ODD = ["", "云", "《", "“”", "1", "的" * 3000, "推进改革，" * 500, "（" * 400, "“" * 400 + "改革”"]


@pytest.mark.parametrize("source", _ODD)
def test_odd_texts_give_no_error_and_true_evidence(source: str) -> None:
    for statement in _statements(source):
        evidence = statement.evidence
        assert source[evidence.start : evidence.end] == evidence.text
