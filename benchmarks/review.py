"""What a whole review costs, in one process and one run, beside a floor and a naive script.

floor: zip + lxml text + rjieba, no judgement at all. naive: python-docx + jieba + a keyword list.
review: every family of rules, from the file's bytes to the Review. Documents of about 2,500 characters,
made from the packaged examples, other ones each round: nothing is remembered of a text that comes again. Prints ratios; targets: review at most 6 times the floor, at least 5
times faster than the naive script, `checker check one.docx` under 2 seconds from a cold start.
Run: python benchmarks/review.py [ROUNDS]
"""

from __future__ import annotations

import compileall
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

CHARACTERS = 2500
DOCUMENTS = 24  # a round
EXAMPLES = Path(__file__).resolve().parent.parent / "corpus" / "examples" / "documents"


def documents(wanted: int = DOCUMENTS) -> list[bytes]:
    """So many different Word files of about 2,500 characters: some examples one after the other."""
    import docx

    texts = [
        json.loads(line)["text"]
        for file in sorted(EXAMPLES.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    out, parts = [], []
    for text in texts:
        parts.append(text)
        if sum(map(len, parts)) >= CHARACTERS - 200:
            document = docx.Document()
            for line in "\n".join(parts).split("\n"):
                document.add_paragraph(line)
            stream = io.BytesIO()
            document.save(stream)
            out.append(stream.getvalue())
            parts = []
            if len(out) == wanted:
                break
    return out


def floor(data: bytes) -> int:
    """The least anybody can do: the text and its words."""
    import rjieba
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    text = "\n".join("".join(t.text or "" for t in p.iter(w + "t")) for p in root.iter(w + "p"))
    return len(rjieba.cut(text))


def naive(data: bytes) -> int:
    """What a clerk's script does: python-docx, jieba, a keyword list an element."""
    import docx
    import jieba

    text = "\n".join(p.text for p in docx.Document(io.BytesIO(data)).paragraphs)
    words = set(jieba.lcut(text))
    table = ("学习", "业绩 岗位 教学质量", "服务 群众 家长", "纪律 法律 廉洁", "正气 师德 作风")
    return sum(any(k in words for k in row.split()) for row in table)


def review(data: bytes) -> int:
    """The whole review: read, outline, judge, every rule."""
    from checker.judging import review_document
    from checker.readers import read_data
    from corpus import load_standard

    return len(review_document(read_data(data), "a.docx", load_standard()).findings)


def milliseconds(work: Callable[[bytes], int], files: list[bytes]) -> float:
    """Milliseconds a document over all files, once."""
    start = time.perf_counter()
    for data in files:
        work(data)
    return (time.perf_counter() - start) * 1000 / len(files)


def main(rounds: int) -> None:
    """Measure the three in turn, round by round, and print medians and ratios."""
    files = documents(DOCUMENTS * (rounds + 1))
    for work in (floor, naive, review):
        for data in files[:DOCUMENTS]:
            work(data)  # dictionaries, the classifier and expressions are loaded once a process
    times: dict[str, list[float]] = {"floor": [], "review": [], "naive": []}
    for n in range(1, rounds + 1):
        part = files[DOCUMENTS * n : DOCUMENTS * (n + 1)]
        for work in (floor, review, naive):
            times[work.__name__].append(milliseconds(work, part))
    middle = {name: statistics.median(found) for name, found in times.items()}
    print(f"{DOCUMENTS} documents of about {CHARACTERS} characters a round, {rounds} rounds, one process")
    for name, found in times.items():
        print(f"  {name:<7} {middle[name]:8.2f} ms a document (min {min(found):.2f}, max {max(found):.2f})")
    above = statistics.median(a / b for a, b in zip(times["review"], times["floor"], strict=True))
    below = statistics.median(a / b for a, b in zip(times["naive"], times["review"], strict=True))
    print(f"  review / floor  {above:5.2f}   (target: at most 6)")
    print(f"  naive / review  {below:5.2f}   (target: at least 5)")
    for package in ("checker", "corpus", "chinese_cli"):  # as an installation does
        compileall.compile_dir(str(EXAMPLES.parents[2] / package), quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.docx"
        path.write_bytes(files[0])
        command = [sys.executable, "-m", "checker.cli", "check", str(path), "--format", "jsonl"]
        cold = []
        for _ in range(3):
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
            cold.append(time.perf_counter() - start)
    print(f"  checker check one.docx: {statistics.median(cold):.2f} s   (target: under 2)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
