"""The lexicon of deeds loads, a broken one names file, line and fix, and cues find their sentences."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import corpus.lexicon
from corpus.lexicon import GAP, Lexicon, load_lexicon
from corpus.yamldoc import StandardError, parse

LEADS = ("study", "excel", "serve", "discipline", "righteous")
GOODS = ("team", "members", "mechanism", "results", "masses")
PACKAGED = Path(corpus.lexicon.__file__).with_name("lexicon.yaml")

Loader = Callable[[str], Lexicon]


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loader:
    """Loads a lexicon from a text in place of the packaged file."""

    def from_text(text: str) -> Lexicon:
        (tmp_path / "lexicon.yaml").write_text(text, encoding="utf-8")
        monkeypatch.setattr(corpus.lexicon, "resources", SimpleNamespace(files=lambda _: tmp_path))
        return load_lexicon.__wrapped__()

    return from_text


@pytest.mark.parametrize(
    ("text", "line", "problem", "fix"),
    [
        ("[读书, 看报]\n", 1, "词表应当是", "恢复原来的文件"),
        ("study:\n  read: [读书]\nserve: 家访\n", 3, "“serve”下面应当是", "照别的要素的样子写"),
        ("study:\n  read: [读书]\n  notes: 笔记\n", 3, "study.notes应当是列表", "写成 [甲, 乙]"),
        ("study:\n  read: [读书,\n    记…]\n", 3, "“记…”的“…”前后都要有字", "写成 甲…乙"),
        ("study:\n  read:\n  - …笔记\n", 3, "“…笔记”的“…”前后都要有字", "写成 甲…乙"),
        ("study:\n  read: [读书, 读…一…书]\n", 2, "只能有一个“…”", "写成 甲…乙"),
        ("study:\n  read: [读书, '']\n", 2, "词应当是一段文字", "写上文字"),
        ("study:\n  read: [读书]\n  read: [看报]\n", 3, "“read”写了两次", "删去其中一个"),
        ("study:\n  read: [读书\n", 2, "YAML 格式不对（方括号没有写完）", "检查缩进"),
        ("", 1, "文件是空的", "恢复原来的文件"),
    ],
)
def test_a_broken_lexicon_names_file_line_and_fix(
    load: Loader, text: str, line: int, problem: str, fix: str
) -> None:
    with pytest.raises(StandardError) as raised:
        load(text)
    message = str(raised.value)
    assert message.startswith(f"lexicon.yaml 第{line}行：")
    assert problem in message
    assert fix in message


def test_a_gap_joins_its_halves_within_a_clause_and_eight_characters(load: Loader) -> None:
    find = load("study:\n  shallow: [学习…不够]\n").find
    assert find("学习不够") == ["study.shallow"]
    assert find("学习" + "啊" * GAP + "不够") == ["study.shallow"]
    assert find("学习" + "啊" * (GAP + 1) + "不够") == []
    assert find("抓学习，钻研不够") == []
    assert find("理论、业务学习抓得、记得不够") == ["study.shallow"]
    assert find("不够重视学习") == []
    assert find("学习抓得紧，学习记得不够") == ["study.shallow"]


def test_halves_that_share_a_character_are_no_hit(load: Loader) -> None:
    assert load("study:\n  read: [读书…书报]\n").find("读书报") == []


def test_a_word_may_stand_in_several_groups_and_each_group_comes_once(load: Loader) -> None:
    find = load("serve:\n  visit: [家访, 上门]\nexcel:\n  post: [上门]\n").find
    assert find("上门家访，又上门") == ["serve.visit", "excel.post"]


@pytest.mark.parametrize(
    ("sentence", "group"),
    [
        ("每周三晚上读两小时书。", "study.read"),
        ("去年补记了两本学习笔记。", "study.notes"),
        ("总说没时间看书，其实手机没少刷。", "study.no_time"),
        ("理论和实际工作两张皮。", "study.utility"),
        ("每学期上一节公开课，听课二十节。", "excel.lesson_study"),
        ("工作中怕担责任，遇到难题绕着走。", "excel.fear_hard"),
        ("作文只写个日期就发下去，备课应付。", "excel.lesson_lax"),
        ("周末到留守学生家里家访。", "serve.visit"),
        ("早上给没吃饭的孩子带粥。", "serve.daily_care"),
        ("对后进生没有耐心，动不动就请家长。", "serve.impatient"),
        ("有时门难进、脸难看，让家长跑了三趟。", "serve.bureaucratic"),
        ("按月交纳党费，不拖欠。", "discipline.dues"),
        ("家长塞的购物卡当场退回。", "discipline.gifts"),
        ("值班时脱岗去接孩子。", "discipline.on_duty"),
        ("不在培训机构兼课，不搞有偿补课。", "discipline.tutoring_fee"),
        ("看到同事违规，碍于情面没吭声。", "righteous.sparing"),
        ("不体罚学生，也不挖苦学生。", "righteous.corporal"),
        ("母亲七十大寿从简，不办酒席。", "righteous.customs"),
        ("重大事项由班子会集体研究，实行票决。", "team.decide"),
        ("全年发展党员两名，培养积极分子五名。", "members.develop"),
        ("每月召开一次例会，责任到人。", "mechanism.duty"),
        ("家长满意度测评达百分之九十五。", "masses.measure"),
        ("县局要求党员带头服务群众。", "nobody.quoted"),
        ("王老师十年如一日资助贫困生。", "nobody.other"),
        ("清风徐来，桂花飘香。", "nobody.weather"),
    ],
)
def test_a_sentence_is_found_by_its_group(sentence: str, group: str) -> None:
    assert group in load_lexicon().find(sentence)


def test_plain_facts_are_no_deed() -> None:
    for sentence in ("校园里有两棵老槐树。", "屋后的小路通向河边。", "信号时有时无。"):
        assert load_lexicon().find(sentence) == []


def test_every_element_has_groups_and_no_group_holds_a_cue_twice() -> None:
    root = parse(PACKAGED.read_text(encoding="utf-8"), PACKAGED.name).value
    assert set(root) == {*LEADS, *GOODS, "nobody"}
    for element, groups in root.items():
        cues = [c.value for g in groups.value.values() for c in g.value]
        assert len(groups.value) >= (12 if element in LEADS else 4)
        assert len(cues) >= (350 if element in LEADS else 40 if element in GOODS else 200)
        for name, group in groups.value.items():
            words = [c.value for c in group.value]
            double = {w for w in words if words.count(w) > 1}
            assert not double, f"{element}.{name}: {double}"
            assert all(len(w) >= 2 for w in words), f"{element}.{name}"
            assert all(w == w.strip() for w in words), f"{element}.{name}"
