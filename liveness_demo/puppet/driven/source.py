"""The driven puppet as a source: a camera or a film moves it, and its pictures take their place.

    camera, film --> landmarker --> measures --> pose --> picture of the puppet --> session

Whoever takes the pictures sees nothing of the driver's but where its points are. While one picture is judged,
the next one is drawn: the puppet comes one picture after its driver.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from types import TracebackType

from ...choices import FaceLibrary, Instrument
from ...messages import Message
from ...sources.frame import Frame, Source, Untouched
from ...sources.frame_counter import FrameCounter
from ...sources.orientation import Orientation
from ..shape.look import Look
from .watched_face import WatchedFace


class DrivenPuppet(Untouched):
    """A source whose pictures show the puppet, moved by the face in another source's pictures.

    driver: the other source, open; it is closed with this one. orientation: how the driver's pictures stand
    at this moment; these stand the same way. library: it reads the face model. as_trick: the puppet comes and
    goes with ``swap``; until then, and after it, the pictures are the driver's own.
    """

    def __init__(
        self,
        driver: Source,
        look: Look,
        orientation: Callable[[], Orientation] = Orientation,
        library: FaceLibrary = FaceLibrary.AUTO,
        as_trick: bool = False,
    ) -> None:
        self._driver, self._orientation = driver, orientation
        self._look, self._library, self._as_trick = look, library, as_trick
        self._pictures = FrameCounter()
        self._face: WatchedFace | None = None
        self._coming: Future[Frame] | None = None
        self.attack: Instrument | None = None if as_trick else Instrument.PUPPETEER
        self.live = driver.live

    @property
    def skipped(self) -> int:
        """How many of the driver's pictures were skipped."""
        return self._driver.skipped

    @property
    def waiting(self) -> int:
        """How many pictures are held: the driver's, counted until they are gone, and one that was drawn."""
        drawn = self._coming is not None and self._coming.done()
        return self._driver.waiting + self._pictures.kept + drawn

    @property
    def notice(self) -> Message | None:
        """What is wrong with the driver's pictures."""
        return self._driver.notice

    def __enter__(self) -> "DrivenPuppet":
        with ExitStack() as stack:
            stack.enter_context(self._driver)
            self._drawer = stack.enter_context(ThreadPoolExecutor(1, thread_name_prefix="driven puppet"))
            stack.callback(lambda: self._drawer.submit(self._forget))
            self._open = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()
        self._coming = None

    def __iter__(self) -> Iterator[Frame]:
        for frame in self._driver:
            if self.attack is None:
                yield frame
                continue
            drawn, self._coming = self._coming, self._drawer.submit(self._draw, self._upright(frame))
            if drawn is not None:
                yield self._as_driver(drawn.result())
            del drawn  # or its picture would live until the next one is drawn
        if self._coming is not None:
            yield self._as_driver(self._coming.result())

    def swap(self, attack: Instrument | None) -> bool:
        """Let the puppet take the driver's place, with the next picture; None: no longer."""
        if self._as_trick:
            self.attack, self._coming = attack and Instrument.PUPPETEER, None
            self._drawer.submit(self._forget)
        return self._as_trick

    def _upright(self, frame: Frame) -> Frame:
        upright = self._orientation().upright(frame)
        self._pictures.add(upright)
        return upright

    def _draw(self, frame: Frame) -> Frame:
        self._face = self._face or WatchedFace(self._look, self._library)
        return self._face.picture(frame)

    def _forget(self) -> None:
        """Give the model back."""
        if self._face is not None:
            self._face.close()
        self._face = None

    def _as_driver(self, frame: Frame) -> Frame:
        """Let a picture stand as the driver's do when it is taken, which may not be as when it was drawn."""
        return replace(frame, image=self._orientation().undone(frame.image))
