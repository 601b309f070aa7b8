"""RTF, by itself and under the name .doc: what a person sees is read once, and what nobody sees is not."""

from __future__ import annotations

import pytest

from checker.document import Document, Unreadable
from checker.readers import read_data

HEAD = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\froman\fcharset0 Times;}"
    r"{\f2\fnil\fcharset2 Wingdings;}}{\colortbl;\red0;}"
    r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 heading 1;}{\*\cs10 Char;}}"
    r"{\*\generator Msftedit 5;}{\info{\title T{\u-10179 ?}{\u-8704 ?}}{\author LI}"
    r"{\creatim\yr2011\mo3\dy1\hr8\min5}}\viewkind4\uc1\pard\plain\f0 "
)


def rich(body: str, head: str = HEAD) -> bytes:
    return (head + body + "}").encode("gb18030")


def read(body: str) -> Document:
    return read_data(rich(body))


def lines(body: str) -> list[tuple[str, str]]:
    return [(q.part, q.shown) for q in read(body).paragraphs]


def texts(body: str) -> list[str]:
    return [q.text for q in read(body).paragraphs]


def rules(body: str) -> set[str]:
    return {rule for rule, _ in read(body).notes}


SHAPE = (
    r"{\shp{\*\shpinst\shpleft0{\sp{\sn shapeType}{\sv 202}}{\sp{\sn wzDescription}{\sv 说明}}"
    r"{\shptxt \pard\plain 框内甲\par 框内乙\par }}{\shprslt{\*\do\dobxcolumn{\dptxbxtext\pard 框内甲\par 框内乙\par}}}}"
)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("承诺书", "承诺书"),
        (r"\'b3\'d0\'c5\'b5\'ca\'e9", "承诺书"),
        (r"\u25215?\u-30337 \'3f", "承西"),
        (r"\uc2\u25215\'b3\'d0\u35834\'c5\'b5", "承诺"),
        (r"\uc0\u25215\u35834", "承诺"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"\u25215\tab 乙", "承乙"),  # a word after it stands for it, too
        (r"甲\tab 乙\line 丙\~丁\_戊\-己\emdash\ldblquote 庚\rdblquote", "甲\t乙\n丙\u00a0丁-戊己—“庚”"),
        (r"甲\{乙\}\\丙", "甲{乙}\\丙"),
        (r"{\f2\'fe}是{\f2\'a8}否", "☑是□否"),
        (r"{\f2\u-3842?}是", "☑是"),
        (r"{\f1\'93}甲{\f1\'94}", "“甲”"),
        (r"甲{\*\bkmkstart x}{\*\unheardof{\b 乙}丙}丁{\pict\pngblip 89504e47}", "甲丁"),
        (r"甲{\pict\bin5 {{{}x}乙", "甲乙"),
        (r"甲{\v 藏}{\v\b 藏\v0 乙}{\v 藏\plain 丙}{\webhidden 丁}", "甲乙丙丁"),
        (r"甲{\deleted\revauthdel1 删}{\b\deleted 删}{\mvf 移走}{\mvt 移来}{\revised 插}", "甲移来插"),
        (r"甲{\*\atnid LI}{\*\atnauthor LI}\chatn{\*\annotation\pard 批注\par}乙", "甲乙"),
        (r"甲{\field{\*\fldinst{HYPERLINK x}}{\fldrslt{\ul 网页}}}乙", "甲网页乙"),
        (r"甲{\field{\*\fldinst eq \\o\\ac(○,1)}{\fldrslt }}乙", "甲①乙"),
        (r"甲{\field{\*\fldinst IF {\field{\*\fldinst X}{\fldrslt 1}} = 1}{\fldrslt 乙}}丙", "甲乙丙"),
        (r"{\upr{甲}{\*\ud{甲}}}", "甲"),
        (r"{\xe 索引}甲{\tc 目录}", "甲"),
        (r"{\object\objemb{\*\objclass Equation.3}{\*\objdata 0105}{\result 式}}", "式"),
        (r"{\mmath{\*\moMath{\mfPr{\mctrlPr x}}{\mr 甲}}}{\mmathPict 乙}", "甲"),
    ],
)
def test_what_is_on_the_page(written: str, seen: str) -> None:
    assert "\n".join(texts(rf"前{written}后\par")) == f"前{seen}后"


def test_code_pages_and_fonts() -> None:
    western = HEAD.replace("ansicpg936", "ansicpg1252")
    for body in (r"{\f0\'b3\'d0}", r"{\loch\af1\hich\af1\dbch\af0\'b3\'d0}"):
        assert read_data(rich(body, western)).text == "承"
    big5 = HEAD.replace("fcharset134", "fcharset136")
    assert read_data(rich(r"\'a9\'d3", big5)).text == "承"
    assert read_data(rb"{\rtf1\ansi \'b3\'d0\'c5\'b5}").text == "承诺"


def test_text_boxes_are_read_once_and_after_their_paragraph() -> None:
    expected = [("body", "前后"), ("textbox", "框内甲"), ("textbox", "框内乙"), ("body", "尾")]
    assert lines(rf"前{SHAPE}后\par 尾") == expected
    old = r"{\*\do\dobxcolumn{\dptxbx\dptxbxmar10{\dptxbxtext\pard 框内甲\par 框内乙\par}\dpx1}}"
    assert lines(rf"前{old}后\par 尾") == expected
    group = r"{\shpgrp{\*\shpinst " + SHAPE + "}{\\shprslt x}}"
    assert lines(rf"前{group}后\par 尾") == expected


