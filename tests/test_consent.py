"""Who agrees to what: the wishes at the start screen, and the screens that stand until they are answered."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from liveness_demo.choices import Gesture, Instrument, Key
from liveness_demo.loop.asking import NOBODY_S, ask_at_end, ask_start, ask_to_go_on
from liveness_demo.loop.chosen import VisitorChooses, parse_source
from liveness_demo.loop.consent import chosen, toggled
from liveness_demo.loop.counts import Tally
from liveness_demo.loop.options import RunOptions
from liveness_demo.loop.shown import Ending, Paused, Screen, Start
from liveness_demo.loop.wishes import Command, Number, Wish
from liveness_demo.messages import Message
from liveness_demo.privacy.state import Enforcement, Ledger, State
from liveness_demo.session.attempt import AttemptResult, Result
from liveness_demo.session.state import SessionState

UNLOCKED = State(Enforcement.UNPROTECTED)
RESULT = AttemptResult(1, Result.PASSED, Message("passed"), 1, 1, (), started_anyway=False)
ENDING = Ending(RESULT, 4, 12, None, Ledger(1, 0, UNLOCKED), Tally())
CONSENT: dict[str, dict[Wish | None, str]] = {
    "auto": {Command.CAMERA: "camera", Command.PUPPET: "puppet"},
    "camera": {Command.CAMERA: "camera", Command.PUPPET: "puppet"},
    "camera:1": {Command.CAMERA: "camera:1", Command.PUPPET: "puppet"},
    "puppet": {Command.START: "puppet"},
    "puppet:seed=3": {Command.START: "puppet:seed=3"},
    "attack:photo": {Command.START: "attack:photo"},
    "film.mp4": {Command.START: "film.mp4"},
}
"""What is opened, by the source that was named and the wish; by any other wish nothing is."""
WISHES: tuple[Wish | None, ...] = (None, *Command, *Key, Number(1), Number(9))


@pytest.mark.parametrize("source", CONSENT)
@pytest.mark.parametrize("wish", WISHES, ids=str)
def test_a_camera_opens_by_its_own_key_and_what_needs_no_consent_by_enter(
    source: str, wish: Wish | None
) -> None:
    begun, opened = chosen(RunOptions(parse_source(source)), wish), CONSENT[source].get(wish)
    assert (begun and begun.source) == (opened and parse_source(opened))
    if begun is not None:
        assert begun.camera is (wish is Command.CAMERA)
        assert begun.gives_way is (source == "auto" and wish is Command.CAMERA)
    assert chosen(RunOptions(parse_source(source), gestures=()), wish) is None, "nothing is asked for"


def test_a_number_key_leaves_out_a_gesture_and_asks_for_it_again_in_the_usual_order() -> None:
    every = RunOptions(VisitorChooses(), gestures=tuple(Gesture))
    first, second, *others = Gesture
    without = toggled(every, 1)
    assert without.gestures == (second, *others)
    assert toggled(toggled(without, 2), 1).gestures == (first, *others)
    assert toggled(without, 1) == toggled(every, len(Gesture) + 1) == every


class Answers:
    """A view whose visitor has these wishes, one a look."""

    def __init__(self, wishes: Iterable[Wish | None]) -> None:
        self.wishes = iter(wishes)
        self.shown: list[Screen] = []

    def begin(self, options: RunOptions, note: str = "") -> bool:
        raise AssertionError("nothing begins before an answer")

    def show(self, screen: Screen, wait_s: float) -> Wish | None:
        self.shown.append(screen)
        return next(self.wishes)

    def report(self, state: SessionState, attack: Instrument | None) -> None:
        raise AssertionError("nothing happens before an answer")


def test_the_start_screen_stands_until_there_is_a_choice_and_shows_the_gestures_as_chosen() -> None:
    start = Start(RunOptions(VisitorChooses()), UNLOCKED, Tally())
    view = Answers([None, Command.START, Number(1), Command.SKIP, Command.PUPPET])
    answer = ask_start(view, start)
    assert answer == toggled(start.options, 1).with_puppet()
    assert view.shown == [start] * 3 + [replace(start, options=toggled(start.options, 1))] * 2
    for leaving in (Command.QUIT, Command.EXPLAIN):
        assert ask_start(Answers([Command.NEXT, leaving]), start) is leaving


@pytest.mark.parametrize(
    ("wish", "left"),
    [
        (Command.START, None),
        (Command.PAUSE, None),
        (Command.NEXT, Command.NEXT),
        (Command.QUIT, Command.QUIT),
    ],
)
def test_a_pause_ends_by_going_on_or_leaving(wish: Wish, left: Command | None) -> None:
    assert ask_to_go_on(Answers([None, Command.SKIP, Key.LEFT, wish]), Paused(camera=True)) is left


def test_after_a_session_the_next_visitor_comes_only_where_it_can_go_on() -> None:
    assert ask_at_end(Answers([Command.START, Command.NEXT]), ENDING, still) is Command.NEXT
    assert ask_at_end(Answers([Command.TRICK, Command.NEXT]), ENDING, still) is Command.NEXT
    puppets = replace(ENDING, next_trick=Instrument.PHOTO)
    assert ask_at_end(Answers([Command.TRICK]), puppets, still) is Command.TRICK
    once = replace(ENDING, can_go_on=False)
    assert ask_at_end(Answers([Command.NEXT, Command.QUIT]), once, still) is Command.QUIT
    assert ask_at_end(Answers([Command.NEXT, Command.EXPLAIN]), once, still) is Command.EXPLAIN


def still() -> float:
    return 0.0


def test_a_verdict_that_nobody_looks_at_gives_way_to_the_start_screen() -> None:
    looks_s = iter(range(1000))
    answers = Answers([None] * 60 + [Command.QUIT])
    leaves = replace(ENDING, time_left_s=NOBODY_S)
    assert ask_at_end(answers, leaves, lambda: float(next(looks_s))) is Command.NEXT
    left_s = [screen.time_left_s for screen in answers.shown if isinstance(screen, Ending)]
    assert left_s == list(reversed(range(round(NOBODY_S)))), "and says so"


@pytest.mark.parametrize("wish", [Command.STAY, Command.PAUSE, Key.LEFT, Number(1)])
def test_a_key_that_chooses_nothing_keeps_the_verdict_for_as_long_as_somebody_wants(wish: Wish) -> None:
    looks_s = iter(range(1000))
    answers = Answers([None] * 30 + [wish] + [None] * 100 + [Command.QUIT])
    leaves = replace(ENDING, time_left_s=NOBODY_S)
    assert ask_at_end(answers, leaves, lambda: float(next(looks_s))) is Command.QUIT
    assert {screen.time_left_s for screen in answers.shown[31:] if isinstance(screen, Ending)} == {None}
