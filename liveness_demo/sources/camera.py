"""A camera: always its newest picture, timed by a clock, and a sentence for each thing that goes wrong."""

import time
from collections.abc import Callable, Iterator
from types import TracebackType

import cv2
import numpy as np
from numpy.typing import NDArray

from ..choices import SourceKind
from ..errors import SourceError, UsageError
from ..messages import Message
from ..systems.cameras import OPENING_S, another, ask_system, open_camera, why_not
from .frame import Frame, Untouched
from .latest import Capture, Reader, Slot
from .repeats import RepeatWatch

PATIENCE_S = 5.0
"""Time a camera may take to deliver a picture."""
LOOK_S = 0.1
"""Time between two looks for a picture: then a Ctrl-C is heard, on any system."""
RELEASE_S = 2.0
"""Time in which a reading may still come back at the end: a silent camera's takes less on Linux."""
BLACK_S, BLACK_BELOW = 1.0, 8.0
"""Many cameras begin with black pictures: warn after 1 s below this mean grey (0 to 255). Our choice."""
STILL_S, STILL_LIMIT_S = 2.0, 20.0
"""A sensor never repeats a picture: warn after 2 s, give up after 20 s. Our choice."""
SAMPLE_STEP = 8
"""Of every eighth row and every eighth column the grey is taken."""
LONGEST_NUMBER = 4
"""Digits of a camera's number."""
NEAR_S = 1.0
"""A picture's stated time is believed up to so far from when it arrives. On Linux cameras state it by the
system's own clock; some state when a picture is due, which may be a little later."""
LEAST_STEP_S = 0.001
"""MediaPipe wants whole milliseconds that increase."""


def camera_number(name: str) -> int:
    """Return the number in ``camera`` or ``camera:N``. Raises UsageError for another name."""
    kind, colon, given = name.partition(":")
    number = given if colon else "0"
    camera = kind == SourceKind.CAMERA.value
    if not (camera and number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER):
        raise UsageError(f"{name[:40]!r} is not a camera: write camera, or camera:1 for the second one.")
    return int(number)


