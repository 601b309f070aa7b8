"""An outline in, how surely each of its sentences is about each element (要素) out; no level is judged here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.analysis import Outline, Sentence
from checker.bycues import BASE, cue_scores, strip_names
from checker.elementnames import under_own, with_phrases
from checker.language import load_model
from checker.scoretable import ENDS, NATURES, ScoreTable, is_judged
from checker.voices import GOES_ON
from corpus import Standard
from corpus.wordlists import either

if TYPE_CHECKING:
    import numpy as np

    from checker.language import SentenceModel

__all__ = ["clauses_of", "score_table"]

_ANOTHERS = 0.8  # a sentence this surely of another element is no deed of the heading's
_CLAUSES = re.compile("[，,；;：:。]")
_CLAUSE = 3  # characters
# Less takes more slogans for deeds, more loses the second deed of a sentence (docs/accuracy.md).
_CLAUSE_ODDS = 8.0
_LISTED = 0.3  # of two elements: a sentence that mentions them lists several things
_DECIDED = 0.98  # from here on clauses can change nothing
# Nor can they, in a text of some length, where the whole sentence says nothing of what is open: half the clauses
# need not be asked, and no level of 8,455 changes. A scrap's levels hang on little: there all are asked.
_HOPELESS, _SCRAP = 0.1, 400
_NOBODY = ("nobody.quoted", "nobody.other")  # cue groups of what is nobody's own deed
# 单位：石桥小学, 姓名：李明　职务：教师: a form's fields say who, not what one does.
_LONGER_FIELD = (
    r"(?:工作|所在|填报)?单位(?:名称)?|(?:所在|所属)?(?:党?支部|党组织|学校)|(?:任教)?学科"
    r"|(?:任教|所教)?(?:年级|班级)|(?:入党|参加工作|填表|承诺)(?:时间|日期)|(?:联系|监督)?电话"
)
_FIELD = either("scored.field", also=_LONGER_FIELD)
_FIELDS, _FILLED = re.compile(rf"{_FIELD}\s*[：:]"), re.compile(r"[^：:，。；]{0,24}[，、；。\s]*")
# A template's guiding questions are not the writer's words.
_UNFILLED = re.compile(r"【(?:待填|待补|请填|此处)[^】]*】?")


def _is_field(text: str) -> bool:
    """Whether a sentence is nothing but fields of a form with what is filled into them."""
    if not _FIELDS.match(text):
        return False
    _, *filled = _FIELDS.split(text)
    return all(map(_FILLED.fullmatch, filled))


def clauses_of(text: str) -> list[str]:
    """A sentence's clauses that may say something of their own.

    >>> clauses_of("每周家访两户，不收家长一分钱，好。")
    ['每周家访两户', '不收家长一分钱']
    """
    return [clause for clause in _CLAUSES.split(text) if len(clause) >= _CLAUSE]


def score_table(
    outline: Outline, standard: Standard, kind: str, model: SentenceModel | None = None
) -> ScoreTable:
    """All sentences of the body against all elements of the kind, at once; `model` is by default the standard's."""
    import numpy as np

    sentences, texts, whole = _told(outline, standard)
    titles = [h.title for h in outline.headings]
    phrase = with_phrases(texts, whole, standard, kind)
    own = under_own(sentences, titles, standard, kind)
    judged = np.fromiter(map(is_judged, sentences), dtype=bool, count=len(texts))
    model = model or load_model(standard.id)
    if model is None:
        scores = _by_cues(outline, standard, kind, sentences, texts)
    else:
        # A heading is judged for itself, without itself as its own heading.
        pairs = [
            (t, titles[s.heading] if s.heading >= 0 and s.role == "body" else "")
            for s, t in zip(sentences, texts, strict=True)
        ]
        scores = _by_model(model, pairs, standard, kind, judged, own == 2, len(whole) <= _SCRAP)
    return ScoreTable(
        sentences,
        scores.concrete,
        scores.mention,
        phrase,
        own,
        judged,
        scores.nobody,
        scores.clauses,
        scores.natures,
        scores.ends,
    )


