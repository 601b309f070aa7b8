"""Submissions of a made-up county, and a way to run `checker check` on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from checker.cli import main
from tests.docx_builder import Docx

REPORT = """党性分析报告
按照支部的安排，我对照党章作如下分析。
一、基本情况
{name}，1975年6月出生，1998年入党，现任{school}{post}。
二、存在的主要问题
（一）学习不够。买回来的三本教育书只翻了目录，学习笔记是期末前两晚从网上抄的，支部发的文件夹在课本里没有打开过。
（二）工作劲头不足。作文两个星期才批一回，批语只写一个阅字，去年说好的公开课拖到放假也没有上。
（三）和群众走得不近。班里九个留守儿童只去过两家，家长打电话来反映孩子晚上上网，我说了一句知道了就没有下文。
（四）纪律上要求不严。周一升旗迟到过四次，有一回支部会开到一半推说头疼提前走了，党费拖到季度末才一起交。
（五）该说的话没有说。同组的老师拿教鞭敲学生的手，我看见了怕伤和气没有作声，回家还劝自己少管闲事。
三、原因分析
归根到底是觉得自己教了二十年书，吃老本也够用，把入党时的话忘在了脑后，总想着不出事就行。
四、努力方向和整改措施
从这个月起每晚读书半小时并在组里讲一段；作文三天内批完退给学生；五月底以前把九个留守儿童家走一遍；升旗和支部会不迟到不早退；再看见体罚当面制止并向支部说明。
报告人：{name}
2011年5月20日"""

LETTER = """公开承诺书
我是{school}{post}{name}，向全校师生和家长承诺：
一、带头学习提高。{study}
二、带头争创佳绩。{excel}
三、带头服务群众。{serve}
四、带头遵纪守法。{discipline}
五、带头弘扬正气。{righteous}
承诺人：{name}
2011年3月1日"""


def report(name: str, school: str, post: str = "语文教师") -> str:
    return REPORT.format(name=name, school=school, post=post)


def save(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Docx(*text.split("\n")).save(path)
    return path


def check(*args: Any) -> int:
    return main(["check", *(str(a) for a in args)])


def lines(out: Path) -> dict[str, dict[str, Any]]:
    """The reviews in a result folder by file."""
    text = (out / "reviews.jsonl").read_text(encoding="utf-8")
    return {r["file"]: r for r in map(json.loads, text.splitlines())}


def sheet(out: Path, title: str, name: str = "汇总.xlsx") -> list[dict[str, Any]]:
    """The rows of a sheet of the workbook by their heads."""
    from openpyxl import load_workbook

    head, *rows = load_workbook(out / name)[title].iter_rows(values_only=True)
    if not any(head[1:]):  # a note above the heads
        head, *rows = rows
    return [dict(zip((str(h) for h in head), row, strict=True)) for row in rows]
