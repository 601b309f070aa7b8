"""A list typed by hand: every entry is read, and each slip named by its line, with what to do."""

from __future__ import annotations

import pytest

from checker.yamlentries import entries
from corpus.yamldoc import Node, StandardError

KEYS = ("文件", "问题", "理由", "批准人")
ENTRY = "- 文件: a.docx\n  问题: date.missing\n  理由: 见通知\n  批准人: 王局长\n"
SAID = {"文件": "a.docx", "问题": "date.missing", "理由": "见通知", "批准人": "王局长"}


def said(node: Node | None) -> object:
    """What an entry says, as plain texts."""
    assert node is not None
    return {k: v.value for k, v in node.value.items()} if isinstance(node.value, dict) else node.value


@pytest.mark.parametrize(
    "text", [ENTRY, ENTRY + ENTRY, f"# 说明：\n---\n{ENTRY}", f"[{{{', '.join(SAID)}}}]"]
)
def test_a_list_that_can_be_read_has_no_slips(text: str) -> None:
    assert not [slip for entry in entries(text, "a.yaml", "清单", KEYS) for slip in entry.slips]


@pytest.mark.parametrize(
    "text", ["见通知\n    第三条：二", "|\n    理由：二\n    三", '"见:\n    二"', "'理由：二'"]
)
def test_text_in_several_lines_and_with_colons_is_left_alone(text: str) -> None:
    (entry,) = entries(ENTRY.replace("见通知", text), "a.yaml", "清单", KEYS)
    assert not entry.slips and set(said(entry.node)) == set(KEYS)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("- 文件", "文件", 1, "前面少了“- ”"),
        ("- 文件", "  文件", 1, "前面少了“- ”"),
        ("- 文件", "-文件", 1, "“-”后面没有空格"),
        ("- 文件", "－ 文件", 1, "不是英文的减号"),
        ("- 文件", "-   文件", 1, "没有与下面各项左边对齐"),
        ("文件: ", "文件：", 1, "冒号是中文的"),
        ("理由: ", "理由：", 3, "冒号是中文的"),
        ("批准人: ", "批准人：", 4, "冒号是中文的"),
        ("理由: ", "理由:", 3, "冒号后面没有空格"),
        ("批准人: ", "批准人:", 4, "冒号后面没有空格"),
        ("  理由", "\t理由", 3, "不是英文的空格"),
        ("  理由", "\u3000理由", 3, "不是英文的空格"),
        ("  理由", "   理由", 3, "没有与其他各项左边对齐"),
        ("  理由", "理由", 3, "没有与其他各项左边对齐"),
    ],
)
@pytest.mark.parametrize("after", ["", ENTRY])
def test_what_was_plainly_meant_is_told_once_and_read(
    old: str, new: str, line: int, words: str, after: str
) -> None:
    found = entries(ENTRY.replace(old, new, 1) + after, "a.yaml", "清单", KEYS)
    assert [said(entry.node) for entry in found] == [SAID] * (2 if after else 1)
    ((number, problem, fix),) = [(s.line, s.problem, s.fix) for entry in found for s in entry.slips]
    assert (number, words in problem, bool(fix)) == (line, True, True)


@pytest.mark.parametrize(
    "text", ["见通知: 三", "'见通知", '"见"通知', "*见通知", "[见通知", "{见", "@见", "见 '通知': 三"]
)
def test_text_that_means_something_else_to_yaml_is_told_and_read(text: str) -> None:
    broken = ENTRY.replace("见通知", text)
    first, second = entries(ENTRY + broken, "a.yaml", "清单", KEYS)
    assert not first.slips
    assert [(s.line, s.problem) for s in second.slips] == [(7, "“理由”后面的文字读不出")]
    assert "见" in said(second.node)["理由"]  # type: ignore[index]
    mended = broken.replace(text, "'" + text.replace("'", "''") + "'")  # as the slip's fix says
    (entry,) = entries(mended, "a.yaml", "清单", KEYS)
    assert said(entry.node) == {**SAID, "理由": text}


def test_every_entry_is_read_whatever_is_wrong_with_the_others() -> None:
    text = (
        "本局的豁免\n" + ENTRY.replace("理由: ", "理由：") + ENTRY.replace("- 文", " - 文") + "- 只有一句\n"
        + ENTRY.replace("- 文", "文") + ENTRY.replace("  批准", "  乱写\n  批准") + ENTRY.replace("问题", "文件")
    )  # fmt: skip
    found = entries(text, "a.yaml", "清单", KEYS)
    assert [(slip.line, slip.problem) for entry in found for slip in entry.slips] == [
        (1, "这一行不属于任何一条"),
        (4, "“理由”后面的冒号是中文的"),
        (6, "这一条没有与第一条左边对齐"),
        (11, "这一条前面少了“- ”"),
        (18, "这一行不是“项: 内容”的样子"),
        (21, "键“文件”写了两次"),
    ]
    assert [said(e.node) if e.node else None for e in found] == [
        None,
        SAID,
        SAID,
        "只有一句",
        SAID,
        SAID,
        None,
    ]


@pytest.mark.parametrize("text", ["", "一句话", "文件", "[甲", ENTRY + "...\n" + ENTRY])
def test_what_is_broken_elsewhere_is_told_as_yaml_tells_it(text: str) -> None:
    with pytest.raises(StandardError, match=r"a.yaml 第\d行"):
        entries(text, "a.yaml", "清单", KEYS)