class SteadyClock:
    """A clock that never stands still or goes back: where the one below does, it goes on from there.

    On a busy computer pictures arrive in a bunch; what a camera states of them is taken if it can be right.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._ahead_s = self._stated_s = 0.0
        self._arrived_s = self._last_s = float("-inf")

    def __call__(self, stated_s: float = 0.0) -> float:
        """Return seconds, more at each call. stated_s: when it was, by the same clock.

        It is not believed unless it is near, and later than what was stated before.
        """
        now_s = self._clock()
        late_s, advanced = now_s - stated_s, stated_s > self._stated_s
        self._ahead_s += max(0.0, self._arrived_s - now_s - self._ahead_s)
        self._arrived_s, self._stated_s = now_s + self._ahead_s, stated_s
        believed = advanced and abs(late_s) < NEAR_S
        self._last_s = max(self._arrived_s - (late_s if believed else 0.0), self._last_s + LEAST_STEP_S)
        return self._last_s


class PictureWatch:
    """Tells black pictures, and the same picture again and again, from a camera that works."""

    def __init__(self) -> None:
        self._repeats = RepeatWatch()
        self._first = True
        self._same_since_s = self._bright_s = self._now_s = 0.0

    def update(self, timestamp_s: float, image: NDArray[np.uint8]) -> None:
        """Take one picture, (height, width, ...) uint8. Only a check sum of it is kept."""
        if not self._repeats.update(image):
            self._same_since_s = timestamp_s
        if self._first or image[::SAMPLE_STEP, ::SAMPLE_STEP].mean() >= BLACK_BELOW:
            self._bright_s = timestamp_s
        self._first, self._now_s = False, timestamp_s

    @property
    def still_s(self) -> float:
        """How long the picture has been the same."""
        return self._now_s - self._same_since_s

    @property
    def notice(self) -> Message | None:
        """What the visitor should know of the camera."""
        black_s = self._now_s - self._bright_s
        if black_s >= BLACK_S:
            return Message("camera_black")
        return Message("camera_still", self.still_s) if self.still_s >= STILL_S else None

    @property
    def stuck(self) -> bool:
        """True if the camera is given up. One with black pictures is not: its cover can be opened."""
        return self.still_s >= STILL_LIMIT_S and self._now_s - self._bright_s < BLACK_S


class Camera(Untouched):
    """A camera by its number, timed by ``clock`` (seconds). Its frames have no end; some are skipped.

    clock: not one that moves in steps of 16 ms, as Windows has, too. opens: makes the capture; it is called,
    as all of the capture's methods, in one thread of its own.
    patience_s: how long the camera may be silent. Raises SourceError: on opening, for a camera that does
    not open; while it is read, for one that no longer delivers.
    """

    live = True

    def __init__(
        self,
        number: int,
        clock: Callable[[], float] = time.perf_counter,
        opens: Callable[[int], Capture] = open_camera,
        patience_s: float = PATIENCE_S,
        opening_s: float = OPENING_S,
    ) -> None:
        self._number, self._patience_s = number, patience_s
        self._clock = SteadyClock(clock)
        self._slot: Slot[Frame] = Slot()
        self._watch = PictureWatch()
        ask_system(number, opens, time.sleep)
        self._reader = Reader(lambda: opens(number), self._put)
        try:
            self._require_open(opening_s)
        except BaseException:  # Ctrl-C, too, must not leave the camera on
            self._release()
            raise

    @property
    def skipped(self) -> int:
        """How many pictures came while another one was being measured."""
        return self._slot.skipped

    @property
    def waiting(self) -> int:
        """How many pictures are held for the loop to take: 0 or 1."""
        return self._slot.waiting

    @property
    def notice(self) -> Message | None:
        """What is wrong with the pictures, None if nothing is."""
        return self._watch.notice

    def __enter__(self) -> "Camera":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._release()

    def __iter__(self) -> Iterator[Frame]:
        silent_s = 0.0
        while True:
            # Counted in looks, not by the clock: a computer that slept must not blame the camera.
            frame = self._slot.take(LOOK_S)
            if frame is not None:
                silent_s = 0.0
                self._require_change()
                yield frame
                continue
            silent_s += LOOK_S
            if silent_s > self._patience_s or self._reader.error is not None:
                raise self._fault("delivers no picture")

    def _put(self, image: NDArray[np.uint8], stated_s: float) -> None:
        """Take a picture, in the reader's thread. stated_s: when it was taken, by the camera's own word."""
        timestamp_s = self._clock(stated_s)
        colored = _colored(image)
        self._watch.update(timestamp_s, colored)
        self._slot.put(Frame(colored, timestamp_s))

    def _require_open(self, opening_s: float) -> None:
        if not self._reader.wait_until_tried(opening_s):
            raise self._fault("does not answer")
        if not self._reader.opened:
            raise SourceError(f"Camera {self._number} cannot be opened: {why_not(self._number)}")

    def _require_change(self) -> None:
        if self._watch.stuck:
            raise self._fault(f"has shown the same picture for {self._watch.still_s:.0f} s")

    def _fault(self, what: str) -> SourceError:
        # Start again: the lock lets no device in that comes after it, and a plugged one is a new device.
        return SourceError(
            f"Camera {self._number} {what}: plug it in again and start again, {another(self._number)}."
        )

    def _release(self) -> None:
        self._slot.shut()
        self._reader.stop(RELEASE_S)


def _colored(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return (height, width, 3) BGR of a picture that may be grey or carry an alpha channel."""
    image = np.asarray(image, np.uint8)
    channels = image.shape[2] if image.ndim == 3 else 1
    if channels == 3:
        return image
    code = cv2.COLOR_BGRA2BGR if channels == 4 else cv2.COLOR_GRAY2BGR
    return np.asarray(cv2.cvtColor(image, code), np.uint8)
