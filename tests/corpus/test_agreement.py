"""Two labellings of the same sentences, made apart, agree well enough to train and measure on."""

import json
from collections import Counter
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "corpus" / "examples"
LEADS = ("study", "excel", "serve", "discipline", "righteous")


def lines(path: Path) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's kappa: agreement beyond what the two labellers' habits give by chance."""
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[c] * second[c] for c in first) / n**2
    return (observed - chance) / (1 - chance)


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("agreement.jsonl", 200),
        ("agreement-later.jsonl", 240),
        ("agreement-fresh.jsonl", 200),
        ("agreement-border.jsonl", 240),
    ],
)
def test_kappa_of_the_five_leads_is_at_least_080(name: str, count: int) -> None:
    first = {s["id"]: s["labels"] for f in (EXAMPLES / "sentences").glob("*.jsonl") for s in lines(f)}
    second = {s["id"]: s["labels"] for s in lines(EXAMPLES / name)}
    assert len(second) == count
    assert set(second) <= set(first)
    pairs = [(first[i].get(e, "-"), second[i].get(e, "-")) for i in second for e in LEADS]
    assert kappa(pairs) >= 0.8


def test_the_corpus_is_as_large_as_promised() -> None:
    sentences = [s for f in (EXAMPLES / "sentences").glob("*.jsonl") for s in lines(f)]
    documents = [d for f in (EXAMPLES / "documents").glob("*.jsonl") for d in lines(f)]
    assert len(sentences) >= 4000
    assert len(documents) >= 150
    assert len({s["id"] for s in sentences}) == len(sentences)
    assert len({d["id"] for d in documents}) == len(documents)
    natures = {n for s in sentences for n in s["labels"].values()}
    assert natures == {"concrete", "slogan", "quoted", "other"}
