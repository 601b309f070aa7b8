"""Why an element is no more than named: the reason fits the sentence that is quoted with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.evaluate import document_of
from checker.judging import analyse, review_document
from checker.scoretable import Scored
from checker.whynamed import why_heading, why_named
from corpus import load_standard

STANDARD = load_standard()
LETTER = "党员承诺书\n我郑重承诺如下：\n{}\n承诺人：林小禾\n2011年3月1日"
PLAN = """石桥小学创先争优活动实施方案
一、指导思想
以科学发展观为指导，围绕提高教学质量，激励党员带头。
二、主要内容
带头学习提高：每周集中学习一次，每人每学期读两本书。带头弘扬正气：{righteous}
三、活动载体
设党员示范岗，每月评一个“石桥好老师”。
四、方法步骤
{steps}
五、组织领导
校长任组长，教导主任抓台账，每月5日前汇总公示。
石桥小学党支部
2011年2月20日"""


def why(
    text: str, concrete: float = 0.1, quoted: bool = False, others: bool = False, deed: float = 0.0
) -> str:
    """The reason for the last sentence of a text in one paragraph, scored as told."""
    outline = analyse(document_of(LETTER.format(text)), STANDARD).outline
    sentence = [s for s in outline.sentences if s.role == "body"][-1]
    return why_named(Scored(sentence, concrete, 0.9, False, 0, quoted, others, deed=deed), outline, 0.5)


def test_what_tells_a_deed_is_no_slogan() -> None:
    deed = "邻居老周两口子吵架，上门劝和三回。"
    assert why(deed) == "只有口号或表态，没有写明具体做什么"
    assert why(deed, deed=0.9) == "写得不够具体或不够肯定，请看这一句"


@pytest.mark.parametrize(
    "text",
    [
        "紧密团结在以胡锦涛同志为总书记的党中央周围，每周读书一小时。",
        "按照上级的要求，把课上好，及格率提高到九成。",
        "认真贯彻党的十七届五中全会精神，把课上好，及格率提高到九成。",
    ],
)
def test_a_stock_opening_does_not_make_a_deed_a_demand_of_others(text: str) -> None:
    for concrete in (0.1, 0.8):
        assert why(text, concrete, quoted=True, others=True).startswith("写得不够具体或不够肯定")


@pytest.mark.parametrize("text", ["作为党员，我要响应号召，积极参加，不辱使命。", "我将认真学习上述规定。"])
def test_ones_own_slogan_passes_nothing_on(text: str) -> None:
    assert why(text, quoted=True).startswith("只有口号或表态")


@pytest.mark.parametrize(
    "text",
    [
        "上级要求党员带头遵纪守法，不得收受礼金。",
        "《教师职业道德规范》规定：教师要终身学习，要爱岗敬业。",
        "按照县局要求，各支部要带头学习。",
        "局领导强调，党员要带头服务群众。",
    ],
)
def test_what_others_demand_is_told_as_such(text: str) -> None:
    assert why(text, quoted=True) == "只是转述要求，没有写自己怎么做"


@pytest.mark.parametrize(
    "text",
    [
        "严格遵守学校规定，不收家长礼金。",
        "四、严厉遵守学校划定，不收家长礼金。",  # spun words
        "坚决拥护中央八项规定，坚决反对特权思想。",
        "今后要进一步严格要求，争做合格党员。",
        "认真学习上级规定，提高自身素质。",
        "我们向全体教师倡议，牢记使命，潜心育人。",
        "抓住中央提出的“促和谐”这个总要求，围着主题创先进。",
        "第五条 热情周到，弘扬正气。",
    ],
)
def test_without_a_cue_nobody_is_told_to_pass_anything_on(text: str) -> None:
    for concrete in (0.1, 0.8):
        for quoted in (False, True):
            assert "转述" not in why(text, concrete, quoted=quoted)


@pytest.mark.parametrize(
    "text",
    [
        "教育局下发的师德十条，要求党员干部敢抓敢管。",
        "学校考勤制度规定提前十分钟到岗，坐班老师不得外出。",
        "县委的方案对党员学习另有规定：全年不少于四十学时。",
        "按照《教师职业道德规范》第三条，教师应当关心全体学生。",
        "省教育厅《教师行为准则》第六条，不得向家长推销教辅。",
        "支部书记上回开会说党员要天天学。",
        "局里的通知里写着，老同志要离岗不离党。",
        "我们学校有一条规定，教师不得在课堂上接电话。",
    ],
)
def test_a_demand_with_its_source_is_passed_on(text: str) -> None:
    assert why(text, quoted=True) == "只是转述要求，没有写自己怎么做"


def test_whose_demand_stands_first_is_told_though_the_classifier_did_not_see_it() -> None:
    assert why("镇里的文件要求，各园要争创一流。").startswith("只是转述要求")
    assert why("镇里的文件要求，各园要争创一流，我每天备课。", 0.8).startswith("写得不够具体")


@pytest.mark.parametrize(
    "text", ["党员要刻苦学习。", "第八条 支部应加强机制建设。", "各支部要做到班子好、队伍好。"]
)
def test_a_papers_own_demand_is_told_as_one(text: str) -> None:
    assert why(text, quoted=True) == "只提了要求，没有写明具体怎么做"


@pytest.mark.parametrize(
    "text",
    [
        "生活上艰苦朴素，为人正派，团结同志。",
        "努力做到让领导放心、让同志们满意。",
        "思想上，本人坚决拥护以习近平同志为核心的党中央。",
        "对同志们提出的意见，我照单全收。",
        "要向老同志学习，活到老、学到老。",
        "整改：提高党性觉悟，争做时代楷模。",
    ],
)
def test_ones_own_words_are_not_called_another_persons(text: str) -> None:
    assert "别人" not in why(text, others=True)


@pytest.mark.parametrize(
    "text",
    [
        "桑玉堂同志从不收学生一分钱。",
        "我的前任争取来一百万元，还自学了养蜂。",
        "教研组评优有人拉票，他把票纸撕了。",
        "个别教师热衷于打牌、攀比。",
        "教务处的小倪经常帮我搬纸。",
        "王校长住的是漏雨的房子。",
    ],
)
def test_what_another_did_is_told_as_such(text: str) -> None:
    assert why(text, others=True) == "只是别人的事，没有写自己的做法"


def test_another_who_only_passes_a_demand_on_has_done_nothing() -> None:
    assert why("局领导在会上说，分管的同志要有担当。", others=True).startswith("只是转述要求")


@pytest.mark.parametrize("text", ["在为民服务上，还存在一些不足。", "宗旨意识有待增强。", "学习方面有差距。"])
def test_what_only_says_that_something_is_lacking_is_no_slogan(text: str) -> None:
    assert why(text) == "只笼统说了不足，没有写明具体的表现"


@pytest.mark.parametrize("text", ["坚持学习不放松，改造不停步。", "努力补齐能力不足，争创佳绩。"])
def test_what_makes_good_a_lack_is_none(text: str) -> None:
    assert why(text).startswith("只有口号或表态")


def test_a_heading_that_names_the_element_is_about_it() -> None:
    """4.学习方面存在不足 is a heading of 存在的问题, too: it was written about, if no more than that."""
    text = "党性分析报告\n一、基本情况\n我叫李明。\n二、存在的主要问题\n{}\n会上记得少。\n李明\n2011年6月20日"
    kind = STANDARD.kind("report")
    study = next(e for e in STANDARD.elements if e.id == "study")
    for heading, told in (("（一）学习方面存在问题", ""), ("（一）存在的主要问题", "没有专门写")):
        outline = analyse(document_of(text.format(heading)), STANDARD).outline
        where = next(h.where for h in outline.headings if h.title == heading[3:])
        assert why_heading(where, outline, kind, study)[:5] == told


def test_she_is_the_colleague_of_whom_was_told() -> None:
    told = "韩老师每天五点起床读书；她把两个没娘的孩子接到家里住，供他们吃穿；"
    assert why(told, 0.9) == "只是别人的事，没有写自己的做法"
    assert why("韩老师病了；她的课我替她上了两周；", 0.9).startswith("写得不够具体")
    assert why("有个学生没有娘；她放学没处去，留在办公室写作业；", 0.9).startswith("写得不够具体")


def plan(**words: str) -> dict[str, str]:
    """Messages on a plan by rule and element or section."""
    given = {"righteous": "弘扬正气，评选师德标兵。", "steps": "3月动员承诺。4—10月践诺。11月评议。", **words}
    review = review_document(document_of(PLAN.format(**given)), "a.txt", STANDARD)
    return {f"{f.rule} {f.message[:7]}": f.message for f in review.findings}


def test_the_advice_names_no_example_that_the_sentence_gives() -> None:
    from checker.rules.coverage import RULES

    analysis = analyse(
        document_of(PLAN.format(righteous="不体罚学生，评选师德标兵。", steps="3月动员。")), STANDARD
    )
    judged = [
        replace(j, level="named", evidence=j.evidence or (), reason="写得不够具体")
        if j.id == "righteous"
        else j
        for j in analysis.judgements
    ]
    named = next(rule for rule in RULES if rule.id == "coverage.named_only")
    found = named.check(replace(analysis, judgements=tuple(judged), memo={}))
    (told,) = (f.message for f in found if "弘扬正气" in f.message[:8])
    assert "不体罚学生，评选师德标兵" in told and "不体罚或变相体罚" not in told
    assert "例如写明不参与赌博和迷信、当面批评不良言行，或碍于情面不敢批评的具体表现。" in told


def test_a_section_is_not_called_the_heading_of_an_element() -> None:
    """组织领导 is not where a plan writes 领导班子好."""
    analysis = analyse(document_of(PLAN.format(righteous="弘扬正气。", steps="3月动员。")), STANDARD)
    outline, kind = analysis.outline, STANDARD.kind("plan")
    (section,) = (h.where for h in outline.headings if h.title == "组织领导")
    team = next(e for e in STANDARD.elements if e.id == "team")
    assert (
        why_heading(section, outline, kind, team)
        == "没有专门写，最接近的是这一部分，里面也没有写它的具体做法"
    )
    words = next(s.where for s in outline.sentences if s.role == "body")
    assert why_heading(words, outline, kind, team) == ""


def test_a_hollow_sentence_under_a_heading_is_told_as_one() -> None:
    goods = "不打骂学生。\n领导班子好：班子每人听课二十节。党员队伍好：每季评议。"
    told = [
        m
        for key, m in plan(steps="按上级要求分步实施。", righteous=goods).items()
        if key.startswith("sections.empty")
    ]
    assert len(told) == 1 and "只有一句空话“按上级要求分步实施" in told[0]
    told = [m for key, m in plan(steps="").items() if key.startswith("sections.empty")]
    assert len(told) == 1 and "下面没有内容" in told[0]


def test_what_covers_another_element_is_not_the_closest_to_this_one() -> None:
    text = """党性分析报告
一、基本情况
我叫林小禾，1981年生，2006年入党，石桥小学教师，教语文、体育。
二、存在的主要问题
1.党报订了从不拆封。
2.水房的账三个月没有对。
3.家长来问成绩，我爱理不理。
4.去年三次例会早退。
5.看见同事打牌，装作没看见。
三、原因分析
后来就懒下来了。
四、努力方向和整改措施
党报天天看完签上日期。向那位家长道歉，今后来人先让座。例会提前十分钟到。再有打牌的当面劝。
林小禾
2011年5月9日"""
    review = review_document(document_of(text), "a.txt", STANDARD)
    covering = {e.text for j in review.elements if j.level == "covered" for e in j.evidence}
    for judgement in review.elements:
        if judgement.level == "missing":
            assert not {e.text for e in judgement.evidence} & covering
    assert any("例会提前十分钟到" in text for text in covering)
