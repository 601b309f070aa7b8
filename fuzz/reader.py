"""Fuzz inputs in; a crash whenever the readers do anything but read or refuse, or a copy changes the text.

python -m fuzz.reader WORK_FOLDER fuzz/corpus/reader -max_total_time=1800
"""

from __future__ import annotations

import sys

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


def main() -> None:
    """Fuzz until told to stop."""
    atheris.Setup(sys.argv, one_input, custom_mutator=_mutator)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
