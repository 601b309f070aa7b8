"""An analysed document in, findings on blanks, masks and template words left in it (未填写之处) out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.analysis import Analysis
from checker.document import Where
from checker.findings import Finding
from checker.rules import leftover, otherschool
from checker.rules.base import Rule
from checker.rules.blanks import for_hand, sample, told
from checker.rules.common import body, count_words, holding, joined, led, site_fact
from checker.rules.handedout import handed_out
from checker.rules.masks import MASK, MASK_HINT, exercise, left_gaps, own_some, whom
from checker.rules.prompts import TEMPLATE, TEMPLATE_HINT, asked_length
from corpus.wordlists import either

__all__ = ["RULES"]

# A person hidden on purpose (张××同学, XX家长) is no unfilled blank, unless it is the signer.
_PERSON_AFTER = re.compile(
    rf"(?:小)?{either('placeholder.person_after', also='的?妈妈|的?爸爸|的?父亲|的?母亲|的?家')}"
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_PERSON_BEFORE = re.compile(
    rf"{either('placeholder.person_before')}[{_SURNAMES}]?$"
    rf"|[{_SURNAMES}]$"
)
_SIGNER = re.compile(rf"{either('placeholder.signer')}[：:，\s]{{0,3}}[^，。；：:]{{0,3}}$")
_LEFT_OVER = re.compile(
    r"(?:提交|上报|打印|定稿|完成|填写?(?:完|好))[^，。；]{0,6}(?:前|后)?(?:请)?(?:将|把)?(?:此|本|这)?(?:行|段|提示|说明|红字|括号内容|括号里的字)?(?:请)?删(?:除|去|掉)[^，。；]{0,12}"
    r"|(?:请)?删(?:除|去|掉)(?:此|本|这)(?:行|段|提示|说明|红字)"
    r"|(?<![校部位“])(?<![校部位]的)(?:仅供参考|仅作参考)"
    r"|^(?:填写说明|填表说明|写作提示|写作要求|使用说明|模板说明|编写说明|填写要求)[：:]?.{0,30}"
    r"|(?:本|此)(?:模板|范文|范本)[^，。；]{0,20}|(?:范文|模板)(?:一|二|三|四|五|[1-9])(?=[：:]|$)"
    r"|(?<![各校部位])(?:可|请)(?:根据|结合)(?:本校|本单位|本人|自身|自己的?|学校)?实际(?:情况)?(?:自行)?(?:填写|修改|补充|替换|增减)(?=[。）；]|$)"
)


# What a match must hold; most texts hold none of it, which is seen at once.
_LEFT_OVER_HINT = led(
    "删",
    "仅[供作]",
    "说明",
    "提示",
    "写作要求",
    "填写要求",
    "模板",
    "范[文本]",
    "实际(?:情况)?(?:自行)?[填修补替增]",
)


def _places(
    analysis: Analysis, expression: re.Pattern[str], hint: re.Pattern[str]
) -> Iterator[tuple[Where, re.Match[str], str]]:
    """Matches outside a site's own words: place, match, and the normalised paragraph."""
    for i, _, normal in holding(analysis, hint):
        for m in expression.finditer(normal.text):
            if m.end() == m.start():
                continue
            where = analysis.where(i, m.start(), m.end())
            if not analysis.is_chrome(where):
                yield where, m, normal.text


def _is_person(match: re.Match[str], text: str) -> bool:
    word = match[0]
    if not re.fullmatch(r"[Xx×✕✖*＊]+(?:同志)?", word):
        return False
    before = text[max(0, match.start() - 10) : match.start()]
    if _SIGNER.search(before) or match.end() >= len(text.rstrip()):
        return False
    return bool(_PERSON_AFTER.match(text, match.end()) or _PERSON_BEFORE.search(before))


def _bold(match: re.Match[str], text: str) -> bool:
    """Whether asterisks are pasted markup (**重点**) and no mask."""
    return match[0] == "**" and text.count("**") % 2 == 0


