"""The one loop, the same for a camera and a file, in a window, in a terminal, or for a program."""

import random
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Protocol

from .attempt import AttemptResult, Result
from .frames import FrameCounter
from .landmarker import FaceCounter, Landmarker
from .landmarks import Landmarks
from .measures import measure
from .options import RunOptions
from .privacy.ledger import Ledger
from .privacy.protection import Protection
from .privacy.state import State
from .session import Phase, Session, SessionState
from .source import Frame, Source, open_source
from .view.command import Command

COUNT_FACES_S = 1 / 3
"""Faces are counted at most this often, and only before an attempt."""


class View(Protocol):
    """Where a session is shown, and what the visitor presses there."""

    paced: bool
    """True if a file should be played at its own pace."""

    def start(self, options: RunOptions, lock: State) -> RunOptions | None:
        """Say what will happen; return the options as the visitor chose them, or None to leave."""
        ...

    def show(
        self, frame: Frame, landmarks: Landmarks | None, state: SessionState, wait_s: float, ledger: Ledger
    ) -> Command | None:
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
    while True:
        chosen = view.start(options, protection.state()) if options.ask_first else options
        if chosen is None:
            return Result.ENDED
        session = Session(randomness, chosen.gestures, chosen.settings, chosen.article_order)
        frames = FrameCounter()
        _run_session(session, chosen, view, frames, protection)
        assert session.result is not None
        command = view.verdict(session.result, chosen, _ledger(frames, protection))
        if chosen.once or command is not Command.NEXT:
            return session.result.result
        options = replace(chosen, ask_first=True)


def _run_session(
    session: Session, options: RunOptions, view: View, frames: FrameCounter, protection: Protection
) -> None:
    """Play one session to its end. The source is open only within."""
    ended = "source_ended"
    with (
        Landmarker() as landmarker,
        closing(FaceCounter()) as counter,
        _open(options, protection) as source,
        closing(frames.count(source)) as counted_frames,
    ):
        pace = Pace(time.monotonic) if view.paced and not source.live else None
        counted_s = float("-inf")
        for frame in counted_frames:
            landmarks = landmarker.detect(frame)
            if session.phase is Phase.READY and frame.timestamp_s - counted_s >= COUNT_FACES_S:
                counted_s = frame.timestamp_s
                session.count_faces(counter.widths(frame))
            state = session.update(frame.timestamp_s, measure(landmarks))
            if state.news:
                view.report(state)
            if state.phase is Phase.DONE:
                return
            wait_s = pace.wait_s(frame.timestamp_s) if pace else 0.0
            command = view.show(frame, landmarks, state, wait_s, _ledger(frames, protection))
            if command is Command.QUIT:
                ended = "visitor_ended"
                break
            obey(session, command)
    view.report(session.end(ended))


def _open(options: RunOptions, protection: Protection) -> Source:
    """Open the source: last of all, when every way out is shut."""
    protection.seal(options.camera)
    return open_source(options.source)


def _ledger(frames: FrameCounter, protection: Protection) -> Ledger:
    return Ledger(frames.seen, frames.kept, protection.state())


def obey(session: Session, command: Command | None) -> None:
    """Pass a visitor's wish on to the session."""
    if command is Command.SKIP:
        session.skip()
    elif command is Command.START:
        session.start_anyway()
