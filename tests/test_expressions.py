"""No expression of the project takes for ever on a short text made of its own words."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from checker.offices import is_office, office_in
from checker.ownschool import comes_to

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no such clock")


def test_none_is_slow() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.expressions"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr[-2000:]
    *slow, last = done.stdout.splitlines()
    assert slow == []
    every, tried = map(int, last.split())
    assert every > 3000 and tried > 80, "they are found, those of tables and standards too"


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:一+|二)*山",
        "^(?:省级?|省|县)*山",
        "承诺(?:乡镇|乡|镇)+。",
        "(?:县城|县|城区|区|a)*$",
        "(?:从.{2,16}?|在)*到",
    ],
)
def test_a_slow_one_is_found(pattern: str) -> None:
    from tests.expressions import slow

    assert slow(re.compile(pattern))


@pytest.mark.parametrize("pattern", ["(?:[一二]|山)*水", "(?:乡|镇)*山", "[一二]*山", "(?:县城|区)*$"])
def test_a_quick_one_is_not(pattern: str) -> None:
    from tests.expressions import slow

    assert slow(re.compile(pattern)) == ""


@pytest.mark.timeout(20)
def test_lines_of_one_word_are_read_at_once() -> None:
    for word in ("一", "某", "省", "市级", "所在", "乡镇", "县城区"):
        assert not is_office(word * (23 // len(word)) * 20)
        assert office_in((word * (23 // len(word)) + "小学校长，") * 50) == ""
    assert not comes_to("从" * 60 + "到会的", "任教")
    assert comes_to("我2003年9月从石桥小学调到", "任教")
