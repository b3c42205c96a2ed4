from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Report
from kg.places import Region, complete, gazetteer, located, scope, unlisted
from ontology.lexicon import rows

G = gazetteer()


def region(name: str, near: str | None = None) -> Region:
    found = G.resolve(name, region(near) if near else None)
    assert found is not None
    return found


def found(text: str, near: str | None = None) -> list[tuple[str, list[str]]]:
    hits = G.find(text, region(near) if near else None)
    return [(text[span.start : span.end], [one.code for one in candidates]) for span, candidates in hits]


class TestDivisions:
    def test_codes_make_the_hierarchy(self) -> None:
        assert [one.name for one in G.parents(region("婺城区"))] == ["金华市", "浙江省"]
        assert [one.name for one in G.parents(region("海淀区"))] == ["北京市"]
        assert [one.name for one in G.parents(region("仙桃市"))] == ["湖北省"]
        assert [one.name for one in G.parents(region("海拉尔区"))] == ["呼伦贝尔市", "内蒙古自治区"]
        assert {"婺城区", "义乌市"} <= {one.name for one in G.children(region("金华市"))}

    def test_every_division_of_today_but_the_nation_has_a_parent_that_is_listed(self) -> None:
        for row_code in ("110101", "469001", "659001", "710000", "810000", "820000", "653228"):
            one = G.at(row_code)
            assert one is not None
            assert one.parent is not None
            assert G.at(one.parent) is not None

    @pytest.mark.parametrize(
        ("short", "full"),
        [
            ("浙江", "浙江省"),
            ("内蒙古", "内蒙古自治区"),
            ("西藏", "西藏自治区"),
            ("恩施州", "恩施土家族苗族自治州"),
            ("香港", "香港特别行政区"),
            ("神农架", "神农架林区"),
            ("景宁县", "景宁畲族自治县"),
            ("前郭县", "前郭尔罗斯蒙古族自治县"),
            ("达茂旗", "达尔罕茂明安联合旗"),
            ("海南", "海南省"),
            ("吉林", "吉林省"),
        ],
    )
    def test_short_forms(self, short: str, full: str) -> None:
        assert region(short).name == full

    def test_a_name_of_several_is_not_guessed(self) -> None:
        assert G.resolve("鼓楼区") is None
        assert G.resolve("朝阳区") is None
        assert G.resolve("云溪市") is None

    def test_the_hierarchy_of_the_report_decides(self) -> None:
        assert region("鼓楼区", "徐州市").code == "320302"
        assert region("鼓楼区", "玄武区").code == "320106"
        assert region("朝阳区", "北京市").code == "110105"

    def test_a_former_division_is_known_with_its_last_year(self) -> None:
        former = region("莱芜市")
        assert (former.level, former.until) == ("prefecture", "2017")
        assert region("下城区").code == "330103"

    def test_a_name_in_use_goes_before_a_former_one(self) -> None:
        assert G.named("临平区")[0].until is None
        assert all(one.until is None for one in [region("城阳区"), region("即墨区")])

    def test_loading_is_quick(self) -> None:
        gazetteer.cache_clear()
        start = time.perf_counter()
        gazetteer()
        assert time.perf_counter() - start < 1, "measured 0.04 s on an idle core"


