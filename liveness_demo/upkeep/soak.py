"""Visitors come and go, many of them: does memory grow, is a thread or an open file left behind?

First without the model, as fast as it goes: the puppet's actor, what a perfect eye would measure of it, the
session, the screens. Then the rendered puppet, through the model. Both in the app's own loop.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from ..choices import Character, FaceLibrary, Gesture
from ..errors import UsageError
from ..lab.perfect_eye import PerfectEye
from ..loop.app import Loop, Visit, run
from ..loop.asking import ask_at_end, ask_start
from ..loop.chosen import ChosenPuppet
from ..loop.counts import Tally
from ..loop.options import RunOptions
from ..loop.shown import Moment, Screen, Start
from ..loop.watching import Watch
from ..loop.wishes import Command, Number, Wish
from ..messages import Message
from ..privacy.memory import give_memory_back
from ..privacy.protection import Protection
from ..puppet.acting.actor import Actor
from ..session.session import Session
from ..sources.frame import Frame, OwnTime
from ..view.canvas.canvas import Image
from ..view.keys import ROWS
from ..view.outlets.in_window import WindowView
from ..view.outlets.window import KEYS, START_KEYS, Window
from ..view.screens import as_puppet
from ..view.screens.demonstration import length_s
from ..view.screens.stage import Stage
from ..view.screens.start import REST_S
from .process import file_count, resident_mb, thread_count

GROWS_MB = 5.0
"""Memory may grow by this after the first minute: words that were set once are kept, up to a number."""
FPS = 30
FIRST_S, FIRST_SHARE = 60.0, 1 / 3
"""Memory is compared from the end of the first minute on; in less than three, from this share on."""
PRESSES_S = 2.0
"""Average time between two keys that a visitor presses."""
NEVER_PRESSED = (Command.QUIT, Command.FULL_SCREEN, Command.CAMERA, Command.PUPPET)
"""Nor are the keys by which a hand moves the puppet: its actor would stop."""
PRESSED: tuple[Wish, ...] = (
    *(row.wish for row in ROWS if isinstance(row.wish, Command) and row.wish not in NEVER_PRESSED),
    *(Command.START, Number(2), Number(5), Number(7)),  # START again: it ends a pause and starts anyway
)
NOTHING = np.zeros((48, 64, 3), np.uint8)


@dataclass(frozen=True)
class Left:
    """What a part of the soak left behind. threads, files: before the first visitor and after the last."""

    part: str
    minutes: float
    visitors: int
    first_mb: float
    last_mb: float
    threads: tuple[int, int]
    files: tuple[int, int]

    @property
    def grown_mb(self) -> float:
        """How much more memory there was at the end than after the first minute."""
        return self.last_mb - self.first_mb

    @property
    def ok(self) -> bool:
        """True if nothing that matters was left."""
        return (
            self.grown_mb < GROWS_MB and self.threads[1] <= self.threads[0] and self.files[1] <= self.files[0]
        )


class Hands(Window):
    """A window that presses keys at random until enough pictures were shown."""

    def __init__(self, window: Window, randomness: random.Random) -> None:
        super().__init__()
        self._window, self._randomness = window, randomness
        self.over = self.busy = False
        """busy: a gesture is asked for, so a key is pressed only now and then."""

    def show(self, picture: Image, wait_s: float = 0.0, keys: Mapping[int, Wish] = KEYS) -> Wish | None:
        """Show a picture without waiting; return what is pressed."""
        if self._window.show(picture) is Command.QUIT:
            raise UsageError("The window was closed before the end: run soak again, and leave it open.")
        if self.over:
            return Command.QUIT
        if keys is START_KEYS:
            return Command.START
        waits, self.busy = self.busy and self._randomness.random() > 1 / (PRESSES_S * FPS), False
        return None if waits else self._randomness.choice(PRESSED)

    def size(self) -> tuple[int, int]:
        """Return the size for the next picture."""
        return self._window.size()


class Visitors(WindowView):
    """A view that weighs memory between visitors. pictures: how many it shows before it is over."""

    def __init__(self, hands: Hands, pictures: int) -> None:
        super().__init__(hands, Stage(), clock=lambda: self._shown / FPS)
        self._hands, self._pictures = hands, pictures
        self._visitors = self._shown = 0
        self._resident_mb: list[tuple[float, float]] = []
        """Seconds and resident megabytes, taken whenever no visitor is there."""
        self._before = _threads_and_files()

    def show(self, screen: Screen, wait_s: float) -> Wish | None:
        """Show a screen. A start screen, which is answered at once, means that a visitor comes."""
        if isinstance(screen, Start):
            self._weigh()
            self._visitors += 1
        elif isinstance(screen, Moment):
            self._shown += 1
            self._hands.busy, self._hands.over = True, self._shown >= self._pictures
        return super().show(screen, wait_s)

    def left(self, part: str) -> Left:
        """Return what was left, once the last visitor has gone."""
        give_memory_back()
        self._weigh()
        threads, files = zip(self._before, _threads_and_files(), strict=True)
        return Left(
            part, self._shown / FPS / 60, self._visitors, *first_and_last(self._resident_mb), threads, files
        )

    def _weigh(self) -> None:
        self._resident_mb.append((self._shown / FPS, resident_mb() or 0.0))


def first_and_last(samples: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the first value after the first minute, and the last one. samples: seconds, value."""
    last_s, last = samples[-1]
    from_s = min(FIRST_S, last_s * FIRST_SHARE)
    return next(value for time_s, value in samples if time_s >= from_s), last


