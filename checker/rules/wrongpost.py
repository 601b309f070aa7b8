"""An analysed document in, findings on a leader who is given another's post (职务张冠李戴) out, by corpus/events.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from checker.analysis import Analysis
from checker.findings import Finding
from checker.rules.base import Rule
from checker.rules.common import holding, in_quotes, quoted, say
from chinese_cli.han import HAN
from corpus.events import Mark, load_events

__all__ = ["RULES"]

# Posts of which the table has every holder since it begins.
_POSTS = {"总书记": ("总书记",), "总理": ("总理",), "国家主席": ("国家主席", "主席")}
_NAMED = re.compile(
    rf"(?P<name>[{HAN}]{{2,3}}?)(?P<post>总书记|国家副主席|国家主席|副总理|总理|主席|国务委员|部长)$"
)


def _posts(analysis: Analysis) -> Iterator[Finding]:
    """国务院总理胡锦涛: nobody of that name was ever the premier."""
    if analysis.standard.kind(analysis.kind) is None:
        return
    holders, wrong = _table()
    for i, _, normal in holding(analysis, _hint()):
        for m in wrong.finditer(normal.text):
            name, post = m["a"] or m["d"], m["b"] or m["c"]
            if name in holders[post] or in_quotes(normal.text, m.start()):
                continue
            mark = next(
                iter(m for m in load_events().marks if m.name.startswith(name) and m.kind == "leader")
            )
            until = f"至{say(mark.until)}" if mark.until is not None else "起"
            yield Finding(
                "stale.post",
                "warning",
                f"{quoted(m[0])}的职务不对：{name}没有任过{post}（大事表里是“{mark.name}”，{say(mark.start)}{until}）。"
                "请核对姓名和职务。",
                analysis.where(i, m.start(), m.end()),
            )
            return


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, frozenset[str]], re.Pattern[str]]:
    """Who held each post, and an expression for a known leader's name beside one: not with another's between two."""
    found = [m for mark in load_events().marks if mark.kind == "leader" and (m := _of(mark))]
    holders = {
        post: frozenset(m["name"] for m in found if m["post"] in said) for post, said in _POSTS.items()
    }
    names, posts = "|".join(sorted({m["name"] for m in found})), "|".join(_POSTS)
    # 胡锦涛总书记温家宝总理 without a mark says nothing wrong.
    before = "".join(f"(?<!{m})" for m in sorted({m["name"] for m in found}))
    after = rf"(?!(?:{names}))"
    free = "".join(f"(?<!{post})" for post in _POSTS)
    return holders, re.compile(
        rf"{free}(?P<a>{names})(?:同志)?(?P<b>{posts}){after}|{before}(?<!副)(?P<c>{posts})(?P<d>{names})(?!{posts}|副)"
    )


def _of(mark: Mark) -> re.Match[str] | None:
    return _NAMED.fullmatch(mark.name)


@lru_cache(maxsize=1)
def _hint() -> re.Pattern[str]:
    return re.compile("|".join(_POSTS))


_LETTER = "承诺书\n我郑重承诺如下：\n一、{}\n二、每周家访一户。\n承诺人：李明\n2011年3月8日"
RULES: tuple[Rule, ...] = (
    Rule(
        id="stale.post",
        severity="warning",
        title="领导人的职务张冠李戴",
        source="大事表 corpus/events.yaml（每条有依据）",
        check=_posts,
        fails=(
            _LETTER.format("学习国务院总理胡锦涛的讲话，写体会一篇。"),
            _LETTER.format("学习温家宝总书记的讲话，写体会一篇。"),
            _LETTER.format("学习国家主席温家宝的讲话，写体会一篇。"),
        ),
        passes=(
            _LETTER.format("学习国务院总理温家宝、胡锦涛总书记的讲话，写体会一篇。"),
            _LETTER.format("学习胡锦涛总书记温家宝总理的讲话，写体会一篇。"),
            _LETTER.format("学习国务院副总理李克强的讲话，写体会一篇。"),
            _LETTER.format("总书记、国家主席胡锦涛和温家宝总理的讲话，我写体会一篇。"),
            _LETTER.format("改正板报上“温家宝总书记”的笔误，每月查一次板报。"),
        ),
    ),
)