class TestFind:
    def test_full_names_and_short_names(self) -> None:
        assert found("浙江省与湖南、金华同行") == [("浙江省", ["330000"]), ("湖南", ["430000"]), ("金华", ["330700"])]

    def test_short_names_of_counties_only_near(self) -> None:
        assert found("义乌办件") == []
        assert found("义乌办件", "金华市") == [("义乌", ["330782"])]
        assert found("义乌办件", "永康市") == [("义乌", ["330782"])]

    @pytest.mark.parametrize(
        "text",
        [
            *(
                "重大理论",
                "确保定期",
                "推广安全生产",
                "集中卫生力量",
                "长治久安",
                "四平台",
                "国庆阳光行动",
                "创新乡镇治理",
            ),
            *("市和县（区）", "城区和郊区", "出海口", "美丽江山", "黄河源头", "中国特色", "完成都市圈", "大兴安岭"),
        ],
    )
    def test_words_that_hide_a_name(self, text: str) -> None:
        assert found(text) == []

    def test_a_name_behind_its_parent_is_the_one_of_it(self) -> None:
        assert found("南京市鼓楼区") == [("南京市", ["320100"]), ("鼓楼区", ["320106"])]
        assert found("马鞍山市和县")[-1] == ("和县", ["340523"])
        assert found("晋城市城区")[-1] == ("城区", ["140502"])

    def test_alone_it_keeps_all_candidates(self) -> None:
        assert len(found("鼓楼区")[0][1]) == 4
        assert found("鼓楼区", "南京市") == [("鼓楼区", ["320106"])]

    def test_an_unlisted_place_is_found_in_its_own_report(self) -> None:
        place = unlisted("白石镇", region("义乌市"))
        text = "义乌市白石镇办件"
        assert [(text[span.start : span.end], one[0].name) for span, one in G.find(text, place)] == [
            ("义乌市", "义乌市"),
            ("白石镇", "白石镇"),
        ]

    @given(st.text(alphabet="金华市婺城区大同海南省和县重大理论、。a", max_size=30))
    def test_spans_are_in_order_and_hold_a_name(self, text: str) -> None:
        last = 0
        for span, candidates in G.find(text):
            assert last <= span.start < span.end <= len(text)
            assert candidates
            assert set(candidates) <= set(G.named(text[span.start : span.end]))
            last = span.end


