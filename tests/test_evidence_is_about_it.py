"""A data gate: what is quoted for a covered element is a sentence that a labeller calls concrete for it.

Measured where whole documents and their sentences were labelled apart from each other by the same hand; what the
program cuts elsewhere than the labeller did is left out (docs/accuracy.md).
"""

import json
from collections import Counter
from pathlib import Path

from checker.evaluate import document_of, load_labels
from checker.judging import review_document
from corpus import load_standard

EXAMPLES = Path(__file__).parents[1] / "corpus" / "examples"


def quoted(hand: str) -> Counter[str]:
    """What the sentences quoted first for rightly covered elements are labelled, by label; "?" is not labelled."""
    standard = load_standard()
    labels = {}
    for line in (EXAMPLES / "sentences" / f"{hand}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        labels[record["text"].strip()] = record["labels"]
    out: Counter[str] = Counter()
    for record in load_labels(EXAMPLES / "documents" / f"{hand}.jsonl"):
        for judgement in review_document(document_of(record["text"]), "a.txt", standard).elements:
            if judgement.level == "covered" and record["elements"].get(judgement.id) == "covered":
                text = judgement.evidence[0].text.strip()
                out[labels[text].get(judgement.id, "none") if text in labels else "?"] += 1
    return out


def test_the_sentence_quoted_first_is_about_the_element() -> None:
    for hand, floor in (("fresh-e", 0.98), ("fresh-f", 0.955), ("fresh-g", 0.84)):
        found = quoted(hand)
        known = found.total() - found["?"]
        assert known >= 80, hand
        assert found["concrete"] / known >= floor, (hand, found)
