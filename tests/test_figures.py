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
    "object after": ("走访86家茶叶企业", ["走访茶叶企业=86家"]),
    "noun first": ("19件建议、议案全部按时办结", ["建议、议案按时办结=19件"]),
    "noun with its verb": ("6个县建立茶农服务中心", ["县建立茶农服务中心=6个"]),
    "noun alone": ("其中6项容缺办理事项，形成了新的做法", ["容缺办理事项=6项"]),
    "work rounds off": ("完成54名执法人员资格审查工作", ["完成执法人员资格审查=54名"]),
    # what is no part of an indicator
    "unit for two kinds of things": ("签发通行证件107本（枚）", ["签发通行证件=107本（枚）"]),
    "thousands apart": ("公布裁量基准1 430条", ["公布裁量基准=1430条"]),
    "rate of having": ("每万人口茶树拥有量9.7件", ["每万人口茶树拥有量=9.7件"]),
    "all of them": ("交办的108件信访件全部办结", ["交办的信访件办结=108件"]),
    "people's": ("全县214个人民茶馆", ["人民茶馆=214个"]),
    "time, place and total": ("截至12月底，全市累计制发巡林证312本", ["制发巡林证=312本"]),
    "subject before 共": ("全县茶叶协会会员共走访企业30家", ["走访企业=30家"]),
    "own bureau": ("我局共承办听证案件18件", ["承办听证案件=18件"]),
    "现有": ("云溪市现有人民调解员163名", ["人民调解员=163名"]),
    "year inside": ("完成2019年度隐患治理目标5项", ["完成隐患治理目标=5项"]),
    "means": ("通过政府购买服务方式招录10名协理员", ["招录协理员=10名"]),
    "list before 等 and number": ("抽取林业、水利等7个部门", ["抽取部门=7个"]),
    "titles before 等": ("完成《云溪市甲条例》《云溪市乙条例》等4个法规议案", ["完成法规议案=4个"]),
    "telling noun after 等": ("建立“青禾”夜校、“云溪”茶馆等公益法律咨询品牌8个", ["建立公益法律咨询品牌=8个"]),
    "short noun keeps its list": ("督促处置占道堆物、乱停乱放等问题34件", ["督促处置占道堆物、乱停乱放等问题=34件"]),
    "long description": ("选聘了熟悉林业、茶叶、旅游等行业的12名专家", ["选聘专家=12名"]),
    # prepositions that bring a thing forward
    "为": ("为32家企业提供法律意见41条", ["为企业提供法律意见=32家", "提供法律意见=41条"]),
    "对…提出": ("对3件规章提出修改建议", ["规章提出修改建议=3件"]),
    "对…进行": ("对26件历史积案进行逐一督办、集中攻坚", ["逐一督办、集中攻坚历史积案=26件"]),
    "对…发布的": ("对由县政府发布的17件规范性文件进行了再次清理", ["再次清理规范性文件=17件"]),
    "将…下放": (
        "将25项县级林业审批职权下放至6个乡镇",
        ["县级林业审批职权下放=25项", "县级林业审批职权下放乡镇=6个"],
    ),
    "将…纳入": (
        "将120项林业事项、36个村庄纳入“云溪码”范围",
        ["林业事项纳入“云溪码”范围=120项", "村庄纳入“云溪码”范围=36个"],
    ),
    "从…中": ("云溪项目从全国64个项目中胜出", ["项目=64个"]),
    "向": ("向茶农提供免费合同咨询250多次", ["提供免费合同咨询=250次"]),
    "涉及": ("涉及“青山计划”14项具体工作", ["“青山计划”具体工作=14项"]),
    "named activities": ("组织“茶山说法”“护林课堂”等活动34场", ["组织“茶山说法”“护林课堂”等活动=34场"]),
    "titles before 等 and times": ("集中学习《云溪市甲条例》《云溪市乙条例》等7次", ["集中学习=7次"]),
    "weight of what was entered": (
        "将法治建设成效纳入乡镇绩效考核，分值权重由3%提高到5%",
        ["法治建设成效分值权重=3%", "法治建设成效分值权重=5%"],
    ),
    "what is said of a figure in brackets is no noun": (
        "新收行政复议申请40件，审结36件（含上年结转），其中撤销、确认违法和责令履行6件，直接纠错率16.7%",
        [
            "新收行政复议申请=40件",
            "审结行政复议申请=36件",
            "撤销、确认违法和责令履行行政复议申请=6件",
            "行政复议申请直接纠错率=16.7%",
        ],
    ),
    "rates of two counts behind a rate of both": (
        "办理人大代表建议16件、政协提案20件，办复率均为100%，满意率分别为97%、98%",
        [
            "办理人大代表建议=16件",
            "办理政协提案=20件",
            "政协提案办复率=100%",
            "人大代表建议满意率=97%",
            "政协提案满意率=98%",
        ],
    ),
    "spent on what was built": ("投资300万元实施茶园改造", ["投资茶园改造=3000000元"]),
    "each amount spent": (
        "投资300万元的茶园改造、800万元的林道改造全部完工",
        ["投资茶园改造=3000000元", "投资林道改造=8000000元"],
    ),
    "spent on what the clause before builds": (
        "加快茶叶交易中心改造，计划投资680万元",
        ["投资茶叶交易中心改造=6800000元"],
    ),
}

