"""The one loop, the same for a camera and a file, in a window, in a terminal, or for a program."""

import random
import sys
import time
from dataclasses import replace
from itertools import count

from ..choices import Instrument, Key
from ..errors import SourceError
from ..privacy.memory import give_memory_back
from ..privacy.protection import Protection
from ..privacy.state import Ledger
from ..session.attempt import AttemptResult, Result
from ..session.session import Session
from ..session.state import Phase, SessionState
from ..sources.frame import Frame, Source
from ..sources.frame_counter import FrameCounter
from ..sources.orientation import Orientation
from .asking import NOBODY_S, ask_at_end, ask_start, ask_to_go_on
from .best_image import BestImageWatch
from .chosen import ChosenAttack, open_source
from .counts import Tally, Tricks
from .options import RunOptions
from .pace import Pace
from .shown import Ending, Moment, Paused, Start
from .view import View
from .watching import Watch, Watched
from .wishes import Command, Wish

NO_CAMERA = "No camera delivers a picture: the puppet takes its place. Plug one in, then start again."


def run(options: RunOptions, view: View, protection: Protection) -> Result:
    """Run sessions until the visitor leaves, or one if ``once``; return the last one's result."""
    randomness = random.Random(options.seed)
    first_look = random.SystemRandom().getrandbits(32) if options.seed is None else options.seed
    last, tally, tricks = Result.ENDED, Tally(), Tricks()
    with_trick: RunOptions | None = None
    for number in count():
        give_memory_back()
        chosen = with_trick or _choose(options, Loop(view, protection), tally)
        if chosen is None:
            break
        visit = Visit(randomness, Loop(view, protection, first_look + number, tricks))
        result, chosen = visit.run_or_give_way(chosen)
        last, tally, tricks = result.result, tally.after(visit.loop.results), visit.loop.tricks
        cards = Loop(view, protection, first_look + number)
        left = Command.NEXT if visit.left_for_next else _end(visit, cards, result, tally, chosen)
        if chosen.once or left is Command.QUIT:
            break
        trick = visit.next_trick(chosen) if left is Command.TRICK else None
        with_trick = trick and replace(chosen.with_trick(trick), orientation=visit.loop.orientation)
        options = replace(options, gestures=chosen.gestures, ask_first=True)
        if chosen.puppet == options.puppet:  # the next visitor has the same camera
            options = replace(options, orientation=visit.loop.orientation)
    return last


def _choose(options: RunOptions, cards: "Loop", tally: Tally) -> RunOptions | None:
    while options.ask_first:
        answer = ask_start(cards.view, Start(options, cards.ledger().state, tally))
        if isinstance(answer, RunOptions):
            return answer
        if answer is Command.QUIT:
            return None
        explain(options, cards)
    return options


def _end(visit: "Visit", cards: "Loop", result: AttemptResult, tally: Tally, options: RunOptions) -> Command:
    ending = visit.ending(result, tally, options)
    options = replace(options, orientation=visit.loop.orientation)
    if ending.attack is not None:  # its own card is opened, with the trick beside it, which stands upright
        options = replace(options, source=ChosenAttack(ending.attack), orientation=Orientation())
    while (left := ask_at_end(cards.view, ending, time.perf_counter)) is Command.EXPLAIN:
        explain(options, cards)
        ending = replace(ending, time_left_s=None)  # somebody is there
    return left


def explain(options: RunOptions, loop: "Loop") -> None:
    """Show the explanations with the puppet, until the visitor closes them. loop: not a visitor's."""
    session = Session(random.Random(0))
    session.hold()
    options = options.with_puppet()
    loop.orientation = options.orientation
    loop.view.begin(options)
    loop.open(session, options, real_time=True, until=Command.EXPLAIN)


class Visit:
    """One visitor, from an open source to the end."""

    def __init__(self, randomness: random.Random, loop: "Loop") -> None:
        self.loop = loop
        self.left_for_next = False
        self._randomness = randomness
        self._attempts = self._orders = 1

    def run_or_give_way(self, options: RunOptions) -> tuple[AttemptResult, RunOptions]:
        """Play one session, with the puppet if the camera that was chosen delivers nothing."""
        try:
            return self.run(options), options
        except SourceError:
            if self.loop.frames.seen or not options.gives_way:
                raise
            print(NO_CAMERA, file=sys.stderr)
            options = options.with_puppet()
            return self.run(options, note="puppet_instead"), options

    def run(self, options: RunOptions, note: str = "") -> AttemptResult:
        """Play one session; the source is open only within, and closed in a pause."""
        view = self.loop.view
        session = Session(self._randomness, options.gestures, options.settings, options.article_order)
        self._attempts, self._orders = options.settings.attempts, session.order_count
        self.loop.orientation = options.orientation
        real_time = view.begin(options, note)
        while (left := self.loop.open(session, options, real_time)) is Command.PAUSE:
            session.hold(drop=True)
            left = ask_to_go_on(view, Paused(camera=True))
            if left is not None:
                break
            session.release()
        self.left_for_next = left is Command.NEXT
        if session.phase is not Phase.DONE:
            view.report(session.end("visitor_ended" if left else "source_ended"), self.loop.attack)
        assert session.result is not None
        return session.result

    def ending(self, result: AttemptResult, tally: Tally, options: RunOptions) -> Ending:
        """Return what there is to say at the end."""
        loop, stays = self.loop, options.once or options.settings.wait_after_try
        return Ending(
            result,
            self._attempts,
            self._orders,
            loop.best.best,
            loop.ledger(),
            tally,
            loop.attack,
            can_go_on=not options.once,
            tricks=loop.tricks,
            next_trick=self.next_trick(options),
            time_left_s=None if stays else NOBODY_S,
        )

    def next_trick(self, options: RunOptions) -> Instrument | None:
        """Return the trick that can follow at once: where nobody is there who would have to agree."""
        if options.once or not options.puppet:
            return None
        tricks = self.loop.tricks
        return tricks.next(self.loop.attack) or tricks.next(None)


