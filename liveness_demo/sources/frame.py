"""A source of pictures: each has its own time, and the device is always released."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ..choices import Instrument, Key
from ..messages import Message


@dataclass(frozen=True, eq=False)
class Frame:
    """One picture. image: (height, width, 3) uint8, BGR, unmirrored. timestamp_s: seconds, increasing."""

    image: NDArray[np.uint8]
    timestamp_s: float
    driver: NDArray[np.float64] | None = None
    """(478, 2), pixels of another picture: the points of the face that moves the one in this. For drawing."""


class Source(Protocol):
    """What the loop needs of a source. Use it in a ``with`` block: leaving it releases the device."""

    live: bool
    """True if its time is the wall clock's: a camera."""

    @property
    def skipped(self) -> int:
        """How many pictures nobody took, because newer ones came. Always 0 for a source with its own time."""
        ...

    @property
    def waiting(self) -> int:
        """How many pictures are held until the loop takes them."""
        ...

    @property
    def notice(self) -> Message | None:
        """What the visitor should know of the source now, None if all is well."""
        ...

    @property
    def attack(self) -> Instrument | None:
        """What is held before the camera instead of a face, where that is known: in the puppet's world."""
        ...

    def __enter__(self) -> "Source": ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def __iter__(self) -> Iterator[Frame]: ...

    def tell(self, prompt: Message, hint: Message | None) -> None:
        """Let whoever is before the camera read the screen. Only the puppet needs to be told."""
        ...

    def press(self, key: Key) -> None:
        """Move by hand who is before the camera: the puppet."""
        ...

    def swap(self, attack: Instrument | None) -> bool:
        """Hold this before the camera, None: nothing; return whether that can be: in the puppet's world."""
        ...


class Untouched:
    """A source that neither the screen nor a key changes."""

    attack: Instrument | None = None

    def tell(self, prompt: Message, hint: Message | None) -> None:
        """Nothing to do: nobody there needs to be told."""

    def press(self, key: Key) -> None:
        """Nothing to move."""

    def swap(self, attack: Instrument | None) -> bool:
        """Hold nothing before the camera."""
        return False


class OwnTime(Untouched):
    """A source whose pictures wait for whoever takes them: every one is taken, none is skipped."""

    live = False
    skipped = 0
    waiting = 0
    notice: Message | None = None