def _mask(analysis: Analysis) -> Iterator[Finding]:
    groups: dict[str, list[Where]] = {}
    for where, match, text in _places(analysis, MASK, MASK_HINT):
        if _bold(match, text) or site_fact(analysis, where, label=True):
            continue
        if _is_person(match, text) and not whom(analysis, match, text):
            continue
        if (
            told(match, text)
            or exercise(analysis, match, text)
            or sample(analysis, where, match, text)
            or for_hand(analysis, where, match, text)
        ):
            continue
        if match[0].endswith("日") and text[max(0, match.start() - 3) : match.start()].rstrip(
            "：: "
        ).endswith("出生"):
            continue
        groups.setdefault(re.sub(r"[_＿]{2,}", "____", match[0]), []).append(where)
    for where in own_some(analysis):
        groups.setdefault(analysis.document.quote(where), []).append(where)
    gaps = [w for w in left_gaps(analysis) if w.paragraph not in handed_out(analysis)]
    for where in gaps:
        groups.setdefault(analysis.document.quote(where), []).append(where)
    if not groups:
        return
    total = sum(map(len, groups.values()))
    words = [analysis.document.quote(places[0]) for places in groups.values()]
    first = next(iter(groups.values()))[0]
    word = " ".join(words[0].split())
    if re.fullmatch(r"[（(]\s*[）)]", word):
        what = "括号里的内容没有填"
    elif first in gaps:
        what = f"“{word}”中间空着的没有填"
    elif not re.search(r"[Xx×✕✖*＊_＿○◯某□Nn]", word):
        what = f"日期“{word}”没有填"
    elif re.fullmatch(r"[_＿]+", word):
        what = "横线上的内容没有填"
    else:
        what = f"“{word}”是遮盖或空着的内容"
    others = f"，连同{joined([' '.join(w.split()) for w in words[1:]])}" if len(words) > 1 else ""
    yield Finding(
        "placeholder.mask",
        "error",
        f"{what}{others}，全文共{total}处。请逐处填上真实的名称、时间或内容。"
        if total > 1
        else f"{what}。请填上真实的名称、时间或内容。",
        first,
    )


def _template(analysis: Analysis) -> Iterator[Finding]:
    places = [where for where, _, _ in _places(analysis, TEMPLATE, TEMPLATE_HINT)]
    places += [where for where in asked_length(analysis) if where not in places]
    places += [Where(p.part, p.index, *place) for _, p, _ in body(analysis) for place in p.prompts]
    places = [where for where in places if where.paragraph not in handed_out(analysis)]
    if not places:
        return
    places.sort(key=lambda where: (where.paragraph, where.start))
    words = [" ".join(analysis.document.quote(w).split()) for w in places]
    words = [w if len(w) <= 14 else w[:13] + "…" for w in words]
    more = f"，全文共{len(places)}处：{joined(words, 3)}" if len(places) > 1 else ""
    yield Finding(
        "placeholder.template",
        "error",
        f"“{words[0]}”是模板里等着填写的地方，还没有填{more}。请换成自己的内容，并删去模板的提示语。",
        places[0],
    )


def _left_over(analysis: Analysis) -> Iterator[Finding]:
    yield from leftover.others_name(analysis)
    yield from otherschool.others_school(analysis)
    # A form (自查表) prints how it is to be filled in: 填表说明.
    form = analysis.outline.title.rstrip("）").endswith("表")
    found = list(_places(analysis, _LEFT_OVER, _LEFT_OVER_HINT))
    places = [where for where, match, _ in found if not (form and match[0].startswith(("填写", "填表")))]
    if not places:
        return
    word = " ".join(analysis.document.quote(places[0]).split())
    yield Finding(
        "placeholder.left_over",
        "warning",
        f"“{word}”像是模板或范文自己的说明，不是材料的内容{count_words(len(places))}。请删去。",
        places[0],
    )


