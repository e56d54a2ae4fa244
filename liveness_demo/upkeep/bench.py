"""Times the program's own loop beside the bare Face Landmarker: the same pictures, in blocks that alternate.

What else the computer does meets both alike, and the medians are taken over pairs of blocks.
"""

import random
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from ..choices import FaceLibrary
from ..errors import UsageError
from ..face.libraries import load
from ..face.reading import BareFollower
from ..loop.app import Loop
from ..loop.options import RunOptions
from ..loop.shown import Screen
from ..loop.view import View
from ..loop.watching import Watch
from ..loop.wishes import Command, Wish
from ..privacy.protection import Protection
from ..session.session import Session
from ..sources.frame import Frame, OwnTime
from .process import MEGABYTE, resident_mb

HELD_MB = 256
"""Pictures are decoded beforehand, as many as fit into this memory."""
BLOCK = 10
"""Pictures in a block, by the loop and again by the bare landmarker."""
WARM_UP = 15
"""The first pictures take longer, and are not timed."""
IN_THE_LOOP = ("detect", "count", "measure", "session", "draw", "show")
"""The stages that are timed for each picture. count: looks for a second person; measure: holds all else that
has no name here; session: follows gestures and prompts."""

Seconds = dict[str, float]


class Stopwatch:
    """Adds up the seconds spent in some methods of some objects, by ``clock`` (seconds)."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self._spent: Seconds = {}

    def time(self, thing: object, method: str, name: str) -> None:
        """Time every call of this object's method from now on: the loop itself stays as it is."""
        call = getattr(thing, method)

        def timed(*arguments: Any, **options: Any) -> Any:
            began_s = self.clock()
            result = call(*arguments, **options)
            self._spent[name] = self._spent.get(name, 0.0) + self.clock() - began_s
            return result

        vars(thing)[method] = timed

    def take(self) -> Seconds:
        """Return the seconds by name since the last time, and begin again."""
        spent, self._spent = self._spent, {}
        return spent


@dataclass(frozen=True)
class Block:
    """The same pictures by both. For each: whole has the loop's seconds by stage, bare the landmarker's."""

    whole: list[Seconds]
    bare: list[float]
    drawn: bool = True
    """False: nothing was drawn or shown. Drawing takes the models' data out of the processor's memory."""


class HeldPictures(OwnTime):
    """Pictures in memory as a source. Each block is also given to the bare landmarker, before or after."""

    def __init__(self, frames: Sequence[Frame], library: FaceLibrary, stopwatch: Stopwatch) -> None:
        self.blocks: list[Block] = []
        self.over = False
        self.drawing = True
        self.resident_mb: float | None = None
        """Resident memory of the loop after its first pictures, without the pictures held here."""
        self._library, self._stopwatch = library, stopwatch
        self._coming = self._all(frames)

    def __enter__(self) -> "HeldPictures":
        return self

    def __exit__(self, *_: object) -> None:
        self._coming.close()

    def __iter__(self) -> Iterator[Frame]:
        """Go on where it stopped: the next visitor's pictures."""
        return self._coming

    def _all(self, frames: Sequence[Frame]) -> Generator[Frame, None, None]:
        yield from map(_again, frames[:WARM_UP])
        used_mb = resident_mb()
        self.resident_mb = None if used_mb is None else used_mb - size_mb(frames)
        with closing(load(self._library).bare_follower()) as bare:
            for frame in frames[:WARM_UP]:
                bare.points(frame.image, frame.timestamp_s)
            for number, first in enumerate(range(WARM_UP, len(frames), BLOCK)):
                self.drawing = number % 2 == 0
                yield from self._block(bare, frames[first : first + BLOCK], bare_first=number % 4 > 1)
        self.over = True

    def _block(self, bare: BareFollower, frames: Sequence[Frame], bare_first: bool) -> Iterator[Frame]:
        bare_s = self._time_bare(bare, frames) if bare_first else []
        rows: list[Seconds] = []
        for frame in frames:
            self._stopwatch.take()
            began_s = self._stopwatch.clock()
            yield _again(frame)
            whole_s = self._stopwatch.clock() - began_s
            spent = self._stopwatch.take()
            if "view" in spent:  # else a session ended, and another visitor came
                rows.append(_row(spent, whole_s))
        if rows:
            self.blocks.append(Block(rows, bare_s or self._time_bare(bare, frames), self.drawing))

    def _time_bare(self, bare: BareFollower, frames: Sequence[Frame]) -> list[float]:
        took_s = []
        for frame in frames:
            began_s = self._stopwatch.clock()
            bare.points(frame.image, frame.timestamp_s)
            took_s.append(self._stopwatch.clock() - began_s)
        return took_s


def _again(frame: Frame) -> Frame:
    """The same picture as a new object: the loop counts those that are still there."""
    return Frame(frame.image[:], frame.timestamp_s)


def _row(spent: Seconds, whole_s: float) -> Seconds:
    row = {stage: spent.get(stage, 0.0) for stage in IN_THE_LOOP}
    row["draw"] = spent["view"] - row["show"]
    row["measure"] = whole_s - spent["view"] - row["detect"] - row["count"] - row["session"]
    return row


def held(frames: Iterable[Frame], number: int, stopwatch: Stopwatch) -> tuple[list[Frame], list[float]]:
    """Return the first ``number`` pictures, or fewer, and the seconds that it took to read each."""
    taken: list[Frame] = []
    took_s: list[float] = []
    began_s = stopwatch.clock()
    for frame in frames:
        took_s.append(stopwatch.clock() - began_s)
        taken.append(frame)
        if len(taken) == number or size_mb([*taken, frame]) > HELD_MB:
            break
        began_s = stopwatch.clock()
    return taken, took_s


def size_mb(frames: Sequence[Frame]) -> float:
    """Return the memory that pictures of one size take, in millions of bytes."""
    return len(frames) * frames[0].image.nbytes / MEGABYTE if frames else 0.0


def time_loop(
    frames: Sequence[Frame],
    options: RunOptions,
    view: View,
    window: object,
    protection: Protection,
    stopwatch: Stopwatch,
) -> HeldPictures:
    """Run the app's loop over held pictures, visitor after visitor. window: what shows them, within the view.

    Raises UsageError if the window was closed before the end.
    """
    with HeldPictures(frames, options.library, stopwatch) as pictures:
        show = view.show

        def show_if_drawing(screen: Screen, wait_s: float) -> Wish | None:
            return show(screen, wait_s) if pictures.drawing else None

        vars(view)["show"] = show_if_drawing
        for thing, method, name in (
            (view, "show", "view"),
            (window, "show", "show"),
            (window, "size", "show"),
        ):
            stopwatch.time(thing, method, name)
        while not pictures.over:
            if _visit(pictures, options, view, protection, stopwatch) is not None:
                raise UsageError("The window was closed before the end: run bench again, and leave it open.")
    return pictures


def _visit(
    pictures: HeldPictures, options: RunOptions, view: View, protection: Protection, stopwatch: Stopwatch
) -> Command | None:
    """One visitor's session; return how the visitor left."""
    session = Session(random.Random(1))
    view.begin(options)
    with Watch(session, options.library) as watch:
        stopwatch.time(watch.landmarker, "detect", "detect")
        stopwatch.time(watch.counter, "widths", "count")
        stopwatch.time(session, "update", "session")
        return Loop(view, protection).play(session, pictures, watch, real_time=False)
