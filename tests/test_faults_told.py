"""A report that plainly tells its faults has the section of problems, whatever stands over them; praise is none."""

from __future__ import annotations

import pytest

from checker.evaluate import document_of
from checker.judging import review_document
from corpus import load_standard

_SECOND = "duizhaojiancha2025"
_NAMES = (
    "带头强化政治忠诚、提高政治能力",
    "带头固本培元、增强党性",
    "带头敬畏人民、敬畏组织、敬畏法纪",
    "带头干事创业、担当作为",
    "带头坚决扛起管党治党责任",
)
_FAULTS = (
    "学习上级精神满足于开会传达，本子上抄了三十页，没有一条用到学校。",
    "组织生活会上给同事提的意见，三年用的是同一句话。",
    "有位家长三次约我谈孩子转班，我都推给副校长；外出两天没有报备。",
    "危房改造的材料拖了两个月，催了才办。",
    "校长书记一肩挑，支部活动让干事代记，全年只谈了一次话。",
)
_DEEDS = (
    "每周学习两次，全年写了三万字的笔记。",
    "组织生活会开了四次，次次写了发言。",
    "走访家长一百二十户，办成实事九件。",
    "危房改造提前一个月完工，得了县里的奖。",
    "与每名党员谈话两次，发展党员一名。",
)
_NUMBERS = "一二三四五六七"


def _sections(text: str, standard: str = _SECOND) -> dict[str, tuple[bool, str]]:
    review = review_document(document_of(text), "a.txt", load_standard(standard))
    assert review.kind == "report"
    return {s.id: (s.found, s.heading) for s in review.sections}


def _paper(bodies: tuple[str, ...], ending: str = "方面") -> str:
    parts = [f"{n}、{name}{ending}\n{body}" for n, name, body in zip(_NUMBERS, _NAMES, bodies, strict=False)]
    causes = "六、原因分析\n平时把自己当业务干部，觉得支部的事是软任务，思想上放松了要求。"
    remedies = "七、整改措施\n每周三接待家长，外出必报备，支部记录自己写。"
    return "\n".join(["个人对照检查材料", *parts, causes, remedies, "石头镇小学　蓝天明", "2026年1月12日"])


@pytest.mark.parametrize("ending", ["方面", "", "上的表现"])
def test_faults_under_the_elements_names_are_the_problems(ending: str) -> None:
    found = _sections(_paper(_FAULTS, ending))
    assert found["problems"] == (True, "一、" + _NAMES[0] + ending)
    assert found["causes"][0] and found["remedies"][0]


def test_deeds_under_the_elements_names_are_no_problems() -> None:
    assert _sections(_paper(_DEEDS))["problems"] == (False, "")


def test_the_elements_names_under_the_remedies_stay_remedies() -> None:
    items = "\n".join(
        f"（{n}）{name}方面\n今后不再推给别人，每月补上一次。"
        for n, name in zip(_NUMBERS, _NAMES, strict=False)
    )
    causes = "一、原因分析\n平时把自己当业务干部，觉得支部的事是软任务，思想上放松了要求。"
    text = f"个人对照检查材料\n{causes}\n二、整改措施\n{items}\n石头镇小学　蓝天明\n2026年1月12日"
    found = _sections(text)
    assert found["problems"] == (False, "") and found["remedies"] == (True, "二、整改措施")


def _told(faults: str) -> bool:
    text = (
        "党性分析\n我叫安立新，今年四十一，1994年6月在部队入党，转业后在北坡中学教体育。坐下来想了两个晚上。\n"
        f"{faults}\n为什么会这样？根子是把转业当成了到站，总觉得该松口气了。\n"
        "往后这样办：笔记本一周写两页，年底交支部看；值周不离校；面包的事，我已经跟校长讲了。\n安立新\n2011年9月9日"
    )
    return _sections(text, "chuangxianzhengyou")["problems"][0]


@pytest.mark.parametrize(
    "faults",
    [
        "毛病不少。学习上，从部队回来就没有正经看完一本书，笔记本空着大半本。纪律上，值周常溜号。再有就是护短，明知道小卖部卖过期面包，我没有吭声。",
        "数出五条毛病：书看得少，笔记是抄的；下雨天让学生自习；罚跑是家常便饭；值周溜号；老战友的事护短。",
        "我身上的缺点还真不少：读书满足于翻翻标题，上课糊弄，值周开小差。",
    ],
)
def test_a_story_of_ones_faults_has_problems(faults: str) -> None:
    assert _told(faults)


@pytest.mark.parametrize(
    "praise",
    [
        "学习上，看完了六本书，写了两大本笔记。上课上，一节不少，校队拿了县里第二。对学生，天天陪着练。值周天天到岗。",
        "我带的学生毛病不少，有打架的，有逃学的，我一个一个谈，一个一个家访，现在都好了。",
    ],
)
def test_a_story_of_ones_deeds_has_none(praise: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By their words, that is. By its place between basics and causes the trained judge still takes such a passage for
    the problems, as most are (docs/accuracy.md says how many deleted sections are no longer missed)."""
    monkeypatch.setattr("checker.sections.known_lacking", lambda *_: [])
    assert not _told(praise)


def _headed(second: str, text: str) -> tuple[bool, str]:
    paper = (
        "党性分析报告\n一、基本情况\n我叫苗春生，2006年入党，王家沟小学教师。\n"
        f"二、{second}\n{text}\n三、病根\n父母生病那两年心思不在学校，后来就懒下来了。\n"
        "四、整改措施\n缺的七篇笔记六月底前补完；作业当天批。\n苗春生\n2011年5月9日"
    )
    return _sections(paper, "chuangxianzhengyou")["problems"]


def test_an_unknown_heading_in_the_place_of_the_problems_needs_few_signs() -> None:
    faults = "收过家长两条烟；推过孩子一把；看到同事喝酒上课没有说；作业有三天攒一起批。"
    assert _headed("几面镜子", faults) == (True, "二、几面镜子")


def test_deeds_in_the_place_of_the_problems_are_none() -> None:
    deeds = "一年来作业当天批完，家访四十户，退回了家长的两条烟，带的班得了第一。"
    assert _headed("几面镜子", deeds) == (False, "")
    assert _headed("一年来的工作", deeds) == (False, "")


def test_an_unknown_heading_in_another_place_needs_as_many_signs_as_ever() -> None:
    faults = "收过家长两条烟；推过孩子一把；看到同事喝酒上课没有说；作业有三天攒一起批。"
    paper = (
        "党性分析报告\n一、基本情况\n我叫苗春生，2006年入党，王家沟小学教师。\n"
        "二、病根\n父母生病那两年心思不在学校，后来就懒下来了。\n"
        f"三、整改措施\n缺的七篇笔记六月底前补完；作业当天批。\n四、几面镜子\n{faults}\n苗春生\n2011年5月9日"
    )
    assert not _sections(paper, "chuangxianzhengyou")["problems"][0]
