"""The one loop, the same for a camera and a file, in a window, in a terminal, or for a program."""

import random
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import count
from typing import Protocol

from .attempt import AttemptResult, Result
from .errors import SourceError
from .frames import FrameCounter
from .landmarker import FaceCounter, Landmarker
from .landmarks import Landmarks
from .measures import measure
from .options import RunOptions
from .privacy.ledger import Ledger
from .privacy.protection import Protection
from .privacy.state import State
from .puppet.driving import Key
from .puppet.source import PuppetSource
from .session import Phase, Session, SessionState
from .source import Frame, Source
from .sources import open_source
from .view.command import Command, Wish

COUNT_FACES_S = 1 / 3
"""Faces are counted at most this often, and only before an attempt."""


NO_CAMERA = "No camera delivers a picture: the puppet takes its place."


class View(Protocol):
    """Where a session is shown, and what the visitor presses there."""

    def begin(self, options: RunOptions) -> bool:
        """A session begins; return whether a source with its own time is to be played at its own pace."""
        ...

    def start(self, options: RunOptions, lock: State) -> RunOptions | None:
        """Say what will happen; return the options as the visitor chose them, or None to leave."""
        ...

    def show(
        self, frame: Frame, landmarks: Landmarks | None, state: SessionState, wait_s: float, ledger: Ledger
    ) -> Wish | None:
        """Show one picture for ``wait_s`` or a little longer; return the key pressed."""
        ...

    def report(self, state: SessionState) -> None:
        """Take the news of a state that has any."""
        ...

    def verdict(self, result: AttemptResult, options: RunOptions, ledger: Ledger) -> Command:
        """Show the end of a session, with nothing open any more; return NEXT or QUIT."""
        ...


class Pace:
    """Tells how long to wait so that a recording plays at its own speed; a slow machine plays slower."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._ahead_s: float | None = None

    def wait_s(self, timestamp_s: float) -> float:
        """Return the seconds until the picture of this time is due."""
        now_s = self._clock()
        if self._ahead_s is None:
            self._ahead_s = now_s - timestamp_s
        return max(0.0, timestamp_s + self._ahead_s - now_s)


def run(options: RunOptions, view: View, protection: Protection) -> Result:
    """Run sessions until the visitor leaves, or one if ``once``; return the last one's result."""
    randomness = random.Random(options.seed)
    first_look = random.SystemRandom().getrandbits(32) if options.seed is None else options.seed
    last = Result.ENDED
    for visit in count():
        chosen = view.start(options, protection.state()) if options.ask_first else options
        if chosen is None:
            break
        visitor = Visit(randomness, first_look + visit, view, protection, FrameCounter())
        try:
            result = visitor.run(chosen)
        except SourceError:
            if visitor.frames.seen or not chosen.gives_way:
                raise
            print(NO_CAMERA, file=sys.stderr)
            chosen = chosen.with_puppet(NO_CAMERA)
            result = visitor.run(chosen)
        command = view.verdict(result, chosen, visitor.ledger())
        last = result.result
        if chosen.once or command is not Command.NEXT:
            break
        options = replace(options, gestures=chosen.gestures, ask_first=True)
    return last


@dataclass(frozen=True)
class Visit:
    """One visitor, from an open source to the verdict. puppet_seed: how the puppet looks, if it is one."""

    randomness: random.Random
    puppet_seed: int
    view: View
    protection: Protection
    frames: FrameCounter

    def run(self, options: RunOptions) -> AttemptResult:
        """Play one session; the source is open only within."""
        session = Session(self.randomness, options.gestures, options.settings, options.article_order)
        real_time = self.view.begin(options)
        with (
            Landmarker() as landmarker,
            closing(FaceCounter()) as counter,
            self._open(options, watched=real_time) as source,
        ):
            pace = Pace(time.monotonic) if real_time and not source.live else None
            left = self._loop(session, source, landmarker, counter, pace)
        if session.phase is not Phase.DONE:
            self.view.report(session.end("visitor_ended" if left else "source_ended"))
        assert session.result is not None
        return session.result

    def ledger(self) -> Ledger:
        """Return what was seen, what is held and what was refused, now."""
        return Ledger(self.frames.seen, self.frames.kept, self.protection.state())

    def _open(self, options: RunOptions, watched: bool) -> Source:
        """Open the source: last of all, when every way out is shut."""
        self.protection.seal(options.camera)
        return open_source(options.source, self.puppet_seed, watched)

    def _loop(
        self,
        session: Session,
        source: Source,
        landmarker: Landmarker,
        counter: FaceCounter,
        pace: Pace | None,
    ) -> bool:
        """Return whether the visitor left; else the session or the source is over."""
        counted_s = float("-inf")
        for frame in self.frames.count(source):
            landmarks = landmarker.detect(frame)
            if session.phase is Phase.READY and frame.timestamp_s - counted_s >= COUNT_FACES_S:
                counted_s = frame.timestamp_s
                session.count_faces(counter.widths(frame))
            state = session.update(frame.timestamp_s, measure(landmarks))
            if state.news:
                self.view.report(state)
            if state.phase is Phase.DONE:
                return False
            source.tell(state.prompt, state.hint)
            wait_s = pace.wait_s(frame.timestamp_s) if pace else 0.0
            wish = self.view.show(frame, landmarks, state, wait_s, self.ledger())
            if wish is Command.QUIT:
                return True
            obey(wish, session, source)
        return False


def obey(wish: Wish | None, session: Session, source: Source) -> None:
    """Pass a visitor's wish on to the session, or a hand on to the puppet."""
    if wish is Command.SKIP:
        session.skip()
    elif wish is Command.START:
        session.start_anyway()
    elif isinstance(wish, Key) and isinstance(source, PuppetSource):
        source.press(wish)
