"""Raw paragraphs in, findings on quotes and brackets that do not pair (引号、括号) out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from checker.analysis import Analysis
from checker.document import Where
from checker.findings import Finding
from checker.rules.base import Rule
from checker.rules.common import body, context, count_words, holding_raw, once, raw_where, whole_raw

__all__ = ["RULES"]

_HAN = r"\u3400-\u9fff"


@dataclass(frozen=True, slots=True)
class _Mark:
    """One quote or bracket in the raw text."""

    where: Where
    char: str
    opens_paragraph: bool
    begins_speech: bool
    site: bool


_CHARS = re.compile("[“”〝〞＂《》（）()]")


def _marks(analysis: Analysis, chars: str) -> list[_Mark]:
    """Every mark among `chars`, in reading order, outside a site's own words."""
    return [mark for mark in once(analysis, "marks", _all_marks) if mark.char in chars and not mark.site]


def _all_marks(analysis: Analysis) -> list[_Mark]:
    out = []
    for i, paragraph, _ in body(analysis):
        for m in _CHARS.finditer(paragraph.text):
            where = raw_where(analysis, i, m.start(), m.end())
            before = paragraph.text[max(0, m.start() - 60) : m.start()].rstrip()
            speech = not before or before[-1] in "：:"
            out.append(_Mark(where, m[0], not before, speech, analysis.is_chrome(where)))
    return out


_MARK_OR_END = re.compile("[“”〝〞＂《》（）()\n]")


def _alone(analysis: Analysis) -> str:
    """The kinds of marks that do not all pair within their lines: in most papers none, and nothing more is asked."""
    marks = "".join(_MARK_OR_END.findall(whole_raw(analysis))).replace("(", "（").replace(")", "）")
    quotes = re.sub("[《》（）]", "", marks).replace("“”", "")
    out = "".join(c for c in "“”〝〞＂" if c in quotes)
    for pair in ("《》", "（）"):
        left, before = re.sub(f"[^{pair}\n]", "", marks), ""
        while left != before:  # brackets nest
            left, before = left.replace(pair, ""), left
        out += "".join(c for c in pair if c in left)
    return out


def _matched(marks: list[_Mark], opening: str) -> tuple[list[_Mark], list[_Mark]]:
    """Marks that open and are never closed, and marks that close nothing; flat, pairs do not nest.

    A pair may span a line broken in two, not more than three paragraphs.
    """
    unclosed: list[_Mark] = []
    unopened: list[_Mark] = []
    waiting: _Mark | None = None
    for mark in marks:
        if waiting is not None and mark.where.paragraph - waiting.where.paragraph > 3:
            unclosed.append(waiting)
            waiting = None
        if mark.char in opening:
            # Each paragraph of a long quotation opens again; only its last one closes.
            if waiting is not None and not (waiting.begins_speech and mark.opens_paragraph):
                unclosed.append(waiting)
            waiting = mark
        elif waiting is None:
            unopened.append(mark)
        else:
            waiting = None
    if waiting is not None:
        unclosed.append(waiting)
    return unclosed, unopened


def _around(analysis: Analysis, mark: _Mark) -> str:
    return context(analysis, mark.where, 6, 8)


def _quote(analysis: Analysis) -> Iterator[Finding]:
    # Without the words a site put in, what paired with them may stand alone.
    if not analysis.outline.chrome and not any(c in once(analysis, "alone", _alone) for c in "“”〝〞＂"):
        return
    wrong = _marks(analysis, "〞〝＂")
    if wrong:
        yield Finding(
            "punctuation.quote",
            "warning",
            f"“{_around(analysis, wrong[0])}”用了不规范的引号“{wrong[0].char}”{count_words(len(wrong))}。"
            "引号应成对使用“ ”，请全部改正。",
            wrong[0].where,
            "”" if wrong[0].char == "〞" and len(wrong) == 1 else None,
        )
    marks = _marks(analysis, "“”〝〞")
    unclosed, unopened = _matched(marks, "“〝")
    # 〝 and 〞 have been named already.
    unclosed, unopened = ([m for m in half if m.char in "“”"] for half in (unclosed, unopened))
    # “五个好“ and ”五个好”: both halves of a pair face one way.
    order = {mark.where: n for n, mark in enumerate(marks)}
    same: list[_Mark] = []
    for mark in list(unclosed):
        n = order[mark.where]
        if n + 1 < len(marks) and marks[n + 1].char == mark.char and _near(analysis, mark, marks[n + 1]):
            same.append(mark)
    if same:
        yield _finding(analysis, same, "的前后引号方向相同，后一个应为”")
    rest = [m for m in unclosed if m not in same and not any(_near(analysis, s, m) for s in same)]
    if rest:
        yield _finding(analysis, rest, "只有前引号，没有后引号")
    if unopened:
        yield _finding(analysis, unopened, "只有后引号，没有前引号")


