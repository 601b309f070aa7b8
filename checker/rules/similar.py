"""Similar pairs in, findings for each of the documents out (雷同); the batch calls this after all reviews."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checker.findings import Finding
from checker.similar import SimilarPair

__all__ = ["similar_findings"]

# From so much on, two texts are the same text.
_SAME = 0.95
_SHOWN = 3


def _percent(share: float) -> str:
    return f"{min(100, round(share * 100))}%"


def similar_findings(
    pairs: Sequence[SimilarPair],
    files: Sequence[str],
    one_writer: Callable[[SimilarPair], bool] = lambda pair: False,
) -> dict[int, tuple[Finding, ...]]:
    """Findings by document index: one a document, however many others it resembles.

    Neither side is called the copy: the message names both files and quotes the longest passage.
    `files` are the documents' names in the report. Pairs for which `one_writer` holds are two drafts of
    one paper, which is told apart from sharing text with somebody else.
    """
    by_document: dict[tuple[int, bool], list[SimilarPair]] = {}
    for pair in pairs:
        own = one_writer(pair)
        by_document.setdefault((pair.one, own), []).append(pair)
        by_document.setdefault((pair.other, own), []).append(pair)
    out: dict[int, tuple[Finding, ...]] = {}
    for (index, own), found in sorted(by_document.items()):
        out[index] = (*out.get(index, ()), _finding(index, found, files, own))
    return out


def _finding(index: int, pairs: list[SimilarPair], files: Sequence[str], own: bool) -> Finding:
    def share(pair: SimilarPair) -> float:
        return pair.share_one if pair.one == index else pair.share_other

    pairs = sorted(pairs, key=lambda p: (-share(p), p.one, p.other))
    best = pairs[0]
    other = files[best.other if best.one == index else best.one]
    passage = best.passages[0] if best.passages else None
    where = None
    quote = ""
    if passage is not None:
        where = passage.one if best.one == index else passage.other
        words = " ".join(passage.text.split())
        quote = f"，例如“{words if len(words) <= 40 else words[:39] + '…'}”"
    more = ""
    if len(pairs) > 1:
        names = [files[p.other if p.one == index else p.one] for p in pairs[1 : _SHOWN + 1]]
        rest = f"等{len(pairs) - 1}份" if len(pairs) - 1 > _SHOWN else ""
        more = f"另外与{'、'.join(f'《{n}》' for n in names)}{rest}也有大段相同。"
    if own:
        more = f"另外还有{len(pairs) - 1}份也是这样。" if len(pairs) > 1 else ""
        return Finding(
            "similar.version",
            "info",
            f"与《{other}》单位和署名相同，{_percent(share(best))}的内容也相同{quote}，"
            f"像是同一份材料报送了两稿。请核对以哪一份为准。{more}",
            where,
        )
    if share(best) >= _SAME:
        return Finding(
            "similar.same",
            "warning",
            f"与《{other}》的内容几乎完全相同（{_percent(share(best))}{quote}）。"
            f"请核对是否重复报送；如果不是同一份材料，请写自己的内容。{more}",
            where,
        )
    return Finding(
        "similar.copied",
        "warning",
        f"除去规定的提法和模板文字，有{_percent(share(best))}的内容（约{best.characters}字）与《{other}》相同{quote}。"
        f"请核对来源，改写成自己的内容。{more}",
        where,
    )
