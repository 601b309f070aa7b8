"""Reviews and file names in, the names of persons that they show out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from checker.findings import Review
from checker.normal import normalise
from checker.persons import plainly_person, spelled
from checker.redact.mentioned import PUBLIC, after_posts, ordinary
from checker.surnames import DOUBLE, PLAIN, SURNAMES
from chinese_cli.han import HAN
from corpus.wordlists import either

__all__ = ["gather_names", "in_file_name", "in_text", "is_office", "likely", "told"]

_ANY = f"(?:{'|'.join(DOUBLE)}|[{''.join(sorted(SURNAMES))}])"
_SURE = f"(?:{'|'.join(DOUBLE)}|[{''.join(sorted(PLAIN))}])"
_LATIN = re.compile(rf"[^{HAN}]")
_PERSON = re.compile(rf"{_ANY}[{HAN}]{{1,2}}|[{HAN}]{{1,8}}·[{HAN}·]{{1,12}}")
_OFFICE = re.compile(either("redact.office", also="组$"))
_LABELS = either("redact.label")
# 家长满意 names nobody: only 姓名 and 我叫 stand before a name without a mark between.
_LABELLED = re.compile(
    rf"(?:(?:姓名|我叫)[：:_ ]{{0,4}}|{_LABELS}[：:][_ ]{{0,4}})"
    rf"(?P<n>{_ANY}[{HAN}]{{1,2}}|[{HAN}]{{1,8}}·[{HAN}·]{{1,12}})(?![{HAN}·])"
)
# 王海波同志 and 刘芳老师; characters that make another word of it (高年级老师, 常务副校长, 纪委书记, 师傅变成老师) are
# no given name.
_TITLED = re.compile(
    rf"(?<!师(?=傅))(?P<n>{_SURE}[^\W0-9A-Za-z_委的了和与是在有年级班支部党课科教校学总副务排任名位个各我全体小大老新等让请向对把]{{1,2}})"
    r"(?=同志|老师|校长|副校长|书记|副书记|主任|副主任|园长)"
)
_KIND = r"(?:个人|公开|党员|的)*(?:承诺书|承诺|党性|对照检查|检查材料|剖析|分析报告|自查|总结|述职|心得)"
_BEFORE_KIND = re.compile(
    rf"(?:^|小学|中学|学校|幼儿园|支部|[\-—_－ ）)、])(?P<n>{_SURE}[{HAN}]{{1,2}}?)(?:同志|老师)?(?={_KIND})"
)
_SPLIT = re.compile(r"[\-—_－\s（）()\[\]【】、，,.+&0-9A-Za-z]+")
_ALONE = re.compile(rf"{_SURE}[{HAN}]{{1,2}}|[{HAN}]{{2,8}}·[{HAN}·]{{1,12}}")
_PLACE = re.compile(r"[镇乡村校园中小区县局组册案划单表书班级部件于本年月日稿页份科室史会]$")


def likely(name: str) -> bool:
    """Whether this, found where a name stands, may be looked for everywhere: 李文秀, not 全体教师."""
    name = spelled(name)
    if len(name) < 2 or is_office(name):
        return False
    return bool(_PERSON.fullmatch(name)) or (len(name) >= 3 and bool(_LATIN.search(name)))


def is_office(name: str) -> bool:
    """Whether the words are an office's or a group's and no person's."""
    return bool(_OFFICE.search(name))


def in_text(text: str) -> Iterator[str]:
    """Names that the words around them give away: after a label (姓名：) or a post (教师沈浩), before a title (…同志)."""
    text = spelled(text)
    yield from after_posts(text)
    yield from (text[start:end] for start, end in told(text))


def told(text: str) -> Iterator[tuple[int, int]]:
    """Where names stand after a label or before a title."""
    for pattern in (_LABELLED, _TITLED):
        for match in pattern.finditer(text):
            # 姓名和电话: without a mark only what is plainly a name.
            glued = match[0] == f"姓名{match['n']}" and not plainly_person(match["n"])
            if not is_office(match["n"]) and match["n"] not in PUBLIC and not glued:
                yield match.span("n")


def in_file_name(file: str) -> Iterator[str]:
    """Names in a file's path as people give it: 李文秀-承诺书.docx, 石桥小学王海波党性分析报告.doc.

    >>> list(in_file_name("石桥小学/李文秀-承诺书.docx"))
    ['李文秀']
    >>> list(in_file_name("石桥镇/实施方案.docx"))
    []
    """
    path = PurePosixPath(file)
    for part in (*path.parts[:-1], path.stem):
        text = spelled(normalise(part).text)
        pieces = [match["n"] for match in _BEFORE_KIND.finditer(text)]
        pieces += [piece for piece in _SPLIT.split(text) if _ALONE.fullmatch(piece)]
        yield from (p for p in pieces if not _PLACE.search(p) and not is_office(p))


def gather_names(reviews: Iterable[Review], files: Iterable[str] = ()) -> set[str]:
    """Every name that may be looked for in all reviews: writers, file names, labels and titles in the words."""
    found: set[str] = set()
    by_file: set[str] = set()
    offices: set[str] = set()
    for review in reviews:
        author = normalise(review.author).text.strip()
        if likely(author):
            found.add(author)
        found.update(name for part in review.parts for name in part.signer.split("、") if likely(name))
        offices.add(normalise(review.organization).text)
        by_file.update(in_file_name(review.file))
        for text in _words(review):
            # One that is a word, too, is masked where it stands and not looked for everywhere.
            found.update(name for name in in_text(normalise(text).text) if not ordinary(name))
    for file in files:
        by_file.update(in_file_name(file))
    # A folder 石桥 is the school's and nobody's name.
    listed = "\n".join(offices)
    return found | {name for name in by_file if name not in listed}


def _words(review: Review) -> Iterator[str]:
    yield review.title
    yield from review.texts.values()
    for judgement in review.elements:
        yield from (e.text for e in judgement.evidence)
    for finding in review.findings:
        yield finding.message