ACTORS = {
    "office holder": ("县委书记李明带头讲授法治课2次", ["讲授法治课=2次"]),
    "two bodies": ("县工商联、县林业局组织律师服务团走访企业86家", ["走访企业=86家"]),
    "committee": ("县委茶业委员会审议通过《青禾县甲清单》等文件6件", ["审议通过文件=6件"]),
    "where they went": ("区长王小明、副区长李明带队到复议窗口现场办公4次", ["现场办公=4次"]),
    "how often, then what": ("县委常委会、县政府常务会议先后9次专题研究茶业事项", ["专题研究茶业事项=9次"]),
    "whose contracts": ("市商务局签订的合同5件", ["市商务局签订的合同=5件"]),
    "a rate is no deed": ("林业局负责人出庭应诉率达90%", ["林业局负责人出庭应诉率=90%"]),
    "kinds of body stay": ("各级法院受理茶叶纠纷5件", ["各级法院受理茶叶纠纷=5件"]),
    "time before the verb": ("台风“海燕”期间提前转移群众3700人", ["提前转移群众=3700人"]),
    "list number": ("五是新建茶业中心2个", ["新建茶业中心=2个"]),
    "account": ("“青禾普法”微信公众号推送茶事信息77条", ["推送茶事信息=77条"]),
    "named system": ("青岚省林木采伐审批管理系统归集办件640件", ["归集办件=640件"]),
    "numbered hotline": ("12389举报平台受理茶农投诉35件，查实3件", ["受理茶农投诉=35件", "查实茶农投诉=3件"]),
}

