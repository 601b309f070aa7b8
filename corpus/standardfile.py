"""The YAML of one campaign in, a frozen `Standard` out; a broken file gives one error with its line."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from pathlib import Path

from corpus.expressions import Expressions
from corpus.standard import DocumentKind, Element, Group, Phase, SectionRule, Standard
from corpus.yamldoc import Node, StandardError, parse

__all__ = ["StandardError", "element_titles", "load_standard", "outlined_standard", "standard_names"]

_ID = re.compile(r"[a-z][a-z0-9_]*\Z")
_NEED = ("required", "expected", "none")
_BY = ("heading", "title", "pledge", "signature", "date")


def _identifier(node: Node, what: str, seen: dict[str, int]) -> str:
    value = node.text(what)
    if not _ID.match(value):
        raise node.fail(f"{what}“{value}”不合格", "只用小写英文字母、数字和下划线，以字母开头")
    if value in seen:
        raise node.fail(f"{what}“{value}”与第{seen[value]}行重复", "改成没有用过的名字")
    seen[value] = node.line
    return value


def _choice(node: Node | None, what: str, allowed: tuple[str, ...], default: str) -> str:
    if node is None:
        return default
    value = node.text(what)
    if value not in allowed:
        raise node.fail(f"{what}“{value}”不认识", f"改成其中之一：{'、'.join(allowed)}")
    return value


def _weights(node: Node | None, what: str) -> dict[str, float]:
    if node is None:
        return {}
    if not isinstance(node.value, dict):
        raise node.fail(f"{what}应当是“词: 权重”", "写成 {承诺书: 8}")
    return {word: weight.number(f"“{word}”的权重") for word, weight in node.value.items()}


def _weighted(node: Node | None, what: str, expressions: Expressions) -> tuple[tuple[str, float], ...]:
    weights = _weights(node, what)
    if node is not None:
        expressions.keys(node, what)
    return tuple(weights.items())


def _group(node: Node, seen: dict[str, int]) -> Group:
    value = node.mapping("要素组", {"id", "title"}, {"of", "names"})
    names = value["names"].texts("names") if "names" in value else ()
    of = value["of"].text("of") if "of" in value else ""
    return Group(_identifier(value["id"], "要素组的 id", seen), value["title"].text("title"), of, names)


def _element(node: Node, groups: set[str], seen: dict[str, int], expressions: Expressions) -> Element:
    keys = {"id", "group", "title", "requirement", "advice"}
    value = node.mapping("要素", keys, {"short", "phrases", "heads", "cues", "near"})
    group = value["group"].text("group")
    if group not in groups:
        raise value["group"].fail(f"要素组“{group}”没有定义", f"改成其中之一：{'、'.join(sorted(groups))}")
    title = value["title"].text("title")
    return Element(
        id=_identifier(value["id"], "要素的 id", seen),
        group=group,
        title=title,
        short=value["short"].text("short") if "short" in value else title,
        phrases=value["phrases"].texts("phrases") if "phrases" in value else (title,),
        requirement=value["requirement"].text("requirement"),
        advice=value["advice"].text("advice"),
        cues=expressions.many(value.get("cues"), "cues"),
        heads=value["heads"].texts("heads") if "heads" in value else (),
        near=value["near"].texts("near") if "near" in value else (),
    )


def _section(node: Node, seen: dict[str, int], expressions: Expressions) -> SectionRule:
    value = node.mapping("部分", {"id", "title"}, {"by", "headings", "body", "anywhere", "signs", "need"})
    by = _choice(value.get("by"), "by", _BY, "heading")
    headings = value["headings"].texts("headings") if "headings" in value else ()
    if by == "heading" and not headings:
        raise node.fail("按标题查找的部分没有写 headings", "补一行 headings: [可接受的标题, …]")
    return SectionRule(
        id=_identifier(value["id"], "部分的 id", seen),
        title=value["title"].text("title"),
        by=by,
        headings=headings,
        body=expressions.many(value.get("body"), "body"),
        anywhere=_choice(value.get("anywhere"), "anywhere", ("true", "false"), "false") == "true",
        signs=expressions.many(value.get("signs"), "signs"),
        need=_choice(value.get("need"), "need", ("required", "expected"), "required"),
    )


def _kind(node: Node, groups: set[str], seen: dict[str, int], expressions: Expressions) -> DocumentKind:
    value = node.mapping(
        "文种", {"id", "title", "groups", "sections", "cues"}, {"signature", "date", "needs", "own"}
    )
    for item in value["groups"].items("groups"):
        if item.text("groups") not in groups:
            raise item.fail(f"要素组“{item.value}”没有定义", f"改成其中之一：{'、'.join(sorted(groups))}")
    cues = value["cues"].mapping("cues", set(), {"title", "title_signs", "body", "signs"})
    section_ids: dict[str, int] = {}
    return DocumentKind(
        id=_identifier(value["id"], "文种的 id", seen),
        title=value["title"].text("title"),
        groups=value["groups"].texts("groups"),
        sections=tuple(_section(n, section_ids, expressions) for n in value["sections"].items("sections")),
        title_cues=_weights(cues.get("title"), "title"),
        body_cues=_weights(cues.get("body"), "body"),
        signature=_choice(value.get("signature"), "signature", _NEED, "none"),
        date=_choice(value.get("date"), "date", _NEED, "none"),
        needs=expressions.one(value.get("needs"), "needs"),
        own=expressions.one(value.get("own"), "own"),
        signs=expressions.many(cues.get("signs"), "signs"),
        title_signs=_weighted(cues.get("title_signs"), "title_signs", expressions),
    )


def _phase(node: Node) -> Phase:
    value = node.mapping("阶段", {"title", "start", "end"}, {"task"})
    start, end = value["start"].day("start"), value["end"].day("end")
    if end < start:
        raise value["end"].fail("阶段的结束早于开始", "调换 start 和 end，或改正日期")
    task = value["task"].text("task") if "task" in value else ""
    return Phase(value["title"].text("title"), start, end, task)


def _build(root: Node, digest: str, expressions: Expressions) -> Standard:
    keys = {"id", "title", "window", "groups", "elements", "kinds"}
    value = root.mapping(
        "规范",
        keys,
        {"phases", "signature", "other_titles", "other_words", "other_signs", "speakers", "hollow"},
    )
    speakers = (
        value["speakers"].mapping("speakers", set(), {"outsiders", "belongs"}) if "speakers" in value else {}
    )
    window = value["window"].mapping("window", {"start", "end"}, set())
    seen_groups: dict[str, int] = {}
    groups = tuple(_group(n, seen_groups) for n in value["groups"].items("groups"))
    if not groups:
        raise value["groups"].fail("没有要素组", "至少写一组")
    ids = {g.id for g in groups}
    seen_elements: dict[str, int] = {}
    seen_kinds: dict[str, int] = {}
    signature = value["signature"].mapping("signature", set(), {"labels"}) if "signature" in value else {}
    return Standard(
        id=_identifier(value["id"], "规范的 id", {}),
        title=value["title"].text("title"),
        window=(window["start"].day("start"), window["end"].day("end")),
        groups=groups,
        elements=tuple(
            _element(n, ids, seen_elements, expressions) for n in value["elements"].items("elements")
        ),
        kinds=tuple(_kind(n, ids, seen_kinds, expressions) for n in value["kinds"].items("kinds")),
        phases=tuple(_phase(n) for n in value["phases"].items("phases")) if "phases" in value else (),
        signature_labels=signature["labels"].texts("labels") if "labels" in signature else (),
        outsiders=expressions.one(speakers.get("outsiders"), "outsiders"),
        belongs=expressions.one(speakers.get("belongs"), "belongs"),
        other_titles=_weights(value.get("other_titles"), "other_titles"),
        other_words=_weights(value.get("other_words"), "other_words"),
        other_signs=_weighted(value.get("other_signs"), "other_signs", expressions),
        hollow=value["hollow"].texts("hollow") if "hollow" in value else (),
        sha256=digest,
    )


def standard_names() -> tuple[str, ...]:
    """Names of the packaged standards."""
    folder = resources.files("corpus") / "standards"
    return tuple(sorted(p.name[:-5] for p in folder.iterdir() if p.name.endswith(".yaml")))


@lru_cache(maxsize=8)
def load_standard(name: str = "chuangxianzhengyou") -> Standard:
    """The packaged standard of this name, or the one in a YAML file at this path.

    Raises StandardError (file, line, problem and fix in Chinese) when the file is missing or broken.
    """
    standard, expressions = _built(name)
    expressions.check()
    return standard


def outlined_standard(name: str) -> Standard:
    """The same object as `load_standard`, its hundreds of expressions not yet tried: they take longer than all else.

    Only for what judges no paper; whoever then does calls `load_standard` before. Raises as that does.
    """
    return _built(name)[0]


@lru_cache(maxsize=8)
def _built(name: str) -> tuple[Standard, Expressions]:
    import hashlib

    file, data = _read(name)
    expressions = Expressions()
    return _build(_parsed(file, data), hashlib.sha256(data).hexdigest(), expressions), expressions


def element_titles(name: str) -> tuple[str, ...]:
    """Only the titles of a standard's elements: much cheaper than the whole. Raises as `load_standard` does."""
    root = _parsed(*_read(name))
    elements = root.value.get("elements") if isinstance(root.value, dict) else None
    if elements is None:
        return tuple(e.title for e in load_standard(name).elements)  # which says what is wrong
    found = (
        n.value["title"]
        for n in elements.items("elements")
        if isinstance(n.value, dict) and "title" in n.value
    )
    return tuple(title.text("title") for title in found)


def _read(name: str) -> tuple[str, bytes]:
    """The file's name and bytes of a standard."""
    if name in standard_names():
        file = f"{name}.yaml"
        data = (resources.files("corpus") / "standards" / file).read_bytes()
    else:
        path = Path(name)
        file = path.name
        try:
            data = path.read_bytes()
        except OSError:
            known = "、".join(standard_names())
            raise StandardError(
                file, 1, f"找不到规范“{name}”", f"写自带的名字（{known}）或 YAML 文件的路径"
            ) from None
    return file, data


def _parsed(file: str, data: bytes) -> Node:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise StandardError(file, 1, "不是 UTF-8 编码", "在编辑器里另存为 UTF-8") from None
    return parse(text, file)
