"""Blanks, masks and a template's own words: what was left to be filled in, and what only looks so."""

from __future__ import annotations

import pytest

from tests.rules.helper import document, findings

LETTER = "承诺书\n我叫李明，1999年入党，现作如下承诺：\n一、每周读书一小时。\n{}\n承诺人：李明\n2011年4月12日"
REPORT = (
    "党性分析报告\n一、基本情况\n我叫李明，1997年入党。\n二、存在的主要问题\n{}\n规定的六本书只读了两本。\n"
    "三、原因分析\n思想上松懈。\n四、努力方向和整改措施\n每周读两个晚上的书。\n李明\n2011年6月20日"
)
PLAN = (
    "创先争优活动实施方案\n一、指导思想\n推动学校工作。\n二、主要内容\n{}\n三、方法步骤\n六月动员，七月实施。\n"
    "四、组织领导\n书记任组长。\n石桥镇中心小学党支部\n2011年6月1日"
)
FORMS = {"letter": LETTER, "report": REPORT, "plan": PLAN}


def told(form: str, line: str, rule: str) -> list[str]:
    """What the findings of a rule point to."""
    text = FORMS[form].format(line)
    return [document(text).quote(f.where) for f in findings(text) if f.rule == rule and f.where is not None]


@pytest.mark.parametrize(
    ("form", "line", "words"),
    [
        ("letter", "二、每周家访（　　）户留守儿童。", "（　　）"),
        ("letter", "二、每周家访()户留守儿童。", "()"),
        ("letter", "二、帮扶（  ）名学困生，每人补课（ ）小时。", "（  ）"),
        ("letter", "二、帮扶X×X小学的两名学生。", "X×X小学"),
        ("plan", "全校党员（ ）人，每人听课（ ）节。", "（ ）"),
        ("letter", "二、每周家访□□户留守儿童。", "□□"),
        ("letter", "二、我在□□□小学包一个班。", "□□□小学"),
        ("letter", "以上承诺于  年  月  日前兑现。", "年  月  日"),
        ("letter", "以上承诺于2011年  月  日前兑现。", "2011年  月  日"),
        ("plan", "本阶段自  年  月  日起，全体党员参加。", "年  月  日"),
        ("plan", "名单于  月  日前报支部。", "月  日"),
        ("report", "本人现任某镇中心小学教师，两次没有交笔记。", "某镇中心小学"),
        ("report", "本人，男，1970年生，现任某镇中心小学教师，担任某年级班主任。", "某镇中心小学"),
        ("report", "我是某县某乡中学的老师，两次没有交笔记。", "某县某乡中学"),
    ],
)
def test_what_was_not_filled_in_is_told(form: str, line: str, words: str) -> None:
    assert told(form, line, "placeholder.mask") == [words]


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("letter", "二、把“（　）个十是一百”这样的题练熟。"),
        ("letter", "二、口算3＋（　）个，天天练，错的当天改。"),
        ("letter", "二、试卷上（　）分的空，学生自己填，我不代填。"),
        ("letter", "二、口算3×4、x×x这类题天天练，及格率提高到九成。"),
        ("letter", "群众评价：满意□ 较满意□ 不满意□"),
        ("letter", "学历：□大专 □本科　职务：□班主任 □任课教师"),
        ("letter", "二、某学生家里困难，我每月去一次；某家长来骂人，我不还口。"),
        ("letter", "二、教三（1）班，七（3）班，每周各听一节。"),
        ("letter", "二、写清年月日，当天的账当天记。"),
        ("letter", "二、作文结尾要学生写上日期，在年月日前面空两格。"),
        ("report", "同学现任某镇中心小学校长，请我吃饭，我去了。"),
        ("report", "他现任某局副局长，托我给孩子改分，我改了。"),
        ("report", "通报的案例里，某小学校长收礼被查，我没有对照自己。"),
        ("report", "我是某种程度上的老好人，两次没有交笔记。"),
        ("report", "去某小学监考，我迟到了十分钟。"),
        ("report", "学生说“我是某小学的转学生”，我没有多问。"),
        ("plan", "去某校听课的党员写一篇体会。"),
        ("letter", "（）人看过　发布时间：2011-04-12"),
    ],
)
def test_boxes_to_tick_exercises_and_people_kept_back_are_no_blanks(form: str, line: str) -> None:
    assert told(form, line, "placeholder.mask") == []


def test_a_paper_of_some_school_is_told_by_its_title_and_its_signer() -> None:
    text = PLAN.replace("创先争优活动实施方案", "某小学创先争优活动实施方案", 1)
    text = text.replace("石桥镇中心小学党支部", "某小学党支部").format("每月读一本书。")
    found = [f.message for f in findings(text) if f.rule == "placeholder.mask"]
    assert found == ["“某小学”是遮盖或空着的内容，全文共2处。请逐处填上真实的名称、时间或内容。"]


