from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.clean import clean, metadata_fields
from kg.metadata import describe
from kg.model import Report
from kg.segment import segment

SHARED = Path(__file__).resolve().parents[2] / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reports are not beside the checkout")


def report(source: str, name: str = "x") -> Report:
    text = clean(source)
    return describe(name, text, segment(text), metadata_fields(source) if source.strip() else {})


def who_where_when(source: str) -> tuple[str | None, str | None, str | None]:
    found = report(source)
    return found.publisher, found.place, found.year


class TestWhatTheTitleSays:
    @pytest.mark.parametrize(
        ("title", "publisher", "place", "year"),
        [
            ("云溪市司法局关于2031年度法治政府建设情况的报告", "云溪市司法局", "云溪市", "2031"),
            ("云溪市司法局2031年度法治政府建设情况报告", "云溪市司法局", "云溪市", "2031"),
            ("2031年度云溪市司法局法治政府建设工作总结", "云溪市司法局", "云溪市", "2031"),
            ("溪州市司法局关于2031年度法治政府建设情况的报告", "溪州市司法局", "溪州市", "2031"),
            ("柳荫桥街道2031年度法治政府建设工作总结", "柳荫桥街道办事处", "柳荫桥街道", "2031"),
            ("青岚省云溪市青禾县2031年法治政府建设工作报告", "青禾县人民政府", "青禾县", "2031"),
            ("关于报送青禾县司法局2031年度依法行政工作情况的报告", "青禾县司法局", "青禾县", "2031"),
            ("中共海盐县委 海盐县人民政府关于2031年度法治政府建设情况的报告", "海盐县人民政府", "海盐县", "2031"),
            ("海盐县人民政府办公室关于2031年法治政府建设情况的报告", "海盐县人民政府", "海盐县", "2031"),
            ("浙江省人力资源和社会保障厅2031年法治政府建设情况报告", "浙江省人力资源和社会保障厅", "浙江省", "2031"),
            ("内蒙古自治区司法厅2031年度法治政府建设情况报告", "内蒙古自治区司法厅", "内蒙古自治区", "2031"),
            ("司法部2031年法治政府建设年度报告", "司法部", "中国", "2031"),
            (
                "国家税务总局金华市税务局2031年法治政府建设情况报告",
                "国家税务总局金华市税务局",
                "金华市",
                "2031",
            ),
            ("义乌市白石镇2031年法治政府建设工作总结", "白石镇人民政府", "白石镇", "2031"),
            ("苏州工业园区管委会2031年法治政府建设报告", "苏州工业园区管委会", "苏州工业园区", "2031"),
            ("青岚省云溪市青禾县教育局2031年法治政府建设报告", "青禾县教育局", "青禾县", "2031"),
            ("金华市住房和城乡建设局2031年度法治政府建设情况报告", "金华市住房和城乡建设局", "金华市", "2031"),
            ("武义县城市管理局（综合行政执法局）2031年法治建设报告", "武义县城市管理局", "武义县", "2031"),
            ("武义县白石街道2031年法治政府建设总结", "白石街道办事处", "白石街道", "2031"),
            ("武义县人民政府白石街道办事处2031年法治政府建设总结", "白石街道办事处", "白石街道", "2031"),
            ("西咸新区2031年法治政府建设报告", "西咸新区管委会", "西咸新区", "2031"),
            ("阿拉善盟行政公署2031年法治政府建设情况报告", "阿拉善盟行政公署", "阿拉善盟", "2031"),
            (
                "中共武义县委全面依法治县委员会办公室2031年度法治建设工作报告",
                "武义县委全面依法治县委员会办公室",
                "武义县",
                "2031",
            ),
            ("金华海关2031年度法治建设年度报告", "金华海关", "金华市", "2031"),
            ("2032年武义县政府工作报告", "武义县人民政府", "武义县", "2031"),
            ("关于印发《武义县2031年法治政府建设工作报告》的通知", "武义县人民政府", "武义县", "2031"),
            ("浦东新区2031年法治政府建设情况报告", "浦东新区人民政府", "浦东新区", "2031"),
            ("关于武义县2031年法治政府建设情况和2032年工作安排的报告", "武义县人民政府", "武义县", "2031"),
            ("二〇三一年度武义县法治政府建设情况报告", "武义县人民政府", "武义县", "2031"),
        ],
    )
    def test_title(self, title: str, publisher: str, place: str, year: str) -> None:
        assert who_where_when(f"{title}\n一、主要做法\n办件3件。\n") == (publisher, place, year)

    def test_a_quoted_title_is_not_the_report_s(self) -> None:
        title = "云溪市司法局关于落实《青岚省法治政府建设规划（2019—2020年）》2031年情况的报告"
        assert who_where_when(title) == ("云溪市司法局", "云溪市", "2031")

    def test_the_title_may_run_over_two_lines(self) -> None:
        assert report("云溪市司法局关于2031年度法治政府建设\n情况报告\n\n正文。").year == "2031"

    @pytest.mark.parametrize(
        ("head", "title"),
        [
            ("云溪市司法局\n关于2031年度法治政府建设情况的报告", "云溪市司法局关于2031年度法治政府建设情况的报告"),
            ("云溪市司法局文件\n云司〔2031〕5号\n关于2031年度依法行政情况的报告", "关于2031年度依法行政情况的报告"),
            ("一、2031年度法治政府建设总体情况\n办件3件。", None),
            ("标题：云溪市2031年法治政府建设报告_云溪市人民政府\n办件3件。", "云溪市2031年法治政府建设报告"),
        ],
    )
    def test_what_is_a_title(self, head: str, title: str | None) -> None:
        assert report(head + "\n2031年，我市办件3件。\n").title == title

    def test_a_town_has_the_code_of_the_division_that_holds_it(self) -> None:
        assert report("义乌市白石镇2031年法治政府建设工作总结\n办件3件。").place_code == "330782"

    def test_an_ambiguous_name_is_the_one_whose_hierarchy_the_text_speaks_of(self) -> None:
        title = "鼓楼区司法局2031年度法治政府建设工作报告\n"
        assert report(title + "在南京市司法局指导下办件3件。").place_code == "320106"
        assert report(title + "在徐州市司法局指导下办件3件。").place_code == "320302"
        assert report(title + "办件3件。").place_code is None