# Each row: the report's place, its publisher, the name in the text, the canonical name (None: not to be decided).
COMPLETE = [
    ("金华市", "金华市司法局", "市司法局", "金华市司法局"),
    ("金华市", "金华市司法局", "市政府", "金华市人民政府"),
    ("金华市", "金华市司法局", "市政府办公室", "金华市人民政府办公室"),
    ("金华市", "金华市司法局", "市委", "金华市委"),
    ("金华市", "金华市司法局", "中共金华市委员会", "金华市委"),
    ("金华市", "金华市司法局", "省司法厅", "浙江省司法厅"),
    ("金华市", "金华市司法局", "司法厅", "浙江省司法厅"),
    ("金华市", "金华市司法局", "市中院", "金华市中级人民法院"),
    ("金华市", "金华市司法局", "市法院", "金华市中级人民法院"),
    ("金华市", "金华市司法局", "省高院", "浙江省高级人民法院"),
    ("金华市", "金华市司法局", "市检察院", "金华市人民检察院"),
    ("金华市", "金华市司法局", "市人大及其常委会", "金华市人大常委会"),
    ("金华市", "金华市司法局", "市政协", "金华市政协"),
    ("金华市", "金华市司法局", "市纪委监委", "金华市纪委监委"),
    ("金华市", "金华市司法局", "我局", "金华市司法局"),
    ("金华市", "金华市司法局", "局党组", "金华市司法局"),
    ("金华市", "金华市司法局", "局办公室", "金华市司法局办公室"),
    ("金华市", "金华市司法局", "驻局纪检监察组", "驻金华市司法局纪检监察组"),
    ("金华市", "金华市司法局", "本机关", "金华市司法局"),
    ("金华市", None, "我局", None),
    ("金华市", "金华市人民政府", "我局", None),
    ("金华市", "金华市司法局", "市本级行政复议局", "金华市行政复议局"),
    ("金华市", "金华市司法局", "市级公共法律服务中心", "金华市公共法律服务中心"),
    ("金华市", "金华市司法局", "我市律师协会", "金华市律师协会"),
    ("金华市", "金华市司法局", "市妇联", "金华市妇联"),
    ("金华市", "金华市司法局", "律师协会", "金华市律师协会"),
    ("金华市", "金华市司法局", "公安局", "金华市公安局"),
    ("金华市", "金华市司法局", "市场监督管理局", "金华市市场监督管理局"),
    ("金华市", "金华市司法局", "市市场监管局", "金华市市场监管局"),
    ("金华市", "金华市司法局", "市政务服务中心", "金华市政务服务中心"),
    ("金华市", "金华市司法局", "市人社局", "金华市人社局"),
    ("金华市", "金华市司法局", "全面依法治市委员会", "金华市全面依法治市委员会"),
    ("金华市", "金华市司法局", "组织部", "金华市委组织部"),
    ("金华市", "金华市司法局", "金华市婺城区人民法院", "婺城区人民法院"),
    ("金华市", "金华市司法局", "义乌市政府", "义乌市人民政府"),
    ("金华市", "金华市司法局", "金华中院", "金华市中级人民法院"),
    ("金华市", "金华市司法局", "金华仲裁委", "金华仲裁委"),
    ("金华市", "金华市司法局", "金华海关", "金华海关"),
    ("金华市", "金华市司法局", "区司法局", None),
    ("金华市", "金华市司法局", "各区政府", None),
    ("金华市", "金华市司法局", "法院", None),
    ("金华市", "金华市司法局", "有关部门", None),
    ("金华市", "金华市司法局", "国务院", "国务院"),
    ("金华市", "金华市司法局", "司法部", "司法部"),
    ("金华市", "金华市司法局", "中共中央", "中共中央"),
    ("金华市", "金华市司法局", "“一件事”工作专班", "“一件事”工作专班"),
    ("婺城区", "婺城区人民政府", "区政府", "婺城区人民政府"),
    ("婺城区", "婺城区人民政府", "市专班", "金华市专班"),
    ("婺城区", "婺城区人民政府", "中共金华市婺城区委", "婺城区委"),
    ("婺城区", "婺城区人民政府", "区法院", "婺城区人民法院"),
    ("婺城区", "婺城区人民政府", "市中院", "金华市中级人民法院"),
    ("婺城区", "婺城区人民政府", "教育局", "婺城区教育局"),
    ("婺城区", "婺城区人民政府", "省政府办公厅", "浙江省人民政府办公厅"),
    ("婺城区", "婺城区人民政府", "金华市婺城区白石镇政府", "白石镇人民政府"),
    ("婺城区", "婺城区人民政府", "县司法局", None),
    ("义乌市", "义乌市人民政府", "市政府", "义乌市人民政府"),
    ("义乌市", "义乌市人民政府", "市法院", "义乌市人民法院"),
    ("义乌市", "义乌市人民政府", "市中院", "金华市中级人民法院"),
    ("义乌市", "义乌市人民政府", "市政府法律顾问团", "义乌市人民政府法律顾问团"),
    ("浦东新区", "浦东新区司法局", "市司法局", "上海市司法局"),
    ("浦东新区", "浦东新区司法局", "新区政府", "浦东新区人民政府"),
    ("浦东新区", "浦东新区司法局", "市高院", "上海市高级人民法院"),
    ("婺城区", "婺城区司法局", "市局", "金华市司法局"),
    ("婺城区", "婺城区司法局", "省厅", "浙江省司法厅"),
    ("金华市", "金华市公安局", "市局交警支队", "金华市公安局交警支队"),
    ("金华市", "金华市公安局", "全局执法监督委员会", "金华市公安局执法监督委员会"),
    ("婺城区", "婺城区人民政府", "区市场监管局", "婺城区市场监管局"),
    ("金华市", "金华市司法局", "省市场监管厅", "浙江省市场监管厅"),
    ("金华市", "金华市公安局", "婺城公安分局", "婺城公安分局"),
    ("婺城区", "婺城区人民政府", "金华市婺城生态环境局", "金华市婺城生态环境局"),
    ("海拉尔区", "海拉尔区人民政府", "自治区司法厅", "内蒙古自治区司法厅"),
    ("海拉尔区", "海拉尔区人民政府", "区公安分局", "海拉尔区公安分局"),
    ("内蒙古自治区", "内蒙古自治区人民政府", "自治区党委", "内蒙古自治区党委"),
    ("恩施土家族苗族自治州", "恩施土家族苗族自治州司法局", "州政府", "恩施土家族苗族自治州人民政府"),
    ("恩施土家族苗族自治州", "恩施土家族苗族自治州司法局", "恩施市政府", "恩施市人民政府"),
]


