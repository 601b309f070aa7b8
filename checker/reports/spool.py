"""Reviews come in once, from a stream; they come out as often as needed, without being held in memory."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Protocol, runtime_checkable

from checker.findings import Review
from checker.stored import from_bytes, to_bytes

__all__ = ["Kept", "Ordered", "Spool", "replayable"]


@runtime_checkable
class Kept(Protocol):
    """Reviews to be gone over again and again, or asked for one by its number: a list, or a `Spool`."""

    def __iter__(self) -> Iterator[Review]: ...

    def __getitem__(self, number: int, /) -> Review: ...


class Spool(Iterable[Review]):
    """A private temporary file of reviews, to be gone over again and again, or asked for one; removed by `close`."""

    def __init__(self, reviews: Iterable[Review]) -> None:
        """Take in all reviews."""
        # TemporaryFile has no name for others to open, and goes when it is closed, whatever happens.
        self._file: IO[bytes] = tempfile.TemporaryFile(prefix="wudaitou-")  # noqa: SIM115
        self._places: list[tuple[int, int]] = []  # where each begins, and its length in bytes
        place = 0
        try:
            for review in reviews:
                # Read in a fifth of a pickle's time; packing it smaller takes longer than all passes do.
                packed = to_bytes(review, 0)
                self._file.write(packed)
                self._places.append((place, len(packed)))
                place += len(packed)
            self._file.flush()
        except BaseException:
            self._file.close()
            raise

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Review]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, number: int, /) -> Review:
        place, length = self._places[number]
        self._file.seek(place)
        return from_bytes(self._file.read(length))

    def close(self) -> None:
        """Remove the file."""
        self._file.close()


@dataclass(frozen=True, slots=True)
class Ordered:
    """The same reviews in another order, each fetched when its turn comes; `numbers` are theirs, each once."""

    reviews: Kept
    numbers: Sequence[int]

    def __iter__(self) -> Iterator[Review]:
        return map(self.reviews.__getitem__, self.numbers)

    def __getitem__(self, number: int, /) -> Review:
        return self.reviews[self.numbers[number]]


@contextlib.contextmanager
def replayable(reviews: Iterable[Review]) -> Iterator[Kept]:
    """The reviews as something that can be gone over several times: themselves, or a spool of a stream."""
    if isinstance(reviews, Kept):
        yield reviews
        return
    spool = Spool(reviews)
    try:
        yield spool
    finally:
        spool.close()
