"""How fast report.html answers with 5,000 documents, in a real headless Chromium. `python benchmarks/page.py`.

Prints the milliseconds of each action (choosing a filter, sorting, opening a sentence) as the median of five,
and as a ratio to the same action on a page of 100 documents. Issue: an action under 200 ms.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from checker.reports.overview import Titles
from checker.reports.page import write_page
from checker.reports.summary import Facts, Summary
from tests.reports.browser import Browser, chromium
from tests.reports.fake_reviews import many

TARGET = 200.0  # ms
ROUNDS = 5
MEASURE = (
    "new Promise((done) => {{ const t = performance.now(); {action};"
    " requestAnimationFrame(() => setTimeout(() => done(performance.now() - t))); }})"
)
CHOOSE = (
    "document.querySelector('#f-{0}').value = '{1}';"
    " document.querySelector('#f-{0}').dispatchEvent(new Event('change'))"
)
ACTIONS = {
    "only those that pass": CHOOSE.format("status", "pass"),
    "all again": CHOOSE.format("status", ""),
    "only with a missing element": CHOOSE.format("level", "m"),
    "every level again": CHOOSE.format("level", ""),
    "sort by an element": "document.querySelector('#matrix thead th:nth-child(7)').click()",
    "open a sentence": "document.querySelector('#matrix tbody tr:nth-child(5) td[data-open]').click()",
}


def measure(browser: Browser, folder: Path, count: int) -> dict[str, float]:
    """Milliseconds until each action is drawn, the median of some rounds."""
    summary = Summary.of(list(many(count)), folder, Facts(Titles(), datetime(2026, 11, 22)))
    path = write_page(summary, folder / f"{count}.html")
    times: dict[str, list[float]] = {name: [] for name in ACTIONS}
    for _ in range(ROUNDS):
        browser.open(path.as_uri())
        for name, action in ACTIONS.items():
            times[name].append(browser.run(MEASURE.format(action=action)))
    return {name: statistics.median(found) for name, found in times.items()}


def main() -> int:
    """Print the table; 1 when an action takes longer than the target."""
    if chromium() is None:
        print("Chromium is not installed")
        return 0
    with tempfile.TemporaryDirectory() as name, Browser(Path(name) / "profile") as browser:
        few, lots = (measure(browser, Path(name), count) for count in (100, 5000))
    for action, ms in lots.items():
        print(f"{action:<28} {ms:6.1f} ms with 5,000 documents, {ms / few[action]:.1f} times that with 100")
    return int(max(lots.values()) > TARGET)


if __name__ == "__main__":
    sys.exit(main())
