"""Reviews come in once, from a stream; they come out as often as needed, without being held in memory."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Collection, Iterable, Iterator
from typing import IO

from checker.findings import Review
from checker.stored import from_bytes, to_bytes

__all__ = ["Spool", "replayable"]


class Spool(Iterable[Review]):
    """A private temporary file of reviews that can be gone over again and again; removed by `close`."""

    def __init__(self, reviews: Iterable[Review]) -> None:
        """Take in all reviews."""
        # TemporaryFile has no name for others to open, and goes when it is closed, whatever happens.
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="wudaitou-")  # noqa: SIM115
        self._count = 0
        try:
            for review in reviews:
                # Read in a fifth of a pickle's time; packing it smaller takes longer than all passes do.
                packed = to_bytes(review, 0)
                self._file.write(len(packed).to_bytes(4, "big") + packed)
                self._count += 1
            self._file.flush()
        except BaseException:
            self._file.close()
            raise

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Review]:
        position = 0
        for _ in range(self._count):
            # Each pass keeps its own place, so that two may go on side by side.
            self._file.seek(position)
            length = int.from_bytes(self._file.read(4), "big")
            review = from_bytes(self._file.read(length))
            position += 4 + length
            yield review

    def close(self) -> None:
        """Remove the file."""
        self._file.close()


@contextlib.contextmanager
def replayable(reviews: Iterable[Review]) -> Iterator[Iterable[Review]]:
    """The reviews as something that can be gone over several times: themselves, or a spool of a stream."""
    if isinstance(reviews, Collection | Spool) or iter(reviews) is not reviews:
        yield reviews
        return
    spool = Spool(reviews)
    try:
        yield spool
    finally:
        spool.close()