class Loop:
    """Shows pictures to a session, and the session to a visitor; knows what has passed by.

    puppet_seed: how the puppet looks, if it is one. tricks: those tried before.
    """

    def __init__(
        self, view: View, protection: Protection, puppet_seed: int = 0, tricks: Tricks | None = None
    ) -> None:
        self.view = view
        self.frames = FrameCounter()
        self.best = BestImageWatch()
        self.attack: Instrument | None = None
        self.results: list[AttemptResult] = []
        """Of all tries but those with a trick."""
        self.tricks = tricks or Tricks()
        self.orientation = Orientation()
        """As the visitor last set it."""
        self._protection, self._puppet_seed = protection, puppet_seed

    def ledger(self) -> Ledger:
        """Return what was seen, kept and refused until now."""
        frames = self.frames
        return Ledger(frames.seen, frames.kept, self._protection.state(), frames.skipped)

    def open(
        self, session: Session, options: RunOptions, real_time: bool, until: Command | None = None
    ) -> Command | None:
        """Open the source, last of all, when every way out is shut; play it as ``play`` does."""
        with Watch(session, options.library) as watch:
            self._protection.seal(options.camera)
            opened = options.source, self._puppet_seed, real_time, lambda: self.orientation, options.library
            with open_source(*opened) as source:
                if self.attack is not None:  # it was paused: nobody is to be shown who was not before
                    source.swap(self.attack)
                return self.play(session, source, watch, real_time, until)

    def play(
        self, session: Session, source: Source, watch: Watch, real_time: bool, until: Command | None = None
    ) -> Command | None:
        """Measure, judge and show every picture; return how the visitor left.

        None: the session or the source is over. real_time: a source with its own time is played at its pace.
        """
        pace = Pace(time.perf_counter)
        for frame in self.frames.count(source, self._upright):
            watched = self._watch(frame, source, watch)
            state = watched.state
            if state.news:
                self._take_news(state)
            if state.phase is Phase.DONE:
                return None
            source.tell(state.prompt, state.hint)
            wait_s = pace.wait_s(frame.timestamp_s) if real_time and not source.live else 0.0
            seen = watched.landmarks, watched.measures, state
            wish = self.view.show(Moment(frame, *seen, self.ledger(), self.attack), wait_s)
            if wish is Command.PAUSE and state.phase is Phase.BETWEEN and state.time_left_s is not None:
                wish = Command.STAY  # first it can be looked at for as long as somebody wants
            if wish is Command.PAUSE and not source.live:  # nothing is on that could be closed
                pace, wish = Pace(time.perf_counter), ask_to_go_on(self.view, Paused(camera=False))
            if wish in (Command.QUIT, Command.NEXT, Command.PAUSE, until) and isinstance(wish, Command):
                return wish
            if wish is Command.MIRROR or wish is Command.TURN:
                self._set_upright(wish, session)
            obey(wish, session, source, self.tricks)
        return None

    def _take_news(self, state: SessionState) -> None:
        self.view.report(state, self.attack)
        for result in state.news:
            if isinstance(result, AttemptResult) and self.attack is not None:
                self.tricks = self.tricks.after(self.attack, result)
            elif isinstance(result, AttemptResult):
                self.results.append(result)

    def _upright(self, frame: Frame) -> Frame:
        return self.orientation.upright(frame)

    def _set_upright(self, wish: Command, session: Session) -> None:
        """Mirror or turn the picture from now on. What was measured until now was measured wrongly."""
        before = self.orientation
        self.orientation = before.mirrored_too() if wish is Command.MIRROR else before.turned_on()
        session.restart()

    def _watch(self, frame: Frame, source: Source, watch: Watch) -> Watched:
        watched = watch.update(frame)
        self.attack = source.attack
        self.best.update(self.frames.seen, frame.timestamp_s, watched.measures)
        if source.notice:
            state = replace(watched.state, hint=source.notice, coach=source.notice)
            return replace(watched, state=state)
        return watched


def obey(wish: Wish | None, session: Session, source: Source, tricks: Tricks) -> None:
    """Pass a visitor's wish on to the session, or to the puppet: a hand, a trick in its place.

    tricks: those tried before.
    """
    if wish is not None:
        session.stay()
    if wish is Command.SKIP:
        session.skip()
    elif wish is Command.START:
        session.go_on()
    elif wish is Command.EXPLAIN and session.phase is Phase.HELD:
        session.release()
    elif wish is Command.EXPLAIN:
        session.hold()
    elif wish is Command.STAND_STILL:
        session.stand_still()
    elif wish is Command.TRICK and source.swap(tricks.next(source.attack)):
        session.restart()
    elif isinstance(wish, Key):
        source.press(wish)
