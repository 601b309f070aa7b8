"""What stands last in, who signs in the line above it out (姓名在上、单位在下的落款；署名下面是公示时间)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.offices import is_institution, is_office
from checker.ownday import tells_other_time
from checker.postsigns import ends_text, of_office, speaks_for_himself
from checker.signedlines import ends_with_office, is_said, is_signer, pieces_of, sealed
from checker.unlabelled import Name, Paper
from corpus.wordlists import either

__all__ = ["above_notice", "person_above"]

# What these words name is an office's, whoever stands above its name.
_ISSUED = re.compile(either("signing.issued"))
_PARTY = re.compile("支部|总支|党委|党组|委员会")


def person_above(paper: Paper, office: Name, tail: Sequence[int]) -> Name | None:
    """Whose name is all of the line above that of an office at the foot, below the text: 冉群 / 石桥镇中学 / 2011年3月1日.

    Above a branch's name only where the text says 我: else the branch signs, with its secretary.
    """
    words, where = office
    title = paper.title.text
    if not (is_office(words) or is_institution(words)) or of_office(title) or _ISSUED.search(title):
        return None
    n = next((n for n in tail if paper.body[n].paragraph == where.paragraph), 0)
    line = paper.text(paper.body[n]).strip()
    if n < 2 or words not in (line, sealed(line)):
        return None
    if _PARTY.search(words) and not any(speaks_for_himself(paper.text(s)) for s in paper.body[: n - 1]):
        return None
    s = paper.body[n - 1]
    paragraph = paper.document.paragraphs[s.paragraph]
    if paragraph.part != "body" or s.sign is not None or not (s.first and s.last):
        return None
    name = "".join(pieces_of(paper.normals[s.paragraph], s))
    alone = is_signer(name) and name == paper.text(s).strip() and not paper.bare.fullmatch(name)
    return paper.named(s, name) if alone and ends_text(paper, n - 1) else None


def above_notice(paper: Paper, end: int) -> Name | None:
    """Who signs, a person or an office alone in a line, right above a last line that tells when the paper is shown
    to all (公示时间：2011年3月20日): that day is not the paper's own, and the name is its writer's all the same.
    """
    n = end - 1
    while n > 0 and tells_other_time(paper.text(paper.body[n]).strip()):
        n -= 1
    if n == end - 1 or n < 2:
        return None
    s = paper.body[n]
    words = "".join(pieces_of(paper.normals[s.paragraph], s))
    if s.sign is not None or not (s.first and s.last) or words != paper.text(s).strip():
        return None
    office = ends_with_office(words) and is_office(words) and not is_said(words)
    alone = office or is_signer(words) and not paper.bare.fullmatch(words)
    return paper.named(s, words) if alone and ends_text(paper, n) else None
