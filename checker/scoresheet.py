"""`checker evaluate`: a file of labelled documents in, the score sheet on screen out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from checker.evaluate import Counts, Sheet, evaluate, load_labels
from checker.findings import KIND_NAMES, LEVEL_NAMES
from chinese_cli.clean import clean
from corpus import Standard, load_standard, standard_names

__all__ = ["evaluate_file", "lines"]

_WORDS = {**LEVEL_NAMES, "found": "有", "-": "没有"}


def evaluate_file(path: Path, standard_name: str, misses: bool) -> int:
    """Print the score sheet of a labelled .jsonl file. 0, or 2 for a file that is no such thing."""
    standard = load_standard(standard_name)
    try:
        labels = load_labels(path)
    except (OSError, UnicodeDecodeError):
        raise click.UsageError(
            f"读不出标注文件“{clean(str(path), 200)}”。请检查路径，并用 UTF-8 保存。"
        ) from None
    if not labels:
        raise click.UsageError(f"“{clean(path.name, 80)}”里没有标注记录。")
    for line in _unlike(labels, standard):
        click.echo(line, err=True)
    for line in lines(evaluate(labels, standard), standard, misses):
        click.echo(line)
    return 0


def _unlike(labels: Sequence[dict[str, Any]], standard: Standard) -> list[str]:
    """What to know before the scores of a file whose labels are not all this standard's; UsageError where none is."""
    kinds = {*(k.id for k in standard.kinds), "other", "other-plan", ""}
    strange = Counter(str(r.get("kind") or "") for r in labels if str(r.get("kind") or "") not in kinds)
    known = {e.id for e in standard.elements}
    used = Counter(id for r in labels for id in {**(r.get("goods") or {}), **r["elements"]})
    wrong = [id for id in used if id not in known]
    home = _standard_of(used, standard)
    if wrong and (len(wrong) == len(used) or home):
        fix = f"请加 --standard {home}。" if home else "请用 --standard 写明标注用的规范。"
        raise click.UsageError(
            f"这份标注不是规范“{standard.title}”（{standard.id}）的：要素 {_few(wrong)} 里面没有。{fix}"
        )
    told = []
    if wrong:
        told.append(f"注意：规范“{standard.title}”里没有要素 {_few(wrong)}，这些标注没有算。")
    if strange:
        told.append(
            f"注意：规范“{standard.title}”里没有文种 {_few(list(strange))}（{strange.total()} 份），文种都算判错。"
        )
    return told


def _standard_of(used: Collection[str], standard: Standard) -> str:
    """The other packaged standard of whose elements there are more in `used` than of this one's, if there is one."""

    def shared(one: Standard) -> int:
        return len({e.id for e in one.elements} & set(used))

    best = max(map(load_standard, standard_names()), key=shared)
    return best.id if shared(best) > shared(standard) else ""


def _few(names: Sequence[str]) -> str:
    return "、".join(clean(n, 30) for n in names[:5]) + ("等" if len(names) > 5 else "")


def _row(name: str, counts: Counts) -> str:
    wide = 2 * len(name) - sum(c.isascii() for c in name)
    return f"  {name}{' ' * max(1, 30 - wide)}{counts.precision:6.1%} {counts.recall:7.1%} {counts.f1:7.3f} {counts.tp + counts.fn:5d}"


def lines(sheet: Sheet, standard: Standard, misses: bool = True) -> list[str]:
    """The sheet as lines: elements, levels, kinds, sections, other findings, and every disagreement if asked for."""
    titles = {e.id: e.title for e in standard.elements}
    kinds = {**KIND_NAMES, **{k.id: k.title for k in standard.kinds}}
    return [
        f"共 {sheet.documents} 份文件。",
        "",
        *_elements(sheet, standard, titles),
        *_levels(sheet, titles),
        *_kinds(sheet, kinds),
        *_sections(sheet, standard),
        *_by_kind(sheet, kinds, titles),
        *_defects(sheet),
        *(_misses(sheet, standard, kinds, titles) if misses else ()),
    ]


def _head(name: str) -> str:
    """The head of a table of `_row`s."""
    wide = sum(1 if c.isascii() else 2 for c in name)
    return f"  {name}{' ' * (29 - wide)} 准确率  召回率      F1  份数"


