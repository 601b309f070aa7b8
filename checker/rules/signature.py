"""An outline in, findings on who signs and where (署名) out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.findings import Finding, Severity
from checker.rules.base import Rule
from checker.rules.blanks import by_hand
from checker.rules.common import body, inner

__all__ = ["RULES", "need"]


def need(analysis: Analysis, what: str) -> Severity | None:
    """How much the kind needs a signature or a date: error, warning, or None when it needs none."""
    kind = analysis.standard.kind(analysis.kind)
    level = getattr(kind, what) if kind is not None else "none"
    return {"required": "error", "expected": "warning"}.get(level)  # type: ignore[return-value]


_NOTICE = re.compile(r"关于[^，。；]{2,40}的(?:紧急|补充)?(?:通知|通报)$")
_ADDRESSED = re.compile(r"(?:各|全体|局属|所属|机关)[^。；]{1,40}：$")
_SENT_ON = re.compile(r"抄送|主送|印发|文件|〔|\[")
# 少先队大队部, 三年级班主任: whoever stands above the day has issued it, though no office is known by that name.
_ISSUER = re.compile(
    r"(?!特此|此致|此复|专此|[请望盼]|以上|不另|[\d一二三四五六七八九十]+[.．、]|附件?)[^，。；：！？、…]{2,24}"
)

# Of a picture nobody here knows what it shows.
_PICTURED = "没有找到文字的署名；文末有图片，可能是签名、印章的图片，图片里的字没有读到，请打开看一看。"


def _unsigned_notice(analysis: Analysis) -> Iterator[Finding]:
    """A notice that begins with whom it is for and ends with the day alone: nobody has issued it."""
    outline = analysis.outline
    name, day = outline.signature.name_where, outline.signature.date_where
    lines = [(i, normal.text.strip()) for i, _, normal in body(analysis) if normal.text.strip()]
    if name is not None or day is None or len(lines) < 4 or lines[-1][0] != day.paragraph:
        return
    title, place = outline.title, outline.title_where
    # 石桥镇中心学校关于…的通知, and a paper under a printed head, name who issues it above.
    named = not title.startswith("关于") or place is None or place.paragraph != lines[0][0]
    if named or not _NOTICE.match(title) or any(_SENT_ON.search(line) for _, line in lines[:2]):
        return
    if _ISSUER.fullmatch(lines[-2][1]):
        return
    if lines[-1][1] == outline.signature.date_text and _ADDRESSED.match(lines[1][1]):
        yield Finding(
            "signature.missing",
            "warning",
            "通知的末尾只有日期，没有发文单位。请在日期上一行写上发通知的单位全称。",
            day,
        )


def _missing(analysis: Analysis) -> Iterator[Finding]:
    severity = need(analysis, "signature")
    if analysis.kind == "other":
        yield from _unsigned_notice(analysis)
    if severity is None or analysis.outline.signature.name_where is not None:
        return
    left = by_hand(analysis)
    if left is not None and left.name is not None:
        return  # signature.by_hand tells it
    if analysis.document.pictured:
        yield Finding("signature.missing", "info", _PICTURED)
        return
    who = {"letter": "承诺人姓名（支部承诺写党支部全称）", "report": "报告人姓名", "plan": "制定单位的全称"}
    yield Finding(
        "signature.missing",
        severity,
        f"没有找到署名。请在正文后另起一行写上{who.get(analysis.kind, '署名')}，日期写在署名下一行。",
    )


def _by_hand(analysis: Analysis) -> Iterator[Finding]:
    """The name, the date or both that are left for a pen: one remark for the whole paper."""
    left = by_hand(analysis)
    if left is None:
        return
    signature = analysis.outline.signature
    name = left.name if need(analysis, "signature") is not None else None
    undated = signature.date_where is None and not signature.date_text
    day = left.day if undated and need(analysis, "date") is not None else None
    where = name or day
    if where is None:
        return
    words = [_words(left.words)] if name else []
    if day is not None:
        line = analysis.document.paragraphs[day.paragraph].text
        if name is not None and name.paragraph == day.paragraph:
            words = [_words(line[name.start : day.end])]
        else:
            words.append(_words(analysis.document.quote(day)))
    who, done = ("名称", "盖章") if left.seal else ("姓名", "签名")
    lacks = "和".join(([who] if name else []) + (["日期"] if day else []))
    how, done = (left.how, done if day is None else "写好") if name else ("留着手写", "写好")
    yield Finding(
        "signature.by_hand",
        "info",
        f"{'和'.join(f'“{w}”' for w in words)}{how}，电子稿上这里没有{lacks}。"
        f"已在纸质件上{done}的，不必改；要交电子稿的，请补上{lacks}。",
        where,
    )


def _words(text: str) -> str:
    """A line's words as a message quotes them, a long rule cut short."""
    return " ".join(re.sub(r"[_＿]{5,}", "____", inner(text)).split())


def _order(analysis: Analysis) -> Iterator[Finding]:
    signature = analysis.outline.signature
    name, date = signature.name_where, signature.date_where
    if name is None or date is None or name.part != "body" or date.part != "body":
        return
    # In a notice or a summary nothing else asks for a signature: there both must stand alone, one after the other.
    alone = [analysis.normals[w.paragraph].text.strip() for w in (date, name)]
    if analysis.kind == "other" and (
        name.paragraph != date.paragraph + 1 or alone != [signature.date_text, signature.name]
    ):
        return
    last = max(i for i, p in enumerate(analysis.document.paragraphs) if p.text.strip() and p.part == "body")
    # Only a block at the end of the text has an order; a name under the title has none.
    if date.paragraph < name.paragraph <= last and date.paragraph >= last - 3:
        yield Finding(
            "signature.order",
            "info",
            f"日期“{signature.date_text}”写在署名“{signature.name}”前面。一般署名在上、日期在下，请调换。",
            date,
        )


