"""An office that signs in, the person who signs in the line above it out (姓名在上、单位在下的落款)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.offices import is_institution, is_office
from checker.postsigns import ends_text, of_office, speaks_for_himself
from checker.signedlines import is_signer, pieces_of, sealed
from checker.unlabelled import Name, Paper
from corpus.wordlists import either

__all__ = ["person_above"]

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