@pytest.mark.parametrize(
    ("form", "line", "words"),
    [
        ("letter", "（注：此处请结合岗位实际填写不少于三条）", "（注：此处请结合岗位实际填写不少于三条）"),
        ("letter", "（说明：以下请根据本人情况填写）", "（说明：以下请根据本人情况填写）"),
        ("letter", "（字数不少于800字，仿宋三号）", "（字数不少于800字，仿宋三号）"),
        ("letter", "（不少于800字）", "（不少于800字）"),
        ("report", "（要求：一千字左右，用宋体小四号字打印）", "（要求：一千字左右，用宋体小四号字打印）"),
        ("report", "（一）学习方面（不少于300字）", "（不少于300字）"),
        ("letter", "二、[在此输入帮扶对象]每周家访两户。", "[在此输入帮扶对象]"),
        ("letter", "二、【在此输入帮扶对象】每周家访两户。", "【在此输入帮扶对象】"),
        ("letter", "二、［在此处填写姓名］每周家访两户。", "［在此处填写姓名］"),
    ],
)
def test_a_templates_words_are_told_and_quoted_whole(form: str, line: str, words: str) -> None:
    assert told(form, line, "placeholder.template") == [words]


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("letter", "二、每月写一篇读书心得（不少于800字）。"),
        ("letter", "二、每月写心得一篇（不少于800字）"),
        ("letter", "（二）每周一篇周记（300字左右）"),
        ("plan", "（字数不少于800字，6月25日前交支部）"),
        ("plan", "每名党员写一份剖析材料（字数不少于1500字，仿宋三号打印）。"),
        ("letter", "（注：本条由支部统一拟定。）"),
        ("letter", "二、批作文（每篇不少于50字的评语），当天发。"),
        ("report", "（以上几条，支部会上已经讲过。）"),
    ],
)
def test_a_promise_of_so_many_words_and_a_plans_demand_are_no_template(form: str, line: str) -> None:
    assert told(form, line, "placeholder.template") == []


@pytest.mark.parametrize(
    ("intro", "signed", "other"),
    [
        ("我叫向东升，1999年入党，", "张三", "向东升"),
        ("我是黄泥塘小学教师向东升，1999年入党，", "张三", "向东升"),
        ("姓名：高明，1999年入党，", "张三", "高明"),
        ("我是黄泥塘小学教师向东升，1999年入党，", "向东升", ""),
        ("我是黄泥塘小学教师向东升，1999年入党，", "向冬升", ""),
        ("我叫安心的，", "张三", ""),
        ("我叫裴老四，", "裴思义", ""),
        ("我叫裴师傅，", "裴思义", ""),
        ("我叫裴老四，", "张建国", "裴老四"),
        ("我叫裴小兰，", "裴思义", "裴小兰"),
        ("我是黄泥塘小学班主任安排我，", "张三", ""),
        ("我是黄泥塘小学教师高高兴，", "高兴", ""),
        ("我是黄泥塘小学党员全体会，", "张三", ""),
        ("我（物理教师杜春生，1999年入党）", "张三", "杜春生"),
        ("我（杜春生）", "张三", "杜春生"),
        ("本人，杜春生，物理教师，今年四十岁，", "张三", "杜春生"),
        ("我，黄泥塘小学教师杜春生，自愿", "张三", "杜春生"),
        ("我（物理教师杜春生，1999年入党）", "杜春生", ""),
        ("我（指导教师杜春生）", "张三", ""),
        ("我（和教师杜春生）", "张三", ""),
        ("我（代杜春生）", "张三", ""),
        ("我（杜春生）每周家访，", "张三", ""),
        ("我（段长）", "张三", ""),
        ("我（毕业班）", "张三", ""),
        ("我（温和地）", "张三", ""),
        ("我（杜家坡片）", "张三", ""),
        ("我帮杜春生写好保证书：“我，杜春生，男，今后不逃课。”我", "张三", ""),
        ("我（见附件），", "张三", ""),
        ("本人（签名）", "张三", ""),
        ("我，作为教师，自愿", "张三", ""),
        ("我，班主任杜春生，校长李伟，一起", "张三", ""),
        ("有一天我，杜春生，班主任，三个人在一起，", "张三", ""),
    ],
)
def test_who_says_his_name_signs_with_it(intro: str, signed: str, other: str) -> None:
    text = LETTER.replace("我叫李明，1999年入党，", intro).replace("承诺人：李明", f"承诺人：{signed}")
    found = [f for f in findings(text.format("二、按时签到。")) if f.rule == "placeholder.left_over"]
    assert [other in f.message for f in found] == ([True] if other else [])


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("二、为把石板坡小学建成全镇一流的小学而努力，及格率提高到九成。", 1),
        ("二、为把黄泥塘小学建成全镇一流的小学而努力，及格率提高到九成。", 0),
        ("二、帮扶的学校要把石板坡小学建成全镇一流的小学，我去送两节课。", 0),
    ],
)
def test_another_school_is_told_though_the_sentence_before_speaks_of_reading(line: str, count: int) -> None:
    text = LETTER.replace("我叫李明，", "我是黄泥塘小学教师李明，").format(line)
    assert len([f for f in findings(text) if f.rule == "placeholder.left_over"]) == count


def test_what_one_says_is_no_word_of_a_template() -> None:
    assert told("report", "评课时我后头总要加“仅供参考”，怕人家下不来台。", "placeholder.left_over") == []
    assert told("report", "以上内容仅供参考。", "placeholder.left_over") == ["仅供参考"]


def test_a_prompt_that_also_tells_a_length_is_told_once() -> None:
    text = LETTER.format("（此处填写个人特色承诺，不少于50字）")
    (message,) = [f.message for f in findings(text) if f.rule == "placeholder.template"]
    assert "全文共" not in message


def test_the_blanks_of_an_exercise_are_for_pupils() -> None:
    lines = "一、填空。\n小明家访（　　）户，每户（　）人。\n每天读书____页。\n学校买来X本书，分给6个班。\n{}2011年3月"

    def masks(title: str, more: str = "") -> list[str]:
        return [f.message for f in findings(f"{title}\n{lines.format(more)}") if f.rule == "placeholder.mask"]

    assert masks("石桥镇中心小学三年级数学练习") == masks("三年级数学期末测试卷（A卷）") == []
    assert masks("关于读书活动的简报")
    # A school whose name was kept back is no exercise.
    assert "XX小学" in masks("三年级数学练习", "XX小学教导处\n")[0]
