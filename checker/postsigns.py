"""A paper's foot in, who signs there with nothing but his post before the name out (支部书记：李明)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checker.analysis import Sentence, Signature
from checker.foot import undated
from checker.segments import Segment, Sign
from checker.signedlines import MARKED, ends_with_office, pieces_of, plainly_named
from checker.unlabelled import Name, Paper
from chinese_cli.han import HAN
from corpus.wordlists import either, listed

__all__ = [
    "before_post",
    "ends_text",
    "is_judged",
    "of_office",
    "own_name",
    "post_signer",
    "speaks_for_himself",
]

_LONGEST = 40  # characters of the line
_LINES = 4  # lines above that can tell that it is another's line
_SAID = 8  # characters from which a line says something without a full stop, more than a heading does
_LISTED = 20  # lines of a list
_LITTLE = 5  # the same behind a label (学习：每周读书半小时) and a number that no section has (1.)
_ITEM = 3  # its level
_POST = rf"[{HAN}、]{{0,16}}?{either('signing.chief')}"
_NOTE = r"(?:（[^（）]{1,8}）)?"
_LABEL = re.compile(rf"({_POST}){_NOTE}[：:]")
_LETTERS = re.compile(f"[{HAN}]")
_NAME, _BEHIND = re.compile(MARKED), re.compile(_NOTE)
_CHIEF = re.compile(f"{either('signing.chief')}$")
_WITNESS = re.compile(f"{either('signing.witness')}人$")
# What stands before the post and tells that he is named for something else: 领导小组组长, 监督组组长.
_CHIEFS = frozenset(listed("signing.chief"))
_NOT_WRITER = re.compile(
    "|".join(["(?<!党)小组", *(w for w in listed("signing.not_writer") if w not in _CHIEFS)])
)
_WHICH = frozenset(listed("signing.which"))  # alone they do not say of what
_UNSIGNED = re.compile("[待未请代补须审核]")
_DAY_LABEL = re.compile(r"(?:日期|时间)?[：:，。\s]*$")
# The line above names people or puts a group together: 成员：…, 领导小组.
_PEOPLE = re.compile(
    rf"^[^，。；：]{{0,16}}{either('signing.chief', 'signing.in_list')}[^，。；：]{{0,2}}[：:]"
    rf"|{either('signing.made_up')}[^，。；：]{{0,6}}[：:。]?$"
)
# Under this somebody else judges the paper: 支部意见.
_JUDGED = re.compile(rf"[^，。；：]{{0,12}}{either('signing.judged')}{_NOTE}(?:[：:]|$)")
# 石桥镇中学党支部公开承诺书 is the branch's own, 党支部书记公开承诺书 and 党员承诺书 are a person's.
_OFFICE = re.compile(either("signing.office", also="班子|总支|[小中]学"))
_POST_IN = re.compile(either("signing.chief", "signing.post", also="干部"))
_I = re.compile("我(?![们校园县镇乡市区省国班局处科室站所院党支单])|本人")
_CLOSED = re.compile(rf"[。！？!?….;；”’）)]$|{either('signing.closing')}[：:，。！!]*$")


def post_signer(paper: Paper, day_at: int, day: str, tail: Sequence[int], end: int) -> Name | None:
    """Who signs at the foot as an office's head, where nobody else signs or is to sign.

    组长：李明 among a plan's people, 支部书记：李明 under what the branch says of the paper, and the head of an
    office beside a writer of another name sign nothing.
    """
    if any(_asks(paper, paper.body[n]) for n in tail):
        return None
    for n in _places(paper, day_at, tail, end):
        s = paper.body[n]
        text = paper.text(s).replace(day, "") if n == day_at else paper.text(s)
        names = _signed(paper, s, text)
        if names and ends_text(paper, n, day_at, day) and paper.writer() in ("", *names):
            return paper.named(s, names[0])
    return None


def before_post(words: str, pieces: Sequence[str]) -> str:
    """The name before the post or the witness (监督人) that the next colon belongs to, or ""; `pieces` are what white
    space sets apart.

    >>> before_post("王建国支部书记", ["承诺人：王建国", "支部书记：李明"]), before_post("按时到岗", ["党员：按时到岗：早"])
    ('王建国', '')
    """
    for piece in pieces[1:]:
        label = piece.partition("：")[0]
        if (_CHIEF.search(label) or _WITNESS.search(label)) and plainly_named(
            name := words.removesuffix(label)
        ):
            return name
    return ""


def own_name(signature: Signature, title: str, sentences: Sequence[Sentence]) -> str:
    """The name that the writer himself signed with, "" where an office's head signed for it.

    Behind a post it is the writer's own where he says 我 and the title does not name the office instead.
    """
    if not signature.by_post:
        return signature.name
    own = not of_office(title) and any(speaks_for_himself(s.text) for s in sentences if s.role == "body")
    return signature.name if own else ""


def of_office(title: str) -> bool:
    """Whether a title says that the paper is an office's own.

    >>> of_office("石桥镇中学党支部公开承诺书"), of_office("党支部书记公开承诺书")
    (True, False)
    """
    return bool(_OFFICE.search(title)) and not _POST_IN.search(title)


def speaks_for_himself(text: str) -> bool:
    """Whether who writes says 我 or 本人, and not 我们, 我校."""
    return bool(_I.search(text))


def _asks(paper: Paper, s: Segment) -> bool:
    """Whether a line asks for the writer's own name: what stands below is somebody else's."""
    text = paper.text(s).strip()
    return len(text) <= _LONGEST and bool(paper.bare.fullmatch(text) or paper.labelled.search(text))


def _places(paper: Paper, day_at: int, tail: Sequence[int], end: int) -> Iterator[int]:
    """The lines where the signature belongs: with the date, else the last one."""
    if day_at in tail:
        yield from (n for n in (day_at, day_at - 1) if n in tail)
        if day_at + 2 == end:
            yield day_at + 1
    elif end > 0:
        last = paper.text(paper.body[end - 1]).strip()
        yield end - 2 if end > 1 and undated(last) else end - 1


def _signed(paper: Paper, s: Segment, text: str) -> list[str]:
    """The names in a line that has nothing but posts with a name each; none for any other line."""
    text = _DAY_LABEL.sub("", text.strip())
    paragraph = paper.document.paragraphs[s.paragraph]
    if paragraph.part != "body" or paragraph.cell is not None or s.sign is not None:
        return []
    if not (s.first and s.last and len(text) <= _LONGEST and _LABEL.match(text)):
        return []
    pieces = [p for p in pieces_of(paper.normals[s.paragraph], s)[1:] if len(p) > 1]
    names: list[str] = []
    while text:
        label = _LABEL.match(text)
        if label is None or label[1] in _WHICH or _NOT_WRITER.search(_CHIEF.sub("", label[1])):
            return []
        name, text = _first_name(text[label.end() :], pieces)
        if not name:
            return []
        names.append(name)
    return names


def _first_name(text: str, pieces: Sequence[str]) -> tuple[str, str]:
    """The name that opens `text` and the text behind it, which begins with one of the pieces; ("", text) for none."""
    marked = _NAME.match(text)
    for end in (marked.end(),) if marked else range(2, 5):
        note = _BEHIND.match(text, end)
        after = note.end() if note else end
        rest = text[after:]
        if _UNSIGNED.search(text, end, after) or rest and not any(map(rest.startswith, pieces)):
            continue
        if plainly_named(text[:end]):
            return text[:end], rest
    return "", text


def ends_text(paper: Paper, n: int, day_at: int = -1, day: str = "") -> bool:
    """Whether the lines above line `n`, but for the date and others that sign so, close the text and speak of
    nothing else."""
    above = n - 1
    while above >= 0:
        s = paper.body[above]
        dated = above == day_at and paper.text(s).strip() == day
        if not dated and not _signed(paper, s, paper.text(s)):
            break
        above -= 1
    if above < 0:
        return False
    lines = [paper.text(paper.body[i]).strip() for i in range(above, max(-1, above - _LINES), -1)]
    if _PEOPLE.search(lines[0]) or any(map(_JUDGED.match, lines)):
        return False
    return bool(_CLOSED.search(lines[0])) or ends_with_office(lines[0]) or _is_text(paper, above)


def is_judged(paper: Paper, n: int) -> bool:
    """Whether line `n` is the foot of what somebody else says of the paper (支部意见：同意。 / 书记：周明 / 3月25日)."""
    above = range(n - 1, max(-1, n - _LINES), -1)
    return any(_JUDGED.match(paper.text(paper.body[i]).strip()) for i in above)


def _is_text(paper: Paper, n: int) -> bool:
    """Whether a line that no full stop closes is text: in a list, or more than a heading's words.

    Short lines without numbers are a list where 如下： or longer ones stand over them.
    """
    for at in range(n, max(-1, n - _LISTED), -1):
        if _names_others(paper, at):
            return False
        if _says(paper, at):
            return True
        if at == 0:
            break
        sign, before = paper.body[at].sign, paper.body[at - 1].sign
        if sign is not None or before is not None:
            return _follows(sign, before)
        above = paper.text(paper.body[at - 1]).strip()
        if _CLOSED.search(above) or above.endswith("："):
            return above.endswith("：")
    return False


def _names_others(paper: Paper, n: int) -> bool:
    """Whether a line is title, or tells people's names and posts (总指挥：范德厚)."""
    s = paper.body[n]
    line = paper.text(s).strip()
    _, label, said = line.rpartition("：")
    names = said.split("、") if label else pieces_of(paper.normals[s.paragraph], s)
    return (
        paper.title.covers(s.paragraph, s.start)
        or bool(_PEOPLE.search(line))
        or all(map(plainly_named, names))
    )


def _says(paper: Paper, n: int) -> bool:
    """Whether a line has a sentence's clauses, or more words than a heading."""
    s = paper.body[n]
    _, label, said = paper.text(s)[s.body - s.start :].rpartition("：")
    little = bool(label) or s.sign is not None and s.sign.level >= _ITEM
    return "，" in said or len(_LETTERS.findall(said)) >= (_LITTLE if little else _SAID)


def _follows(sign: Sign | None, before: Sign | None) -> bool:
    """Whether one number is the next after another."""
    if sign is None or before is None or sign.value is None or before.value is None:
        return False
    return sign.form == before.form and sign.value == before.value + 1
