"""A seed in, a county's folder of 120 mixed submissions and its roster out, with the truth about each of them.

Right and wrong papers, copied ones, late ones, drafts sent twice, .docx, .doc, .wps, .pdf, scans, encrypted
files, chaotic names and folders, and schools whose names differ by a word. `python -m tests.desk.county DIR`
makes one to look at.
"""

from __future__ import annotations

import datetime
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.desk.rosters import workbook
from tests.docx_builder import Docx
from tests.readers.make_old import pdf
from tests.readers.test_read import ole

CORPUS = Path(__file__).parents[2] / "corpus" / "examples" / "sentences"
LEADS = ("study", "excel", "serve", "discipline", "righteous")
GOODS = ("team", "members", "mechanism", "results", "masses")
TITLES = {
    "study": "带头学习提高", "excel": "带头争创佳绩", "serve": "带头服务群众", "discipline": "带头遵纪守法",
    "righteous": "带头弘扬正气", "team": "领导班子好", "members": "党员队伍好", "mechanism": "工作机制好",
    "results": "工作业绩好", "masses": "群众反映好",
}  # fmt: skip
# Full name, and what its people write instead.
UNITS = (
    ("云溪县石桥镇中心小学", "石桥小学"),
    ("云溪县石桥镇中心小学附属幼儿园", "石桥镇中心小学附属幼儿园"),
    ("云溪县石桥中学", "石桥中学"),
    ("云溪县石桥镇第二小学", "石桥二小"),
    ("云溪县第二中学", "云溪二中"),
    ("云溪县第二高级中学", "第二高级中学"),
    ("云溪县枫林小学", "枫林小学"),
    ("云溪县高山镇初级中学", "高山中学"),
    ("云溪县东河小学", "东河小学"),
    ("云溪县西河小学", "西河小学"),
    ("云溪县职业中专", "云溪职业中专"),
    ("云溪县特殊教育学校", "特殊教育学校"),
    ("云溪县实验小学", "县实验小学"),
)
SURNAMES, GIVEN = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜",
    "明华芳伟敏静强丽军燕平霞刚兰勇梅",
)
DEADLINE = datetime.date(2011, 3, 20)
IN_TIME, LATE = datetime.datetime(2011, 3, 15, 9, 30), datetime.datetime(2011, 3, 25, 16, 0)
WORDS = {"letter": "承诺书", "report": "党性分析报告", "plan": "实施方案"}


@dataclass(frozen=True)
class Paper:
    """One due paper: unit, person ("" the unit's own), kind, and the name its text uses for the unit."""

    unit: str
    short: str
    person: str
    kind: str


