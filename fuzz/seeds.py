"""Nothing in; the starting inputs of both fuzzers out, made from the test builder and the examples.

python -m fuzz.seeds
"""

from __future__ import annotations

import json
from pathlib import Path

from fuzz.parts import RAW, join
from tests.docx_builder import (
    HEADINGS,
    Docx,
    block_control,
    cell,
    control,
    deleted,
    endnote,
    field,
    footnote,
    hidden,
    inserted,
    link,
    mark_deleted,
    moved_from,
    moved_to,
    numbering,
    p,
    ruby,
    run,
    simple_field,
    smart_tag,
    style,
    table,
    text_box,
    vml,
)

HERE = Path(__file__).parent
_SECTION = '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'
_LISTS = numbering({1: [("chineseCounting", "%1、"), ("decimal", "（%2）")], 2: [("bullet", "")]})
READER: dict[str, dict[str, str]] = {
    "carriers": {
        "body": p(
            "甲", inserted("乙"), deleted("丙"), hidden("丁"), control("戊"), link("己"), smart_tag("庚")
        )
        + p(field("辛"), simple_field("壬"), ruby("癸", "guǐ"), moved_from(run("子")), moved_to(run("丑")))
    },
    "table": {
        "body": table(
            [["姓名", cell(p("张三"), table([["内"]]))], ["事", cell("x", properties="<w:vMerge/>")]]
        )
    },
    "boxes": {"body": p("锚", text_box("框甲", p("框乙", control("丙")))) + p(run(inner=vml("旧框")))},
    "lists": {
        "body": p("一", num=(1, 0), style="Heading1") + p("二", num=(1, 1)) + p("三", num=(2, 0)),
        "numbering": _LISTS,
        "styles": HEADINGS + style("A", based_on="A", inner="<w:rPr><w:vanish/></w:rPr>"),
    },
    "notes": {
        "body": p("文", footnote(1), endnote(1)) + _SECTION,
        "footnotes": f'<w:footnote w:id="1">{p("脚注")}</w:footnote>',
        "endnotes": f'<w:endnote w:id="1">{p("尾注")}</w:endnote>',
        "header": p("页眉", field("7")),
    },
    "marks": {
        "body": block_control(p("题"))
        + mark_deleted("上")
        + p("下")
        + p(run(inner='<w:sym w:char="F0A8"/>')),
        "comments": '<w:comment w:id="0"><w:p/></w:comment>',
        "settings": "<w:evenAndOddHeaders/>",
    },
    "odt": {
        "styles": '<style:style style:name="P1" style:family="paragraph"/>',
        "content": "<text:h text:outline-level='1'>题</text:h><text:p>文<text:s text:c='2'/><text:tab/>字</text:p>"
        "<text:list><text:list-item><text:p>项</text:p></text:list-item></text:list><table:table><table:table-row>"
        "<table:table-cell><text:p>格</text:p></table:table-cell></table:table-row></table:table>",
    },
}


def main() -> None:
    """Write both corpora."""
    reader, outline = HERE / "corpus" / "reader", HERE / "corpus" / "outline"
    for folder in (reader, outline):
        folder.mkdir(parents=True, exist_ok=True)
    for name, parts in READER.items():
        (reader / f"seed-{name}").write_bytes(join(parts))
    (reader / "seed-raw").write_bytes(RAW + Docx("标题", p("正文", num=(1, 0)), numbering=_LISTS).bytes())
    (reader / "seed-text").write_bytes(RAW + "承诺书\n我承诺每周听两节课。".encode("gb18030"))
    labels = HERE.parent / "corpus" / "examples" / "documents" / "dev-a.jsonl"
    for number, line in enumerate(labels.read_text(encoding="utf-8").splitlines()[:12]):
        text = json.loads(line)["text"]
        (outline / f"seed-{number}").write_text(text[:1500], encoding="utf-8")
    marked = (
        "!1^一、|指导思想\n#3姓名\n（一）学习提高。我每周读书两次。\n#5页眉\n甲乙小学党支部\n2011年3月1日"
    )
    (outline / "seed-marked").write_text(marked, encoding="utf-8")


if __name__ == "__main__":
    main()