LISTS = {
    "long list before a telling noun": (
        "研究解决涉案茶叶保管、积压案件办理等突出问题17个",
        ["研究解决突出问题=17个"],
    ),
    "names before the number": ("组建茶业监管、文化市场、交通运输、农业4支执法队伍", ["组建执法队伍=4支"]),
    "titles before the number": ("发布《甲办法》《乙规定》2件规范性文件", ["发布规范性文件=2件"]),
    "title before 等 alone": (
        "制定规范性文件9件，废止《青禾县甲办法》等6件",
        ["制定规范性文件=9件", "废止规范性文件=6件"],
    ),
    "what the clause before went through": (
        "开展规范性文件专项清理，保留9件，拟修改3件，宣布失效1件",
        ["保留规范性文件=9件", "修改规范性文件=3件", "宣布失效规范性文件=1件"],
    ),
    "what was cleaned up": (
        "全面清理改革前的规范性文件，审查319件，其中继续有效187件",
        ["审查规范性文件=319件", "继续有效规范性文件=187件"],
    ),
    "parts of a compound": (
        "受理投诉举报11万件，其中投诉2万件、举报1万件",
        ["受理投诉举报=110000件", "受理投诉=20000件", "受理举报=10000件"],
    ),
    "parts with a name of their own": (
        "登记市场主体48万户，其中茶企13万户",
        ["登记市场主体=480000户", "登记茶企=130000户"],
    ),
    "instances": ("办理一审茶叶案件6件、二审2件", ["办理一审茶叶案件=6件", "办理二审茶叶案件=2件"]),
    "who took part": ("组织茶艺考试2场，参考312人", ["组织茶艺考试=2场", "参考茶艺考试=312人"]),
    "what they took part in": ("举办《茶业条例》知识竞赛，7600人参加", ["参加《茶业条例》知识竞赛=7600人"]),
    "brought forward by 对": (
        "对11个乡镇和15个部门开展实地督察",
        ["开展实地督察乡镇=11个", "开展实地督察部门=15个"],
    ),
    "acts have no object before them": ("研究茶业事项9次，现场办公4次", ["研究茶业事项=9次", "现场办公=4次"]),
    "shared verb": ("走访茶叶企业32家，茶馆78家", ["走访茶叶企业=32家", "走访茶馆=78家"]),
    "shared verb after 、": (
        "梳理审批事项40项、子项6项、检查内容15项",
        ["梳理审批事项=40项", "梳理子项=6项", "梳理检查内容=15项"],
    ),
    "shared noun": (
        "决定保留林业文件34件，全文废止6件，部分条款修改3件",
        ["保留林业文件=34件", "全文废止林业文件=6件", "部分条款修改林业文件=3件"],
    ),
    "其中": (
        "新收行政复议申请30件，其中不予受理4件，立案26件",
        ["新收行政复议申请=30件", "不予受理行政复议申请=4件", "立案行政复议申请=26件"],
    ),
    "其中 with its predicate": (
        "36名护林员报名参加巡山考试，其中女护林员5名",
        ["护林员报名参加巡山考试=36名", "女护林员报名参加巡山考试=5名"],
    ),
    "level only": ("创建省级森林乡村7个，市级31个", ["创建省级森林乡村=7个", "创建市级森林乡村=31个"]),
    "own verbs": ("发放资料5万份、解答咨询30人次", ["发放资料=50000份", "解答咨询=30人次"]),
    "a new part takes no verb": ("罚没收入20万元；行政许可80宗", ["罚没收入=200000元", "行政许可=80宗"]),
    "各": ("建议修改省法规和市法规各1件", ["建议修改省法规=1件", "建议修改市法规=1件"]),
    "两 in a row": ("吸引外县12批次200余人前来参观", ["吸引外县前来参观=12批次", "吸引外县前来参观=200人"]),
    "two after one": ("开展护林宣传27项400多场", ["开展护林宣传=27项", "开展护林宣传=400场"]),
    "共计 between": ("护林队伍15支共计430余人", ["护林队伍=15支", "护林队伍=430人"]),
    "of what a verb governs": ("梳理6个部门共40项执法事项", ["梳理执法事项部门=6个", "梳理执法事项=40项"]),
    "predicate of both": (
        "12个林场、9个乡镇具有采伐权限",
        ["林场具有采伐权限=12个", "乡镇具有采伐权限=9个"],
    ),
    "settled part": ("梳理问题98项已整改完成76项", ["梳理问题=98项", "整改问题=76项"]),
    "bracket": ("公布林权清单（52个主项，108个子项）", ["公布林权清单主项=52个", "公布林权清单子项=108个"]),
    "number in a bracket": ("接入林业码单位数（33家）", ["接入林业码单位数=33家"]),
    "bracket of the text": ("办结（含去年结转）林权案件26件", ["办结（含去年结转）林权案件=26件"]),
    "goes on after the second": (
        "分两批完成对43人次护林人员知识考试",
        ["完成护林人员知识考试=2批", "完成护林人员知识考试=43人次"],
    ),
    "named before": (
        "9月组织开展护林资格培训，各林场共计60人参加培训，54人参加考试，通过率98%",
        [
            "参加护林资格培训=60人",
            "参加护林资格培训考试=54人",
            "护林资格培训考试通过率=98%",
        ],
    ),
    "result verb": (
        "调解茶农纠纷62件，调解成功60件，调解成功率96.8%",
        ["调解茶农纠纷=62件", "调解成功茶农纠纷=60件", "茶农纠纷调解成功率=96.8%"],
    ),
    "成功 alone": (
        "调解茶农纠纷62件，成功60件，成功率96.8%",
        ["调解茶农纠纷=62件", "调解成功茶农纠纷=60件", "茶农纠纷调解成功率=96.8%"],
    ),
    "who are still so": (
        "接收护林人员90人，累计发放工资3万元，在册40人",
        ["接收护林人员=90人", "发放工资=30000元", "在册护林人员=40人"],
    ),
    "among how many": (
        "茶园巡查率98%，在全省11个设区市中列第三位",
        ["茶园巡查率=98%", "设区市=11个", "茶园巡查率=3位 rank"],
    ),
}

