"""Who wrote a paper: names where they stand, in any characters, and never a word that only stands there."""

from __future__ import annotations

import pytest

from checker.evaluate import document_of
from checker.judging import analyse_outline
from checker.persons import after_office, is_person, opening_person, said_person, titled_person
from corpus import load_standard

STANDARD = load_standard()
REST = "\n二、存在的主要问题\n理论书读得少，笔记断断续续。\n三、原因分析\n是自己放松了。\n四、整改措施\n每周读两小时书，记好笔记。"


def author(text: str) -> str:
    return analyse_outline(document_of(text), STANDARD).author


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("盘秋生，男，瑶族，1968年5月出生，1990年参加工作，1996年入党，现任云溪县石桥镇第二小学语文教师。", "盘秋生"),
        ("魏丽娟同志，女，汉族，1972年生，现任云溪二中教师。", "魏丽娟"),
        ("魏丽娟，云溪县第二中学化学教师，1972年10月出生，1998年入党。", "魏丽娟"),
        ("本人魏丽娟，女，汉族，1972年10月出生。", "魏丽娟"),
        ("欧阳文静，女，1980年生，石桥镇中心小学会计，党龄九年。", "欧阳文静"),
        ("买买提•艾力，男，维吾尔族，1975年生，现任云溪二中教师。", "买买提·艾力"),
        ("张䶮，男，1981年出生，石桥镇中心小学教师。", "张䶮"),
        ("大家好，我叫成功，现在石桥镇中心小学教体育。", "成功"),
        ("我是云溪二中教师魏丽娟，今年四十一岁。", "魏丽娟"),
        ("本人魏娟，1972年生，在云溪二中教化学。", "魏娟"),
        ("本人魏丽娟，在云溪二中担任化学教师。", "魏丽娟"),
        ("本人魏丽娟（女），中共党员。", "魏丽娟"),
        ("我（物理教师魏丽娟，1998年入党）对照检查如下。", "魏丽娟"),
        ("我，魏丽娟，物理教师，现年四十岁。", "魏丽娟"),
        ("姓名 魏丽娟，性别 女。", "魏丽娟"),
        ("姓名：阿依古丽，女。", "阿依古丽"),
    ],
)  # fmt: skip
def test_the_opening_tells_the_writers_name(line: str, name: str) -> None:
    assert author(f"党性分析报告\n一、基本情况\n{line}{REST}") == name


@pytest.mark.parametrize(
    "line",
    [
        "我是云溪二中教师。娃娃们的爹妈，我叫不出几个。",
        "村里的长辈我叫得上来，晚辈一个不认得。",
        "对照四条标准，本人逐条对照，查出下面的毛病。",
        "思想上，本人政治坚定，拥护党的领导。",
        "结合本人岗位，本人认真负责，从不迟到。",
        "李小红，女，苗族，九岁，二年级学生，家里只有奶奶。",
        "周五，石桥小学教师集中学习，2011年参加工作的也来了。",
        "高中毕业后，我1990年参加工作。",
        "工作上，本人马虎，常常应付。",
        "说到底，本人顾不上，在学习上落了下来。",
        "思想上，本人毛病多，是支部里最该检讨的。",
        "我是学校会计管理员，1990年参加工作。",
        "我劝老师何必，大家都这样。",
        "我对校长许诺，年底前改掉。",
        "白天，石桥小学教师上课，1990年参加工作的带新人。",
        "党员的姓名和承诺，一起贴在墙上。",
        "姓名、单位写在背面。",
        "我（结对教师魏丽娟）学得不够。",
        "那天，我，魏丽娟，班主任，三个人在场。",
        "我（段长）学得不够。",
        "我（方言）说得多，普通话说得少。",
        "我（严肃地）批评了他。",
        "我（包片），每月家访五户。",
        "我（搭班老师魏丽娟）两个人管好一个班。",
        "我（语文老师魏丽娟，数学老师张强）三人一组家访。",
    ],
)
def test_words_of_the_opening_are_nobodys_name(line: str) -> None:
    assert author(f"党性分析报告\n一、基本情况\n{line}{REST}") == ""


def test_a_pupil_told_of_further_down_is_not_the_writer() -> None:
    text = "党性分析报告\n一、基本情况\n我在云溪二中教书。\n二、存在的主要问题\n李小红，女，汉族，2001年生，我只家访过一回。\n"
    assert author(text + "三、原因分析\n怕麻烦。\n四、整改措施\n每月家访两户。") == ""