@dataclass(frozen=True, slots=True)
class _Scores:
    """What sentences come to, as in `ScoreTable`."""

    concrete: np.ndarray
    mention: np.ndarray
    nobody: np.ndarray
    clauses: np.ndarray
    natures: np.ndarray
    ends: np.ndarray


def _told(outline: Outline, standard: Standard) -> tuple[list[Sentence], list[str], str]:
    """The sentences that tell something, what of each is scored (no prompts of a template, no names of another
    campaign's elements), and that in one piece."""
    sentences = [s for s in outline.sentences if s.role in ("body", "heading") and not _is_field(s.text)]
    texts = [s.text for s in sentences]
    if any("【" in t for t in texts):
        texts = [_UNFILLED.sub("", t) for t in texts]
    kept = [n for n, t in enumerate(texts) if len(t) >= 2]
    if len(kept) < len(texts):
        sentences, texts = [sentences[n] for n in kept], [texts[n] for n in kept]
    whole = "\n".join(texts)
    if strip_names(whole, standard) != whole:
        texts = [strip_names(t, standard) for t in texts]
        whole = "\n".join(texts)
    return sentences, texts, whole


def _by_cues(
    outline: Outline, standard: Standard, kind: str, sentences: Sequence[Sentence], texts: Sequence[str]
) -> _Scores:
    """The scores where no model was trained for the standard."""
    import numpy as np

    elements = standard.elements_of(kind)
    found = cue_scores(outline, standard, kind, sentences, texts)
    none = [0.0] * len(texts)
    both = [found.get(e.id, (none, none)) for e in elements]
    concrete, mention = (np.array([b[n] for b in both]).reshape(len(elements), len(texts)).T for n in (0, 1))
    lent = load_model(BASE)
    nobody = (
        lent.judge([(t, "") for t in texts], kind, ("deed",), _NOBODY)[1]
        if lent
        else np.zeros((len(texts), 2), dtype=bool)
    )
    natures, ends = (np.zeros((len(texts), n)) for n in (len(NATURES), len(NATURES) * len(ENDS)))
    return _Scores(concrete, mention, nobody, np.zeros_like(concrete), natures, ends)


def _by_model(
    model: SentenceModel,
    pairs: Sequence[tuple[str, str]],
    standard: Standard,
    kind: str,
    judged: np.ndarray,
    under: np.ndarray,
    scrap: bool,
) -> _Scores:
    """The model's scores of (sentence, heading) `pairs`, with what single clauses say and what the headings add
    that are an element's own name (`under`); `scrap`: they are few."""
    import numpy as np

    elements = standard.elements_of(kind)
    count = len(elements)
    wanted = [*(f"{e.id}.{n}" for n in ("concrete", "any") for e in elements), *NATURES]
    if under.any():
        topics = [label for label in model.labels if label.endswith(".concrete")]
        wanted += [t for t in topics if t not in wanted]
    scores, nobody = model.judge(pairs, kind, wanted, _NOBODY)
    concrete, mention = scores[:, :count], scores[:, count : 2 * count]
    natures = scores[:, 2 * count : 2 * count + len(NATURES)]
    ends = _of_ends(model, pairs, mention >= _LISTED, kind)
    clauses = np.zeros_like(concrete)
    undecided = concrete.max(axis=0) < _DECIDED if pairs else np.zeros(count, dtype=bool)
    if undecided.any():
        said = np.maximum(concrete, mention)[:, undecided].max(axis=1) >= _HOPELESS * (not scrap)
        surest, clauses = _of_clauses(
            model, pairs, judged & said, kind, wanted[:count], [e.group for e in elements]
        )
        # The same odds, divided by what a clause counts less: it lacks what stands around it.
        less = surest / (surest + (1 - surest) * _CLAUSE_ODDS)
        concrete, mention = np.maximum(concrete, less), np.maximum(mention, less)
    if under.any():
        concrete = _lifted(concrete, under, scores, wanted)
    return _Scores(concrete, mention, nobody, clauses, natures, ends)


