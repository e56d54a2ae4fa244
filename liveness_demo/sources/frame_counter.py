"""Counts the pictures that pass by, and those still alive: what was seen, and what was kept."""

import weakref
from collections.abc import Callable, Generator

from .frame import Frame, Source


class FrameCounter:
    """Passes frames on, and counts, instead of claiming, which of them are still in memory somewhere."""

    def __init__(self) -> None:
        self.seen = 0
        self._alive: set[int] = set()  # a picture may go in any thread, and a set loses no count
        self._source: Source | None = None

    @property
    def kept(self) -> int:
        """Pictures that were passed on and are still alive, and one that waits in a camera's slot."""
        return len(self._alive) + (self._source.waiting if self._source else 0)

    @property
    def skipped(self) -> int:
        """Pictures of a camera that nobody looked at, because newer ones came."""
        return self._source.skipped if self._source else 0

    def count(
        self, source: Source, upright: Callable[[Frame], Frame] = lambda frame: frame
    ) -> Generator[Frame, None, None]:
        """Yield the source's frames, set upright, counting them."""
        self._source = source
        for frame in map(upright, source):
            self.add(frame)
            yield frame

    def add(self, frame: Frame) -> None:
        """Count one picture, for as long as it is alive."""
        self.seen += 1
        self._alive.add(self.seen)
        weakref.finalize(frame.image, self._alive.discard, self.seen)