RULES: tuple[Rule, ...] = (
    Rule(
        id="signature.missing",
        severity="error",
        title="没有署名",
        source="本活动规范对各文种署名的要求；GB/T 9704-2012 7.3.5",
        check=_missing,
        fails=(
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n2011年3月1日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：________\n2011年3月1日",
            "岗位责任书\n我郑重承诺如下：\n一、每天按时开门。\n联系人：李明\n2011年3月1日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n校长：\n2011年3月1日",
            "关于检查食堂卫生的通知\n各班级：\n学校定于3月10日检查，请做好准备。\n其他事项另行通知。\n2014年3月3日",
            "关于检查食堂卫生的通知\n各班级：\n学校定于3月10日检查，请做好准备。\n特此通知\n2014年3月3日",
        ),
        passes=(
            "关于检查食堂卫生的通知\n各班级：\n学校定于3月10日检查，请做好准备。\n少先队大队部\n2014年3月3日",
            "关于检查食堂卫生的通知\n各班级：\n学校定于3月10日检查，请做好准备。\n三年级班主任\n2014年3月3日",
            "关于检查食堂卫生的通知\n各班级：\n学校定于3月10日检查，请做好准备。\n三年级语文组\n2014年3月3日",
            "关于检查食堂卫生的通知\n各班级：\n学校定于3月10日检查，请做好准备。\n党员活动室\n2014年3月3日",
            "关于检查食堂卫生的通知\n各班级：\n学校定于3月10日检查，请做好准备。\n支部宣传委员\n2014年3月3日",
            "关于检查食堂卫生的通知\n各班级：\n学校定于3月10日检查，请做好准备。\n年级部\n2014年3月3日",
            "关于检查食堂卫生的通知\n各班级：\n学校定于3月10日检查，请做好准备。\n石桥镇中心小学\n2014年3月3日",
            "石桥镇中心小学关于检查食堂卫生的通知\n各班级：\n学校定于3月10日检查，请做好准备。\n2014年3月3日",
            "岗位责任书\n我郑重承诺如下：\n一、每天按时开门。\n乙方：李明\n2011年3月1日",
            "公开承诺\n我们郑重承诺如下：\n一、每周家访一户。\n支部书记：李明\n2011年3月1日",
            "公开承诺\n我们郑重承诺如下：\n一、每周家访一户。\n石桥镇中学退休党员第二小组\n2011年3月1日",
            "公开承诺\n我们郑重承诺如下：\n一、每周家访一户。\n中共石桥镇中学支部委员会（章）",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n承诺人：李明\n2011年3月1日",
            "承诺书\n我叫李明，郑重承诺如下：\n一、每周家访一户。\n签名：________\n2011年3月1日",
            "石桥镇中学党支部公开承诺\n我们郑重承诺如下：\n一、每周家访一户。\n石桥镇中学党支部（盖章）\n党员签名：________\n2011年3月1日",
        ),
    ),
    Rule(
        id="signature.by_hand",
        severity="info",
        title="留着手签",
        source="本活动规范对各文种署名的要求；打印后手签、盖章的习惯",
        check=_by_hand,
        fails=(
            "承诺书\n我叫李明，郑重承诺如下：\n一、每周家访一户。\n承诺人：____\n2011年3月1日",
            "承诺书\n我叫李明，郑重承诺如下：\n一、每周家访一户。\n承诺人：\n2011年3月1日",
            "承诺书\n我叫李明，郑重承诺如下：\n一、每周家访一户。\n承诺人（签名）：\n2011年3月1日",
            "承诺书\n我叫李明，郑重承诺如下：\n一、每周家访一户。\n承诺人：____ 年 月 日",
            "承诺书\n姓名：李明　单位：石桥镇中学\n我郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n"
            "三、每天读书半小时。\n四、不迟到早退。\n承诺人：\n2011年3月1日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n签名：________\n2011年3月1日",
            "承诺书\n我承诺每周家访一户。\n本承诺书一式两份，签字生效。\n承诺人签字：____________\n年　　月　　日",
        ),
        passes=(
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n承诺人：____\n年　月　日",
            "承诺书\n我叫李明，郑重承诺如下：\n一、每周家访一户。\n承诺人：李明\n支部书记签字：____\n2011年3月1日",
            "承诺书\n我叫李明，郑重承诺如下：\n一、每周家访一户。\n李明\n2011年3月1日",
            "承诺书\n我叫李明，郑重承诺如下：\n一、每周家访一户。\n李明（小王代打，本人按过手印）\n2011年3月1日",
            "石桥镇中学党支部公开承诺\n我们郑重承诺如下：\n一、每周家访一户。\n石桥镇中学党支部（盖章）\n2011年3月1日",
        ),
    ),
    Rule(
        id="signature.order",
        severity="info",
        title="署名和日期次序颠倒",
        source="GB/T 9704-2012 7.3.5：成文日期在发文机关署名之下",
        check=_order,
        fails=(
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n2011年3月1日\n承诺人：李明",
            "关于检查食堂卫生的通知\n各班：\n学校定于3月10日检查，请做好准备。\n其他事项另行通知。\n2014年3月3日\n石桥镇中心小学总务处",
        ),
        passes=(
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n承诺人：李明\n2011年3月1日",
        ),
    ),
)
