"""Fuzz inputs in; a crash whenever the readers do anything but read or refuse, or a copy changes the text.

python -m fuzz.reader WORK_FOLDER fuzz/corpus/reader -max_total_time=1800 -timeout=100000
"""

from __future__ import annotations

import sys
import time

import atheris

with atheris.instrument_imports(include=["checker"]):
    from fuzz.reads import one_input

from fuzz.mutate import mutated


def _mutator(data: bytes, size: int, seed: int) -> bytes:
    if seed % 4:
        changed = mutated(data, seed, size)
        if changed is not None:
            return changed
    return bytes(atheris.Mutate(data, size))


def _timed(data: bytes) -> None:
    # The clocks of libFuzzer and atheris (SIGALRM) end the process for nothing: run with -timeout=100000.
    begun = time.monotonic()
    one_input(data)
    assert time.monotonic() - begun < 5


def main() -> None:
    """Fuzz until told to stop."""
    atheris.Setup(sys.argv, _timed, custom_mutator=_mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