class TestWhatTheRestSays:
    def test_the_signature(self) -> None:
        source = (
            "关于2031年度法治政府建设情况的报告\n一、做法\n办件3件。\n"
            "二、打算\n再办3件。\n三、其他\n无。\n中共海盐县委    海盐县人民政府\n2032年1月8日\n"
        )
        assert report(source) == Report(
            id="x",
            title="关于2031年度法治政府建设情况的报告",
            publisher="海盐县人民政府",
            place="海盐县",
            place_code="330424",
            year="2031",
            date="2032-01-08",
        )

    def test_the_fields_of_the_page(self) -> None:
        source = "发布机构：县政府办公室\n成文日期：2032-01-05\n2031年武义县法治政府建设情况报告\n办件3件。"
        found = report(source)
        assert (found.publisher, found.date) == ("武义县人民政府", "2032-01-05")

    def test_a_newspaper_is_no_author(self) -> None:
        source = "2031年武义县法治政府建设情况报告\n来源：浙江日报\n发布时间：2032-01-05\n办件3件。"
        assert who_where_when(source) == ("武义县人民政府", "武义县", "2031")

    def test_no_title_no_signature(self) -> None:
        source = (
            "2031年，在市委市政府领导下，市司法局认真履职，我市办件3件。现将情况报告如下：\n"
            "一、做法\n金华市办件3件。浙江省办件9件。金华市再办3件。\n"
        )
        assert who_where_when(source) == ("金华市司法局", "金华市", "2031")

    def test_the_addressee_is_neither_author_nor_place(self) -> None:
        source = "关于2031年度法治政府建设情况的报告\n金华市人民政府：\n2031年，武义县司法局办件3件。\n"
        assert who_where_when(source) == ("武义县司法局", "武义县", "2031")

    def test_the_level_of_an_elliptic_author_is_that_of_the_place(self) -> None:
        source = (
            "市司法局2031年度法治政府建设情况报告\n一、做法\n金华市办件3件。武义县办件5件。武义县再办5件，我县很好。"
        )
        assert who_where_when(source) == ("金华市司法局", "金华市", "2031")

    def test_a_department_in_the_opening_is_not_the_author_of_the_place_s_report(self) -> None:
        source = "2031年武义县法治政府建设情况报告\n2031年，县司法局认真办件。"
        assert who_where_when(source) == ("武义县人民政府", "武义县", "2031")

    def test_our_office_is_the_department_named_most(self) -> None:
        source = "2031年度法治建设情况报告\n我局认真履职。武义县司法局办件3件。我县、武义县很好。武义县司法局再办3件。"
        assert who_where_when(source) == ("武义县司法局", "武义县", "2031")

    @pytest.mark.parametrize("source", ["", "\n\n", "没有标题的一句话", "报告", "3,4,5"])
    def test_nothing_known_is_none(self, source: str) -> None:
        found = report(source)
        assert (found.publisher, found.place, found.year, found.date) == (None, None, None, None)


