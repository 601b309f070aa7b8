"""Fuzz inputs (lines of text) in; a crash whenever the outline or a judge breaks a promise.

python -m fuzz.outline WORK_FOLDER fuzz/corpus/outline -max_total_time=1800 -timeout=100000
"""

from __future__ import annotations

import random
import re
import sys
import time

import atheris

with atheris.instrument_imports(include=["checker"]):
    from fuzz.judges import one_input

_CUT = re.compile(r"(?<=[\n。；：，、！？）”])")
_PIECES = (
    "一、", "（一）", "1.", "（1）", "①", "第一，", "一是", "首先，", "\n", "。", "：", "，，", " ", "\u3000", "\u200b", "-",
    "指导思想", "存在的主要问题", "原因分析", "整改措施", "承诺书", "党性分析报告", "实施方案", "组织领导", "方法步骤",
    "带头学习提高", "带頭爭創佳績", "創(chuàng)先", "效劳大众", "群众反映好", "【待填：姓名】", "XX小学", "____",
    "承诺人：", "二〇一一年三月一日", "2011年2月30日", "2010年至2012年", "《", "》", "“", "”", "（", "!1", "#3", "#5",
    "我每周听两节课。", "家长承诺", "下载文档", "第 1 页 共 3 页", "不收家长一分钱；", "\U00020bb7", "𝟏", "²", "٣", "Ⅳ",
)  # fmt: skip


def _mutator(data: bytes, size: int, seed: int) -> bytes:
    """Most changes are of clauses: cut, doubled, moved, or one put in that means something to the judges."""
    if seed % 4 == 0:
        return bytes(atheris.Mutate(data, size))
    chance = random.Random(seed)
    clauses = _CUT.split(data.decode("utf-8", "ignore")) or [""]
    for _ in range(chance.choice((1, 1, 2, 4))):
        at = chance.randrange(len(clauses))
        kind = chance.randrange(5)
        if kind == 0 and len(clauses) > 1:
            del clauses[at]
        elif kind == 1:
            clauses.insert(chance.randint(0, len(clauses)), clauses[at])
        elif kind == 2:
            clauses.insert(chance.randint(0, len(clauses)), clauses.pop(at))
        else:
            inside = chance.randint(0, len(clauses[at]))
            clauses[at] = clauses[at][:inside] + chance.choice(_PIECES) + clauses[at][inside:]
    return "".join(clauses).encode()[:size]


def _timed(data: bytes) -> None:
    # The clocks of libFuzzer and atheris (SIGALRM) end the process for nothing: run with -timeout=100000.
    begun = time.monotonic()
    one_input(data)
    assert time.monotonic() - begun < 5


def main() -> None:
    """Fuzz until told to stop."""
    atheris.Setup(sys.argv, _timed, custom_mutator=_mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
