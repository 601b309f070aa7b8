"""Similar pairs in, findings for each of the documents out (雷同); the batch calls this after all reviews."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from checker.document import Where
from checker.findings import Finding, Severity
from checker.relation import Relation, Years
from checker.similar import SimilarPair

__all__ = ["nameless", "similar_findings"]

_PAST = "上次报送的"  # stands before the name of an earlier run's file
_SHOWN, _GROUP = 3, 8
_LISTED = 100  # files a finding lists; of a thousand copies of one letter each would list a thousand
# Whose the other paper is, in front of the words quoted; its name may hold brackets, and so may the words.
_NAME = re.compile(
    rf"\A([^《“]*与)(其他单位的?)?(?:{_PAST})?《.*?》(?:里[^《》“”，。]{{1,20}}的那一份)?(?=的内容几乎完全相同（|相同)",
    re.DOTALL,
)
# Names of more papers, behind the advice.
_MORE = re.compile(rf"(?<=自己的内容。)(?:另外与(?:{_PAST})?《|这样几乎完全相同的一组共).*", re.DOTALL)
# A passage begins with a word: （二） has lost its first bracket. 2） may never have had one.
_CUT = re.compile(r"(?=[一二三四五六七八九十]{1,3}(?P<full>）)|[一二三四五六七八九十]{1,3}\))")


def _opened(words: str) -> str:
    """The words as shown, with the bracket that their number begins with."""
    cut = _CUT.match(words)
    return f"{'（' if cut['full'] else '('}{words}" if cut else words


def nameless(finding: Finding) -> Finding:
    """The finding as a school may read it: whose the papers of other schools are is between the bureau and theirs.

    A paper of its own (同单位的) it must be told by name, to see to it. The words quoted are the paper's own, with the titles (《》) in them.
    """
    if finding.family != "similar" or finding.rule == "similar.version":
        return finding
    message = _NAME.sub(_unnamed, _MORE.sub("", finding.message))
    return dataclasses.replace(finding, message=message, others=())


def _unnamed(match: re.Match[str]) -> str:
    return match[1] + ("别的单位报送的一份材料" if match[2] else "另一份报送的材料")


def _percent(share: float) -> str:
    return f"{min(100, round(share * 100))}%"


def _strangers(pair: SimilarPair) -> Relation:
    return Relation()


def similar_findings(
    pairs: Sequence[SimilarPair],
    files: Sequence[str],
    relation_of: Callable[[SimilarPair], Relation] = _strangers,
    present: int | None = None,
) -> dict[int, tuple[Finding, ...]]:
    """Findings by document index: one a document, however many others it resembles.

    Neither side is called the copy: the message names both files and quotes the longest passage; of a
    group of nearly the same texts each is told the whole group. `files` are the documents' names in the
    report; from the number `present` on they are an earlier run's. Two drafts of one paper (`relation_of`) are told apart
    from sharing text with somebody else. Nearly the same texts must be revised, and so must a paper that only bears
    another year.
    """
    groups = _groups(pairs)
    present = len(files) if present is None else present
    names = _Names(
        [f"《{file}》" if n < present else f"{_PAST}《{file}》" for n, file in enumerate(files)],
        [file if n < present else f"{_PAST} {file}" for n, file in enumerate(files)],
    )
    relations = {(pair.one, pair.other): relation_of(pair) for pair in pairs}
    by_document: dict[tuple[int, str], list[SimilarPair]] = {}
    for pair in pairs:
        for index in (pair.one, pair.other):
            how = _how(index, pair, relations[pair.one, pair.other])
            by_document.setdefault((index, how), []).append(pair)
    out: dict[int, tuple[Finding, ...]] = {}
    for (index, how), found in sorted(by_document.items()):
        made = _TOLD[how](index, found, names, relations, groups.get(index, ()))
        out[index] = (*out.get(index, ()), made)
    return out


def _how(index: int, pair: SimilarPair, known: Relation) -> str:
    """How a paper is told of a pair: as a draft, as what somebody copied from, or as sharing text."""
    if known.drafts:
        return "draft"
    mine, theirs = known.named if pair.one == index else known.named[::-1]
    return "source" if theirs and not mine else "alike"


def _groups(pairs: Iterable[SimilarPair]) -> dict[int, list[int]]:
    """For each document the group (组) of nearly the same texts it is in, itself included, in order."""
    groups: dict[int, list[int]] = {}
    for pair in pairs:
        one, other = groups.setdefault(pair.one, [pair.one]), groups.setdefault(pair.other, [pair.other])
        if pair.same and one is not other:
            one += other
            groups.update(dict.fromkeys(other, one))
    return {index: sorted(group) for index, group in groups.items()}


@dataclasses.dataclass(frozen=True, slots=True)
class _Names:
    """How a sentence names each document, and how `Finding.others` does."""

    told: Sequence[str]
    listed: Sequence[str]

    def some(self, indices: Sequence[int], shown: int) -> str:
        rest = f"等{len(indices)}份" if len(indices) > shown else ""
        return "、".join(self.told[n] for n in indices[:shown]) + rest


def _quoted(pair: SimilarPair, first: bool) -> tuple[Where | None, str]:
    """Where the longest passage stands in the pair's `first` paper, or in its other, and its words quoted."""
    if not pair.passages:
        return None, ""
    passage = pair.passages[0]
    # Each is quoted its own words: a few of them, a name, may differ.
    words = _opened(" ".join((passage.text if first else passage.echo or passage.text).split()))
    quote = f"，例如“{words if len(words) <= 40 else words[:39] + '…'}”"
    return passage.one if first else passage.other, quote


