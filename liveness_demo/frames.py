"""Counts the pictures that pass by, and those still alive: what was seen, and what was kept."""

import weakref
from collections.abc import Generator, Iterable

from .source import Frame


class FrameCounter:
    """Passes frames on. kept is counted, not claimed: pictures that are still in memory somewhere."""

    def __init__(self) -> None:
        self.seen = 0
        self.kept = 0

    def count(self, frames: Iterable[Frame]) -> Generator[Frame, None, None]:
        """Yield the frames, counting them."""
        for frame in frames:
            self.seen += 1
            self.kept += 1
            weakref.finalize(frame.image, self._gone)
            yield frame

    def _gone(self) -> None:
        self.kept -= 1