def test_a_text_box_in_a_paragraph_without_words_or_end_is_read() -> None:
    boxes = [("textbox", "框内甲"), ("textbox", "框内乙")]
    assert lines(SHAPE) == boxes
    assert lines(SHAPE + r"\par 尾\par") == [*boxes, ("body", "尾")]
    assert lines(r"\trowd\cellx100\pard\intbl " + SHAPE + r"\cell\row") == boxes
    assert lines(r"\pard\dropcapli2 " + SHAPE + r"\par\pard 尾\par") == [*boxes, ("body", "尾")]


def test_word_art() -> None:
    art = r"{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv 承诺书}}{\sp{\sn gtextFont}{\sv 宋体}}}}"
    assert lines(rf"前{art}\par") == [("body", "前"), ("textbox", "承诺书")]


def test_notes_headers_and_footers_come_after_the_text() -> None:
    body = (
        r"{\header\pard 页眉\par}{\headerf\pard 页眉\par}{\footer\pard 页脚" + SHAPE + r"\par}"
        r"前{\super\chftn{\footnote\pard\plain{\super\chftn} 脚注\par}}后{\footnote\ftnalt\pard 尾注\par}\par"
    )
    assert lines(body) == [
        ("body", "前后"), ("footnote", " 脚注"), ("endnote", "尾注"), ("header", "页眉"), ("footer", "页脚"),
        ("footer", "框内甲"), ("footer", "框内乙"),
    ]  # fmt: skip


def test_numbers_levels_and_styles() -> None:
    body = (
        r"{\listtext\pard\plain\f0 一、\tab}\pard\s1 指导思想\par{\pntext\f2\'b7\tab}\pard 小项\par"
        r"{\listtext ①\tab}丙\par\pard\outlinelevel1 标题\par"
    )
    document = read(body)
    assert [(q.shown, q.level, q.style) for q in document.paragraphs] == [
        ("一、指导思想", 1, "heading 1"), ("·小项", None, "Normal"), ("① 丙", None, "Normal"), ("标题", 2, "Normal")
    ]  # fmt: skip


ROW = r"\trowd\cellx100\cellx200\pard\intbl {}\cell {}\cell\row "


def test_tables() -> None:
    nested = (
        r"\trowd\cellx100\pard\intbl 外\par\pard\intbl\itap2 内甲\nestcell 内乙\nestcell"
        r"{\*\nesttableprops\trowd\cellx50\cellx90\nestrow}{\nonesttables\par}\pard\intbl\itap1 尾\cell\row "
    )
    body = ROW.format("甲", r"乙\par 丙") + ROW.format("丁", "") + r"\pard 文\par " + nested + r"\pard 末\par"
    places = [
        (q.text, q.part, q.cell and (q.cell.table, q.cell.row, q.cell.column)) for q in read(body).paragraphs
    ]
    assert places == [
        ("甲", "table", (1, 1, 1)), ("乙", "table", (1, 1, 2)), ("丙", "table", (1, 1, 2)), ("丁", "table", (1, 2, 1)),
        ("文", "body", None), ("外", "table", (2, 1, 1)), ("内甲", "table", (3, 1, 1)), ("内乙", "table", (3, 1, 2)),
        ("尾", "table", (2, 1, 1)), ("末", "body", None),
    ]  # fmt: skip


def test_merged_cells() -> None:
    first = r"\trowd\clvmgf\cellx100\cellx200\pard\intbl 合\cell 乙\cell\row "
    on = r"\trowd\clvmrg\cellx100\cellx200\pard\intbl 盖\cell 丙\cell\row "
    assert texts(first + on + ROW.format("丁", "戊") + on.replace("盖", "独")) == [
        "合", "乙", "丙", "丁", "戊", "独", "丙"
    ]  # fmt: skip


def test_a_dropped_capital_and_a_last_paragraph_that_nothing_ends() -> None:
    assert texts(r"\pard\dropcapli2\dropcapt1 每\par\pard 周听两节课\par 末") == ["每周听两节课", "末"]


def test_facts_of_the_file() -> None:
    document = read(r"文\par")
    assert document.format == "rtf"
    assert document.properties == {"title": "T😀", "author": "LI", "created": "2011-03-01T08:05:00Z"}
    assert rules(r"甲{\v 藏}\par") == {"file.hidden"}
    assert rules(r"甲{\deleted 删}\par") == {"file.tracked"}
    assert rules(r"甲{\revised 插}\par") == {"file.tracked"}
    assert rules(r"甲{\*\annotation 批}\par") == {"file.comments"}
    assert rules(r"甲{\object{\*\objclass Word.Document.8}{\result x}}\par") == {"file.embedded"}
    assert rules(r"甲{\pict 00}\par") == {"file.pictures"}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (r"\par", "empty"),
        (r"{\v 藏}", "empty"),
        (r"{\pict 00}", "image_only"),
        (r"{\header 校名\par}", "empty"),
    ],
)
def test_a_file_without_text_says_why(body: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(body)
    assert refused.value.code == code


def test_a_file_cut_off_is_read_as_far_as_it_goes() -> None:
    whole = rich(rf"前{{\b 粗{SHAPE}体}}后\par 尾")
    for cut in range(len(whole) - 200, len(whole)):
        assert read_data(whole[:cut]).text.startswith("前粗")
    assert read_data(rich("甲}乙")).text == "甲乙"


def test_a_button_is_a_prompt() -> None:
    (line,) = read(r"姓名：{\field{\*\fldinst MACROBUTTON NoMacro [单击此处]}{\fldrslt }}\par").paragraphs
    assert (line.text, line.prompts) == ("姓名：[单击此处]", ((3, 9),))