def _share(index: int, pair: SimilarPair) -> float:
    return pair.share_one if pair.one == index else pair.share_other


def _other(index: int, pair: SimilarPair) -> int:
    return pair.other if pair.one == index else pair.one


def _within(index: int, pair: SimilarPair, known: Relation) -> tuple[str, str]:
    """Where a file holds several people's papers, whose of them is meant: words before the sentence for the paper's
    own, and words behind the name of the other."""
    mine, theirs = known.within if pair.one == index else known.within[::-1]
    return f"里面{mine}的那一份" if mine else "", f"里{theirs}的那一份" if theirs else ""


_Relations = Mapping[tuple[int, int], Relation]


def _called(known: Relation, told: str) -> str:
    """The other paper, whose it is before its name: 其他单位的《…》, 其他单位上次报送的《…》."""
    return (known.whose.removesuffix("的") if told.startswith(_PAST) else known.whose) + told


def _drafts(
    index: int, pairs: list[SimilarPair], names: _Names, relations: _Relations, group: Sequence[int]
) -> Finding:
    """What is told of a paper that came in several drafts, or was handed in for two years."""

    def years(pair: SimilarPair) -> tuple[Years | None, bool]:
        """Those of a pair, and whether this paper is the later of the two."""
        found = relations[pair.one, pair.other].years
        return found, found is not None and found.later == (pair.one == index)

    def order(pair: SimilarPair) -> tuple[bool, bool, bool, float, int, int]:
        # What was handed in before for another year comes before a draft of this one.
        found, later = years(pair)
        return not later, found is None, not pair.same, -_share(index, pair), pair.one, pair.other

    best, *_ = pairs = sorted(pairs, key=order)
    when, later = years(best)
    where, quote = _quoted(best, best.one == index)
    others = tuple(dict.fromkeys(names.listed[_other(index, p)] for p in pairs))
    more = f"另外还有{len(pairs) - 1}份也是这样。" if len(pairs) > 1 else ""
    known = relations[best.one, best.other]
    mine, theirs = _within(index, best, known)
    # Of a file with several papers the share says little.
    share = max(best.share_one, best.share_other) if mine or theirs else _share(index, best)
    alike = f"{mine}与{names.told[_other(index, best)]}{theirs}{known.drafts}，{_percent(share)}的内容也相同{quote}，"
    if mine or theirs:
        severity: Severity = "info"
        told = f"{alike}像是同一份材料报送了两次，不用改写。请核对以哪一份为准。"
    elif when is None:
        severity = "info"
        told = f"{alike}像是同一份材料报送了两稿。请核对以哪一份为准。"
    elif not later:
        severity = "warning"
        told = f"{alike}落款却是{when.told}，年份较晚的那一份像是照它改了年份。请核对这一份这次还要不要报。"
    elif when.surely:
        severity = "error"
        told = (
            f"{alike}落款却是{when.told}，像是把以前的材料改了年份再报。请按这一次的情况重写；"
            "如果只是改正写错的年份，请说明。"
        )
    else:
        severity = "warning"
        told = (
            f"{alike}落款却是{when.told}，可能是把以前的材料改了年份再报，也可能是改正写错的年份。请核对，"
            "如果是以前的材料，请按这一次的情况重写。"
        )
    return Finding(
        "similar.version", severity, told + more, where, others=others if len(others) <= _LISTED else ()
    )


