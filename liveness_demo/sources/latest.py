"""The newest picture of a device that has its own pace: reading never waits for whoever takes the pictures.

One daemon thread owns the device: it opens it, reads it and releases it, so that no two threads ever call it
at once. A call that never comes back holds the thread alone; should it come back after all, the device
is released.
"""

import threading
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")

RETRY_S = 0.01
"""A device that fails at once must not keep a core busy."""


class Capture(Protocol):
    """What is needed of ``cv2.VideoCapture``."""

    def isOpened(self) -> bool:  # noqa: N802
        """Return whether the device delivers."""
        ...

    def read(self) -> tuple[bool, Any]:
        """Return whether there is a picture, and the picture."""
        ...

    def get(self, propId: int) -> float:  # noqa: N803
        """Return one of its properties, 0 for one that it does not have."""
        ...

    def release(self) -> None:
        """Give the device back."""
        ...


class Slot(Generic[T]):
    """Room for one thing, the newest. skipped: how many were replaced before anyone took them."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._thing: T | None = None
        self._shut = False
        self.skipped = 0

    @property
    def waiting(self) -> int:
        """1 if something is there, else 0."""
        return int(self._thing is not None)

    def put(self, thing: T) -> None:
        """Put in the newest thing; it replaces the last one."""
        with self._changed:
            self.skipped += self._thing is not None
            self._thing = None if self._shut else thing
            self._changed.notify()

    def take(self, wait_s: float) -> T | None:
        """Take the thing that is there, or comes within ``wait_s``; return None if none does."""
        with self._changed:
            if self._thing is None and not self._shut:
                self._changed.wait(wait_s)
            thing, self._thing = self._thing, None
            return thing

    def shut(self) -> None:
        """Forget the thing that is there, and take no other any more."""
        with self._changed:
            self._thing, self._shut = None, True
            self._changed.notify()


class Reader:
    """A thread that hands every picture of a device, and when it was taken by its own word, to ``put``.

    opens: makes the capture, in the thread.
    """

    def __init__(self, opens: Callable[[], Capture], put: Callable[[NDArray[np.uint8], float], None]) -> None:
        self._opens, self._put = opens, put
        self._stopped, self._tried = threading.Event(), threading.Event()
        self.opened = False
        self.error: Exception | None = None
        """What ended the reading, if anything but ``stop`` did."""
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)
        self._thread.start()

    def wait_until_tried(self, wait_s: float) -> bool:
        """Return whether it is known within ``wait_s`` if the device opens."""
        return self._tried.wait(wait_s)

    def stop(self, wait_s: float) -> bool:
        """Let the device go; return whether that is done within ``wait_s``. A call that hangs is left."""
        self._stopped.set()
        self._thread.join(wait_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        capture: Capture | None = None
        try:
            capture = self._opens()
            self.opened = capture.isOpened()
            self._tried.set()
            while self.opened and not self._stopped.is_set():
                self._read(capture)
        except Exception as error:  # the owner must hear of whatever a driver raises
            self.error = error
        finally:
            if capture is not None:
                capture.release()
            self._tried.set()

    def _read(self, capture: Capture) -> None:
        taken, image = capture.read()
        if taken and image is not None and image.size:
            self._put(image, capture.get(cv2.CAP_PROP_POS_MSEC) / 1000)
        else:
            self._stopped.wait(RETRY_S)
