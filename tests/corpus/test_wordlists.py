"""The word lists load, a broken one names file, line and fix, and each list is one that some check uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import checker
import corpus.wordlists
from checker.normal import normalise
from corpus.wordlists import either, listed, load_wordlists, parse_wordlists
from corpus.yamldoc import StandardError

HEAD = "# 说明\nname\twords\tnote\n"
SOURCES = Path(checker.__file__).parent.parent
CALL = r"""(?:either|listed)\(((?:\s*["'][a-z_.]+["'],?)+)"""
# A surname of its own, which a text that is searched writes as 于; names are looked for in texts as they are, too.
AS_IT_IS = {"於"}


@pytest.mark.parametrize(
    ("text", "line", "problem", "fix"),
    [
        ("", 1, "文件是空的", "恢复原来的文件"),
        ("word\tnote\n", 1, "第一行不是栏名", "写上：name、words、note"),
        (HEAD + "leftover.over 教育局 管学校的\n", 3, "有 1 栏，应为 3 栏", "用制表符分开"),
        (HEAD + "over\t教育局\t管学校的\n", 3, "词表的名字“over”不对", "小写字母"),
        (HEAD + "leftover.over\t \t管学校的\n", 3, "词表“leftover.over”里没有词", "空一格"),
        (HEAD + "leftover.over\t教育局\t \n", 3, "没有说明", "note"),
        (HEAD + "a.b\t教委 教育局 教委\t管\n", 3, "“教委”在词表“a.b”里写了两次", "删去其中一个"),
        (HEAD + "a.b\t教育局、教委\t管\n", 3, "“教育局、教委”不是词", "空格分开"),
        (HEAD + "a.b\t教[育委]局?\t管\n", 3, "“教[育委]局?”不是词", "不写标点和表达式"),
        (HEAD + "a.b\t教委\t管\n\na.b\t学区\t管\n", 5, "词表“a.b”写了两次", "删去其中一行"),
    ],
)
def test_a_broken_table_names_file_line_and_fix(text: str, line: int, problem: str, fix: str) -> None:
    with pytest.raises(StandardError) as raised:
        parse_wordlists(text, "wordlists.tsv")
    message = str(raised.value)
    assert message.startswith(f"wordlists.tsv 第{line}行：")
    assert problem in message
    assert fix in message


def test_words_keep_their_order_and_an_expression_finds_each() -> None:
    assert listed("present.present") == ("现在", "眼下", "当前", "目前")
    any_of = re.compile(either("otherschool.ours", "otherschool.grows"))
    for word in (*listed("otherschool.ours"), *listed("otherschool.grows")):
        assert any_of.fullmatch(word)


def test_every_list_is_used_and_every_list_used_is_there() -> None:
    files = (path for room in ("checker", "docgen") for path in (SOURCES / room).rglob("*.py"))
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    calls = re.findall(CALL, code)
    used = {name for call in calls for name in re.findall(r"[a-z]+\.[a-z_]+", call)}
    assert used == set(load_wordlists())


def test_words_are_written_as_a_text_is_when_it_is_searched() -> None:
    for name, found in load_wordlists().items():
        assert [w if w in AS_IT_IS else normalise(w).text for w in found] == list(found), name


def heads() -> list[tuple[str, set[str], set[str]]]:
    """Each section's head, the files that it names, and the lists below it."""
    table = (Path(corpus.wordlists.__file__).parent / "wordlists.tsv").read_text(encoding="utf-8")
    found = []
    for head, *rows in (part.splitlines() for part in re.split(r"^# ", table, flags=re.M) if ".py" in part):
        files = set()
        for first, others in re.findall(r"((?:checker|docgen)/[\w/]+\.py)((?:、\w+\.py)*)", head):
            files |= {first, *(str(Path(first).with_name(name)) for name in others.split("、")[1:])}
        found.append((head, files, {row.split("\t")[0] for row in rows}))
    return found


def test_a_head_names_the_files_that_use_a_list_below_it_all_and_no_other() -> None:
    users: dict[str, set[str]] = {}
    for room in ("checker", "docgen"):
        for path in (SOURCES / room).rglob("*.py"):
            for call in re.findall(CALL, path.read_text(encoding="utf-8")):
                for name in re.findall(r"[a-z]+\.[a-z_]+", call):
                    users.setdefault(name, set()).add(path.relative_to(SOURCES).as_posix())
    found = heads()
    assert len(found) > 12
    for head, named, lists in found:
        assert named == set().union(*(users.get(name, set()) for name in lists)), head
