"""An outline and a kind in, what its headings name and how much stands under them out (各标题下的内容)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from checker.analysis import Outline
from checker.document import Document
from checker.headed import Paths, filled_under, heading_sections, paths_of, settled
from checker.headwords import HeadWords, head_words
from checker.normal import Normal
from corpus import DocumentKind, Standard

__all__ = ["Paper"]

_ATTACHMENT = re.compile(r"附件?[\s\d一二三四五六七八九十]{0,4}[：:]?")
_REPEATED = 8  # characters of a heading that is the title again
_HOLLOW = 34  # characters of a section that may be hollow
_SAID = 40  # with its marks
_THEMED = 40  # characters of a theme beside it
# The name of a campaign is nothing that is done: 活动主题是“立足岗位创先进”.
_THEME = re.compile(r"(?:活动)?(?:主题|口号)(?:是|为|：)[“《][^”》]{1,40}[”》][，。；]?")
# Written in the place of something: （略）, 暂无, 首先， of a text cut off, one letter.
_STUB = re.compile(
    r"[\W_]*(?:[\d一二三四五六七八九十]{1,2}[、.，])?(?:从?略|暂?无|没有|暂缺|待补充?|待填写?|待定|同上|如上|如下|首先|其次"
    r"|第?[\d一二三四五六七八九十]{1,2}[是条点]?|[xX×]+|某+|[^\W_])?[\W_]*"
)
_SHORT = 4  # characters, a mark with them, of which a site's 打印 or a name has fewer
_SHORT_BESIDE = 2  # the same in the heading's own line, where nothing of that kind stands: 原因分析：懒散
_SENTENCE = re.compile(r"\w\w[。！；]$")  # 怕苦。
# Words that say nothing before others, and something without (推进会, 支部会上, 责任在我, 同他和好).
_LEADING = {"会": r"(?=[^\W上议])", "我": r"(?=\w)", "和": "(?!好)"}
# 1、 （一） 第一， 一是 二要 before an item of a list.
_ITEM = r"[（(]?[\d一二三四五六七八九十]{1,2}[、.．)）]|第[一二三四五六七八九十]，|[一二三四五六七八九][是要]"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper while its sections are looked for.

    `named[n]` are the ids of the sections heading n names, `filled[n]` the characters of body under it; `top` is the
    highest level, 0 without headings; `end` the paragraph where attachments begin; `labelled` the body's sentences,
    as indices, that may begin with a label (整改措施：…); `known` are the standard's heading words, `hollow_words`
    finds its empty ones.
    """

    document: Document
    outline: Outline
    named: list[tuple[str, ...]]
    paths: Paths
    filled: list[int]
    top: int
    end: int
    labelled: list[int]
    known: HeadWords
    hollow_words: re.Pattern[str] | None

    def says(self, heading: int) -> bool:
        """Whether something stands under a heading, be it short (怕苦。), that is more than empty words."""
        if self.filled[heading] > _HOLLOW + _THEMED:
            return True
        said = "".join(
            s.text
            for s in self.outline.sentences
            if heading in self.paths[s.heading]
            and (s.role == "body" or s.role == "heading" and s.heading != heading and s.text.endswith("。"))
        )
        head = self.outline.headings[heading]
        least = _SHORT_BESIDE if head.run_in else _SHORT
        if self.filled[heading] < least and not _SENTENCE.search(said):
            # 三、原因分析懒散。 is heading and text in one.
            at = head.where
            glued = not said and "。" in self.document.paragraphs[at.paragraph].text[at.end - 1 : at.end + 1]
            rest = self.known.behind(head.title) if glued else ""
            return bool(rest) and self._has_words(rest)
        said = _THEME.sub("", said)
        return not said or self._has_words(said)

    def _has_words(self, said: str) -> bool:
        """Whether what is said is more than empty words; one word beside those, however short, says something.

        (思想僵化, 安排家访, 要求不严.)
        """
        if len(said) > _SAID:
            return True
        if _STUB.fullmatch(said):
            return False
        return self.hollow_words is None or bool(self.hollow_words.sub("", said))

    @classmethod
    def of(
        cls,
        document: Document,
        normals: Sequence[Normal],
        outline: Outline,
        kind: DocumentKind,
        standard: Standard,
    ) -> Paper:
        """What a paper's headings say of this kind's sections."""
        end = _attachments(normals)
        # A title that a site prints once more is no heading (…自查报告及整改措施).
        named = [
            heading_sections(h.title, kind)
            if h.where.paragraph < end and not (len(h.title) > _REPEATED and h.title in outline.title)
            else ()
            for h in outline.headings
        ]
        paths = paths_of(outline)
        named = settled(named, kind, outline, paths)
        filled = filled_under(outline, named, paths)
        top = min((h.level for h in outline.headings), default=0)
        labelled = [
            n
            for n, s in enumerate(outline.sentences)
            if "：" in s.text and s.role == "body" and s.where.paragraph < end
        ]
        known = head_words(standard)
        return cls(document, outline, named, paths, filled, top, end, labelled, known, _hollow(standard))


def _attachments(normals: Sequence[Normal]) -> int:
    """The paragraph where attachments (附件) begin: a list of names there is no section of the paper."""
    return next(
        (
            i
            for i, n in enumerate(normals)
            if "附" in n.text and i > 3 and _ATTACHMENT.fullmatch(n.text.strip())
        ),
        len(normals),
    )


@lru_cache(maxsize=8)
def _hollow(standard: Standard) -> re.Pattern[str] | None:
    """Empty words, longest first, numbers of items and marks."""
    words = sorted(standard.hollow, key=lambda w: (-len(w), w))
    found = [re.escape(w) + _LEADING.get(w, "") for w in words]
    return re.compile("|".join([*found, _ITEM, r"[^\w]"])) if found else None