@dataclass
class Truth:
    """What must come out. `states`: (unit, person, kind) -> state; `files`: file -> state of its line."""

    states: dict[tuple[str, str, str], str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    copied: list[tuple[str, str]] = field(default_factory=list)
    converted: bool = False


class _Writer:
    """Writes papers from the labelled sentences, no sentence twice."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._bank: dict[tuple[str, str], list[str]] = {}
        for file in sorted(CORPUS.glob("train-*.jsonl")):
            for line in file.read_text(encoding="utf-8").splitlines():
                record = json.loads(line)
                text = record["text"].rstrip("。；")
                strange = any(
                    w in text for w in ("小学", "中学", "学校", "幼儿园", "年生", "本人", "我叫", "_", "×")
                )
                if strange or not 16 <= len(text) <= 60:
                    continue
                for element, level in record["labels"].items():
                    if level == "concrete":
                        self._bank.setdefault((record["kind"], element), []).append(text)
        for texts in self._bank.values():
            texts.sort()
            rng.shuffle(texts)

    def take(self, kind: str, element: str, count: int = 1) -> str:
        bank = self._bank[kind, element]
        return "".join(f"{bank.pop()}。" for _ in range(count))

    def letter(self, paper: Paper, *, empty: bool = False) -> str:
        deeds = {e: "" if empty else self.take("letter", e) for e in LEADS}
        slogan = "我一定认真做到，请组织考验。"
        items = "\n".join(
            f"{n}、{TITLES[e]}。{deeds[e] or slogan}" for n, e in zip("一二三四五", LEADS, strict=True)
        )
        return (
            f"公开承诺书\n我是{paper.short}教师{paper.person}，向全校师生和家长作如下承诺：\n{items}\n"
            f"以上承诺，请大家监督。\n承诺人：{paper.person}\n2011年3月10日"
        )

    def report(self, paper: Paper, *, cut: bool = False) -> str:
        problems = "\n".join(
            f"（{n}）{TITLES[e][2:]}方面。{self.take('report', e, 2)}"
            for n, e in zip("一二三四五", LEADS, strict=True)
        )
        remedies = self.take("letter", "excel") + self.take("letter", "discipline")
        causes = "" if cut else "三、原因分析\n说到底是对自己放松了要求，觉得工作过得去就行，学习没有跟上。\n"
        return (
            f"党性分析报告\n一、基本情况\n{paper.person}，1976年5月出生，1999年7月入党，现任{paper.short}教师。\n"
            f"二、存在的主要问题\n{problems}\n{causes}四、努力方向和整改措施\n今后我要改正：{remedies}\n"
            f"报告人：{paper.person}\n2011年3月12日"
        )

    def plan(self, paper: Paper) -> str:
        goods = "\n".join(f"{n}．{TITLES[g]}。{self.take('plan', g)}" for n, g in enumerate(GOODS, 1))
        leads = "\n".join(f"{n}．{TITLES[e]}。{self.take('plan', e)}" for n, e in enumerate(LEADS, 1))
        return (
            f"{paper.short}创先争优活动实施方案\n为深入开展创先争优活动，结合实际，制定本方案。\n一、指导思想\n"
            f"以科学发展观为指导，{self.take('plan', 'results')}\n二、主要内容\n（一）五个好\n{goods}\n（二）五带头\n{leads}\n"
            f"三、活动载体\n以“{self._rng.choice('勤实新精严')}字当头”为载体，{self.take('plan', 'members')}\n四、方法步骤\n"
            f"第一阶段（2010年5月至6月）动员部署。第二阶段（2010年7月至2012年7月）组织实施。\n五、组织领导\n"
            f"成立领导小组，{self.take('plan', 'team')}\n{paper.short}党支部\n2011年3月8日"
        )


def make_county(folder: Path, seed: int = 2011, *, office: bool = True) -> Truth:
    """Write `folder`/报送 (120 files) and `folder`/名单.xlsx; without `office` all papers are .docx."""
    made = _County(folder, random.Random(seed), office and shutil.which("soffice") is not None)
    made.build()
    return made.truth


class _County:
    def __init__(self, folder: Path, rng: random.Random, office: bool) -> None:
        self.root, self.rng, self.office = folder / "报送", rng, office
        self.roster = folder / "名单.xlsx"
        self.write = _Writer(rng)
        self.truth = Truth(converted=office)
        self._convert: list[tuple[Path, str]] = []
        self._times: dict[Path, datetime.datetime] = {}

    def build(self) -> None:
        papers = self._due()
        rows = [
            [
                p.unit,
                None,
                p.person or None,
                WORDS[p.kind],
                DEADLINE,
                "周明远" if not p.person else None,
                "0000-6120018",
            ]
            for p in papers
        ]
        workbook(self.roster, rows)
        order = papers[:]
        self.rng.shuffle(order)
        used: set[Paper] = set()

        def some(count: int, kind: str = "") -> list[Paper]:
            found = []
            for paper in order:
                if (
                    paper not in used
                    and paper.person
                    and paper.kind == (kind or paper.kind)
                    and len(found) < count
                ):
                    found.append(paper)
                    used.add(paper)
            return found

        for paper in some(7):
            self.truth.states[_key(paper)] = "未交"
        for paper in some(7):
            self._put(paper, self._text(paper), state="迟交", when=LATE)
        for paper in some(3, "report"):
            text = self.write.letter(Paper(paper.unit, paper.short, paper.person, "letter"))
            self._put(paper, text, state="交错文种", name=f"{paper.person}材料")
        for paper in some(3):
            self._bytes(paper, pdf(""), f"扫描-{paper.unit}{paper.person}.pdf")
        for paper in some(3):
            self._bytes(
                paper, ole("EncryptionInfo", "EncryptedPackage"), f"{paper.person}{WORDS[paper.kind]}.docx"
            )
        for paper in some(2):  # the same bytes under two names
            first = self._put(paper, self._text(paper), name=f"{paper.person}")
            self._again(first, first.with_name(f"{paper.person} - 副本.docx"), IN_TIME)
        for paper in some(2):  # an older draft
            self._put(paper, self._text(paper), name=f"{paper.person}定稿")
            old = self._path(paper, f"{paper.person}初稿")
            self._docx(old, self._text(paper), IN_TIME - datetime.timedelta(days=3))
            self.truth.files[self._name(old)] = "重复报送"
        for one, other in zip(
            some(2, "report"), some(2, "report"), strict=True
        ):  # copied from another school
            text = self.write.report(one)
            copied = text.replace(one.person, other.person).replace(one.short, other.short)
            pair = self._put(one, text), self._put(other, copied)
            self.truth.copied.append((self._name(pair[0]), self._name(pair[1])))
        for paper in some(6, "letter"):
            self._put(paper, self.write.letter(paper, empty=True))
        for paper in some(4, "report"):
            self._put(paper, self.write.report(paper, cut=True))
        suffixes = iter([".doc"] * 8 + [".wps"] * 4 + [".pdf"] * 4)
        for paper in [p for p in order if p not in used]:
            self._put(paper, self._text(paper), suffix=next(suffixes, ".docx") if paper.person else ".docx")
        self._strangers()
        self._finish()

    def _due(self) -> list[Paper]:
        names = [s + a + (b if n % 2 else "") for n, (s, a, b) in enumerate(
            (s, a, b) for s in SURNAMES for a, b in zip(GIVEN, GIVEN[3:] + GIVEN[:3], strict=True)
        )]  # fmt: skip
        self.rng.shuffle(names)
        unique = [n for n in names if sum(n in other for other in names) == 1]
        papers = []
        for unit, short in UNITS:
            papers.append(Paper(unit, short, "", "plan"))
            papers += [Paper(unit, short, unique.pop(), "letter") for _ in range(5)]
            papers += [Paper(unit, short, unique.pop(), "report") for _ in range(3)]
        return papers

    def _text(self, paper: Paper) -> str:
        write = {"letter": self.write.letter, "report": self.write.report, "plan": self.write.plan}
        return write[paper.kind](paper)  # type: ignore[operator, no-any-return]

    def _path(self, paper: Paper, name: str, suffix: str = ".docx") -> Path:
        """Folders by full name, by short name, or none at all."""
        folder = self.rng.choice([paper.unit, paper.short, "", "", f"收到的材料/{paper.short}"])
        return self.root.joinpath(*filter(None, folder.split("/")), name + suffix)

    def _put(
        self,
        paper: Paper,
        text: str,
        *,
        state: str = "已交",
        when: datetime.datetime = IN_TIME,
        name: str = "",
        suffix: str = ".docx",
    ) -> Path:
        kind = WORDS[paper.kind]
        usual = [
            f"{paper.person}-{kind}",
            f"{kind}（{paper.person}）",
            f"{paper.short}{paper.person}",
            f"新建 文档{self.rng.randrange(10**6)}",
        ]
        if not paper.person:
            usual = [
                f"{paper.short}{kind}",
                f"{paper.unit}创先争优活动{kind}",
                "方案 定稿",
                f"最终版{self.rng.randrange(10**6)}",
            ]
        path = self._path(paper, name or self.rng.choice(usual))
        while path.exists():
            path = path.with_name(f"{path.stem}({self.rng.randrange(100)}){path.suffix}")
        self._docx(path, text, when)
        self.truth.states[_key(paper)] = state
        if suffix != ".docx" and self.office:
            self._convert.append((path, suffix))
            path = path.with_suffix(suffix)
            self._times[path] = when
        self.truth.files[self._name(path)] = state
        return path

    def _docx(self, path: Path, text: str, when: datetime.datetime) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        Docx(*text.split("\n")).save(path)
        self._times[path] = when

    def _bytes(self, paper: Paper, content: bytes, name: str) -> None:
        path = self.root / paper.unit / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self._times[path] = IN_TIME
        self.truth.states[_key(paper)] = self.truth.files[self._name(path)] = "打不开"

    def _again(self, first: Path, second: Path, when: datetime.datetime) -> None:
        second.write_bytes(first.read_bytes())
        self._times[second] = when
        # Of equal files the one with the shorter name counts.
        self.truth.files[self._name(first)], self.truth.files[self._name(second)] = "已交", "重复报送"

    def _strangers(self) -> None:
        """Papers nobody asked for, one that cannot be told, and what editors leave behind."""
        other = Paper("云溪县柳树湾小学", "柳树湾小学", "吴江南", "letter")
        self._docx(self.root / "吴江南承诺书.docx", self.write.letter(other), IN_TIME)
        self.truth.files["吴江南承诺书.docx"] = "名单外"
        known = Paper(*UNITS[6], "马德胜", "letter")
        self._docx(self.root / "枫林小学" / "马德胜.docx", self.write.letter(known), IN_TIME)
        self.truth.files["枫林小学/马德胜.docx"] = "名单外"
        notice = "关于召开运动会的通知\n各班级：\n学校定于4月20日召开春季运动会，请做好准备。\n政教处\n2011年4月1日"
        self._docx(self.root / "通知.docx", notice, IN_TIME)
        self.truth.files["通知.docx"] = "名单外"
        self._docx(self.root / "空白.docx", "", IN_TIME)
        self.truth.files["空白.docx"] = "认不准"
        path = self.root / "扫描0001.pdf"
        path.write_bytes(pdf(""))
        self.truth.files[path.name] = "认不准"
        (self.root / "~$方案.docx").write_bytes(b"lock")

    def _finish(self) -> None:
        if self._convert:
            _office_convert(self._convert)
        for path, when in self._times.items():
            if path.exists():
                moment = when.timestamp()
                os.utime(path, (moment, moment))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def _office_convert(wanted: Sequence[tuple[Path, str]]) -> None:
    """Turn .docx files into .doc, .wps (Word's own old format under Kingsoft's name) and .pdf, in place."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for number, (path, _) in enumerate(wanted):
            shutil.copy(path, work / f"{number}.docx")
        for kind, suffixes in (("doc", (".doc", ".wps")), ("pdf", (".pdf",))):
            files = [str(work / f"{n}.docx") for n, (_, suffix) in enumerate(wanted) if suffix in suffixes]
            if files:
                command = ["soffice", f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless"]
                subprocess.run(
                    [*command, "--convert-to", kind, "--outdir", str(work / "out"), *files],
                    check=True,
                    capture_output=True,
                    timeout=240,
                )
        for number, (path, suffix) in enumerate(wanted):
            shutil.copy(
                work / "out" / f"{number}{'.pdf' if suffix == '.pdf' else '.doc'}", path.with_suffix(suffix)
            )
            path.unlink()


def _key(paper: Paper) -> tuple[str, str, str]:
    return paper.unit, paper.person, paper.kind


if __name__ == "__main__":
    print(json.dumps(make_county(Path(sys.argv[1])).files, ensure_ascii=False, indent=1))
