"""An analysed document in, findings on words a rewriting site has put for others (伪原创) out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.analysis import Analysis
from checker.document import Where
from checker.findings import Finding
from checker.normal import normalise_all
from checker.rules.base import Rule
from checker.rules.common import body, context, count_words, further, once
from checker.spun import SpunHit, spun_in
from corpus.substitutions import QUIET_FAMILIES, WIDE_FAMILY

__all__ = ["RULES", "spun_places"]

_SOURCE = "文档分享网站的替换词库（corpus/substitutions.tsv、collocations.tsv），由真实下载稿归纳"
# Nobody hits on so many different words of the dictionaries by himself: the text as a whole went through a site.
# From _SOME on that is said, from _KINDS on, or with fewer in _MANY places, the paper must be written anew.
_SOME, _KINDS, _FEWER, _MANY = 3, 5, 4, 8


def spun_places(analysis: Analysis) -> list[tuple[SpunHit, Where]]:
    """Every reported spun word with its raw place, in order."""
    return once(analysis, "spun", _places)


def _places(analysis: Analysis) -> list[tuple[SpunHit, Where]]:
    # Kept from the beginning of the review. Where nothing was put back, no word is certain, so none is reported.
    plain = normalise_all([p.text for p in analysis.document.paragraphs])
    rows = [(i, plain[i], normal.text != plain[i].text) for i, _, normal in body(analysis)]
    if not any(changed for _, _, changed in rows):
        return []
    out: list[tuple[SpunHit, Where]] = []
    for (i, normal, _), hits in zip(rows, spun_in([n.text for _, n, _ in rows], wide=True), strict=True):
        for hit in hits:
            if hit.family in QUIET_FAMILIES:
                continue
            where = Where(analysis.document.paragraphs[i].part, i, *normal.span(hit.start, hit.end))
            if not analysis.is_chrome(where):
                out.append((hit, where))
    return out


def _pairs(places: Iterable[tuple[SpunHit, Where]]) -> dict[tuple[str, str], list[Where]]:
    pairs: dict[tuple[str, str], list[Where]] = {}
    for hit, where in places:
        pairs.setdefault((hit.spun, hit.original), []).append(where)
    return pairs


def _word(analysis: Analysis) -> Iterator[Finding]:
    for (_, original), places in _pairs(spun_places(analysis)).items():
        where = places[0]
        quoted = analysis.document.quote(where)
        yield Finding(
            "spun.word",
            "warning",
            f"“{context(analysis, where)}”中的“{quoted}”像是被网站换过的词，原文多半是“{original}”"
            f"{count_words(len(places))}。请对照原文件改回。",
            where,
            original,
            edits=further((place, original) for place in places),
        )


def _summary(analysis: Analysis) -> Iterator[Finding]:
    # What people write too, beside spun words, says nothing of the text as a whole.
    places = [(hit, where) for hit, where in spun_places(analysis) if hit.sure or hit.family != WIDE_FAMILY]
    pairs = _pairs(places)
    if len(pairs) < _SOME:
        return
    shown = "、".join(f"{original}→{spun}" for spun, original in list(pairs)[:6])
    told = f"全文有{len(places)}处、{len(pairs)}种被换过的词（{shown}{'等' if len(pairs) > 6 else ''}），"
    if len(pairs) >= _KINDS or (len(pairs) >= _FEWER and len(places) >= _MANY):
        yield Finding(
            "spun.summary",
            "error",
            told
            + "看来是从文档分享网站下载后未改的稿子。请用本单位自己写的材料，或对照上级原文逐处改正后再报。",
            places[0][1],
        )
        return
    yield Finding(
        "spun.summary",
        "warning",
        told + "看来有从文档分享网站下载的内容，没有指出的词里可能还有。请逐句核对，改成自己的话。",
        places[0][1],
    )


RULES: tuple[Rule, ...] = (
    Rule(
        id="spun.word",
        severity="warning",
        title="被网站换过的词",
        source=_SOURCE,
        check=_word,
        fails=(
            "承诺书\n我承诺带头效劳群众，每月家访两户。",
            "实施方案\n以科学开展观为指导，进一步标准办学行为。",
            "承诺书\n广阔党员要坚持公开、公平的原那么。",
            "承诺书\n我坚决自己的信念，每月家访两户。",
            "工作总结\n坚持每天跑操，晋升学生的健康水平。",
            "实施方案\n教导改革推进到各年级，提高教师的整体本质。",
            "总结\n各班展开了晨检工作，增强组织向导。",
        ),
        passes=(
            "承诺书\n我承诺带头服务群众，每月家访两户。",
            "实施方案\n按教育体育局部署，积极开展党员先锋岗活动，落实立德树人根本任务。",
            "报告\n校规那么严，我还是迟到过三次；到达学校后先查宿舍。",
            "报告\n去年晋升高级教师，教导主任让我上公开课；问题的本质是备课不细，大家展开讨论，我取得了进步。",
            "方案\n展开读书活动，请党员老师轮流领读。",
        ),
    ),
    Rule(
        id="spun.summary",
        severity="error",
        title="整篇像是下载稿",
        source=_SOURCE,
        check=_summary,
        fails=(
            "实施方案\n以科学开展观为指导，带头效劳群众，增强效劳意识。\n广阔党员、广阔教师要坚持公开的原那么，"
            "标准办学行为，创立先进基层党组织，稳固学习成果。",
            "承诺书\n带头恪守规律，对峙集体备课，存眷留守儿童，弘扬邪气，匡助学困生。",
            "承诺书\n带头恪守规律，对峙集体备课，存眷留守儿童。",
        ),
        passes=(
            "承诺书\n我承诺带头效劳群众，每月家访两户。",
            "承诺书\n带头恪守规律，不早退；对峙集体备课，每周一次。",
        ),
    ),
)