RATES = {
    "thing and its rate": ("142件信访件化解率94.4%", ["信访件=142件", "信访件化解率=94.4%"]),
    "of the examination in between": (
        "举办茶艺讲座3期，组织干部参加网上学法考试，参考率和合格率均达100%",
        ["举办茶艺讲座=3期", "网上学法考试参考率=100%", "网上学法考试合格率=100%"],
    ),
    "penalty of the cases": (
        "办理茶叶违法案件31起，罚款218万元",
        ["办理茶叶违法案件=31起", "茶叶违法案件罚款=2180000元"],
    ),
    "sum of money is no thing": (
        "办结茶叶纠纷5件，挽回经济损失3万元，满意率98%",
        ["办结茶叶纠纷=5件", "挽回经济损失=30000元", "茶叶纠纷满意率=98%"],
    ),
    "tenths": ("优秀率达六成", ["优秀率=60%"]),
    "nought": ("再犯罪率为零", ["再犯罪率=0%"]),
    "own words": ("茶农满意率达98.50%", ["茶农满意率=98.5%"]),
    "of what was counted": (
        "代办茶农诉求400件，解决398件，办结率99.5%",
        [
            "代办茶农诉求=400件",
            "解决茶农诉求=398件",
            "茶农诉求办结率=99.5%",
        ],
    ),
    "amount of what was counted": (
        "办理林权纠纷案件23件，涉案金额45万元",
        ["办理林权纠纷案件=23件", "林权纠纷案件涉案金额=450000元"],
    ),
    "of the object alone": (
        "受理以林业局为被告的行政诉讼案件17件，败诉率5.9%",
        ["受理以林业局为被告的行政诉讼案件=17件", "行政诉讼案件败诉率=5.9%"],
    ),
    "title": ("公众号发布《护林问答》，浏览量达1.6万次", ["《护林问答》浏览量=16000次"]),
    "后缀 share": ("提出审查意见35条，98%以上被采纳", ["提出审查意见=35条", "审查意见被采纳=98%"]),
    "alike": ("依申请公开办结率、按时答复率均为100%", ["依申请公开办结率=100%", "依申请公开按时答复率=100%"]),
    "no unit": ("全市茶园万人比达到3.25", ["茶园万人比=3.25"]),
    "unit of the list": ("梳理监管主项124项，监管子项473", ["梳理监管主项=124项", "梳理监管子项=473项"]),
    "unit of the noun": ("走访近2万茶叶种植户", ["走访茶叶种植户=20000户"]),
    "paired with the figures before": (
        "办理茶农建议37件、林农提案69件，满意率分别为98.5%、99.4%",
        ["办理茶农建议=37件", "办理林农提案=69件", "茶农建议满意率=98.5%", "林农提案满意率=99.4%"],
    ),
    "pace of what was counted": (
        "新设茶叶企业121户，同比增长20%，增速居全省首位",
        ["新设茶叶企业=121户", "新设茶叶企业=20% change", "茶叶企业增速=1位 rank"],
    ),
}

CHANGES = {
    "each its own way": (
        "立案34起，罚款390万元，同比分别下降12.4%、上升8.1%",
        ["立案=34起", "罚款=3900000元", "立案=-12.4% change", "罚款=8.1% change"],
    ),
    "unit said once": (
        "满意率96.8%，较上年分别提高0.4个、2.1个百分点",
        ["满意率=96.8%", "满意率=0.4个百分点 change", "满意率=2.1个百分点 change"],
    ),
    "levels, unit said once": (
        "茶园、茶馆办理时限分别压缩至5个、8个工作日",
        ["茶园办理时限=5个工作日", "茶馆办理时限=8个工作日"],
    ),
    "time saved": ("茶农平均等候时长缩短12分钟", ["茶农平均等候时长缩短=12分钟"]),
    "share saved": ("申请材料压减63%", ["申请材料压减=63%"]),
    "share saved, compared": ("申请材料同比压减63%", ["申请材料=-63% change"]),
    "cut to": ("平均用时缩至18.5个工作日", ["平均用时=18.5个工作日"]),
    "grown to, without a unit": ("“青禾茶业”公众号粉丝量增至7.8万", ["“青禾茶业”公众号粉丝量=78000人"]),
    "reads without a unit": ("短视频阅读量超1000万", ["短视频阅读量=10000000次"]),
    "signed": ("新增积案同比下降45%", ["新增积案=-45% change"]),
    "of the figure before": ("出庭率达93.5%，同比增长7.2%", ["出庭率=93.5%", "出庭率=7.2% change"]),
    "a clause between": (
        "产值完成9亿元，按可比价计算，同比增长6.0%",
        ["产值=900000000元", "产值=6% change"],
    ),
    "of the clause before": ("养老金标准继续提高，人均提高20元", ["养老金标准=20元 change"]),
    "paired": (
        "行政争议发案量和败诉率分别同比下降12.5%和30.2%",
        ["行政争议发案量=-12.5% change", "行政争议败诉率=-30.2% change"],
    ),
    "paired back": (
        "公开信息45条，受理申请6件，同比分别增长12.5%和8%",
        ["公开信息=45条", "受理申请=6件", "公开信息=12.5% change", "受理申请=8% change"],
    ),
    "paired levels": ("入园率及普惠率分别达到96%和50%", ["入园率=96%", "普惠率=50%"]),
    "shared end": ("制造业、服务业贷款余额分别增长1%、2%", ["制造业贷款余额=1% change", "服务业贷款余额=2% change"]),
    "level after 至": ("败诉率下降至3.1%", ["败诉率=3.1%"]),
    "from and to": ("纠错率由40%降到38%", ["纠错率=40%", "纠错率=38%"]),
    "from and to with years": ("应诉率由2021年的85%提升至2022年的98%", ["应诉率=85%", "应诉率=98%"]),
    "count": ("行政诉讼案件减少56件", ["行政诉讼案件=-56件 change"]),
    "object, no change": ("减少证明材料56件", ["减少证明材料=56件"]),
    "points": ("破案率上升4.3个百分点", ["破案率=4.3个百分点 change"]),
    "head said once": (
        "茶山火灾起数和死亡人数分别下降15.1%、17%",
        ["茶山火灾起数=-15.1% change", "茶山火灾死亡人数=-17% change"],
    ),
    "saved by each": ("县级公用经费和一般性支出分别压减11%、19%", ["县级公用经费压减=11%", "一般性支出压减=19%"]),
    "cut from and to": (
        "采伐审批时间由148个工作日压减到80个工作日以内",
        ["采伐审批时间=148个工作日", "采伐审批时间=80个工作日"],
    ),
}