def _near(analysis: Analysis, one: _Mark, other: _Mark) -> bool:
    """Whether two marks stand so close that they were meant for a pair."""
    a, b = one.where, other.where
    if a.paragraph != b.paragraph or not 0 < b.start - a.end <= 20:
        return False
    return not re.search(r"[。；！？]", analysis.document.paragraphs[a.paragraph].text[a.end : b.start])


def _finding(analysis: Analysis, marks: list[_Mark], what: str) -> Finding:
    return Finding(
        "punctuation.quote",
        "warning",
        f"“{_around(analysis, marks[0])}”{what}{count_words(len(marks))}。请补上或改正。",
        marks[0].where,
    )


_NUMBER_YEAR = re.compile(
    rf"(?<=[{_HAN}])[\[【（(﹝［]\s?((?:19|20)\d\d)\s?[\]】）)﹞］]\s?(?:第\s?)?(0*)(\d{{1,4}})\s?号"
)


_YEAR_HINT = re.compile(r"[\[【（(﹝［]\s?(?:19|20)\d\d")


def _bracket(analysis: Analysis) -> Iterator[Finding]:
    places = []
    for i, paragraph, _ in holding_raw(analysis, _YEAR_HINT):
        for m in _NUMBER_YEAR.finditer(paragraph.text):
            where = raw_where(analysis, i, m.start(), m.end())
            if not analysis.is_chrome(where):
                places.append((where, m))
    if places:
        where, m = places[0]
        right = f"〔{m[1]}〕{m[3]}号"
        yield Finding(
            "punctuation.bracket",
            "info",
            f"文号“{m[0]}”的写法不规范{count_words(len(places))}。年份用六角括号、序号不加“第”和“0”：“{right}”。",
            where,
            right if len(places) == 1 else None,
        )
    for opening, closing, name in (("《", "》", "书名号"), ("（(", "）)", "括号")):
        alone = any(c in once(analysis, "alone", _alone) for c in opening + closing)
        broken = _broken(analysis, opening, closing) if alone else []
        if broken:
            half = "前" if broken[0].char in opening else "后"
            other = "后" if half == "前" else "前"
            yield Finding(
                "punctuation.bracket",
                "warning",
                f"“{_around(analysis, broken[0])}”只有{half}{name}，没有{other}{name}"
                f"{count_words(len(broken))}。请补上或删去。",
                broken[0].where,
            )


def _broken(analysis: Analysis, opening: str, closing: str) -> list[_Mark]:
    """Marks without a partner, however the doubtful ones are read, in reading order.

    A site's own words may hold the partner (《倡议书.docx》由会员分享) or not; a closing bracket after a number
    may close it (1）学习) or a bracket before it (（每组2）). What stands among scrambled letters may be none.
    """
    marks = [m for m in once(analysis, "marks", _all_marks) if m.char in opening + closing]
    doubtful: tuple[Callable[[_Mark], bool], ...] = (
        lambda m: False,
        lambda m: m.site,
        lambda m: _numbers(analysis, m),
        lambda m: _noise(analysis, m),
    )
    broken = set(marks)
    for drops in (*((d,) for d in doubtful), doubtful):
        unclosed, unopened = _matched_nested([m for m in marks if not any(d(m) for d in drops)], opening)
        broken &= {*unclosed, *unopened}
    return sorted(broken, key=lambda m: (m.where.paragraph, m.where.start))


# 學(xué): a site's copy with readings put in, often broken (頂?shù)); its half-width brackets are not the writer's.
_READING = re.compile(rf"(?<=[{_HAN}])\([a-zɡ]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü][a-zɡ]*\)")
_READINGS = 2


def _read_aloud(analysis: Analysis) -> bool:
    found = (m for _, p, _ in body(analysis) if "(" in p.text for m in _READING.finditer(p.text))
    return sum(1 for _, _ in zip(found, range(_READINGS), strict=False)) == _READINGS


