"""Expressions for what a template asks its user to put in (模板提示语): for `checker.rules.placeholder` to search by."""

from __future__ import annotations

import re

from checker.rules.common import led
from corpus.wordlists import either

__all__ = ["TEMPLATE", "TEMPLATE_HINT"]

_COUNT = r"[\d一二三四五六七八九十两几]+"
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
_ASKS, _ASKS_WIDE = (
    rf"请[^{end}\n]{{1,40}}|填写[^{end}\n]{{0,40}}|此处[^{end}\n]{{0,40}}" for end in (r"\]", "］")
)
TEMPLATE = re.compile(
    r"【[^【】\n]{0,80}?(?:待填|待补|待定|填写|填入|请|此处|这里|插入(?!语|排序|法)|提示|示例|说明：)[^【】\n]{0,200}】"
    rf"|【{either('prompts.field')}】"
    rf"|\[{either('prompts.square_field', also=_ASKS)}\]"
    rf"|［{either('prompts.square_field', also=_ASKS_WIDE)}］"
    rf"|[【［\[][^【】［］\[\]\n]{{0,40}}?(?:{_TOLD})[^【】［］\[\]\n]{{0,40}}[】］\]]"
    r"|（(?:请)?(?:在)?(?:此处|这里|此|以下|自行|根据[^（）]{1,16})(?:处)?(?:可|请)?(?:自行)?(?:填写|填入|补充|插入|填|写)[^（）\n]{0,40}）"
    # （以下结合本人实际填写）; who is to do it with a pen is told so: （以下由支部填写）.
    r"|（(?:以下|下面|此处|此段|本段|本条|此项|这里)(?:内容|部分|各条|几条|各项|一段)?(?:请|可|应|须|要)?"
    r"(?:结合|根据|按照?|联系)[^（）由\n]{1,16}?(?:填写|补充|补写|修改|撰写|增减|调整|自拟|写)[^（）\n]{0,12}）"
    rf"|（(?:请(?:在此)?|在此)?插入[^（）\n]{{0,8}}{either('prompts.put_in')}[^（）\n]{{0,4}}）"
    r"|（(?:请)?填写?[^（）\n]{1,30}）|（(?:待填|待补充?|待定|待填写|略写?，待补)）"
    r"|\{\{[^{}\n]{0,60}\}\}|\{%[^{}\n]{0,60}%\}|\$\{[^{}\n]{1,40}\}|«[^»\n]{1,40}»"
    r"|请在此处?[^，。；\n]{0,20}|(?:单击|点击)(?:或点击)?(?:此处|这里)(?!.{0,3}(?:下载|查看|阅读|登录|返回|进入))[^，。；\n]{0,20}|在此处?(?:输入|键入|填写)[^，。；\n]{0,20}"
    r"|(?:Click|Tap)[^，。\n]{0,20}enter text|(?i:lorem ipsum)|TODO"
)
# What a match must hold; most texts hold none of it, which is seen at once.
TEMPLATE_HINT = led(
    r"[填«$\[{【［]",
    "此处",
    "在此",
    "这里",
    "插入",
    "（(?:请|在|此|以下|下面|自行|根据|本[段条])",
    "待[补定]",
    "[点单]击",
    "[Ee][Nn][Tt][Ee][Rr]",
    "[Ll][Oo][Rr][Ee][Mm]",
    "TODO",
)
