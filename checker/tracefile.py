"""The traces of a batch's papers in, kept on disk; each one's sketch or text out again, by its number."""

from __future__ import annotations

import tempfile
from typing import IO

from checker.document import Document
from checker.sketches import Sketch
from checker.trace import document_of, sketch_of

__all__ = ["TraceFile"]


class TraceFile:
    """Traces in the order in which they came: of 20,000 papers they are too much for memory."""

    def __init__(self) -> None:
        # No name for others to open; gone when closed, whatever happens.
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="wudaitou-")  # noqa: SIM115
        self._places: list[tuple[int, int]] = []

    def close(self) -> None:
        """Throw them away."""
        self._file.close()

    def add(self, trace: str) -> None:
        """Keep one, which may be empty."""
        data = trace.encode("ascii")
        self._places.append((self._file.seek(0, 2), len(data)))
        self._file.write(data)

    def holds(self, index: int) -> bool:
        """Whether this paper had a trace."""
        return self._places[index][1] > 0

    @property
    def filled(self) -> int:
        """How many papers had one."""
        return sum(1 for _, length in self._places if length)

    def sketches(self) -> list[Sketch]:
        """Every paper's sketch; that of an empty text where there is no trace."""
        return [sketch_of(self._trace(n)) for n in range(len(self._places))]

    def document(self, index: int) -> Document:
        """The text of a paper."""
        return document_of(self._trace(index))

    def _trace(self, index: int) -> str:
        place, length = self._places[index]
        self._file.seek(place)
        return self._file.read(length).decode("ascii")