@pytest.mark.parametrize(
    ("end", "name"),
    [
        ("云溪县石桥镇初级中学　魏丽娟", "魏丽娟"),
        ("云溪县石桥镇初级中学魏丽娟", "魏丽娟"),
        ("云溪县石桥镇初级中学\n魏丽娟", "魏丽娟"),
        ("王㛃\n2011年6月1日", "王㛃"),
        ("王㛃", "王㛃"),
        ("李𬭎", "李𬭎"),
        ("石桥小学　张䶮", "张䶮"),
        ("石桥小学　张䶮\n2011年6月1日", "张䶮"),
        ("报告人：买买提•艾力", "买买提·艾力"),
        ("报告人：买买提・艾力", "买买提·艾力"),
        ("报告人：买买提．艾力", "买买提·艾力"),
        ("报告人：买买提.艾力", "买买提·艾力"),
        ("买买提•艾力\n2011年6月1日", "买买提·艾力"),
        ("报告人：云溪县第二中学　魏丽娟\n2011年6月1日", "魏丽娟"),
        ("姓名：魏丽娟 政治面貌：中共党员", "魏丽娟"),
        ("姓名：屈大海　入党时间：2001年6月", "屈大海"),
        ("报告人：计财股吕方", "吕方"),
        ("承诺人：____　职务：____", ""),
        ("承诺人：本人", ""),
        ("责任人：后勤主任", ""),
        ("党员：勤巡楼、勤询问，病号有人送饭。", ""),
        ("今后努力", ""),
        ("九月一日", ""),
        ("请组织", ""),
        ("签名：　　　科室：", ""),
    ],
)
def test_who_signs(end: str, name: str) -> None:
    assert author(f"党性分析报告\n我教语文。{REST}\n{end}") == name


def test_a_name_after_the_school_without_a_date_is_a_signature() -> None:
    outline = analyse_outline(document_of(f"党性分析报告\n我教语文。{REST}\n云溪二小　魏丽娟"), STANDARD)
    assert outline.signature.name == "魏丽娟"
    assert outline.signature.name_where is not None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("黎振国", "黎振国"),
        ("黎　国", "黎国"),
        ("（石桥镇财政所　高明哲）", "高明哲"),
        ("产科　刀玉罕", "刀玉罕"),
        ("宣传部", ""),
        ("征求意见稿", ""),
        ("教育局　办公室", ""),
        ("一稿　二稿", ""),
    ],
)
def test_the_line_below_the_title_may_name_the_writer(line: str, name: str) -> None:
    body = "按照活动安排，我对照标准找了找毛病，主要有下面这些，请大家批评。" * 2
    assert author(f"个人对照检查材料\n{line}\n{body}{REST}") == name


def test_names_and_words() -> None:
    assert all(map(is_person, ("魏丽娟", "王㛃", "买买提·艾力", "欧阳文静", "水清源", "第五春燕")))
    assert not any(
        map(is_person, ("科室", "高年级", "全体党员", "第五阶段", "二.努力方向", "时间", "党支部", ""))
    )
    assert after_office("云溪二小学张建国") == "张建国"
    assert after_office("云溪县教育局党委") == ""
    assert titled_person("石桥小学校长苗景芳对照检查材料") == "苗景芳"
    assert titled_person("张建国同志党性分析报告") == "张建国"
    assert titled_person("学习总书记关于党的自我革命论述心得") == ""
    assert titled_person("校长廉政承诺书") == titled_person("学习优秀教师张丽娟事迹心得") == ""
    assert said_person("村干部我叫不出几个，都叫老张。") == ""
    assert opening_person(["今年，石桥小学教师都参加工作满二十年。"]) == ""


LONG = (
    "乌云其其格",
    "阿拉坦其其格",
    "敖登格日乐",
    "旦增罗布平措",
    "阿不都热依木",
    "木拉提别克",
    "热孜万古丽",
    "呼格吉勒图",
    "爱新觉罗启文",
)
LETTER = "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n"


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize(
    "end", ["{}\n2011年3月1日", "石桥镇中学　{}\n2011年3月1日", "教师党员：{}\n2011年3月1日", "{}"]
)
def test_a_long_name_without_a_mark_signs(name: str, end: str) -> None:
    assert author(LETTER + end.format(name)) == name


@pytest.mark.parametrize("line", ["我是云溪二中教师{}，今年四十一岁。", "我叫{}，教数学。", "姓名：{}，女。"])
def test_a_long_name_is_told_in_the_opening(line: str) -> None:
    assert author(f"党性分析报告\n一、基本情况\n{line.format(LONG[0])}{REST}") == LONG[0]


@pytest.mark.parametrize(
    "end", ["请大家监督我", "各班都要加强", "班子坚强有力", "说到做到不含糊", "都来参加都来做"]
)
def test_a_phrase_as_long_as_that_signs_nothing(end: str) -> None:
    assert author(f"{LETTER}{end}\n2011年3月1日") == ""
