"""Cleaning: what a reader would not see is gone, what he reads is there, and every character knows its source."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.clean import UNREADABLE, clean, metadata_fields
from kg.clean.draft import begin, edit, recast
from kg.clean.garbled import mend
from kg.model import Span, Text
from ontology.rules import read_rules

SHARED = Path(__file__).resolve().parents[2] / "shared"
RULES = read_rules("chrome")
BODY = "2031年，青禾县司法局认真履行职责，全年办结行政复议案件12件，化解率为50%，群众满意度持续提升。"


def canonical(source: str) -> str:
    return clean(source).canonical


def slices(text: Text) -> list[str]:
    return [text.source[start:end] for start, end in zip(text.starts, text.ends, strict=True)]


# --- characters


def test_what_has_no_ink_is_dropped() -> None:
    assert canonical("青\u200b禾\ufeff县\u00ad司\x07法\u2060局\ufe0f。") == "青禾县司法局。"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_is_one_line_feed(end: str) -> None:
    assert canonical(f"办结12件。{end}{end}调解9件。") == "办结12件。\n调解9件。"


def test_traditional_text_becomes_simplified_with_the_same_map() -> None:
    text = clean("雲溪市司法局發布《法治政府建設實施綱要》,顯著提升行政執法質量。")
    assert text.canonical == "云溪市司法局发布《法治政府建设实施纲要》，显著提升行政执法质量。"
    assert list(text.starts) == list(range(len(text.source)))


def test_names_in_a_simplified_text_keep_their_characters() -> None:
    source = "青禾县与乾元镇联合昇云公司、鍾某开展调解。" + BODY * 2
    assert canonical(source) == source


def test_radicals_of_pdf_copies_are_the_characters_they_look_like() -> None:
    assert canonical("⼯作⽅案") == "工作方案"


def test_width() -> None:
    source = "２０３１年,ＡＢ岗办结１,２３４件(９８．５％);完成率100%,全省第一!16:54发布:如下?"
    assert canonical(source) == "2031年，AB岗办结1,234件(98.5%)；完成率100%，全省第一！16:54发布：如下？"


def test_brackets_dashes_and_latin_marks_stay() -> None:
    source = "印发《纲要（2031—2035年）》(试行)、ISO 9001:2015及“互联网+监管”-A。"
    assert canonical(source) == source


def test_quotes_are_paired_within_their_line() -> None:
    assert canonical('「一件事」改革、"云上办"平台。\n剩一个"引号。') == '“一件事”改革、“云上办”平台。\n剩一个"引号。'


# --- garbled copies


def test_readings_in_brackets_go_and_belong_to_their_character() -> None:
    text = clean("青禾縣領(lǐng)導(dǎo)率先執(zhí)法(App)和(GDP)、履(lǚ)職(2031年)(E通)。")
    assert text.canonical == "青禾县领导率先执法(App)和(GDP)、履职(2031年)(E通)。"
    assert slices(text)[3:5] == ["領(lǐng)", "導(dǎo)"]


def test_a_neutral_reading_goes_only_where_toned_ones_are() -> None:
    assert mend(begin("好的(de)領(lǐng)域")).canonical == "好的領域"
    assert mend(begin("好的(de)领域")).canonical == "好的(de)领域"


def test_lost_bytes_are_unreadable_and_what_the_bytes_still_give_is_kept() -> None:
    text = clean("發展?fàn)I造環(huán)境,專家?guī)旖ㄔO(shè)有力,數?據清楚。")
    assert text.canonical == f"发展{UNREADABLE}造环境，专家{UNREADABLE}建设有力，数{UNREADABLE}据清楚。"
    assert slices(text)[2] == "?fàn)I"
    assert slices(text)[9] == slices(text)[10] == "?guī)旖ㄔO(shè)"


def test_question_marks_of_other_texts_are_question_marks() -> None:
    assert canonical("是否办结?未办结。") == "是否办结？未办结。"


# --- spaces


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("对 900 余名\u00a0人员培训，共 3 期。", "对900余名人员培训，共3期。"),
        (
            "开展“青禾有我  法治有我”，印发《公示制度 记录制度的通知》。",
            "开展“青禾有我 法治有我”，印发《公示制度 记录制度的通知》。",
        ),
        ("落实“ 三项制度 ”，推行“一 件 事”。", "落实“三项制度”，推行“一件事”。"),
        ("政 府 工 作 报 告", "政府工作报告"),
        ("中共青禾县委　　　青禾县人民政府", "中共青禾县委 青禾县人民政府"),
        ("青禾县司法局 2032年1月20日", "青禾县司法局\n2032年1月20日"),
        ("青禾县司法局 2031 年度报告", "青禾县司法局2031年度报告"),
        ("（一） 健全机制", "（一）健全机制"),
        ("使用 ISO 9001 标准，增长 2032-01-20 16:54 止。", "使用 ISO 9001标准，增长2032-01-20 16:54止。"),
        ("\u3000\u3000办结12件。  \n\n \u3000\n  调解9件。\n \n", "办结12件。\n调解9件。"),
    ],
)
def test_spaces(source: str, expected: str) -> None:
    assert canonical(source) == expected


# --- lines


def wrapped(text: str, width: int, indent: str = "") -> str:
    return "\n".join(
        line
        for paragraph in text.split("\n")
        for line in re.findall(f".{{1,{width}}}", (indent if len(paragraph) > width else "") + paragraph)
    )


LONG = (
    "青禾县司法局2031年度法治政府建设情况报告\n一、健全工作机制\n"
    "县司法局围绕中心工作，完善行政执法监督机制，开展执法案卷评查和专项监督，推动各镇街规范文明执法，"
    "提升执法人员能力和群众满意度，营造良好法治环境，为全县高质量发展提供有力法治保障，取得明显成效。\n"
    "（一）强化学习\n"
    "组织领导干部学法用法，举办专题讲座和培训，覆盖全县各部门和镇街，推动学法用法制度化常态化规范化，"
    "把学习成效转化为依法行政的实际行动，切实解决群众急难愁盼问题，进一步增强人民群众的法治获得感。"
)


@pytest.mark.parametrize(("width", "indent"), [(22, ""), (25, "\u3000\u3000"), (30, "")])
def test_lines_broken_at_a_fixed_width_are_joined(width: int, indent: str) -> None:
    assert canonical(wrapped(LONG, width, indent)) == LONG


def test_page_numbers_between_broken_lines_go() -> None:
    lines = wrapped(LONG, 22).split("\n")
    assert canonical("\n".join([*lines[:6], "— 1 —", *lines[6:], "第 2 页 共 2 页"])) == LONG


def test_headings_of_a_page_that_is_not_broken_stay_apart() -> None:
    source = "\n".join([f"推进法治建设工作之{number}\n{BODY}" for number in "甲乙丙丁戊己庚"])
    assert canonical(source) == source


def test_a_title_broken_in_two_is_one_line() -> None:
    source = f"青禾县司法局关于2031年度法治政府建设\n情况报告\n青禾县人民政府：\n{BODY}"
    assert canonical(source).startswith("青禾县司法局关于2031年度法治政府建设情况报告\n青禾县人民政府：\n")


def test_the_issuer_above_its_title_is_part_of_it() -> None:
    source = f"青禾县司法局\n关于2031年度法治政府建设情况的\n报告\n{BODY}"
    assert canonical(source).split("\n")[0] == "青禾县司法局关于2031年度法治政府建设情况的报告"


def test_two_titles_stay_two_lines() -> None:
    source = f"青禾县2031年政府工作报告\n青禾县2031年法治政府建设情况报告\n{BODY}"
    assert canonical(source) == source


@pytest.mark.parametrize(
    "broken",
    [
        "办结案件12件，\n调解9件。",
        "印发《合法性\n审查办法》。",
        "（\n三）健全机制",
        "达到\n12\n件以上。",
        "办结12件\n。",
    ],
)
def test_lines_that_cannot_end_there_are_joined(broken: str) -> None:
    assert canonical(broken) == broken.replace("\n", "")


# --- chrome


@pytest.mark.parametrize("rule", RULES["line"] + RULES["anywhere"] + RULES["stretch"], ids=lambda rule: rule["reason"])
def test_every_rule_carries_its_proof(rule: dict[str, Any]) -> None:
    pattern = re.compile(rule["pattern"], re.MULTILINE)
    remedy = "mend the pattern or the example in ontology/rules/chrome.toml"
    assert rule["examples"], remedy
    assert rule["never"], remedy
    assert [line for line in rule["examples"] if not pattern.search(line)] == [], remedy
    assert [line for line in rule["never"] if pattern.search(line)] == [], remedy


CATALOGUE = """政府信息公开
  • 信息索引号:

    QH000/2032-1

  • 服务对象:
    事业单位,政府机关
  • 文件名称:

  • 体裁分类:
    报告
  • 发布机构:
    青禾县人民政府
  • 成文日期:

    2032-01-20
{title}
点击关闭详细目录信息
发布时间:2032-01-20 08:41
访问次数:
字体大小:
{body}"""
JUSTIFIED = """索 引 号： QH1\u3000\u3000主题分类： 法治
标\u3000\u3000题： {title}
文\u3000\u3000号：\u3000有 效 性： 有效
{title}
发布日期：2032-01-20 09:11 信息来源：县司法局 【字体：大 中 小】 浏览次数：123次
{body}"""
BUTTONS = """下载
打印
【字号：
加大
】
您的位置:
首页
>
青禾要闻
青禾要闻
{title}
来源：
青禾日报
2032-02-03 09:02:33
分享:
{body}
打印本页
【
关闭窗口
】
扫一扫在手机打开当前页
相关报道：
县司法局召开工作会议"""
CRAWLER = """标题: {title}
发布机构: 青禾县司法局
原文链接: https://example.org/a.htm
任意一行
===== 正文 =====
{body}
附件：报告.pdf"""
STAMP = """首页 >> 政务公开
{title}
2032-01-20 09:11 来源：青禾县司法局 浏览量：55
{body}
上一篇：无
Produced By 某网络
青ICP备00000000号"""
TITLE = "青禾县司法局2031年度法治政府建设情况报告"
PAGES = {
    CATALOGUE: {
        "信息索引号": "QH000/2032-1",
        "服务对象": "事业单位，政府机关",
        "体裁分类": "报告",
        "发布机构": "青禾县人民政府",
        "成文日期": "2032-01-20",
        "发布时间": "2032-01-20 08:41",
    },
    JUSTIFIED: {
        "索引号": "QH1",
        "主题分类": "法治",
        "标题": TITLE,
        "有效性": "有效",
        "发布日期": "2032-01-20 09:11",
        "信息来源": "县司法局",
    },
    BUTTONS: {"来源": "青禾日报", "时间": "2032-02-03 09:02:33"},
    CRAWLER: {"标题": TITLE, "发布机构": "青禾县司法局", "原文链接": "https://example.org/a.htm"},
    STAMP: {"时间": "2032-01-20 09:11", "来源": "青禾县司法局"},
}


@pytest.mark.parametrize("page", PAGES, ids=["catalogue", "justified", "buttons", "crawler", "stamp"])
def test_the_page_round_a_report_is_dropped_and_its_fields_are_read(page: str) -> None:
    source = page.format(title=TITLE, body=BODY)
    kept = canonical(source).split("\n")
    assert kept == ([BODY] if page is CRAWLER else [TITLE, BODY])
    assert metadata_fields(source) == PAGES[page]


def test_a_page_flattened_into_one_line() -> None:
    source = (
        "当前位置： 首页政务公开部门文件 青禾县司法局2031年法治建设情况报告 时间：2032-03-30 16:56 微信 微博 QQ空间 "
        f"{BODY} 青禾县司法局 2032年3月29日 来源：青禾县司法局 附件下载 情况报告.pdf"
    )
    title = "青禾县司法局2031年法治建设情况报告"
    assert canonical(source).split("\n") == [title, BODY, "青禾县司法局", "2032年3月29日"]


def test_the_body_is_never_chrome() -> None:
    lines = [
        "来源广泛的资金到位。",
        "时间：紧迫；任务：繁重。",
        "分享经验12次。",
        "2032年1月20日",
        "青禾县司法局",
        "（来源广泛）",
    ]
    source = "\n".join([BODY, *lines])
    assert canonical(source) == source


def test_words_of_chrome_in_the_middle_of_a_long_report_stay() -> None:
    lines = [f"{number}号{BODY}" for number in range(300)]
    lines[150] = "打印"
    assert "\n打印\n" in canonical("\n".join(lines))


# --- the map


SOURCES = st.text(
    st.sampled_from(
        '青禾县領導发。，,;:“”"《》（）()一二、是12. \u3000\n\r\t\u200b\ufeffａ％ǐliǎng?>【】=年月日报告关于'
    ),
    max_size=80,
) | st.text(max_size=60)


@given(SOURCES)
def test_the_map_is_monotone_in_range_and_contiguous(source: str) -> None:
    text = clean(source)
    assert text.source == source
    assert len(text.canonical) == len(text.starts) == len(text.ends)
    assert list(text.starts) == sorted(text.starts)
    assert list(text.ends) == sorted(text.ends)
    assert all(0 <= start < end <= len(source) for start, end in zip(text.starts, text.ends, strict=True))


@given(SOURCES, st.data())
def test_every_canonical_span_has_its_slice(source: str, data: st.DataObject) -> None:
    text = clean(source)
    if not text.canonical:
        return
    start = data.draw(st.integers(0, len(text.canonical) - 1))
    end = data.draw(st.integers(start + 1, len(text.canonical)))
    span = text.to_source(Span(start, end))
    assert source[span.start : span.end]
    unchanged = [i for i in range(start, end) if source[text.starts[i]] == text.canonical[i]]
    assert all(span.start <= text.starts[i] < span.end for i in unchanged)


@given(st.text(st.sampled_from("青禾县司法局办结案件。，“”《》\n"), max_size=60))
def test_plain_text_keeps_its_characters(source: str) -> None:
    assert canonical(source).replace("\n", "") == source.replace("\n", "")


@given(SOURCES)
def test_a_clean_text_holds_nothing_to_clean(source: str) -> None:
    assert not re.search("[\\t\\r\u3000\u200b\ufeffａ％]|  |^ | $|\n\n|^\n|\n\\Z", canonical(source), re.MULTILINE)


def test_edits_refuse_to_guess() -> None:
    with pytest.raises(ValueError, match="2 characters became 1"):
        recast(begin("青禾"), "青")
    assert edit(begin("青禾"), []).canonical == "青禾"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reports are not beside the checkout")
def test_real_reports_are_clean() -> None:
    for path in sorted([*SHARED.glob("seeds/*.txt"), *SHARED.glob("corpus/*_20*.txt"), *SHARED.glob("corpus/gz*.txt")]):
        text = clean(path.read_bytes().decode("utf-8-sig"))
        assert len(text.canonical) > 0.6 * len(text.source), path
        assert not re.search("[\u3000\ufeff]|\n\n", text.canonical), path
        assert not re.search("^(?:浏览量|字体|上一篇|当前位置|.{0,4}索引号)", text.canonical, re.MULTILINE), path


def test_one_line_of_a_million_characters_has_a_compact_map() -> None:
    text = clean("\u200b" + BODY * 20_000)
    assert text.canonical == BODY * 20_000
    assert memoryview(text.starts).nbytes == 4 * len(text.canonical)  # type: ignore[arg-type]


def test_the_particle_zhe_is_simplified_too() -> None:
    assert clean("著力優化營商環境，圍繞著顯著成效").canonical == "着力优化营商环境，围绕着显著成效"