def _noise(analysis: Analysis, mark: _Mark) -> bool:
    """Whether a half-width bracket stands among a site's readings or its scrambled letters (/ g5 m. V( r5)."""
    if mark.char not in "()":
        return False
    text = analysis.document.paragraphs[mark.where.paragraph].text
    before = text[max(0, mark.where.start - 4) : mark.where.start].rstrip()[-1:]
    beside = before + text[mark.where.end : mark.where.end + 4].lstrip()[:1]
    return once(analysis, "readings", _read_aloud) or all(c.isascii() and not c.isdigit() for c in beside)


def _matched_nested(marks: list[_Mark], opening: str) -> tuple[list[_Mark], list[_Mark]]:
    """Brackets may nest but hardly ever leave their paragraph; a line broken in two is allowed."""
    stack: list[_Mark] = []
    unclosed: list[_Mark] = []
    unopened: list[_Mark] = []
    for mark in marks:
        while stack and mark.where.paragraph - stack[0].where.paragraph > 2:
            unclosed.append(stack.pop(0))
        if mark.char in opening:
            stack.append(mark)
        elif stack:
            stack.pop()
        else:
            unopened.append(mark)
    return unclosed + stack, unopened


def _numbers(analysis: Analysis, mark: _Mark) -> bool:
    """Whether a closing bracket may only close a number or letter: 1） a) 一般要有：1）."""
    text = analysis.document.paragraphs[mark.where.paragraph].text
    before = text[max(0, mark.where.start - 3) : mark.where.start]
    return mark.char in "）)" and bool(
        re.search(r"(?:^|[\s。；，：、])[一二三四五六七八九十a-zA-Z]{1,2}$|(?<!\d)\d{1,2}$", before)
    )


_SOURCE = "GB/T 15834-2011《标点符号用法》"
RULES: tuple[Rule, ...] = (
    Rule(
        id="punctuation.quote",
        severity="warning",
        title="引号不配对",
        source=_SOURCE + "4.8",
        check=_quote,
        fails=(
            "承诺书\n我要努力做到“五带头〞，每周家访一户。",
            "承诺书\n我要努力做到“五带头“，每周家访一户。",
            "实施方案\n以“工作争先、服务争先为目标，开展活动。",
            "实施方案\n以工作争先、服务争先”为目标，开展活动。",
        ),
        passes=(
            "承诺书\n我要努力做到“五带头”，读了《学记》，每周家访一户。",
            "实施方案\n“堡垒工程”“先锋工程”同步推进，‘三会一课’按时开。",
            "报告\n他说：“先学后做。\n“边学边改。”",
            "实施方案\n开展“\n五个好\n”\n活动。",
        ),
    ),
    Rule(
        id="punctuation.bracket",
        severity="warning",
        title="括号、书名号不配对或用错",
        source=_SOURCE + "4.9；GB/T 9704-2012 7.2.5 发文字号用六角括号",
        check=_bracket,
        fails=(
            "实施方案\n根据县委（县发[2010]12号）文件精神制定。",
            "实施方案\n组织学习《中国共产党章程，写心得。",
            "实施方案\n动员部署阶段（6月1日至6月30日，召开动员会。",
            "承诺书\n我承诺(每周家访一户，读书(两本)。",
        ),
        passes=(
            "实施方案\n根据县委文件（县发〔2010〕12号）精神制定。",
            "实施方案\n1）学习《党章》；2）写心得（每人一篇）。",
            "实施方案\n参加人数[2010]人。",
            "报告\n我有了清晰的方向。(阅读全文需要先登录!)",
            "实施方案\n作品一般要有：1）主题；2）创意。\n支部规范设置1)按专业设；2)按班级设（每组2）。",
            "承诺书\n不私自向學(xué)生收費(fèi)，不代購資料，關(guān)鍵時靠得住、頂?shù)上。",
            '自查报告\n谈工作多、谈思想少。/ g5 m. {7 s0 ^" V(\n颜色rgb(237, 35, 8)不对。',
            "《移风易俗倡议书.docx》由会员分享，可在线阅读，更多相关《移风易俗倡议书》请在某文库搜索。\n倡议书\n我们倡议移风易俗。",
        ),
    ),
)