class TestSpeeches:
    SPEECH = "政 府 工 作 报 告\n——{day}在海盐县第十五届人民代表大会第三次会议上\n县长 云清\n各位代表：\n{said}\n"
    SAID = "现在，我代表县人民政府，向大会报告工作，请予审议。\n一、工作回顾\n办件3件。"

    @pytest.mark.parametrize(
        ("day", "year", "date"),
        [
            ("2032年1月14日", "2031", "2032-01-14"),
            ("二〇三二年二月二十七日", "2031", "2032-02-27"),
            ("2031年12月20日", "2031", "2031-12-20"),
        ],
    )
    def test_a_congress_hears_of_the_year_that_has_ended(self, day: str, year: str, date: str) -> None:
        found = report(self.SPEECH.format(day=day, said=self.SAID))
        assert (found.title, found.publisher, found.place) == ("政府工作报告", "海盐县人民政府", "海盐县")
        assert (found.year, found.date) == (year, date)


@given(st.text(alphabet="金华市婺城区司法局2031年度报告：，。\n 政府代表各位《》关于镇", max_size=120))
def test_any_text_gets_a_report(source: str) -> None:
    found = report(source)
    assert found.id == "x"
    assert found.year is None or len(found.year) == 4
    assert report(source) == found


@needs_shared
@pytest.mark.parametrize("name", ["jinhua-2019", "yiwu-2023", "wucheng-2019", "jiangmen-2020", "ningbo-2020"])
def test_the_seeds(name: str) -> None:
    lines = (SHARED / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    gold = next(record for record in map(json.loads, lines) if record["kind"] == "report")
    # The id says nothing: file names are no evidence.
    found = report((SHARED / "seeds" / f"{name}.txt").read_text(encoding="utf-8-sig"))
    assert (found.publisher, found.place, found.year) == (gold["published_by"], gold["about"], gold["covers"])
    assert found.place_code


@needs_shared
def test_the_corpus() -> None:
    found = {path.stem: report(path.read_text(encoding="utf-8-sig")) for path in (SHARED / "corpus").glob("*.txt")}
    speeches = {name: one for name, one in found.items() if "gzbg" in name}
    assert all(one.publisher == f"{one.place}人民政府" for one in speeches.values())
    assert len({one.place for name, one in speeches.items() if name.startswith("gzbg2026")}) == 31
    assert {one.year for name, one in speeches.items() if name.startswith("gzbg2026")} == {"2025"}
    for year in range(2012, 2020):
        assert (found[f"hailar_gzbg_{year}"].place, found[f"hailar_gzbg_{year}"].year) == ("海拉尔区", str(year - 1))
    pingtan = found["pingtan_jingfa_2022"]
    assert (pingtan.publisher, pingtan.year) == ("平潭综合实验区经济发展局", "2022")
    assert (pingtan.place, pingtan.place_code) == ("平潭综合实验区", "350128")