def wake_libraries(library: FaceLibrary) -> None:
    """Start the threads that stay: OpenCV's for large pictures, numpy's, the models', the stage's.

    Call it after a window was tried: numpy's threads end when the process forks, and begin again when needed.
    """
    as_puppet.wake()
    large = np.zeros((1080, 1920, 3), np.uint8)
    cv2.GaussianBlur(large, (9, 9), 0)
    square = np.ones((256, 256))
    np.linalg.inv(square @ square + np.eye(256))
    cv2.gemm(square, square, 1.0, square, 0.0)
    with Watch(Session(random.Random(1)), library) as watch:
        watch.update(Frame(large, 0.0))


def _threads_and_files() -> tuple[int, int]:
    return thread_count() or 0, file_count() or 0


class Acting(OwnTime):
    """A source whose pictures are empty: only the actor's poses matter."""

    def __init__(self, randomness: random.Random) -> None:
        self.actor = Actor(randomness, randomness.choice(list(Character)))
        self._now_s = 0.0

    def __enter__(self) -> "Acting":
        return self

    def __exit__(self, *_: object) -> None: ...

    def __iter__(self) -> Iterator[Frame]:
        while True:
            yield Frame(NOTHING[:], self._now_s)
            self._now_s += 1 / FPS

    def tell(self, prompt: Message, hint: Message | None) -> None:
        """Let the actor read the screen."""
        self.actor.tell(self._now_s, prompt, hint)


class ActedLoop(Loop):
    """Shows the actor, without model and pixels."""

    def __init__(self, randomness: random.Random, view: Visitors, protection: Protection) -> None:
        super().__init__(view, protection)
        self._acting = Acting(randomness)

    def open(
        self, session: Session, options: RunOptions, real_time: bool, until: Command | None = None
    ) -> Command | None:
        """Open nothing; play as fast as it goes."""
        eye = PerfectEye(session, self._acting.actor)
        return self.play(session, self._acting, eye, real_time=False, until=until)


def look_round(start: Start) -> None:
    """Draw the start screen until its puppet has shown everything to both sides: these poses are kept."""
    stage = Stage()
    round_s = 2 * sum(length_s(gesture) + REST_S for gesture in Gesture)
    for picture in range(round(round_s * FPS)):
        stage.now_s = picture / FPS
        stage.draw(start)


def soak_measures(window: Window, minutes: float, protection: Protection) -> Left:
    """Let actors come and go for ``minutes`` of their own time, without the model."""
    randomness, options = random.Random(1), RunOptions(ChosenPuppet())
    hands = Hands(window, randomness)
    view = Visitors(hands, round(minutes * 60 * FPS))
    start = Start(options, protection.state(), Tally())
    look_round(start)
    while not hands.over:
        give_memory_back()
        ask_start(view, start)
        visit = Visit(randomness, ActedLoop(randomness, view, protection))
        ending = visit.ending(visit.run(options), Tally(), options)
        ask_at_end(view, ending, clock=lambda: 0.0)  # these visitors never leave without a word
    return view.left("measures")


def soak_pictures(
    window: Window, minutes: float, protection: Protection, library: FaceLibrary = FaceLibrary.AUTO
) -> Left:
    """Let rendered puppets come and go for ``minutes`` of their own time, through the model."""
    view = Visitors(Hands(window, random.Random(1)), round(minutes * 60 * FPS))
    run(RunOptions(ChosenPuppet(), seed=1, library=library), view, protection)
    return view.left("pictures")