def _elements(sheet: Sheet, standard: Standard, titles: Mapping[str, str]) -> list[str]:
    leads = [e.id for e in standard.elements if e.group == standard.groups[0].id]
    others = [e.id for e in standard.elements if e.id not in leads and e.id in sheet.elements]
    out = [_head("要素（已写实）"), *(_row(titles[id], counts) for id, counts in sheet.elements.items())]
    out.append(f"  {standard.groups[0].title}平均 F1：{sheet.macro(leads):.3f}")
    if others:
        out.append(f"  其余要素平均 F1：{sheet.macro(others):.3f}")
    return out


def _levels(sheet: Sheet, titles: Mapping[str, str]) -> list[str]:
    out = []
    if sheet.levels:
        right, missing = sheet.levels_right / sheet.levels, sheet.false_missing / sheet.levels
        out.append(f"  级别与标注一致：{right:.1%}；有内容却判为“未涉及”：{missing:.1%}")
    wrong = {key: n for key, n in sheet.by_level.items() if key[1] != key[2]}
    if not wrong:
        return out
    out += ["", "级别判错（标注的判成了什么）："]
    for id in dict.fromkeys(e for e, _, _ in sheet.by_level):
        pairs = sorted(((g, v, n) for (e, g, v), n in wrong.items() if e == id), key=lambda x: (-x[2], x))
        if pairs:
            told = "，".join(f"{LEVEL_NAMES[g]}→{LEVEL_NAMES[v]} {n}" for g, v, n in pairs)
            out.append(f"  {titles[id]}：{told}")
    return out


def _kinds(sheet: Sheet, kinds: Mapping[str, str]) -> list[str]:
    if not sheet.confusion:
        return []
    wrong = {pair: n for pair, n in sheet.confusion.items() if pair[0] != pair[1]}
    return [
        "",
        f"文种判对：{sheet.kinds_right / sheet.documents:.1%}",
        *(
            f"  {kinds.get(gold, gold)} 判成 {kinds.get(got, got)}：{n} 份"
            for (gold, got), n in sorted(wrong.items(), key=lambda x: (-x[1], x[0]))
        ),
    ]


def _sections(sheet: Sheet, standard: Standard) -> list[str]:
    if not sheet.by_section:
        return []
    names = {f"{k.id}.{s.id}": f"{k.title} {s.title}" for k in standard.kinds for s in k.sections}
    rows = [_row(name, sheet.by_section[id]) for id, name in names.items() if id in sheet.by_section]
    return ["", _head("部分"), _row("全部", sheet.sections), *rows]


def _by_kind(sheet: Sheet, kinds: Mapping[str, str], titles: Mapping[str, str]) -> list[str]:
    if not sheet.by_kind:
        return []
    rows = [
        _row(f"{kinds.get(kind, kind)} {titles[id]}", counts)
        for (kind, id), counts in sorted(sheet.by_kind.items())
    ]
    return ["", _head("文种与要素"), *rows]


def _defects(sheet: Sheet) -> list[str]:
    if not sheet.defects:
        return []
    rows = [_row(rule, counts) for rule, counts in sorted(sheet.defects.items())]
    return ["", _head("其他问题（规则）"), *rows]


def _misses(
    sheet: Sheet, standard: Standard, kinds: Mapping[str, str], titles: Mapping[str, str]
) -> list[str]:
    if not sheet.misses:
        return []
    parts = {f"section.{s.id}": f"部分“{s.title}”" for k in standard.kinds for s in k.sections}
    what = {**titles, **parts, "kind": "文种"}
    out = ["", "与标注不一致的地方："]
    for miss in sheet.misses:
        words = {**_WORDS, **kinds} if miss.what == "kind" else _WORDS
        if miss.what.startswith("section."):
            words = {**_WORDS, "missing": "没有"}
        gold = "/".join(words.get(w, w) for w in miss.gold.split("/"))
        said = f"：{clean(miss.words, 60)}" if miss.words else ""
        out.append(
            f"  {miss.id} {what.get(miss.what, miss.what)} 标注 {gold}，判为 {words.get(miss.got, miss.got)}{said}"
        )
    return out