def _finding(
    index: int, pairs: list[SimilarPair], names: _Names, relations: _Relations, group: Sequence[int]
) -> Finding:
    """What is told of a paper that shares text with somebody else's.

    A pair is as grave for both: what is nearly the same as one of two drafts is told as the same as both.
    """

    def same(pair: SimilarPair) -> bool:
        return _other(index, pair) in group

    def left(pair: SimilarPair) -> str:
        """The name of the other's writer, as it was left in this paper."""
        return relations[pair.one, pair.other].named[pair.one != index]

    pairs = sorted(pairs, key=lambda p: (not same(p), not left(p), -_share(index, p), p.one, p.other))
    best = pairs[0]
    met = dict.fromkeys(_other(index, p) for p in pairs)
    met |= dict.fromkeys(n for n in group if same(best) and n != index)
    others = tuple(names.listed[n] for n in met) if len(met) <= _LISTED else ()
    known = relations[best.one, best.other]
    mine, theirs = _within(index, best, known)
    other = _called(known, names.told[_other(index, best)]) + theirs
    where, quote = _quoted(best, best.one == index)
    name = f"文中的“{left(best)}”是那一份写材料的人，像是抄来没有改名。" if left(best) else ""
    less = [n for n in (_other(index, p) for p in pairs[1:]) if not (same(best) and n in group)]
    more = f"另外与{names.some(less, _SHOWN)}也有大段相同。" if less else ""
    if same(best):
        if len(group) > 2:
            rest = names.some([n for n in group if n != index], _GROUP)
            more += f"这样几乎完全相同的一组共{len(group)}份，除这一份外是{rest}。"
        mild = all(relations[p.one, p.other].mild for p in pairs if same(p))
        return Finding(
            "similar.same",
            "warning" if mild else "error",
            f"{mine}与{other}的内容几乎完全相同（{_percent(_share(index, best))}{quote}）。"
            f"{name or '请核对是否重复报送；如果是照另一份写的，'}请写自己的内容。{more}",
            where,
            others=others,
        )
    characters = f"约{best.characters}字"
    share = characters if mine else f"{_percent(_share(index, best))}的内容（{characters}）"
    return Finding(
        "similar.copied",
        "error" if name else "warning",
        f"{mine + '，' if mine else ''}除去规定的提法和模板文字，有{share}与{other}相同{quote}。"
        f"{name}请核对来源，改写成自己的内容。{more}",
        where,
        others=others,
    )


def _source(
    index: int, pairs: list[SimilarPair], names: _Names, relations: _Relations, group: Sequence[int]
) -> Finding:
    """What is told of a paper that others were copied from: nothing in it is to be mended."""
    best, *rest = pairs = sorted(pairs, key=lambda p: (not p.same, -_share(index, p), p.one, p.other))
    known = relations[best.one, best.other]
    other = _called(known, names.told[_other(index, best)])
    where, quote = _quoted(best, best.one == index)
    percent = _percent(_share(index, best))
    same = _other(index, best) in group
    alike = (
        f"与{other}的内容几乎完全相同（{percent}{quote}）。"
        if same
        else f"除去规定的提法和模板文字，有{percent}的内容（约{best.characters}字）与{other}相同{quote}。"
    )
    words = known.named[best.one == index]
    more = f"另外还有{len(rest)}份也是这样。" if rest else ""
    told = f"{alike}那一份里自称“{words}”，像是抄这一份、没有改名，这一份不用改。{more}"
    others = tuple(names.listed[_other(index, p)] for p in pairs) if len(pairs) <= _LISTED else ()
    return Finding("similar.same" if same else "similar.copied", "info", told, where, others=others)


_TOLD = {"draft": _drafts, "alike": _finding, "source": _source}
