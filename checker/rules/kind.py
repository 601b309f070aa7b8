"""The kind of a document in, a finding when it is none that is asked for, or not what its title says, out (文种)."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysis import Analysis
from checker.findings import Finding
from checker.genres import title_kind
from checker.kinds import other_campaign, reports_deeds
from checker.ownsheet import is_sheet
from checker.rules.base import Rule
from checker.several import papers_in
from corpus import DocumentKind
from corpus.expressions import compiled

__all__ = ["RULES"]

_SURE = 0.8  # below this the content may as well be what the title says
_TOLD = 6  # papers of one file that are named


def _names(analysis: Analysis) -> str:
    return "、".join(k.title for k in analysis.standard.kinds)


def _other(analysis: Analysis) -> Iterator[Finding]:
    """A text of no known kind is not reviewed against any; somebody has to look at it."""
    if analysis.standard.kind(analysis.kind) is not None or _summary(analysis):
        return
    title = f"标题是“{analysis.outline.title}”，" if analysis.outline.title else "没有找到标题，"
    campaign = other_campaign(analysis.outline, analysis.standard)
    if is_sheet(analysis.document):
        message = "这是上次审查退回的审查意见单，不是报送的材料。请按意见改好原来的材料，报送那一份。"
    elif campaign:
        message = (
            f"{title}写的是另一项活动（{campaign}），不是{analysis.standard.title}的材料，没有按文种评审。"
            "如果交错了文件，请换成应交的材料。"
        )
    else:
        message = (
            f"{title}看不出是{_names(analysis)}中的哪一种，没有按文种评审。"
            "如果交错了文件，请换成应交的材料；如果没有交错，请在标题里写明文种。"
        )
    yield Finding("kind.other", "error", message, analysis.outline.title_where)


def _summary(analysis: Analysis) -> str:
    """The kind a title promises where the text only tells of what was done, else ""."""
    if analysis.standard.kind(analysis.kind) is not None:
        return ""
    kind = analysis.standard.kind(title_kind(analysis.outline, analysis.standard))
    return kind.title if kind is not None and kind.own and reports_deeds(analysis.outline) else ""


def _promises(title: str, kind: DocumentKind) -> bool:
    """Whether a title names this kind as well: 关于公开承诺工作的意见 and 公开承诺和推进安排 promise a plan."""
    signs = compiled(kind.title_signs)
    return any(c in title for c in kind.title_cues) or any(p.search(title) for p, _ in signs)


def _title(analysis: Analysis) -> Iterator[Finding]:
    """A title of one kind over a text of another: 承诺书 over a 党性分析, 方案 over a report of what was done."""
    outline, standard = analysis.outline, analysis.standard
    promised = standard.kind(title_kind(outline, standard))
    found = standard.kind(analysis.kind)
    if promised is None or papers_in(analysis):
        return
    if _summary(analysis):
        message = (
            f"标题“{outline.title}”是{promised.title}的标题，内容却是已经做过的事，像总结。"
            f"{promised.title}要写准备怎么做；请换成应交的材料，或改标题。"
        )
        yield Finding("kind.title", "error", message, outline.title_where)
    elif (
        found is not None
        and found is not promised
        and analysis.kind_score >= _SURE
        and not _promises(outline.title, found)
    ):
        message = (
            f"标题“{outline.title}”是{promised.title}的标题，内容却像{found.title}，已按{found.title}评审。"
            "请核对是不是交错了文件，或改标题。"
        )
        yield Finding("kind.title", "error", message, outline.title_where)


def _several(analysis: Analysis) -> Iterator[Finding]:
    """Several papers in one file: they are judged as one, so that none of them is really judged."""
    parts = papers_in(analysis)
    if not parts:
        return
    names = []
    for part in parts:
        kind = analysis.standard.kind(part.kind)
        title = kind.title if kind is not None else "材料"
        names.append(f"{title}（{part.signer}）" if part.signer else title)
    some = "、".join(names[:_TOLD]) + ("等" if names[_TOLD:] else "")
    second = parts[1].paragraph
    yield Finding(
        "kind.several",
        "error",
        f"这个文件里像是有 {len(parts)} 份材料：{some}。审查时只能合在一起看，每一份各写到了什么分不出来。"
        "请一份材料存一个文件，分开报送。",
        analysis.where(second, 0, len(analysis.normals[second].text)),
    )


_REPORT = (
    "一、基本情况\n我叫林小禾，2004年入党，任教语文。\n二、存在的主要问题\n理论学习不够，读书少，笔记是抄的。对家长急躁，怕得罪人。\n"
    "三、原因分析\n思想上放松了，觉得教好书就行，根源是宗旨意识淡薄。\n四、努力方向和整改措施\n今后每周读书两小时，记好笔记。\n林小禾\n2011年6月1日"
)
_PLAN = (
    "一、指导思想\n以科学发展观为指导，推动学校工作。\n二、方法步骤\n三月动员，党员亮身份、作承诺，四月公示，九月评议。\n"
    "三、工作要求\n书记负责，支部每月检查一次，各党小组要认真组织。"
)
_PLAN_DONE = (
    "一、加强领导\n支部召开了三次会议，成立了领导小组，制定了制度。\n二、开展活动\n先后组织了党员示范课二十节，评选了岗位能手五名，开展了家访活动。\n"
    "三、取得的成绩\n已完成承诺三十件，学校被评为先进。家长满意率达到了九成，解决了饮水问题。"
)
_BRIEFLY_DONE = (
    "今年以来，支部认真开展创先争优活动，取得了明显成效。一是上党课4次，全体党员作出承诺。二是办示范课9节，成绩升到全镇第三。"
    "三是家访200户，帮扶学生30名。四是评出标兵2名。今后我们将再接再厉。\n石桥小学党支部\n2011年12月20日"
)

_LETTER = "我承诺：\n一、每周自学两小时，写好读书笔记。\n二、每学期家访二十户，不收家长一分钱。\n三、作业当天批改完。\n"

RULES = (
    Rule(
        id="kind.other",
        severity="error",
        title="认不出文种",
        source="本活动规范列出的文种（corpus/standards）",
        check=_other,
        fails=(
            "关于召开期末家长会的通知\n各班主任：\n定于本周五下午三点召开家长会，请按时到会，并提前打扫教室。\n教务处",
            "党支部党纪学习教育实施方案\n一、总体要求\n扎实开展党纪学习教育。\n二、主要内容\n党员每周学一章条例。\n三、组织领导\n支部成立领导小组。",
        ),
        passes=(
            "承诺书\n我郑重承诺如下：\n一、每周自学两小时，写好读书笔记。\n承诺人：林小禾\n2011年3月1日",
            "支部创先争优活动实施方案\n一、指导思想\n巩固学习实践科学发展观活动成果。\n二、主要内容\n党员每周听一节课。\n三、组织领导\n支部成立领导小组。",
        ),
    ),
    Rule(
        id="kind.title",
        severity="error",
        title="标题和内容不是一种材料",
        source="本活动规范列出的文种（corpus/standards）；方案写打算，总结写结果",
        check=_title,
        fails=(
            "承诺书\n" + _REPORT,
            "支部创先争优活动实施方案\n" + _PLAN_DONE,
            "支部创先争优活动实施方案\n" + _BRIEFLY_DONE,
        ),
        passes=(
            "党性分析报告\n" + _REPORT,
            "关于做好创先争优活动“公开承诺”有关工作的意见\n" + _PLAN,
            "支部创先争优活动总结\n" + _PLAN_DONE,
            "支部创先争优活动实施方案\n去年活动开展以来，支部取得了明显成效。现将今年的活动安排如下。\n"
            + _PLAN,
            # What is told shortly may also be what is planned shortly.
            "支部创先争优活动实施方案\n创先争优活动开展以来，党员干劲足，取得了明显成效。为把活动引向深入，今年做好四件事。\n一是上党课4次。\n"
            "二是办示范课9节。\n三是家访200户。\n四是评标兵2名。\n石桥小学党支部\n2011年3月20日",
            "支部创先争优活动实施方案\n创先争优活动开展一年以来，党员积极参与，收到了较好的效果。学习：周一上午，书记主讲。示范：三月一节，骨干承担。"
            "家访：全体参加，各二十户。评议：12月底，请家长参加。\n石桥小学党支部\n2011年3月20日",
            "支部创先争优活动实施方案\n一、指导思想\n去年支部已评选了能手，取得了成绩。\n二、主要内容\n党员要每周听一节课，支部要每月开一次会。\n"
            "三、方法步骤\n三月动员，九月评议，要公开结果。\n四、组织领导\n书记负责，每月检查。",
            "支部创先争优活动实施方案\n一年以来，支部开展了不少活动，取得了成绩。\n支部组织全体党员学习，写出心得一篇。\n"
            "组织示范课，推出两名新秀。\n慰问困难学生20名。\n书记负总责，副书记抓落实。\n石桥小学党支部\n2012年3月20日",
            "承诺书\n过去我学习不够，读书少，对家长急躁。现在我郑重承诺：\n一、每周读书两小时。\n二、不对家长发火。\n承诺人：林小禾\n2011年3月1日",
        ),
    ),
    Rule(
        id="kind.several",
        severity="error",
        title="一个文件里有几份材料",
        source="一份材料一个文件，才能分别审查、登记",
        check=_several,
        fails=(
            f"承诺书\n{_LETTER}承诺人：林小禾\n2011年3月1日\n承诺书\n{_LETTER}承诺人：周明远\n2011年3月1日",
            f"党员承诺书\n{_LETTER}承诺人：林小禾\n{_LETTER}承诺人：周明远\n{_LETTER}承诺人：魏刚\n2011年3月1日",
            f"承诺书\n{_LETTER}承诺人：林小禾\n2011年3月1日\n党性分析报告\n{_REPORT}",
        ),
        passes=(
            f"承诺书\n{_LETTER}承诺人：林小禾、周明远\n2011年3月1日",
            f"承诺书\n{_LETTER}承诺人：林小禾\n承诺人：周明远\n监督人：魏刚\n2011年3月1日",
            f"承诺书\n{_LETTER}承诺人：林小禾\n2011年3月1日\n支部意见：同意。\n支部书记：魏刚\n2011年3月2日",
            f"承诺书\n{_LETTER}承诺人：林小禾\n2011年3月1日\n践诺情况\n{_LETTER}承诺人：林小禾\n2011年12月1日",
            f"支部实施方案\n{_PLAN}\n石桥小学党支部\n2011年3月1日\n附件1\n承诺书\n{_LETTER}承诺人：林小禾\n2011年3月1日",
            f"党性分析报告\n{_REPORT}",
        ),
    ),
)
