"""Expressions for what a template asks its user to put in (模板提示语): for `checker.rules.placeholder` to search by."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.document import Where
from checker.rules.common import holding, led
from corpus.wordlists import either

__all__ = ["TEMPLATE", "TEMPLATE_HINT", "asked_length"]

_COUNT = r"[\d一二三四五六七八九十两几]+"
_FIGURE = r"[\d一二三四五六七八九十百千两]+"
_OWN = either("prompts.own")
# In square brackets, which hold no words of a sentence, how somebody is told to write: 写2—3条, 学校自行增加,
# 插入照片, 结合岗位填写, 不少于500字. 【补充说明】 and 【列出清单】 are headings.
_TOLD = (
    rf"(?:写|列|举|填|谈)(?:出|明|清)?{_COUNT}(?:[—–~～至到、或-]+{_COUNT})?(?:条|点|项|例|句|段|件|方面)"
    rf"|自行{either('prompts.by_yourself')}"
    r"|(?<=[【［\[])请?(?:在此)?插入(?!语|排序|法)"
    rf"|(?<=[【［\[])(?:写上|写明|写清|列出|注明|简述|粘贴|替换[成为])[^【】［］\[\]\n]{{0,12}}{_OWN}"
    r"|(?:结合|根据|按照|联系|依据)[^【】［］\[\]\n]{1,14}(?:填写|补充|补写|撰写|增减|增删|(?:修改|调整|写)(?=[】］\]]))"
    r"|不少于[\d一二三四五六七八九十百千]+字|\d{2,4}字(?:左右|以内|以上)"
)
_NOTE = r"(?:(?:注|备注|说明|提示|[^（）：，。]{0,6}(?:模板|样本|范文|样稿))[：:])?"
_ASKS, _ASKS_WIDE = (
    rf"请[^{end}\n]{{1,40}}|填写[^{end}\n]{{0,40}}|此处[^{end}\n]{{0,40}}"
    rf"|在此(?:处)?(?:输入|键入|填|插入)[^{end}\n]{{0,40}}"
    for end in (r"\]", "］")
)
TEMPLATE = re.compile(
    r"【[^【】\n]{0,80}?(?:待填|待补|待定|填写|填入|请|在此(?:处)?(?:输入|键入)|此处|这里|插入(?!语|排序|法)|提示|示例|说明：)[^【】\n]{0,200}】"
    rf"|【{either('prompts.field')}】"
    rf"|\[{either('prompts.square_field', also=_ASKS)}\]"
    rf"|［{either('prompts.square_field', also=_ASKS_WIDE)}］"
    rf"|[【［\[][^【】［］\[\]\n]{{0,40}}?(?:{_TOLD})[^【】［］\[\]\n]{{0,40}}[】］\]]"
    rf"|（{_NOTE}(?:请)?(?:在)?(?:此处|这里|此|以下|自行|根据[^（）]{{1,16}})(?:处)?(?:可|请)?(?:自行)?(?:填写|填入|补充|插入|填|写)[^（）\n]{{0,40}}）"
    # （以下结合本人实际填写）; who is to do it with a pen is told so: （以下由支部填写）.
    rf"|（{_NOTE}(?:以下|下面|此处|此段|本段|本条|此项|这里)(?:内容|部分|各条|几条|各项|一段)?(?:请|可|应|须|要)?"
    rf"(?:[各本你](?:单位|学校|支部|校|园|县))?(?:结合|根据|按照?|联系)[^（）由\n]{{1,16}}?(?:填写|补充|补写|修改|撰写|增减|调整|自拟|写)[^（）\n]{{0,12}}）"
    rf"|（(?:请(?:在此)?|在此)?插入[^（）\n]{{0,8}}{either('prompts.put_in')}[^（）\n]{{0,4}}）"
    r"|（(?:请)?填写?[^（）\n]{1,30}）|（(?:待填|待补充?|待定|待填写|略写?，待补)）"
    r"|\{\{[^{}\n]{0,60}\}\}|\{%[^{}\n]{0,60}%\}|\$\{[^{}\n]{1,40}\}|«[^»\n]{1,40}»"
    r"|请在此处?[^，。；\n]{0,20}|(?:单击|点击)(?:或点击)?(?:此处|这里)(?!.{0,3}(?:下载|查看|阅读|登录|返回|进入))[^，。；\n]{0,20}|在此处?(?:输入|键入|填写)[^，。；\n]{0,20}"
    r"|(?:Click|Tap)[^，。\n]{0,20}enter text|(?i:lorem ipsum)|TODO"
)
# How long and in what type a paper is to be, in brackets: who writes it says so nowhere.
_LENGTH = (
    rf"(?:字数|不少于|不低于|不超过|控制在|限)[^（）\n]{{0,6}}{_FIGURE}字|{_FIGURE}字(?:左右|以内|以上|以下)"
)
_TYPE = r"仿宋|宋体|楷体|黑体|行距|[小一二三四五]号字|小[二三四五]号?"
_LINE = re.compile(rf"\s*（[^（）\n]{{0,16}}(?:{_LENGTH}|{_TYPE})[^（）\n]{{0,40}}）[。\s]*$")
_HEADING = re.compile(
    rf"\s*(?:（?[一二三四五六七八九十]{{1,2}}[、）．.]|第[一二三四五六七八九十][条部]分?)[^，。；（）]{{2,16}}(?P<l>（[^（）\n]{{0,8}}(?:{_LENGTH})[^（）\n]{{0,30}}）)\s*$"
)
_WRITES = re.compile(either("prompts.writes"))
_LENGTH_HINT = re.compile("）")
# What a match must hold; most texts hold none of it, which is seen at once.
TEMPLATE_HINT = led(
    r"[填«$\[{【［]",
    "此处",
    "在此",
    "（(?:注|备注|说明|提示)[：:]",
    "这里",
    "插入",
    "（(?:请|在|此|以下|下面|自行|根据|本[段条])",
    "待[补定]",
    "[点单]击",
    "[Ee][Nn][Tt][Ee][Rr]",
    "[Ll][Oo][Rr][Ee][Mm]",
    "TODO",
)


def asked_length(analysis: Analysis) -> Iterator[Where]:
    """Where a pledge or report is told how long it is to be: alone on a line, or behind a heading.

    A plan asks it of others, and 每月写一篇心得（不少于800字） is a promise.
    """
    if analysis.kind not in ("letter", "report"):
        return
    for i, _, normal in holding(analysis, _LENGTH_HINT):
        if _LINE.match(normal.text):
            yield analysis.where(i, 0, len(normal.text.rstrip()))
        elif (m := _HEADING.match(normal.text)) and not _WRITES.search(normal.text[: m.start("l")]):
            yield analysis.where(i, *m.span("l"))