NONE = [
    "2021年4月起，按照青林〔2021〕18号文件要求",
    "（一）完善制度",
    "1.强化组织领导",
    "第一批、第17届、第三次会议",
    "落实“三项制度”，推进“最多跑一次”改革",
    "开展营商环境八大专项行动",
    "学习《青岚省助企20条》",
    "出台助企惠民12条措施，24小时在线",
    "召开全区委员会第五、第六次会议",
    "3个工作日内办结",
    "12345热线、5G网络、PM2.5",
    "两三个百分点",
    "增长3%—5%",
    "百家律所千名律师进万企",
    "连续两年、近五年来",
    "推进一带一路建设",
    "发展改革委等10部门联合印发",
    "统一社会信用代码11999900123456789",
    "率先建成全省首家中心",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(*case, id=f"{name}: {cause}")
        for name, table in {
            "indicator": INDICATORS,
            "actor": ACTORS,
            "list": LISTS,
            "rate": RATES,
            "change": CHANGES,
        }.items()
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
        ("登记游客近30万人次", "近"),
        ("办理案件三百余件", "余"),
        ("提供咨询250多次", "多"),
        ("采纳率98%以上", "以上"),
        ("服务时间超1400小时", "超"),
        ("参与人数突破300万人次", "超"),
        ("占比不足5%", "不足"),
        ("完成3万户左右", "约"),
        ("近200余名护林员入驻", "近"),
        ("办理案件30件", None),
    ],
)
def test_modifier(text: str, modifier: str | None) -> None:
    assert [one.modifier for one in read(text)] == [modifier]


@pytest.mark.parametrize(
    ("text", "place", "scope", "indicator"),
    [
        ("监管覆盖率100%，列全市首位。", 1, "全市", "监管覆盖率"),
        ("好评率位列全市第二，", 2, "全市", "好评率"),
        ("我市护林防火考核获南片区第1名。", 1, "南片区", "护林防火考核"),
        ("法治云溪考核第一。", 1, None, "法治云溪考核"),
        ("云溪是全省上线单位数最多（23家）的地市。", 1, "全省", "上线单位数"),
        ("茶业规范率92%，排名全市第一", 1, "全市", "茶业规范率"),
        ("茶业综合影响力排名全省第三", 3, "全省", "茶业综合影响力"),
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
        ("对1990年至2015年6月期间发布的17件文件进行清理，保留14件。", ["1990/2015-06", None]),
        ("于2021年4月起开展登记工作，公告林场54家。", ["2021-04/"]),
        ("中心自2021年5月运行以来，接待茶农32人次。", ["2021-05/"]),
        ("截至2020年12月底，办理案件5件。", [None]),
        ("截至12月，办理案件5件。", [None]),
        ("应诉率由2021年的85%提升至2022年的98%。", ["2021", "2022"]),
        ("与2022年相比，案件减少5件。", [None]),
        ("2020年1月至11月，办理案件5件。", ["2020-01/2020-11"]),
        ("落实《云溪市规划（2021—2025年）》，办理案件5件。", [None]),
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
    text = "登记游客近30万人次。"
    assert [text[one.span.start : one.span.end] for one in read(text)] == ["近30万人次"]


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
