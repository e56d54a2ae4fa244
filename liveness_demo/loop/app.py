"""The one loop, the same for a camera and a file, in a window, in a terminal, or for a program."""

import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import Protocol

from ..choices import Instrument, Key
from ..errors import SourceError
from ..privacy.ledger import Ledger
from ..privacy.memory import give_memory_back
from ..privacy.protection import Protection
from ..privacy.state import State
from ..puppet.attacks.instruments import after
from ..puppet.source import PuppetSource
from ..session.attempt import AttemptResult, Result
from ..session.session import Phase, Session, SessionState
from ..sources.frame import Source
from ..sources.frame_counter import FrameCounter
from .best_image import BestImageWatch
from .opening import open_source
from .options import RunOptions
from .shown import Ending, Moment, Tally
from .watching import Watch
from .wishes import Command, Wish

LONGEST_WAIT_S = 10.0
"""A longer gap in a recording is shortened for those who watch: while a window waits it hears no Ctrl-C."""

NO_CAMERA = "No camera delivers a picture: the puppet takes its place. Plug one in, then start again."


class View(Protocol):
    """Where a session is shown, and what the visitor presses there."""

    def begin(self, options: RunOptions, note: str = "") -> bool:
        """A session begins; return whether a source with its own time is to be played at its own pace.

        note: key of something that the visitor should know all the time.
        """
        ...

    def start(self, options: RunOptions, lock: State, tally: Tally) -> RunOptions | Command | None:
        """Say what will happen; return the options as the visitor chose them, None to leave, or EXPLAIN."""
        ...

    def show(self, moment: Moment, wait_s: float) -> Wish | None:
        """Show one picture for ``wait_s`` or a little longer; return the key pressed."""
        ...

    def report(self, state: SessionState) -> None:
        """Take the news of a state that has any."""
        ...

    def pause(self) -> Command:
        """Wait, with no camera open; return PAUSE to go on, NEXT or QUIT."""
        ...

    def verdict(self, ending: Ending, options: RunOptions) -> Command:
        """Show the end of a session, with nothing open any more; return NEXT, EXPLAIN or QUIT."""
        ...


class Pace:
    """Tells how long to wait so that a recording plays at its own speed; a slow machine plays slower."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._ahead_s: float | None = None

    def wait_s(self, timestamp_s: float) -> float:
        """Return the seconds until the picture of this time is due, at most LONGEST_WAIT_S."""
        now_s = self._clock()
        if self._ahead_s is None:
            self._ahead_s = now_s - timestamp_s
        wait_s = max(0.0, timestamp_s + self._ahead_s - now_s)
        if wait_s > LONGEST_WAIT_S:
            self._ahead_s -= wait_s - LONGEST_WAIT_S
        return min(wait_s, LONGEST_WAIT_S)


def run(options: RunOptions, view: View, protection: Protection) -> Result:
    """Run sessions until the visitor leaves, or one if ``once``; return the last one's result."""
    randomness = random.Random(options.seed)
    first_look = random.SystemRandom().getrandbits(32) if options.seed is None else options.seed
    last, tally = Result.ENDED, Tally()
    for number in count():
        give_memory_back()
        chosen = _choose(options, view, protection, tally)
        if chosen is None:
            break
        visit = Visit(randomness, first_look + number, view, protection)
        result, chosen = visit.run_or_give_way(chosen)
        last, tally = result.result, tally.after(result)
        command = Command.NEXT if visit.left_for_next else _end(visit.ending(result, tally), chosen, visit)
        if chosen.once or command is not Command.NEXT:
            break
        options = replace(options, gestures=chosen.gestures, ask_first=True)
    return last


def _choose(options: RunOptions, view: View, protection: Protection, tally: Tally) -> RunOptions | None:
    while options.ask_first:
        answer = view.start(options, protection.state(), tally)
        if not isinstance(answer, Command):
            return answer
        Visit(random.Random(0), 0, view, protection).explain(options.with_puppet())
    return options


def _end(ending: Ending, options: RunOptions, visit: "Visit") -> Command:
    while (command := visit.view.verdict(ending, options)) is Command.EXPLAIN:
        visit.explain(options.with_puppet())
    return command