@pytest.mark.parametrize(("place", "publisher", "name", "canonical"), COMPLETE)
def test_complete(place: str, publisher: str | None, name: str, canonical: str | None) -> None:
    assert complete(name, region(place), publisher) == canonical


@pytest.mark.parametrize(("place", "publisher", "name", "canonical"), COMPLETE)
def test_completing_twice_is_completing_once(
    place: str, publisher: str | None, name: str, canonical: str | None
) -> None:
    del name
    if canonical is not None:
        assert complete(canonical, region(place), publisher) == canonical


class TestUnlistedPlaces:
    def test_the_place_of_a_report(self) -> None:
        assert located(Report("x")) is None
        assert located(Report("x", place="金华市", place_code="330700")) == region("金华市")
        assert located(Report("x", place="白石镇", place_code="330782")) == unlisted("白石镇", region("义乌市"))
        assert located(Report("x", place="云溪市")) == Region("", "云溪市", "prefecture")

    def test_a_town_looks_up_to_its_county(self) -> None:
        town = unlisted("白石镇", region("义乌市"))
        assert town.level == "town"
        assert complete("镇政府", town, "白石镇人民政府") == "白石镇人民政府"
        assert complete("市司法局", town, "白石镇人民政府") == "义乌市司法局"
        assert complete("省司法厅", town, "白石镇人民政府") == "浙江省司法厅"

    def test_a_zone_is_what_its_reports_mean_by_its_level(self) -> None:
        zone = unlisted("云溪综合实验区", region("平潭县"))
        assert zone.level == "zone"
        assert complete("区经济发展局", zone) == "云溪综合实验区经济发展局"
        assert complete("云溪综合实验区管委会", zone) == "云溪综合实验区管委会"
        assert complete("县政府", zone) == "平潭县人民政府"

    def test_a_place_in_no_list_completes_its_own_level_only(self) -> None:
        city = Region("", "云溪市", "prefecture")
        assert complete("市司法局", city, "云溪市司法局") == "云溪市司法局"
        assert complete("云溪市青禾县人民法院", city) == "青禾县人民法院"
        assert complete("省司法厅", city) is None

    @pytest.mark.parametrize(
        ("word", "name"),
        [("全市", "金华市"), ("我区", "婺城区"), ("省级", "浙江省"), ("市本级", "金华市"), ("州", None)],
    )
    def test_scope(self, word: str, name: str | None) -> None:
        got = scope(word, region("婺城区"))
        assert (got.name if got else None) == name


def test_a_gazetteer_of_other_rows() -> None:
    text = (
        "id\tkind\tname\taliases\tsource\n100000\tnation\t某国\t\tx\n990000\tprovince\t青岚省\t青岚\tx\n"
        "990100\tprefecture\t云溪市\t云溪\tx\n990121\tcounty\t青禾县\t青禾\tx\n"
        "990121\tcounty\t青禾乡县\t\tx, until 2011\n"
    )
    own = type(G)(rows(text, "example"))
    county = own.resolve("青禾县")
    assert county is not None
    assert [one.name for one in own.parents(county)] == ["云溪市", "青岚省"]
    assert own.at("990121") == county
    former = own.resolve("青禾乡县")
    assert former is not None
    assert former.until == "2011"
