"""An analysed document in, findings on numbers that skip, repeat or change their form (序号) out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.findings import Finding
from checker.rules.articles import left_out
from checker.rules.base import Rule
from checker.rules.common import capped
from checker.rules.oddnumbers import alone, first_in_another_form, of_another_level, strays
from checker.rules.series import Item, Series, mark_of, series, short, spelled
from checker.rules.slips import slips

__all__ = ["RULES"]


def _told(analysis: Analysis, rule: str) -> list[Finding]:
    return capped(
        Finding(rule, "warning", s.message, s.item.where) for s in slips(analysis) if s.rule == rule
    )


def _gap(analysis: Analysis) -> list[Finding]:
    articles = [
        Finding(
            "numbering.gap",
            "warning",
            f"“{left.before}”后面直接是“{left.words}”，缺“{left.missing}”。"
            f"请检查是否漏了内容；没有漏的，这里请改为“{left.missing}”，后面依次改。",
            left.where,
        )
        for left in left_out(analysis)
    ]
    return [*_told(analysis, "numbering.gap"), *articles]


def _repeat(analysis: Analysis) -> list[Finding]:
    return _told(analysis, "numbering.repeat")


def _stretches(run: Series) -> Iterator[list[Item]]:
    """The run cut where its numbers fall: another list, whose beginning was not seen."""
    start = 0
    for n in range(1, len(run.items) + 1):
        if n == len(run.items) or run.items[n].value < run.items[n - 1].value:
            yield run.items[start:n]
            start = n


def _odd(one: Item, odd: Item, other: Item) -> Finding:
    return Finding(
        "numbering.mixed",
        "info",
        f"同一级序号的写法不一致：“{short(one)}”和“{short(other)}”之间写成了“{short(odd)}”。"
        f"请改为“{spelled(odd.value, one)}”。",
        odd.where,
    )


def _mixed(analysis: Analysis) -> list[Finding]:
    return capped(_mixes(analysis))


def _mixes(analysis: Analysis) -> Iterator[Finding]:
    told = list(_forms(analysis))
    yield from told
    for one, odd, goes_on in of_another_level(analysis):
        if all(finding.where != odd.where for finding in told):
            value = odd.value if goes_on else one.value + 1
            yield Finding(
                "numbering.mixed",
                "info",
                f"同一级序号的写法不一致：前面是“{short(one)}”，这里写成了“{short(odd)}”。"
                f"请改为“{spelled(value, one)}”{'' if goes_on else '，后面的依次顺延'}。",
                odd.where,
            )


def _forms(analysis: Analysis) -> Iterator[Finding]:
    yield from (_odd(*found) for found in alone(analysis))
    for run in series(analysis):
        for one, other in zip(run.items, run.items[1:], strict=False):
            if found := strays(analysis, one, other):
                yield _odd(one, found[0], other)
        first = run.items[0]
        if len(run.items) > 1 and run.form == "一" and (own := first_in_another_form(analysis, first)):
            yield Finding(
                "numbering.mixed",
                "info",
                f"同一级序号的写法不一致：后面是“{short(first)}”，前面写成了“{short(own)}”。"
                f"请改为“{spelled(1, first)}”。",
                own.where,
            )
    for run in series(analysis):
        for items in _stretches(run):
            marks = Counter(mark_of(item.sign.text) for item in items)
            if len(marks) < 2 or len(items) < 3:
                continue
            usual, _ = max(marks.items(), key=lambda pair: (pair[1], pair[0] == "、"))
            odd = [item for item in items if mark_of(item.sign.text) != usual]
            if len(odd) * 2 >= len(items):
                continue
            shown = "、".join(f"“{item.sign.text.strip()}”" for item in odd[:3])
            yield Finding(
                "numbering.mixed",
                "info",
                f"同一级序号的写法不一致：多数写成“{run.form}{usual}”，{shown}不同。请统一。",
                odd[0].where,
            )


_SOURCE = "GB/T 9704-2012 7.3.3：结构层次序数依次用“一、”“（一）”“1.”“（1）”标注"
RULES: tuple[Rule, ...] = (
    Rule(
        id="numbering.gap",
        severity="warning",
        title="序号不连续",
        source=_SOURCE,
        check=_gap,
        fails=(
            "实施方案\n一、指导思想\n以科学发展观为指导，推动学校工作。\n二、主要内容\n开展主题活动，评选先进。\n四、组织领导\n成立领导小组，书记任组长。",
            "对照检查材料\n一、存在的主要问题\n（一）学习不够\n读书少，笔记抄得多。\n（三）作风不实\n布置多，检查少。",
            "对照检查材料\n二、存在的主要问题\n读书少，笔记抄得多。\n三、整改措施\n每周读书两小时。",
            "承诺书\n一、每周读书两小时。\n三、每月家访两户。\n二、不迟到早退。",
            "承诺书\n我是门卫，承诺如下。\n每晚巡查两次。\n二、不收快递费。\n承诺人：李明",
            "承诺书\n第一条　每周读书。\n第二条　每月家访。\n第四条　不迟到。\n第五条　不收礼。",
            "承诺书\n第一句，读书。\n第二句，家访。\n第三句，不收礼。\n第五句，不迟到。",
        ),
        passes=(
            "承诺书\n我是门卫，承诺如下。\n一是每晚巡查两次。\n二、不收快递费。\n承诺人：李明",
            "承诺书（节选）\n我是门卫，承诺如下。\n每晚巡查两次。\n二、不收快递费。\n承诺人：李明",
            "承诺书\n二、不收快递费。\n每晚巡查两次，见到生人要登记。",
            "承诺书\n第一条　每周读书。\n第二条　每月家访。第三条　备课在前。\n第四条　不迟到。\n第五条　不收礼。",
            "承诺书\n第一条　每周读书。\n第二条　每月家访。\n第三条　不迟到。\n第四条　不收礼。",
            "自查材料\n对照准则逐条查：\n第一条　没有违反。\n第二条　没有违反。\n第五条　讲课迟到过。\n第八条　没有违反。",
            "实施方案\n一、指导思想\n以科学发展观为指导，推动学校工作。\n二、主要内容\n（一）主题活动\n评选先进。\n（二）岗位活动\n"
            "比一比。\n三、方法步骤\n（一）动员\n开会。\n（二）实施\n落实。\n四、组织领导\n成立领导小组，书记任组长。",
            "实施方案\n一、想法\n四十一个娃娃一个不能少。\n二、要做的事\n（一）教。一、二年级复式，拼音每天听写。\n三、步骤\n九月开头。",
            "对照检查材料\n存在的问题：—、学习方面读书少，笔记是抄的。二、作风方面布置多，检查少。三、纪律方面开会迟到。",
            "自查报告\n一、领导重视。(一)成立了领导小组。组长：林小禾 组员：许大河(二)将教职工分成三组自查。(三)制定了方案。",
            "对照检查材料（节选）\n三、原因分析\n放松了学习。\n四、整改措施\n每周读书两小时。",
            "实施方案\n第一步，发动，九月开会。\n第二步，认领，十月公示。\n第二步，推进，每月一查。\n第四步，验收，群众评议。",
            "承诺书\n1. 校门：每天6:40到7:30、下午16:50到18:10在岗。\n2. 校车：跟车，7：15、16：20两趟。\n3. 宿舍：每晚查铺。",
            # One slip, and numbering.repeat tells it.
            "承诺书\n一、每周读书两小时。\n二、每月家访两户。\n四、不迟到早退。\n四、不收礼。\n五、备课在前。",
        ),
    ),
    Rule(
        id="numbering.repeat",
        severity="warning",
        title="序号重复",
        source=_SOURCE,
        check=_repeat,
        fails=(
            "实施方案\n一、指导思想\n以科学发展观为指导，推动学校工作。\n二、主要内容\n开展主题活动，评选先进。\n二、组织领导\n成立领导小组，书记任组长。",
            "承诺书\n一、每周读书两小时。\n一、每月家访两户。\n二、不迟到早退。",
            "自查材料\n一、查思想\n理想信念想得少。\n一、查作风\n备课照抄教参。\n三、查纪律\n早操缺过两次。",
            "实施方案\n一、活动内容\n（一）思想上争先\n树立正确的观念。\n（二）业务上争先\n每月讨论病例。\n（三）服务上争先\n有人领。\n"
            "（二）作风上争先\n不抽烟。\n（三）廉洁上争先\n不收礼。",
            "承诺书\n一、每周读书两小时。\n二、每月家访两户。\n四、不迟到早退。\n四、不收礼。\n五、备课在前。",
        ),
        passes=(
            "承诺书\n学习方面\n1.每周读书两小时。\n服务方面\n1.每月家访两户。\n纪律方面\n1.不迟到早退。",
            "实施方案\n一、指导思想\n以科学发展观为指导，推动学校工作。\n二、主要内容\n1.读书\n每人读一本。\n2.家访\n每月两户。\n三、方法步骤\n"
            "1.动员\n六月开会。\n2.总结\n七月总结。",
            "实施方案\n第一步，发动，九月开会。\n第二步，认领，十月公示。\n第三步，验收。\n第二步里遇到考试，往后挪一周。\n"
            "第一步结束以后开一次会。\n第二步没做好的，第三步时补上。",
            "竞职承诺书\n（一）竞职承诺：不请客，不送烟。\n（一）竞职承诺：选上了不骄傲。\n（二）廉洁承诺：账目清楚。",
            "服务承诺\n1、上班统一着装。2、营业场所整洁。第五条 特色服务承诺1、不拒绝兑换零钱。2、根据要求上门服务。",
            "自我剖析\n一、主要问题\n一、学习抓得不紧，读书少。二、感情不深，来访人多就心烦。\n二、今后措施\n每周学一部法规。",
            "承诺书\n1、每班两教一保，周方案提早一周贴出；区角材料每半月添换。2、户外活动每天不少于两小时，不教小学课\n"
            "2、程，不留书面作业。3、每学期末自评一次。",
            "安全责任书（两篇）\n1.安全责任书 篇一\n签订如下：\n1.照方案履行职责。2.严查管制刀具。\n2.安全责任书 篇二\n签订如下。",
            "承诺书\n一、每周读书两小时。\n三、每月家访两户。\n二、不迟到早退。",
        ),
    ),
    Rule(
        id="numbering.mixed",
        severity="info",
        title="序号写法不一致",
        source=_SOURCE,
        check=_mixed,
        fails=(
            "实施方案\n一、指导思想\n以科学发展观为指导，推动学校工作。\n二、主要内容\n开展主题活动，评选先进。\n三.组织领导\n成立领导小组，书记任组长。",
            "承诺书\n一、学一点新的\n每周看一节课。\n2、把课上好\n备课在前。\n三、走一走家门\n每月两户。",
            "承诺书\n1、学一点新的\n每周看一节课。\n2、把课上好\n备课在前。\n三、走一走家门\n每月两户。\n4、管好自己\n不打牌。",
            "承诺书\n1、学一点新的\n每周看一节课。\n二、把课上好\n备课在前。\n三、走一走家门\n每月两户。",
        ),
        passes=(
            "实施方案\n一、指导思想\n以科学发展观为指导，推动学校工作。\n二、主要内容\n开展主题活动，评选先进。\n三、组织领导\n成立领导小组，书记任组长。",
            "实施方案\n一、指导思想\n以科学发展观为指导。\n二、主要内容\n三月动员；七一，评选五名党员；年底总结。\n三、组织领导\n书记任组长。",
            "承诺书\n一、学一点新的\n1、看课\n每周一节。\n2、看书\n每月一本。\n二、把课上好\n备课在前。\n三、走一走家门\n每月两户。",
            "实施方案\n一、活动内容\n1、看课\n每周一节。\n2、看书\n每月一本。\n三、组织领导\n书记任组长。",
            "承诺书\n1. 校门：每天6:40到7:30、下午16:50到18:10在岗。\n2. 校车：跟车（早班7:15，晚班16:20）。\n3. 宿舍：每晚查铺。",
            "责任制\n1、责任的划分①班子负全面责任。②一把手负总责。③其他成员各负其责。",
        ),
    ),
)