class Visit:
    """One visitor, from an open source to the verdict. puppet_seed: how the puppet looks, if it is one."""

    def __init__(
        self, randomness: random.Random, puppet_seed: int, view: View, protection: Protection
    ) -> None:
        self.view = view
        self.left_for_next = False
        self._randomness, self._puppet_seed, self._protection = randomness, puppet_seed, protection
        self._frames = FrameCounter()
        self._best = BestImageWatch()
        self._attempts = self._orders = 1
        self._attack: Instrument | None = None

    def run_or_give_way(self, options: RunOptions) -> tuple[AttemptResult, RunOptions]:
        """Play one session, with the puppet if the camera that was chosen delivers nothing."""
        try:
            return self.run(options), options
        except SourceError:
            if self._frames.seen or not options.gives_way:
                raise
            print(NO_CAMERA, file=sys.stderr)
            options = options.with_puppet()
            return self.run(options, note="puppet_instead"), options

    def run(self, options: RunOptions, note: str = "") -> AttemptResult:
        """Play one session; the source is open only within, and closed in a pause."""
        session = Session(self._randomness, options.gestures, options.settings, options.article_order)
        self._attempts, self._orders = options.settings.attempts, session.order_count
        real_time = self.view.begin(options, note)
        while (left := self._watch(session, options, real_time)) is Command.PAUSE:
            session.hold()
            left = self.view.pause()
            if left is not Command.PAUSE:
                break
            session.release()
        self.left_for_next = left is Command.NEXT
        if session.phase is not Phase.DONE:
            self.view.report(session.end("visitor_ended" if left else "source_ended"))
        assert session.result is not None
        return session.result

    def explain(self, options: RunOptions) -> None:
        """Show the explanations with the puppet, until the visitor closes them."""
        session = Session(self._randomness)
        session.hold()
        self.view.begin(options)
        self._watch(session, options, real_time=True, until=Command.EXPLAIN)

    def ending(self, result: AttemptResult, tally: Tally) -> Ending:
        """Return what there is to say at the end."""
        orders, best = self._orders, self._best.best
        return Ending(result, self._attempts, orders, best, self._ledger(), tally, self._attack)

    def _ledger(self) -> Ledger:
        frames = self._frames
        return Ledger(frames.seen, frames.kept, self._protection.state(), frames.skipped)

    def _watch(
        self, session: Session, options: RunOptions, real_time: bool, until: Command | None = None
    ) -> Command | None:
        with Watch(session) as watch, self._open(options, watched=real_time) as source:
            return self.loop(session, source, watch, real_time, until)

    def _open(self, options: RunOptions, watched: bool) -> Source:
        """Open the source: last of all, when every way out is shut."""
        self._protection.seal(options.camera)
        return open_source(options.source, self._puppet_seed, watched)

    def loop(
        self,
        session: Session,
        source: Source,
        watch: Watch,
        real_time: bool,
        until: Command | None = None,
    ) -> Command | None:
        """Measure, judge and show every picture; return how the visitor left.

        None: the session or the source is over. real_time: a source with its own time is played at its pace.
        """
        pace = Pace(time.monotonic)
        for frame in self._frames.count(source):
            watched = watch.update(frame)
            self._attack = source.attack if isinstance(source, PuppetSource) else None
            self._best.update(self._frames.seen, frame.timestamp_s, watched.measures)
            state = watched.state
            if source.notice:
                state = replace(state, hint=source.notice)
            if state.news:
                self.view.report(state)
            if state.phase is Phase.DONE:
                return None
            source.tell(state.prompt, state.hint)
            wait_s = pace.wait_s(frame.timestamp_s) if real_time and not source.live else 0.0
            landmarks, measures = watched.landmarks, watched.measures
            wish = self.view.show(
                Moment(frame, landmarks, measures, state, self._ledger(), self._attack), wait_s
            )
            if wish is Command.PAUSE and not source.live:  # nothing is on that could be closed
                pace, wish = Pace(time.monotonic), _if_leaving(self.view.pause())
            if wish in (Command.QUIT, Command.NEXT, Command.PAUSE, until) and isinstance(wish, Command):
                return wish
            obey(wish, session, source)
        return None


def _if_leaving(command: Command) -> Command | None:
    return None if command is Command.PAUSE else command


def obey(wish: Wish | None, session: Session, source: Source) -> None:
    """Pass a visitor's wish on to the session, or to the puppet: a hand, a trick in its place."""
    if wish is Command.SKIP:
        session.skip()
    elif wish is Command.START:
        session.go_on()
    elif wish is Command.EXPLAIN and session.phase is Phase.HELD:
        session.release()
    elif wish is Command.EXPLAIN:
        session.hold()
    elif isinstance(source, PuppetSource):
        _obey_hand(wish, session, source)


def _obey_hand(wish: Wish | None, session: Session, puppet: PuppetSource) -> None:
    if wish is Command.TRICK:
        puppet.swap(after(puppet.attack))
        session.restart()
    elif isinstance(wish, Key):
        puppet.press(wish)
