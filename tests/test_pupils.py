"""A pupil's letter is no member's, whatever its title; a teacher's, a student member's or a parent body's is not touched."""

from __future__ import annotations

import pytest

from checker.evaluate import document_of
from checker.judging import review_document
from corpus import load_standard


def _kind(text: str) -> str:
    return review_document(document_of(text), "a.txt", load_standard()).kind


@pytest.mark.parametrize(
    "text",
    [
        "承诺书\n我是三年级二班的学生，\n我保证按时完成作业，每天读书半小时，不打架，不骂人，帮助同学。\n承诺人：小明\n2011年4月12日",
        "保证书\n我叫王小明，是青石镇中学八（2）班的学生，我保证上课不说话，不带手机。\n保证人：王小明\n2011年4月12日",
        "承诺书\n我们是五年级的同学，今后不下河洗澡，不玩火，过马路看红绿灯。\n承诺人：五年级一班\n2011年4月12日",
        "承诺书\n作为一名小学生，我要尊敬老师，孝敬父母，爱护公物。\n承诺人：张丽\n2011年4月12日",
        "我的承诺\n一、按时完成作业，上课认真听讲。\n二、我不骂人，不打架，和同学好好相处。\n三、在家听爸爸妈妈的话，自己洗袜子。\n李小红\n2011年4月12日",
        "承诺书\n我是初中学生刘强，今后不进网吧，不抽烟。\n承诺人：刘强\n2011年4月12日",
    ],
)
def test_a_pupils_letter_is_not_judged_as_a_members(text: str) -> None:
    assert _kind(text) == "other"


@pytest.mark.parametrize(
    "text",
    [
        "承诺书\n我是三年级二班学生的数学老师，承诺不打骂学生，作业当天批完，每周家访两户，不收礼。\n承诺人：李明\n2011年4月12日",
        "承诺书\n我是大学生党员，现在凤山中学实习，承诺每周读书一小时，帮助同学，尊敬老师，不收礼。\n承诺人：李明\n2011年4月12日",
        "承诺书\n我是一名小学教师，我让学生按时完成作业、不打架、不骂人、帮助同学，自己每天批完作业，不收礼。\n承诺人：李明\n2011年4月12日",
        "承诺书\n我在凤山小学门口站岗，1999年入党。看见娃娃打架我劝，教他们不骂人、不打架、帮助同学，不乱扔垃圾；不收家长一包烟，每天读报半小时。\n承诺人：李明\n2011年4月12日",
        "承诺书\n我是凤山小学学生食堂的炊事员，承诺饭热菜鲜，不短斤少两，不收回扣，每天学习半小时。\n承诺人：李明\n2011年4月12日",
        "承诺书\n我是凤山中学学生处干事，承诺每晚查寝，不收家长礼，每月读一本书，不打骂学生。\n承诺人：李明\n2011年4月12日",
        "承诺书\n我是凤山小学大队辅导员，跟同学们一起读书，每天半小时；团结同事，不骂人，爱护公物，不收礼。\n承诺人：李明\n2011年4月12日",
    ],
)
def test_a_grown_ups_letter_stays_a_letter(text: str) -> None:
    assert _kind(text) == "letter"
