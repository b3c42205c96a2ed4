"""What a sentence names: each case is a cause of error met in the genre, in sentences of our own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mask import clauses, enclosed, mask
from kg.places import gazetteer
from kg.recognise import Dictionary, recognise


def _named(text: str, kind: str) -> list[str]:
    regions = [span for span, _ in gazetteer().find(text)]
    return [mention.text for mention in recognise(text, regions).mentions if mention.type == kind]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("深入推进“云上办”改革。", ["“云上办”改革"]),
        ("（二）推广“溪畔议事”。", ["“溪畔议事”"]),
        ("一是建立健全合同履约评估机制。", ["合同履约评估机制"]),
        ("开展道路运输领域安全隐患专项整治行动，化解矛盾。", ["道路运输领域安全隐患专项整治行动"]),
        ("健全“逢进必考”、“以考促用”机制。", ["“逢进必考”机制", "“以考促用”机制"]),
        ("全面开展“虚假鉴定”“司法掮客”专项整治工作。", ["“虚假鉴定”专项整治", "“司法掮客”专项整治"]),
        ("全面推行权力清单、责任清单、负面清单制度。", ["权力清单制度", "责任清单制度", "负面清单制度"]),
        ("完善集体讨论、听证、调解等行政复议工作制度。", ["行政复议工作制度"]),
        ("建立窗口、热线、网站、电台融媒体平台。", ["窗口、热线、网站、电台融媒体平台"]),
        ("建立“不见面受理”的工作模式。", ["“不见面受理”工作模式"]),
        ("深入推进乡镇综合执法改革试点工作。", ["乡镇综合执法改革试点"]),
        ("督促各部门落实行政败诉案件通报制度。", ["行政败诉案件通报制度"]),
        ("严格落实政府工作人员任前宪法宣誓制度。", ["政府工作人员任前宪法宣誓制度"]),
        ("组织“学法八进”活动。", ["“学法八进”活动"]),
        ("柳溪镇“一次查”改革取得实效。", ["“一次查”改革"]),
        ("联合市城管局青禾所开展占道经营整治。", ["占道经营整治"]),
        ("市公安局与云溪学院共建实战训练基地。", ["实战训练基地"]),
        ("拟投入320万元升级智慧执法系统。", ["智慧执法系统"]),
        ("云溪市被列为全省碳排放交易试点。", ["碳排放交易试点"]),
        ("实行网格巡查制度，探索村级账目备案制。", ["网格巡查制度", "村级账目备案制"]),
        (
            "开展客货运输、校外培训、养老服务领域突出问题专项整治。",
            ["客货运输、校外培训、养老服务领域突出问题专项整治"],
        ),
        ("推出异地户口办理“一窗通办”。", ["“一窗通办”"]),
        ("186项高频事项可“指尖办”。", ["“指尖办”"]),
        ("推行“一口受理、并联审批”。", ["“一口受理、并联审批”"]),
        ("坚持把多元解纷机制挺在前面。", ["多元解纷机制"]),
        ("持续推进法律援助改革发展，落实普法责任制。", ["法律援助改革", "普法责任制"]),
        ("完善述职、测评、考核一体推进机制。", ["述职、测评、考核一体推进机制"]),
        ("工程项目承诺制改革稳步推进。", ["工程项目承诺制改革"]),
        ("推进“一码式”监管，落实“两图一表”分区管控。", ["“一码式”监管", "“两图一表”分区管控"]),
        ("举办“法润溪乡”主题宣讲12场。", ["“法润溪乡”主题宣讲"]),
        ("开展“护苗”矛盾纠纷大排查。", ["“护苗”矛盾纠纷大排查"]),
    ],
)
def test_initiatives(text: str, names: list[str]) -> None:
    assert _named(text, "Initiative") == names


@pytest.mark.parametrize(
    "text",
    [
        "坚持“科学立法、严格执法”原则。",
        "做到“两个维护”。",
        "为群众提供“窗口化”“专业化”的服务。",
        "推出了“法治小调”“普法快书”等一批喜闻乐见的普法作品。",
        "建立长效机制，完善各项制度。",
        "推进法治政府建设。",
        "将法治建设情况纳入年度综合考核督查。",
        "组织全体人员参加法律知识考试。",
        "引进26个重点项目。",
        "接受省委依法治省办法治督察，整改到位。",
        "严肃查处非法集资活动。",
        "三是打好帮扶“组合拳”，打通“最后一公里”。",
        "该账号入选全省新媒体“百佳账号”。",
        "开展六次专项清理。",
        "对十二个部门开展实地督察。",
        "严禁领导干部干预司法活动，组织旁听庭审和审判活动。",
        "完善城市管理法规体系，构建法治保障新体系。",
        "为企业提供“一站式”的法律服务。",
        "落实“公开透明、便民高效”。",
        "打好污染防治攻坚战。",
        "面向公众开展“潜移默化式”普法。",
    ],
)
def test_what_is_no_initiative(text: str) -> None:
    assert _named(text, "Initiative") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("下发《云溪市工作要点》《云溪市任务分解方案》。", ["云溪市工作要点", "云溪市任务分解方案"]),
        ("转发《关于印发<云溪建设规划（2021-2025）>的通知》。", ["关于印发<云溪建设规划（2021-2025）>的通知"]),
        ("学习民法典、公务员法等法律。", ["民法典", "公务员法"]),
        ("出台云溪市法律援助指派规范指引，推行通办。", ["云溪市法律援助指派规范指引"]),
        ("制订平安委员会工作规则、办公室工作细则。", ["平安委员会工作规则", "平安委员会办公室工作细则"]),
        ("谋划“十五五”规划编制。", ["“十五五”规划"]),
        ("短视频《溪边的法官》获奖，电视栏目《老娘舅办法》播出。", []),
        ("落实安全防控措施。", []),
        ("建成宪法主题公园。", []),
    ],
)
def test_regulations(text: str, names: list[str]) -> None:
    assert _named(text, "Regulation") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("由市委全面深化改革委员会印发", ["市委全面深化改革委员会"]),
        ("市司法局、档案局和公安局联合", ["市司法局", "档案局", "公安局"]),
        ("与市纪委市监委共同建立", ["市纪委", "市监委"]),
        ("县纪委监委开展监督", ["县纪委", "县监委"]),
        ("报请市政府办公厅出台", ["市政府办公厅"]),
        ("成立市行政复议咨询委员会。", ["市行政复议咨询委员会"]),
        ("溪北派出所获评先进。", ["溪北派出所"]),
        ("争议案件由府院联席会议分批交办", ["府院联席会议"]),
        ("由市发展改革委推动落实", ["市发展改革委"]),
        ("市行政审批局会同市市场监管局办理", ["市行政审批局", "市市场监管局"]),
        ("由县市场监管局牵头", ["县市场监管局"]),
        ("市局交警支队推出新举措", ["市局交警支队"]),
        ("调整充实局法治建设领导小组", ["局法治建设领导小组"]),
        ("推动政务服务事项网上可办", []),
        ("自觉接受市人大监督，办理市人大代表建议", ["市人大"]),
        ("各派出所设立窗口", []),
        ("完善矛调中心建设", []),
        ("城市管理和市场监管不断加强", []),
    ],
)
def test_agencies(text: str, names: list[str]) -> None:
    assert _named(text, "Agency") == names


def test_what_is_founded_is_named_without_what_is_said_of_it() -> None:
    assert _named("成立全省首家跨境商事调解服务中心。", "Agency") == ["跨境商事调解服务中心"]
    assert _named("组建以律师为主体的民法典普法33人讲师团。", "Organization") == ["民法典普法讲师团"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("云溪市获评2022年度法治建设优秀单位，连续两年第一。", ["2022年度法治建设优秀单位"]),
        ("红枫村成功创建全国民主法治示范村、全国乡村治理示范村。", ["全国民主法治示范村", "全国乡村治理示范村"]),
        ("公众号获全省新媒体十强称号。", ["全省新媒体十强"]),
        ("溪畔社区荣获全国文明实践样板称号。", ["全国文明实践样板"]),
        ("市局被省政府授予“法治先锋”称号。", ["“法治先锋”"]),
        ("获批建设国家数字经济创新发展试验区。", ["国家数字经济创新发展试验区"]),
        ("法制支队荣立集体二等功。", ["集体二等功"]),
        ("市局被省普法办表彰为2020年全省普法先进集体。", ["2020年全省普法先进集体"]),
        ("在全省执法质量考评中，市局获评优秀等次。", ["全省执法质量考评优秀等次"]),
        ("我市乡村振兴考核获溪东片区第1名。", ["乡村振兴考核溪东片区第1名"]),
        ("在评查中获评优秀案卷2卷。", ["优秀案卷"]),
        ("获得“省水利厅贺电”等荣誉13项。", ["“省水利厅贺电”"]),
        ("成功创建第九批“全国法治示范村（社区）”。", ["第九批“全国法治示范村（社区）”"]),
        ("巩固“全国法治示范市”创建成果。", ["“全国法治示范市”"]),
        ("9家省级法治教育基地被命名。", ["省级法治教育基地"]),
        ("将法治建设情况列为考核内容，确定为全省重点项目。", []),
        ("认真做好登记工作，获得好评。", []),
        ("成功创建省级民主法治村14个。", []),
        ("获专班领导点赞32次。", []),
    ],
)
def test_honours(text: str, names: list[str]) -> None:
    assert _named(text, "Honor") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市人力资源和社会保障局推行改革。", ["市人力资源和社会保障局"]),
        ("县渔业和渡口管理局、县卫生健康和体育局开展检查。", ["县渔业和渡口管理局", "县卫生健康和体育局"]),
        ("市公安局和司法局开展检查。", ["市公安局", "司法局"]),
        ("与省水利厅渡口安全调研课题组交流。", ["省水利厅渡口安全调研课题组"]),
        ("市水利局派出调研组。", ["市水利局"]),
        ("云溪仲裁委青禾分会挂牌。", ["云溪仲裁委青禾分会"]),
    ],
)
def test_two_fields_in_a_name_are_one_body(text: str, names: list[str]) -> None:
    assert _named(text, "Agency") == names


@pytest.mark.parametrize("title", ["渡口说法", "法治思想学习纲要", "基层治理案例选编"])
def test_books_and_columns_are_no_regulations(title: str) -> None:
    assert _named(f"推送《{title}》。", "Regulation") == []
    assert _named("修订《渡口养护质量评价指标体系》。", "Regulation") == ["渡口养护质量评价指标体系"]


def test_a_person_is_named_after_a_post() -> None:
    assert _named("局党委书记、局长章云清同志带头讲法。", "Person") == ["章云清"]
    assert _named("召开局长办公会。", "Person") == []
    assert _named("调解员章小溪被评为先进个人。", "Person") == ["章小溪"]
    assert _named("副主任李建和带头包案。", "Person") == ["李建和"]
    assert _named("律师高效办理，民警文明执法。", "Person") == []


def test_the_dictionary_gives_the_longest_entries() -> None:
    dictionary = Dictionary({"公安": 1, "公安局": 2, "局长": 3})
    assert dictionary.tokenize("市公安局局长") == [(1, 4, 2), (4, 6, 3)]
    assert dictionary.tokenize(list("公安")) == [(0, 2, 1)]
    assert dictionary.split("市公安局") == ["市", (1, 4, 2)]


@given(st.text(alphabet="推进“”《》（）云溪改革制度、，。的和等12年市局获评 ", max_size=60))
def test_mentions_are_in_order_and_inside_the_sentence(text: str) -> None:
    found = recognise(text, [])
    assert len(found.masked) == len(text)
    for mention in found.mentions:
        assert 0 <= mention.span.start < mention.span.end <= len(text)
    assert list(found.mentions) == sorted(found.mentions, key=lambda mention: mention.span)


@given(st.text(alphabet="“”‘’《》()（）ab，；", max_size=40))
def test_masking_keeps_length_and_hides_only_what_is_enclosed(text: str) -> None:
    masked = mask(text)
    hidden = {i for span, _ in enclosed(text) for i in range(span.start, span.end)}
    assert len(masked) == len(text)
    assert all(masked[i] == text[i] for i in range(len(text)) if i not in hidden)
    spans = clauses(masked)
    assert all(a.end < b.start for a, b in pairwise(spans))