_SOURCE = "实务：报送材料中不得有未填写的空白、遮盖的名称和模板提示语"
RULES: tuple[Rule, ...] = (
    Rule(
        id="placeholder.mask",
        severity="error",
        title="没有填写或遮盖的内容",
        source=_SOURCE,
        check=_mask,
        fails=(
            "承诺书\n我是XX县石桥镇中心小学教师。",
            "实施方案\n20xx年6月召开动员大会。",
            "承诺书\n我承诺每周家访一户。\n承诺人：____\n20××年×月×日",
            "实施方案\n组长：XXX\n副组长：×××",
            "承诺书\n我叫***，是一名教师。",
            "承诺书\n我承诺不收家长礼品。\n承诺人：李明\n年  月  日",
            "承诺书\n我承诺每周家访一户。\n承诺人（签名）：____",
            "实施方案\n我校○○党支部组织N名党员深入村里家访。",
            "实施方案\n职教党〔2011〕X号\n监督举报：0XX-8822",
            "承诺书\n姓名：曹**　党龄：27年\n我承诺每周家访一户。",
            "通知\n请将承诺书报送办公室，联系人：王××。",
            "实施方案\n承诺用白卡纸。\n组长：______\n我校“______”党员示范岗由书记负责。",
            "承诺书\n孩子喊我“XX小学的好老师”，我要对得起。",
            "承诺书\n我承诺每周家访（　　）户留守儿童。",
            "承诺书\n我承诺每周家访□□户留守儿童。",
            "承诺书\n我承诺每学期家访    户，及格率达到　　%。",
            "承诺书\n以上承诺于  年  月  日前兑现。",
            "党性分析报告\n我叫李明，1997年入党，现任某镇中心小学教师。",
            "实施方案\n每人填一张卡。\n附件1：承诺卡样式\n姓名：____\n附件2：领导小组名单\n组长：____",
            "评议制度\n意见的来源：党员大会，××支部负责汇总。",
        ),
        passes=(
            "承诺书\n我是青山县石桥镇中心小学教师，二○一一年入党。",
            "承诺书\n我长期辅导八年级张××同学的数学，3×4=12这样的口算天天练。",
            "报告\n我和某老师争执过，事后道了歉。",
            "报告\n**主要问题**是学习不够。",
            "报告\n蒸饭柜铭牌上的型号是XX-24，胸牌编号XX-001到XX-005。\n教材里写作“XX号刀架”的旧车床，填写样例中的“XX级XX班”系示意。",
            "承诺书\n孩子一见我就喊“XX来了”，我不恼。\n他们给我起了个外号叫“××”，我打算让他们改口。",
            "实施方案\n承诺用白卡纸，样式统一：我是______，年底请您来问我。\n卡上一句“我能做到____”，由党员自己填。",
            "实施方案\n每人填一张卡。\n附件：党员承诺卡样式\n姓名：____　我承诺：____",
            "简报\n自查表中“学习时数____小时”一栏须填实数，“谈心____次”这一项也一样。",
            "承诺书\n我承诺每周家访一户。\n本承诺书一式两份。\n签名：____________\n2018年8月28日",
            "责任书\n我承诺每周家访一户。\n责任人：李明\n签字：______　　日期：____年__月__日\n2012年2月20日",
            "承诺书\n我承诺每周家访一户。\n本承诺书一式两份，签字生效。\n承诺人签字：____________\n年　　月　　日",
            "自查表\n读书少，笔记抄得多。\n支部意见：________\n自查人：李明\n2012年2月20日",
            "党性分析报告\n家长反映某教师收礼，我没有过问；同学现任某镇中心小学校长，请我吃饭我去了。",
            "承诺书\n我承诺家访  户户到，听课　　节节有笔记。",
            "承诺书\n我把“5个十是（　）个一”这样的填空练熟。\n群众评价：满意□ 较满意□ 不满意□",
            "报告\n我讲了N遍，第N次家访还是没有用。",
            "承诺书\n姓名：**李明**\n我承诺每周家访一户。",
            "对照检查材料\n文档分类：党团工作 上传者：XXXX 浏览：2317次\n我广泛听取了意见。",
            "承诺书\n上传人：w***8 格式：DOC 页数：2\n我承诺每周家访一户。",
        ),
    ),
    Rule(
        id="placeholder.template",
        severity="error",
        title="模板里等着填写的地方",
        source=_SOURCE,
        check=_template,
        fails=(
            "党性分析报告\n一、基本情况\n【待填：姓名、出生年月、入党时间】",
            "承诺书\n我承诺做到（此处填写承诺内容）。",
            "承诺书\n承诺人：{{姓名}}",
            "承诺书\n请在此处填写承诺事项",
            "党性分析报告\n一、基本情况\n我1998年入党（待补）。",
            "实施方案\n三、方法步骤\n（根据本校实际补充）",
            "承诺书\n一、带头学习提高。【结合岗位写2—3条】",
            "承诺书\n5. 【学校自行增加】\n6. 【各条不少于50字】",
            "承诺书\n我与［插入结对学生姓名］结对，每周谈心一次。",
            "承诺书\n我承诺每周家访［写明具体户数］。",
            "自查报告\n读书少，笔记抄得多。\n（插入学习笔记照片）",
            "党性分析报告\n二、整改措施\n（以下结合本人实际填写）\n每周读书两小时。",
            "承诺书\n我承诺每周家访一户。\n（注：此处请结合岗位实际填写不少于三条）",
            "承诺书\n我承诺每周家访一户。\n（字数不少于800字，仿宋三号）",
            "承诺书\n我承诺[在此输入帮扶对象]每周家访两户。",
            "党性分析报告\n二、整改措施\n（此段请根据自身情况补充）",
            "实施方案\n一、指导思想\n（镇级范文：此处请各学校结合实际补充）",
        ),
        passes=(
            "实施方案\n请各支部于6月25日前报送名单（附件1）。",
            "实施方案\n学习《教育法》【全文见附件】。",
            "实施方案\n每名党员写出承诺（各学校结合实际补充细则，6月前报支部）。",
            "报告\n【补充说明】\n读书少。\n【列出清单】\n一共五条。\n【自行车的事】\n车棚乱。",
            "报告\n公开课上讲【插入排序】，讲语文也要讲独立成分（插入语及其用法）。",
            "实施方案\n每名党员写出2—3条承诺（以下由支部填写审核意见）。\n［2011］3号文件已学。",
            "承诺书\n我承诺把学生写的100字左右的日记篇篇都批（一周两篇，结合实际写的给五角星）。",
            "承诺书\n承诺人（签名）：李明",
            "承诺书\n一、每月写一篇心得（不少于800字）。\n二、每学期交一份教案（仿宋打印）。",
            "实施方案\n每名党员写一份分析材料。\n（字数不少于800字，6月25日前交支部）",
            "自查报告\n如已付费下载过，可点击这里二次下载。",
        ),
    ),
    Rule(
        id="placeholder.left_over",
        severity="warning",
        title="抄来没有改干净：模板的说明、别人的姓名、别校的校名",
        source=_SOURCE,
        check=_left_over,
        fails=(
            "承诺书\n我承诺每周家访一户（可根据实际情况修改）。",
            "党性分析报告\n填写说明：每部分不少于三百字",
            "承诺书\n以上内容提交前请删除此行",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n以上承诺，请大家监督我焦玉梅。\n承诺人：李明\n2011年3月1日",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户。\n请大家监督我焦玉梅的一言一行。\n承诺人：李明\n2011年3月1日",
            "对照检查材料\n我怕得罪人，说到底我刘某是为了自己的面子。\n李明\n2011年3月1日",
            "承诺书\n我叫林小禾，教三年级语文。\n一、每周家访一户。\n承诺人：王建国\n2011年3月1日",
            "林小禾同志党性分析报告\n一、存在的主要问题\n读书少，笔记抄得多。\n王建国\n2011年3月1日",
            "前洼小学创先争优活动实施方案\n一、指导思想\n用两年时间把后塘小学建成家长满意的学校。\n前洼小学党支部\n2011年3月1日",
            "前洼小学创先争优活动实施方案\n一、指导思想\n以科学发展观为指导。\n二、主要内容\n每月家访两户。\n后塘小学党支部\n2011年3月1日",
            "承诺书\n我郑重承诺：\n一、为后塘小学的明天多出一份力。\n前洼小学　李明\n2011年3月1日",
            "党性分析报告\n石桥镇中学　李明\n作为清河镇中学的党支部书记，我带头不够。\n李明\n2011年3月1日",
        ),
        passes=(
            "实施方案\n各校可结合实际增减内容。",
            "党员自查表\n填表说明：一栏写一样，能写事就不写话。\n学习：读了两本书。",
            "承诺书\n我郑重承诺如下：\n一、每周家访一户，请大家监督我李明。\n有学生喊“我张大山今后听话”，我信他。\n承诺人：李明\n2011年3月1日",
            "前洼小学创先争优活动实施方案\n一、指导思想\n后塘小学是我们的帮扶学校，两校一起学。\n后塘小学全体党员每月来听一次课。\n前洼小学党支部\n2011年3月1日",
            "关于帮扶后塘小学的实施方案\n一、主要内容\n每月送一次课，为后塘小学的发展出力。\n前洼小学党支部\n2011年3月1日",
            "承诺书\n我以前是后塘小学教师，2009年调到前洼小学。\n一、每周家访一户。\n前洼小学　李明\n2011年3月1日",
            "河湾乡中心校创先争优活动实施方案\n一、主要内容\n后塘小学全体党员包一个年级。\n河湾乡中心校党支部\n2011年3月1日",
            "对照检查材料\n书记分别同我谈了话，学生同我谈心事，有难处的我扶一把。\n李明\n2011年3月1日",
            "报告\n学习时满足于抄范文、套模板，没有写自己的东西。",
        ),
    ),
)
