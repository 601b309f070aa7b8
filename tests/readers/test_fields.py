"""Fields that keep no result show what their instruction says; others show their result alone."""

from __future__ import annotations

import pytest

from checker.document import Document
from checker.readers import read_data
from checker.readers.fields import shown_for
from tests.docx_builder import Docx, Xml, field, p, run, simple_field

BUTTON = "MACROBUTTON NoMacro [单击此处键入姓名]"


def open_field(*instructions: str, data: str = "") -> Xml:
    """A complex field without a result, its instruction in pieces."""
    said = "".join(
        f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>' for words in instructions
    )
    form = f"<w:ffData>{data}</w:ffData>" if data else ""
    return Xml(
        f'<w:r><w:fldChar w:fldCharType="begin">{form}</w:fldChar></w:r>{said}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def read(*blocks: str) -> Document:
    return read_data(Docx(*blocks).bytes())


@pytest.mark.parametrize(
    ("instruction", "words"),
    [
        (r" eq \o\ac(○,1) ", "①"),
        (r"eq \o\ac(○,20)", "⑳"),
        (r"eq \o\ac(○,21)", "21"),
        (r"eq \o\ac(□,优)", "优"),
        (r"eq \o\ac(○,一)", "一"),
        (r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(xué),学)', "学"),
        (r"EQ \o(\s\up 5(党员),\s\do 2(先锋))", "党员先锋"),
        (r"EQ \f(1,2)", "1/2"),
        (r"EQ \x(重点)", "重点"),
        (r"EQ \r(,\f(a,b))", "a/b"),
        (r"EQ \o\ac(\(,甲\))", "甲)"),
        (r"EQ \o(", ""),
        (r"EQ " + r"\o(" * 400, ""),
        (r"EQ " + r"\o(" * 5000, ""),
        (BUTTON, "[单击此处键入姓名]"),
        ('SYMBOL 254 \\f "Wingdings" \\s 10', "☑"),
        ("SYMBOL 0x25CB \\f 宋体", "○"),
        ("SYMBOL 99999999 ", ""),
        ("PAGE", ""),
        ("", ""),
    ],
)
def test_what_an_instruction_shows(instruction: str, words: str) -> None:
    assert shown_for(instruction) == words


def test_enclosed_characters_are_read_however_the_instruction_is_cut() -> None:
    for pieces in ((r"eq \o\ac(○,1)",), (r"eq \o\ac(", "○", ",1)")):
        assert read(p("前", open_field(*pieces), "后")).text == "前①后"


def test_boxes_and_lists_of_a_form() -> None:
    ticked = "<w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox>"
    unticked = "<w:checkBox><w:default w:val='1'/><w:checked w:val='0'/></w:checkBox>"
    entries = "<w:listEntry w:val='校长'/><w:listEntry w:val='党支部书记'/>"
    box, choice = "FORMCHECKBOX", "FORMDROPDOWN"
    for instruction, data, words in (
        (box, ticked, "☑"),
        (box, unticked, "□"),
        (box, "<w:checkBox><w:default w:val='1'/></w:checkBox>", "☑"),
        (choice, f"<w:ddList><w:result w:val='1'/>{entries}</w:ddList>", "党支部书记"),
        (choice, f"<w:ddList>{entries}</w:ddList>", "校长"),
        (choice, f"<w:ddList><w:result w:val='9'/>{entries}</w:ddList>", ""),
        (choice, "", ""),
    ):
        assert read(p("前", open_field(instruction, data=data), "后")).text == f"前{words}后"


def test_a_button_to_click_is_a_prompt() -> None:
    (paragraph,) = read(p("姓名：", open_field(BUTTON))).paragraphs
    assert paragraph.text == "姓名：[单击此处键入姓名]"
    assert paragraph.prompts == ((3, len(paragraph.text)),)


def test_within_an_instruction_nothing_is_shown() -> None:
    inner = open_field(r"eq \o\ac(○,1)")
    condition = Xml(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + inner + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("结果") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    assert read(p("前", condition, "后")).text == "前结果后"
    hidden_end = Xml(inner.replace("<w:r><w:fldChar w:fldCharType=\"end\"/>",
                                   "<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType=\"end\"/>"))  # fmt: skip
    assert read(p("前", hidden_end, "后")).text == "前后"


def test_a_simple_field_without_a_result_shows_its_instruction_too() -> None:
    for inner, words in (("", "①"), (run("一"), "一")):
        simple = simple_field(Xml(inner), instruction=r" eq \o\ac(○,1) ")
        assert read(p("前", simple, "后")).text == f"前{words}后"
    assert read(p("前", simple_field(instruction="DATE"), "后")).text == "前后"


def test_a_result_counts_and_not_the_instruction() -> None:
    assert read(p("看", field("第二页", instruction=r"eq \o\ac(○,1)"), "。")).text == "看第二页。"
