"""What somebody says of himself in, the same told of another person or asked by a rule out, or still his own after words
that look like that (换一个人说).

老周每周读书三小时，不收红包，是我学习的榜样 has all the words of a pledge; whose it is only its beginning tells. Those who
wrote the corpus had a dozen beginnings each, so most of these come from those who wrote nothing else
(`checker.training.openings`), the others are put together of lists in corpus/wordlists.tsv.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from functools import partial

from checker.training.openings import Openings
from corpus.wordlists import listed

__all__ = ["NUMBER", "retold"]

_WRITTEN = 0.6  # of all, begin as a hand wrote it
_ENDED = 0.3  # of those, end so, too
_NORM = 0.4  # of what is asked, told without a word like 要求
_I = re.compile(
    "(^|[，；：、])(?:我们?|本人|咱们?)(?:也|要|会|将|就)?"
)  # at the head of a clause: the list goes on without
_OWN = re.compile("[我咱俺]|本人|自己|支部|学校|全体")
NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*|^[一二三四五]是")
# Nobody asks for the faults of a report; what a plan asks for is its own.
_NATURES = {"plan": ("other", "concrete", "concrete"), "report": ("other", "concrete")}
_ASKED = re.compile(
    "党员|人人|每[人名位个]|各[位个]|教师|职工|不得|一律|须"
)  # in a plan: of everybody, not what somebody did
# 和老周一样，我 is the writer again. {person} and {source} as in the sentences that are not.
_STILL_OWN = (
    "和{person}一样，我也", "向{person}学习，我", "比起{person}，我做得不够，打算", "{person}教过我，我照着做：", "有{person}看着，我",
    "按照{source}的要求，我", "对照{source}，我", "学了{source}以后，我", "{source}讲得明白，我自己", "根据{source}，本人承诺",
    "我给自己定了几条：", "我的打算写得明白：", "不说标准，说我自己：", "{source}有几条，我挑做得到的写：",
)  # fmt: skip


def retold(
    text: str, labels: Mapping[str, str], kind: str, hand: str, openings: Openings, chance: random.Random
) -> tuple[str, dict[str, str]] | None:
    """A sentence of a `kind` of paper that `hand` wrote and its labels, said otherwise; None where it says itself
    whose it is, or nothing in it is a deed."""
    said = _I.sub(r"\1", NUMBER.sub("", text)).rstrip("。；！")
    if "concrete" not in labels.values() or _OWN.search(said):
        return None
    nature = chance.choice(_NATURES.get(kind, ("other", "quoted", "concrete")))
    if kind == "plan" and nature == "other" and _ASKED.search(text):
        return None
    begins, ends = _written(nature, kind, hand, openings, chance) if chance.random() < _WRITTEN else ("", "")
    if not begins:
        begins, ends = _put_together(nature, kind, chance)
    return f"{begins}{said}{ends}。", {e: nature if n == "concrete" else n for e, n in labels.items()}


def _written(nature: str, kind: str, hand: str, openings: Openings, chance: random.Random) -> tuple[str, str]:
    """What stands before and behind the deeds, as somebody wrote it; nothing where nobody did."""
    whose = {"other": "other", "quoted": "asked"}.get(nature, "plan" if kind == "plan" else "own")
    ends = openings.pick(hand, whose, chance, "after") if chance.random() < _ENDED else ""
    return openings.pick(hand, whose, chance), ends


def _put_together(nature: str, kind: str, chance: random.Random) -> tuple[str, str]:
    """The same, of the words of lists."""
    pick = partial(_pick, chance)
    if nature == "other":
        praise = f"，{pick(listed('retold.praise'))}" if chance.random() < 0.6 else ""
        return f"{_person(chance)}{pick(listed('retold.when'), 0.3)}", praise
    if nature == "quoted" and chance.random() < _NORM:
        return f"{pick(listed('retold.norm'))}{pick(listed('retold.reads'))}{chance.choice('：：，')}", ""
    if nature == "quoted":
        whom = f"{pick(listed('retold.whom'), 0.7)}{pick(listed('retold.must'), 0.8)}"
        asked = "：" if chance.random() < 0.3 else whom
        return f"{pick(listed('retold.source'))}{pick(listed('retold.verb'))}{asked}", ""
    if kind == "plan":
        return f"{pick(listed('retold.all'))}{pick(listed('retold.must'), 0.5)}", ""
    own = chance.choice(_STILL_OWN)
    return own.format(person=_person(chance), source=pick(listed("retold.source"))), ""


def _pick(chance: random.Random, words: Sequence[str], share: float = 1.0) -> str:
    """One of the words, now and then none."""
    return chance.choice(words) if chance.random() < share else ""


def _person(chance: random.Random) -> str:
    """Somebody as people call him: 老周, 隔壁班的刘老师, 陈桂兰同志, 我师傅."""
    pick, surname = partial(_pick, chance), chance.choice(listed("voices.surname"))
    ways = (
        lambda: f"{pick(listed('retold.place'))}{surname}{pick(listed('retold.title'))}",
        lambda: f"{surname}{pick(listed('retold.title'))}",
        lambda: (
            f"{pick(listed('retold.place'), 0.3)}{surname}{pick(listed('retold.given'))}{'同志' if chance.random() < 0.4 else ''}"
        ),
        lambda: f"{chance.choice('老小')}{surname}",
        lambda: pick(listed("retold.relation")),
        lambda: pick(listed("retold.group")),
        lambda: chance.choice("他她"),
    )
    return chance.choice(ways)()