def _of_ends(
    model: SentenceModel, pairs: Sequence[tuple[str, str]], about: np.ndarray, kind: str
) -> np.ndarray:
    """`ScoreTable.ends` of (sentence, heading) `pairs`; `about` are the elements that each mentions.

    老周每天读半小时书，把作文面批完，不收红包: five deeds, and two characters that say whose they are.
    """
    import numpy as np

    out = np.zeros((len(pairs), len(ENDS), len(NATURES)), dtype=np.float32)
    heads = _heads([text for text, _ in pairs])
    first = np.zeros_like(about)
    np.logical_or.at(first, heads, about)  # what the whole list mentions
    several = (first.sum(axis=1) > 1)[heads]
    parts, at, places = [], [], []
    for n in np.unique(heads[several]).tolist():
        clauses = clauses_of(pairs[n][0])
        for place, end in enumerate(ENDS):
            if -len(clauses) <= end < len(clauses):
                parts.append((clauses[end], ""))
                at.append(n)
                places.append(place)
    if parts:
        out[at, places] = model.scores(parts, kind, NATURES)
    out[several] = out[heads[several]]
    return out.reshape(len(pairs), len(ENDS) * len(NATURES))


def _heads(texts: Sequence[str]) -> np.ndarray:
    """Of each sentence the number of the one that its list begins with: itself, where none before it goes on."""
    import numpy as np

    out = np.arange(len(texts))
    for n in range(1, len(texts)):
        if texts[n - 1][-1:] in GOES_ON:
            out[n] = out[n - 1]
    return out


def _lifted(concrete: np.ndarray, under: np.ndarray, scores: np.ndarray, labels: Sequence[str]) -> np.ndarray:
    """`concrete` with the deeds `under` an element's own name as that element's; `scores` are those of `labels`.

    The heading says what the sentence is about; whether it is a deed remains to be seen. A deed that is
    surely another element's stays that one's.
    """
    import numpy as np

    deed = scores[:, labels.index("deed")][:, None]
    rivals = np.array([label.endswith(".concrete") for label in labels])
    elsewhere = np.empty_like(concrete)
    for k in range(concrete.shape[1]):
        others = rivals.copy()
        others[k] = False
        elsewhere[:, k] = scores[:, others].max(axis=1)
    lifted = under & (deed > concrete) & (elsewhere <= np.maximum(concrete, _ANOTHERS))
    return np.where(lifted, deed, concrete)


def _of_clauses(
    model: SentenceModel,
    pairs: Sequence[tuple[str, str]],
    judged: np.ndarray,
    kind: str,
    labels: Sequence[str],
    groups: Sequence[str],
) -> tuple[np.ndarray, np.ndarray]:
    """How surely a single clause of each `judged` sentence is each of `labels`, and the same of those clauses alone
    that no other label of the same group fits better: what is lost in a long sentence.

    每周家访两户学生，不收家长一分钱: two deeds in one sentence, each weakens the other.
    """
    import numpy as np

    surest = np.zeros((len(pairs), len(labels)), dtype=np.float32)
    first = np.zeros_like(surest)
    parts, at = [], []
    for n in np.flatnonzero(judged).tolist():
        text, heading = pairs[n]
        clauses = clauses_of(text)
        if len(clauses) > 1:
            parts += [(c, heading) for c in clauses]
            at += [n] * len(clauses)
    if parts:
        scores = model.scores(parts, kind, labels)
        np.maximum.at(surest, np.array(at), scores)
        for group in dict.fromkeys(groups):
            columns = [k for k, g in enumerate(groups) if g == group]
            within = scores[:, columns]
            scores[:, columns] = np.where(within >= within.max(axis=1, keepdims=True), within, 0.0)
        np.maximum.at(first, np.array(at), scores)
    return surest, first
