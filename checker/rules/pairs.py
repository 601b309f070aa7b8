"""Raw paragraphs in, findings on quotes and brackets that do not pair (引号、括号) out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.findings import Finding
from checker.rules.base import Rule
from checker.rules.common import body, context, count_words, further, holding_raw, raw_where
from checker.rules.marks import Mark, find_broken, find_crossed, find_marks, matched, may_stand_alone, near
from chinese_cli.han import HAN

__all__ = ["RULES"]


def _around(analysis: Analysis, mark: Mark) -> str:
    return context(analysis, mark.where, 6, 8)


def _site_beside(analysis: Analysis) -> bool:
    """Whether a site's words stand in a paragraph of the text, and are no paragraphs of their own."""
    chrome = {place.paragraph for place in analysis.outline.chrome}
    return bool(chrome) and any(i in chrome for i, _, _ in body(analysis))


def _quote(analysis: Analysis) -> Iterator[Finding]:
    # Without the words a site put in, what paired with them may stand alone.
    if not _site_beside(analysis) and not may_stand_alone(analysis, "“”〝〞＂"):
        return
    wrong = find_marks(analysis, "〞〝＂")
    if wrong:
        yield Finding(
            "punctuation.quote",
            "warning",
            f"“{_around(analysis, wrong[0])}”用了不规范的引号“{wrong[0].char}”{count_words(len(wrong))}。"
            "引号应成对使用“ ”，请全部改正。",
            wrong[0].where,
            "”" if wrong[0].char == "〞" and len(wrong) == 1 else None,
        )
    marks = find_marks(analysis, "“”〝〞")
    unclosed, unopened = matched(marks, "“〝")
    # 〝 and 〞 have been named already.
    unclosed, unopened = ([m for m in half if m.char in "“”"] for half in (unclosed, unopened))
    # “五个好“ and ”五个好”: both halves of a pair face one way.
    order = {mark.where: n for n, mark in enumerate(marks)}
    same: list[Mark] = []
    for mark in list(unclosed):
        n = order[mark.where]
        if n + 1 < len(marks) and marks[n + 1].char == mark.char and near(analysis, mark, marks[n + 1]):
            same.append(mark)
    if same:
        yield _finding(analysis, same, "的前后引号方向相同，后一个应为”")
    rest = [m for m in unclosed if m not in same and not any(near(analysis, s, m) for s in same)]
    mispaired = find_crossed(analysis)
    told = {mark for pair in mispaired for mark in pair}
    if mispaired:
        one, other = mispaired[0]
        text = analysis.document.paragraphs[one.where.paragraph].text[one.where.end : other.where.start]
        first, last = ("书名号“《”", "引号") if one.char == "《" else ("引号", "书名号“》”")
        yield Finding(
            "punctuation.quote",
            "warning",
            f"“{text}”前面是{first}，后面是{last}，不成一对{count_words(len(mispaired))}。请统一成书名号或者引号。",
            raw_where(analysis, one.where.paragraph, one.where.start, other.where.end),
        )
    rest, unopened = ([m for m in half if m not in told] for half in (rest, unopened))
    if rest:
        yield _finding(analysis, rest, "只有前引号，没有后引号")
    if unopened:
        yield _finding(analysis, unopened, "只有后引号，没有前引号")


def _finding(analysis: Analysis, marks: list[Mark], what: str) -> Finding:
    return Finding(
        "punctuation.quote",
        "warning",
        f"“{_around(analysis, marks[0])}”{what}{count_words(len(marks))}。请补上或改正。",
        marks[0].where,
    )


_NUMBER_YEAR = re.compile(
    rf"(?<=[{HAN}])[\[【（(﹝［]\s?((?:19|20)\d\d)\s?[\]】）)﹞］]\s?(?:第\s?)?(0*)(\d{{1,4}})\s?号"
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
        every = [(place, f"〔{m[1]}〕{m[3]}号") for place, m in places]
        right = every[0][1]
        yield Finding(
            "punctuation.bracket",
            "info",
            f"文号“{m[0]}”的写法不规范{count_words(len(places))}。年份用六角括号、序号不加“第”和“0”：“{right}”。",
            where,
            right,
            edits=further(every),
        )
    for opening, closing, name in (("《", "》", "书名号"), ("（(", "）)", "括号")):
        if not may_stand_alone(analysis, opening + closing):
            continue
        told = {mark for pair in find_crossed(analysis) for mark in pair}
        broken = [mark for mark in find_broken(analysis, opening, closing) if mark not in told]
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
            "实施方案\n以《党员先锋岗管理手册”为载体，开展活动。",
            "实施方案\n以“党员先锋岗管理手册》为载体，开展活动。",
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
            "实施方案\n以《党员先锋岗管理手册”为载体，开展活动。",
            "实施方案\n学习《党章\n党规汇编》，写心得。",
            "报告\n我有了清晰的方向。(阅读全文需要先登录!)",
            "实施方案\n作品一般要有：1）主题；2）创意。\n支部规范设置1)按专业设；2)按班级设（每组2）。",
            "承诺书\n不私自向學(xué)生收費(fèi)，不代購資料，關(guān)鍵時靠得住、頂?shù)上。",
            '自查报告\n谈工作多、谈思想少。/ g5 m. {7 s0 ^" V(\n颜色rgb(237, 35, 8)不对。',
            "《移风易俗倡议书.docx》由会员分享，可在线阅读，更多相关《移风易俗倡议书》请在某文库搜索。\n倡议书\n我们倡议移风易俗。",
        ),
    ),
)
