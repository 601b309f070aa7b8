"""Every input that a fuzzer started from or found a fault with: all promises hold, also without a fuzzer."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz import judges, reads

CORPUS = Path(__file__).parents[2] / "fuzz" / "corpus"


# Of these no copy is made: they are no .docx, or not one that Word would open.
READ_ONLY = frozenset(("found-attribute-that-cannot-be-written", "seed-carriers", "seed-odt", "seed-text"))
# The kind under either standard; the others are letters, and of no kind of the second standard.
KINDS = {"seed-11": ["report", "report"], "seed-marked": ["other", "other"]}


@pytest.mark.parametrize("name", sorted(p.name for p in (CORPUS / "reader").iterdir()))
def test_readers_and_copies_keep_their_promises(name: str) -> None:
    found = reads.one_input((CORPUS / "reader" / name).read_bytes())
    assert found == ("read" if name in READ_ONLY else "copied")


@pytest.mark.parametrize("name", sorted(p.name for p in (CORPUS / "outline").iterdir()))
def test_judges_keep_their_promises(name: str) -> None:
    reviews = judges.one_input((CORPUS / "outline" / name).read_bytes())
    assert [r.kind for r in reviews] == KINDS.get(name, ["letter", "other"])


def test_the_promises_can_be_broken() -> None:
    """The checks above see a paragraph whose spans lead nowhere."""
    source = reads.file_of("@@ body\n<w:p><w:r><w:t>甲乙</w:t></w:r></w:p>".encode())
    document = reads.readers.read_data(source)
    wrong = reads.file_of("@@ body\n<w:p><w:r><w:t>丙丁</w:t></w:r></w:p>".encode())
    with pytest.raises(AssertionError):
        reads.check(document, wrong)
