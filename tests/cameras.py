"""A capture that misbehaves on command, in the place of a real camera's."""

import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from liveness_demo.sources.camera import Camera

Picture = NDArray[np.uint8]
BLACK = np.zeros((48, 64, 3), np.uint8)


def noise(width: int = 64, height: int = 48, seed: int = 0) -> Iterator[Picture]:
    """Pictures that all differ, as those of a sensor do."""
    randomness = np.random.default_rng(seed)
    while True:
        yield randomness.integers(60, 200, (height, width, 3), dtype=np.uint8)


class FakeCapture:
    """Delivers what ``pictures`` yields: an array, None (no picture), an exception to raise, a call to make.

    It notes in which threads it was called, and whether two calls ever overlapped.
    """

    def __init__(self, pictures: Iterator[object], fps: float = 200, opens: bool = True) -> None:
        self._pictures, self._interval_s, self._opens = pictures, 1 / fps, opens
        self._busy = threading.Lock()
        self.threads: set[int] = set()
        self.overlapped = self.released = False
        self.reads = 0

    def isOpened(self) -> bool:  # noqa: N802
        return self._opens

    def read(self) -> tuple[bool, Picture | None]:
        with self._call():
            self._wait()
            self.reads += 1
            given = next(self._pictures, None)
            if callable(given):
                given = given()
            if isinstance(given, Exception):
                raise given
            return given is not None, given

    def get(self, property_number: int) -> float:
        """It states nothing of its pictures."""
        return 0.0

    def release(self) -> None:
        with self._call():
            self.released = True

    def _wait(self) -> None:
        time.sleep(self._interval_s)

    def _call(self) -> "FakeCapture":
        return self

    def __enter__(self) -> None:
        self.threads.add(threading.get_ident())
        self.overlapped |= not self._busy.acquire(blocking=False)

    def __exit__(self, *_: object) -> None:
        self._busy.release()


class OneByOne(FakeCapture):
    """Delivers a picture once ``camera``'s last one was taken, by a clock of its own: no load matters."""

    camera: Camera | None = None
    now_s = 0.0

    def _wait(self) -> None:
        wait_until(lambda: self.camera is not None and not self.camera.waiting, seconds=60)
        self.now_s += self._interval_s


def camera(capture: FakeCapture, **options: object) -> Camera:
    """A camera whose device is the fake one."""
    options = {"patience_s": 0.3, "opening_s": 1.0} | options
    return Camera(0, opens=lambda number: capture, **options)  # type: ignore[arg-type]


def one_by_one(pictures: Iterator[object], fps: float) -> Camera:
    """A camera of which no picture is skipped; its time goes on from picture to picture alone."""
    capture = OneByOne(pictures, fps)
    capture.camera = camera(capture, clock=lambda: capture.now_s, patience_s=60.0, opening_s=60.0)
    return capture.camera


def wait_until(true: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Wait for something that another thread does; return whether it came."""
    end_s = time.monotonic() + seconds
    while not true() and time.monotonic() < end_s:
        time.sleep(0.005)
    return true()
