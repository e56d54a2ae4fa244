"""The loop: what it shows, what it keeps, and what it does when a camera delivers nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_source import write_video

import liveness_demo.loop.app
from liveness_demo.choices import Character, FaceLibrary, Gesture, Instrument
from liveness_demo.errors import ProtectionError, SourceError
from liveness_demo.loop.app import NO_CAMERA, run
from liveness_demo.loop.asking import NOBODY_S
from liveness_demo.loop.chosen import (
    Chosen,
    ChosenAttack,
    ChosenCamera,
    ChosenFile,
    ChosenPuppet,
    VisitorChooses,
    parse_source,
)
from liveness_demo.loop.counts import GestureCount, Tally, Tricks
from liveness_demo.loop.options import RunOptions
from liveness_demo.loop.pace import Pace
from liveness_demo.loop.shown import Ending, Moment, Paused, Screen, Start
from liveness_demo.loop.wishes import Command, Wish
from liveness_demo.messages import Message
from liveness_demo.privacy.protection import Protection
from liveness_demo.privacy.start import absent
from liveness_demo.privacy.state import Enforcement, State
from liveness_demo.puppet.source import PuppetOptions, PuppetSource
from liveness_demo.session.attempt import AttemptResult, Result
from liveness_demo.session.state import Phase, SessionState
from liveness_demo.settings import SessionSettings
from liveness_demo.sources.frame import OwnTime
from liveness_demo.sources.orientation import Orientation
from liveness_demo.view.canvas.canvas import Image
from liveness_demo.view.outlets.in_window import WindowView
from liveness_demo.view.outlets.no_window import NoWindow
from liveness_demo.view.outlets.window import KEYS, START_KEYS
from liveness_demo.view.screens.stage import Stage

BLINK_ONLY = RunOptions(
    ChosenPuppet(PuppetOptions(seed=3)), gestures=(Gesture.BLINK,), seed=3, ask_first=False
)
SAMPLES = Path(__file__).parents[1] / "samples"
ALLOWED = Protection(State(Enforcement.UNPROTECTED))


class Watcher:
    """A view that notes what it is shown. wishes: what the visitor presses, by the number of the picture."""

    def __init__(self, *wishes: tuple[int, Wish], visitors: int = 1, camera: bool = False) -> None:
        self._wishes = dict(wishes)
        self._visitors, self._camera = visitors, camera
        self.held: list[int] = []
        self.phases: list[Phase] = []
        self.attacks: list[Instrument | None] = []
        self.driven: list[bool] = []
        self.begun: list[RunOptions] = []
        self.notes: list[str] = []
        self.results: list[Result] = []
        self.tallies: list[Tally] = []
        self.endings: list[Ending] = []
        self.pauses = self.started = 0
        self.first_answer: Command | None = None

    def begin(self, options: RunOptions, note: str = "") -> bool:
        self.begun.append(options)
        self.notes.append(note)
        return False

    def show(self, screen: Screen, wait_s: float) -> Wish | None:
        if isinstance(screen, Start):
            return self._start(screen)
        if isinstance(screen, Paused):
            self.pauses += 1
            return Command.START
        if isinstance(screen, Ending):
            return self._end(screen)
        self.held.append(screen.ledger.frames_held)
        self.phases.append(screen.state.phase)
        self.attacks.append(screen.attack)
        self.driven.append(screen.frame.driver is not None)
        return self._wishes.get(len(self.held))

    def report(self, state: SessionState, attack: Instrument | None) -> None:
        self.results += [news.result for news in state.news if isinstance(news, AttemptResult)]

    def _start(self, start: Start) -> Command:
        self.started += 1
        self.tallies.append(start.tally)
        if self.first_answer and self.started == 1:
            return self.first_answer
        return Command.CAMERA if self._camera else Command.START

    def _end(self, ending: Ending) -> Command:
        self.endings.append(ending)
        self.held.append(ending.ledger.frames_held)
        self._visitors -= 1
        return Command.NEXT if self._visitors else Command.QUIT


def test_no_picture_outlives_the_next_one() -> None:
    watcher = Watcher()
    assert run(BLINK_ONLY, watcher, ALLOWED) is Result.PASSED
    assert set(watcher.held[:-1]) == {1}
    assert watcher.held[-1] == 0


@pytest.mark.long
def test_the_visitor_can_leave_and_skip() -> None:
    left = Watcher((30, Command.QUIT))
    assert run(BLINK_ONLY, left, ALLOWED) is Result.ENDED
    assert left.results == [Result.ENDED]
    skipped = Watcher((70, Command.SKIP))
    assert run(BLINK_ONLY, skipped, ALLOWED) is Result.SKIPPED


def test_the_next_visitor_is_asked_again() -> None:
    watcher = Watcher((30, Command.QUIT), (60, Command.QUIT), visitors=2)
    run(BLINK_ONLY, watcher, ALLOWED)
    assert [options.ask_first for options in watcher.begun] == [False, True]


@pytest.mark.long
def test_the_next_visitor_may_come_without_a_verdict() -> None:
    watcher = Watcher((30, Command.NEXT), (60, Command.QUIT))
    run(BLINK_ONLY, watcher, ALLOWED)
    assert (len(watcher.begun), len(watcher.endings)) == (2, 1)


@pytest.mark.long
def test_an_explanation_holds_the_session_and_the_try_goes_on() -> None:
    watcher = Watcher((70, Command.EXPLAIN), (90, Command.EXPLAIN))
    assert run(BLINK_ONLY, watcher, ALLOWED) is Result.PASSED
    assert watcher.phases[69] is Phase.ATTEMPT
    assert set(watcher.phases[70:90]) == {Phase.HELD}
    assert watcher.phases[90] is Phase.ATTEMPT
    assert watcher.results == [Result.PASSED]
    assert watcher.endings[0].result.number == 1


@pytest.mark.long
def test_a_trick_takes_the_puppets_place_and_after_the_last_one_it_is_back() -> None:
    tricks = [(70 + 10 * index, Command.TRICK) for index in range(len(Instrument) + 1)]
    watcher = Watcher(*tricks, (150, Command.QUIT))
    run(BLINK_ONLY, watcher, ALLOWED)
    assert watcher.phases[69] is Phase.ATTEMPT
    assert watcher.phases[70] is Phase.READY, "a begun try is dropped, and does not count"
    assert [watcher.attacks[10 * index + 75] for index in range(len(Instrument) + 1)] == [*Instrument, None]
    assert watcher.endings[0].attack is None
    assert watcher.results == [Result.ENDED]


class Room(Watcher):
    """One room, one run: somebody answers each start screen and each verdict."""

    def __init__(self, starts: Sequence[Command], ends: Sequence[Command], *wishes: tuple[int, Wish]) -> None:
        super().__init__(*wishes)
        self._starts, self._ends = iter(starts), iter(ends)

    def _start(self, start: Start) -> Command:
        self.tallies.append(start.tally)
        return next(self._starts)

    def _end(self, ending: Ending) -> Command:
        self.endings.append(ending)
        return next(self._ends)

    @property
    def sources(self) -> list[Chosen]:
        return [options.source for options in self.begun]


def test_while_something_covers_a_session_no_try_begins() -> None:
    standing = [(picture, Command.STAND_STILL) for picture in range(20, 71)]
    watcher = Watcher(*standing, (120, Command.QUIT))
    run(BLINK_ONLY, watcher, ALLOWED)
    assert set(watcher.phases[:71]) == {Phase.READY}
    assert watcher.phases[119] is Phase.ATTEMPT


def test_at_the_puppets_verdict_x_goes_straight_on_with_the_next_trick() -> None:
    looks = PuppetOptions(seed=3, glasses=True)
    ends = [Command.TRICK, Command.TRICK, Command.NEXT, Command.QUIT]
    room = Room([Command.START], ends, *((4 * visit, Command.QUIT) for visit in (1, 2, 3, 4)))
    run(replace(BLINK_ONLY, source=ChosenPuppet(looks)), room, ALLOWED)
    photo, tilted, *_ = Instrument
    tricks = [ChosenAttack(photo, looks), ChosenAttack(tilted, looks)]
    assert room.sources == [ChosenPuppet(looks), *tricks, ChosenPuppet(looks)]
    assert [options.ask_first for options in room.begun] == [False, False, False, True]
    assert len(room.tallies) == 1, "the start screen stands only before the next visitor"
    assert [ending.next_trick for ending in room.endings] == [photo, tilted, Instrument.CUT_OUT, photo]


def test_no_trick_follows_where_somebody_would_have_to_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    real = liveness_demo.loop.app.open_source
    monkeypatch.setattr(
        liveness_demo.loop.app, "open_source", lambda _, *others: real(ChosenPuppet(), *others)
    )
    for options in (
        RunOptions(VisitorChooses()),
        RunOptions(ChosenFile(SAMPLES / "good.webm"), ask_first=False),
        replace(BLINK_ONLY, once=True),
    ):
        room = Room([Command.CAMERA], [Command.QUIT], (2, Command.QUIT))
        run(options, room, ALLOWED)
        assert room.endings[0].next_trick is None


@pytest.mark.long
def test_one_run_carries_a_lesson_the_puppet_visitors_and_tricks_in_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The count and the tricks last from screen to screen; after n, x goes on where the room was."""
    real = liveness_demo.loop.app.open_source

    def open_source(chosen: Chosen, *others: Any) -> object:
        return real(ChosenPuppet() if isinstance(chosen, ChosenCamera) else chosen, *others)

    class Lesson(Room):
        def show(self, screen: Screen, wait_s: float) -> Wish | None:
            wish = super().show(screen, wait_s)
            first = isinstance(screen, Moment) and self.attacks[-2:] in ([None], [None, None])
            return Command.TRICK if first and len(self.begun) == 4 else wish

    monkeypatch.setattr(liveness_demo.loop.app, "open_source", open_source)
    starts = [Command.PUPPET, Command.CAMERA, Command.PUPPET]
    lesson = Lesson(starts, [Command.TRICK, Command.NEXT, Command.NEXT, Command.QUIT])
    quick = SessionSettings(attempts=1, blink_limit_s=1.0)
    run(RunOptions(VisitorChooses(), gestures=(Gesture.BLINK,), settings=quick, seed=3), lesson, ALLOWED)
    assert lesson.sources == [ChosenPuppet(), ChosenAttack(Instrument.PHOTO), ChosenCamera(), ChosenPuppet()]
    assert [tally.visitors for tally in lesson.tallies] == [0, 1, 2], "tricks are none"
    assert lesson.endings[-1].attack is Instrument.TILTED_PHOTO
    assert [count.instrument for count in lesson.endings[-1].tricks.counts] == list(Instrument)[:2]


def test_a_room_works_its_way_down_the_table_of_tricks_and_begins_again_at_its_end() -> None:
    photo, tilted, *_, last = Instrument
    assert Tricks().next(None) is photo
    assert Tricks().next(photo) is tilted
    assert Tricks().next(last) is None, "the puppet is back"
    failed = AttemptResult(1, Result.TIMED_OUT, Message("turn_unmet"), 1, 0, (), started_anyway=False)
    tried = Tricks().after(tilted, failed)
    assert tried.next(None) is Instrument.CUT_OUT
    assert tried.next(photo) is tilted
    assert tried.after(last, failed).next(None) is photo
    left = replace(failed, result=Result.ENDED)
    assert tried.after(last, left).next(None) is Instrument.CUT_OUT, "whoever left has tried nothing"


@pytest.mark.long
def test_a_result_is_never_said_of_what_came_after_it() -> None:
    """A try that ended, then a trick, then the visitor leaves: nothing was stopped."""
    natural = ChosenPuppet(PuppetOptions(seed=3, actor=Character.NATURAL, fps=15))
    options = replace(BLINK_ONLY, source=natural, gestures=(Gesture.MOUTH,))
    watcher = Watcher((210, Command.TRICK), (215, Command.QUIT))
    run(options, watcher, ALLOWED)
    assert watcher.phases[207] is Phase.BETWEEN
    assert watcher.results == [Result.TIMED_OUT, Result.ENDED]
    assert watcher.endings[0].result.number == 1
    assert watcher.endings[0].tricks == Tricks(), "none came to an end"


@pytest.mark.long
def test_a_failed_try_stays_once_p_is_pressed() -> None:
    """The try lasts 8 s, and its screen would 8 s more; a pause would cover what is to be looked at."""
    natural = ChosenPuppet(PuppetOptions(seed=3, actor=Character.NATURAL, fps=15))
    options = replace(BLINK_ONLY, source=natural, gestures=(Gesture.MOUTH,))
    watcher = Watcher((210, Command.PAUSE), (400, Command.START), (405, Command.QUIT))
    run(options, watcher, ALLOWED)
    assert set(watcher.phases[207:400]) == {Phase.BETWEEN}
    assert (watcher.phases[400], watcher.pauses) == (Phase.READY, 0)


def test_a_trick_while_something_is_explained_begins_nothing() -> None:
    watcher = Watcher((5, Command.EXPLAIN), (9, Command.TRICK), (20, Command.QUIT))
    run(BLINK_ONLY, watcher, ALLOWED)
    assert set(watcher.phases[5:20]) == {Phase.HELD}
    assert watcher.attacks[19] is watcher.endings[0].attack is Instrument.PHOTO


@pytest.mark.long
def test_a_made_face_takes_the_place_of_a_film_or_a_camera_and_leaves_it_again() -> None:
    film, made = RunOptions(ChosenFile(SAMPLES / "good.webm"), seed=4, ask_first=False), Instrument.PUPPETEER
    watcher = Watcher((20, Command.TRICK), (60, Command.TRICK))
    run(film, watcher, ALLOWED)
    assert watcher.attacks[:65] == [None] * 20 + [made] * 40 + [None] * 5
    assert set(watcher.driven[:20] + watcher.driven[60:]) == {False}
    assert set(watcher.driven[20:60]) == {True}
    assert watcher.phases[20] is watcher.phases[60] is Phase.READY, "each time it begins again"
    assert max(watcher.held) <= 3
    assert watcher.held[-1] == 0


@pytest.mark.long
def test_an_explanation_before_a_session_with_the_puppet() -> None:
    watcher = Watcher((5, Command.SKIP), (9, Command.EXPLAIN))
    watcher.first_answer = Command.EXPLAIN
    assert run(replace(BLINK_ONLY, ask_first=True), watcher, ALLOWED) is Result.PASSED
    assert set(watcher.phases[:9]) == {Phase.HELD}
    assert watcher.phases[9] is Phase.READY


@pytest.mark.long
def test_a_pause_without_a_camera_goes_on_where_it_was() -> None:
    watcher = Watcher((70, Command.PAUSE))
    assert run(BLINK_ONLY, watcher, ALLOWED) is Result.PASSED
    assert watcher.pauses == 1
    assert watcher.phases[70] is Phase.ATTEMPT
    assert len(watcher.begun) == 1


class Looking(Watcher):
    """Sees a puppet in the camera's place; notes when the camera was opened and closed."""

    fails = False
    """Whether the puppet does nothing that it is asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *wishes: tuple[int, Wish]) -> None:
        super().__init__(*wishes, camera=True)
        self.opened: list[Chosen] = []
        self.closed, watcher = 0, self
        natural = PuppetOptions(actor=Character.NATURAL)

        class PuppetAsCamera(PuppetSource):
            live = True

            def __exit__(self, *_: object) -> None:
                watcher.closed += 1
                super().__exit__(None, None, None)

        def open_source(chosen: Chosen, seed: int, watched: bool, *_: object) -> object:
            self.opened.append(chosen)
            return PuppetAsCamera(natural if self.fails else PuppetOptions(), seed)

        monkeypatch.setattr(liveness_demo.loop.app, "open_source", open_source)

    def show(self, screen: Screen, wait_s: float) -> Wish | None:
        if isinstance(screen, Paused):
            assert screen.camera
            assert self.closed == 1, "the camera is closed while paused"
        return super().show(screen, wait_s)


@pytest.mark.long
def test_a_pause_closes_a_camera_and_opens_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    watcher = Looking(monkeypatch, (70, Command.PAUSE))
    options = RunOptions(ChosenCamera(), gestures=(Gesture.BLINK,), seed=3)
    assert run(options, watcher, ALLOWED) is Result.PASSED
    assert watcher.opened == [ChosenCamera(), ChosenCamera()]
    assert watcher.phases[70] is Phase.READY, "the visitor is placed again"
    assert len(watcher.results) == 1


def test_a_trick_goes_on_after_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    watcher = Looking(monkeypatch, (5, Command.TRICK), (9, Command.PAUSE), (15, Command.QUIT))
    run(RunOptions(ChosenCamera(), seed=3), watcher, ALLOWED)
    assert len(watcher.opened) == 2
    assert watcher.attacks[5:15] == [Instrument.PHOTO] * 10


@pytest.mark.long
def test_between_two_tries_p_stops_the_clock_and_p_again_closes_the_camera(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Between(Looking):
        fails = True
        between = 0
        last: SessionState | None = None

        def show(self, screen: Screen, wait_s: float) -> Wish | None:
            wish = super().show(screen, wait_s)
            if not isinstance(screen, Moment) or screen.state.phase is not Phase.BETWEEN:
                return wish
            self.between, self.last = self.between + 1, screen.state
            return {3: Command.PAUSE, 6: Command.PAUSE, 9: Command.QUIT}.get(self.between)

    watcher = Between(monkeypatch)
    quick = SessionSettings(mouth_limit_s=1.0)
    run(RunOptions(ChosenCamera(), gestures=(Gesture.MOUTH,), settings=quick, seed=3), watcher, ALLOWED)
    assert (len(watcher.opened), watcher.pauses) == (2, 1)
    assert watcher.last is not None
    assert watcher.last.limit_s is None, "what went wrong is still there"
    assert watcher.between == 9


@pytest.mark.parametrize(
    "source", [f"puppet:driver={SAMPLES / 'good.webm'}", "attack:puppeteer"], ids=["a film's", "a puppet's"]
)
def test_a_face_that_moves_another_is_read_by_the_library_that_was_chosen(
    loaded: set[FaceLibrary], source: str
) -> None:
    run(
        replace(BLINK_ONLY, source=parse_source(source), library=FaceLibrary.OPENCV),
        Watcher((2, Command.QUIT)),
        ALLOWED,
    )
    assert loaded == {FaceLibrary.OPENCV}


class Pressed(NoWindow):
    """A window in which keys are pressed, one a picture, but for START at the start screen, and QUIT then."""

    def __init__(self, *wishes: Wish | None) -> None:
        super().__init__()
        self._wishes = iter(wishes)
        self.starts = 0

    def show(self, picture: Image, wait_s: float = 0.0, keys: Mapping[int, Wish] = KEYS) -> Wish | None:
        if keys is START_KEYS:
            self.starts += 1
            assert self.starts < 5, "the start screen does not hear START"
            return Command.START
        return next(self._wishes, Command.QUIT)


def test_an_explanation_at_a_tricks_verdict_shows_that_trick() -> None:
    class Asking(Watcher):
        def _end(self, ending: Ending) -> Command:
            left = super()._end(ending)
            return Command.EXPLAIN if len(self.endings) == 1 else left

    watcher = Asking((4, Command.QUIT), (8, Command.EXPLAIN), visitors=2)
    run(replace(BLINK_ONLY, source=ChosenAttack(Instrument.PHOTO)), watcher, ALLOWED)
    assert watcher.phases[4:] == [Phase.HELD] * 3
    assert set(watcher.attacks) == {Instrument.PHOTO}
    assert watcher.endings[0].time_left_s == pytest.approx(NOBODY_S, abs=1)
    assert watcher.endings[1] == replace(watcher.endings[0], time_left_s=None), "somebody is there"


@pytest.mark.parametrize(
    "options", [{"once": True}, {"settings": SessionSettings(wait_after_try=True)}], ids=str
)
def test_a_verdict_stays_where_no_next_visitor_comes_or_a_room_always_waits(options: dict[str, Any]) -> None:
    watcher = Watcher((2, Command.QUIT))
    run(replace(BLINK_ONLY, **options), watcher, ALLOWED)
    assert watcher.endings[0].time_left_s is None


class Explained(Watcher):
    """Asks for the explanations once at the start and once at the end; notes what the pictures are like."""

    def __init__(self, *wishes: tuple[int, Wish], visitors: int = 1) -> None:
        super().__init__(*wishes, visitors=visitors)
        self.shapes: list[tuple[int, ...]] = []

    def show(self, screen: Screen, wait_s: float) -> Wish | None:
        if isinstance(screen, Moment):
            self.shapes.append(screen.frame.image.shape[:2])
        return super().show(screen, wait_s)

    def _start(self, start: Start) -> Command:
        return Command.EXPLAIN if super()._start(start) and self.started == 1 else Command.START

    def _end(self, ending: Ending) -> Command:
        left = super()._end(ending)
        return Command.EXPLAIN if len(self.endings) == 1 else left


def test_the_explanations_puppet_stands_upright_whatever_a_visitors_camera_does(tmp_path: Path) -> None:
    film, turned = write_video(tmp_path / "grey.mp4", frames=4), Orientation(turned_deg=90)
    watcher = Explained((2, Command.EXPLAIN), (9, Command.TURN), (11, Command.EXPLAIN), visitors=3)
    run(RunOptions(ChosenFile(film), orientation=turned), watcher, ALLOWED)
    assert watcher.shapes[2:6] == [(64, 48)] * 4, "the visitor's"
    assert watcher.shapes[:2] + watcher.shapes[6:8] == [(480, 640)] * 4
    assert watcher.shapes[8:10] == [(640, 480)] * 2, "turned there"
    assert watcher.shapes[10:] == [(64, 48)] * 4, "which is nothing to the next visitor"


@pytest.mark.parametrize(
    ("wishes", "starts"),
    [
        ((Command.EXPLAIN, None, Command.NEXT), 2),
        ((Command.EXPLAIN, None, Command.PAUSE, Command.START, Command.EXPLAIN, None, Command.NEXT), 2),
        ((Command.EXPLAIN, Command.START, Command.QUIT), 1),
    ],
    ids=["the next visitor starts", "a pause ends", "Enter turns a card"],
)
def test_keys_mean_what_they_should_after_an_explanation(
    wishes: tuple[Wish | None, ...], starts: int
) -> None:
    window = Pressed(*wishes)
    run(replace(BLINK_ONLY, ask_first=True), WindowView(window, Stage()), ALLOWED)
    assert window.starts == starts
    assert list(window._wishes) == [], "every key was taken by some screen"


@pytest.mark.long
def test_the_tally_counts_the_room_and_the_ending_names_a_picture() -> None:
    watcher = Watcher(visitors=2)
    run(BLINK_ONLY, watcher, ALLOWED)
    tally = watcher.endings[-1].tally
    assert (tally.visitors, tally.tries, tally.passed) == (2, 2, 2)
    assert tally.gestures[0] == GestureCount(Gesture.BLINK, asked=2, done=2)
    best, seen = watcher.endings[0].best, watcher.endings[0].ledger.frames_seen
    assert best is not None
    assert 1 <= best.number <= seen
    assert best.time_s == pytest.approx((best.number - 1) / 30, abs=0.01)
    assert watcher.endings[0].orders == 1


def fails(*, after: int) -> Callable[..., object]:
    """A camera that delivers so many pictures, then none."""
    real = liveness_demo.loop.app.open_source

    class Failing(OwnTime):
        live = True

        def __enter__(self) -> "Failing":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def __iter__(self):  # type: ignore[no-untyped-def]
            with real(ChosenPuppet(), 1, False) as puppet:
                yield from (frame for frame, _ in zip(puppet, range(after), strict=False))
            raise SourceError("delivers no picture: plug it in again")

    def open_source(chosen: Chosen, seed: int, watched: bool, *_: object) -> object:
        return Failing() if isinstance(chosen, ChosenCamera) else real(chosen, seed, watched)

    return open_source


def test_a_camera_without_a_picture_gives_way_to_the_puppet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(liveness_demo.loop.app, "open_source", fails(after=0))
    watcher = Watcher(camera=True)
    options = RunOptions(VisitorChooses(), gestures=(Gesture.BLINK,), seed=3, once=True)
    assert run(options, watcher, ALLOWED) is Result.PASSED
    assert capsys.readouterr().err == f"{NO_CAMERA}\n"
    assert watcher.notes[-1] == "puppet_instead"


@pytest.mark.parametrize(("source", "after"), [(VisitorChooses(), 5), (ChosenCamera(), 0)])
def test_a_camera_that_was_chosen_or_worked_does_not_silently_become_the_puppet(
    monkeypatch: pytest.MonkeyPatch, source: Chosen, after: int
) -> None:
    monkeypatch.setattr(liveness_demo.loop.app, "open_source", fails(after=after))
    with pytest.raises(SourceError):
        run(RunOptions(source, seed=3), Watcher(camera=True), ALLOWED)


def test_an_unlocked_process_opens_no_camera() -> None:
    if absent().state().enforcement is not Enforcement.FAILED:
        pytest.skip("NOT TESTED: no lock is expected on this system")
    with pytest.raises(ProtectionError):
        run(RunOptions(VisitorChooses()), Watcher(camera=True), absent())


def test_pace_waits_for_what_is_early_and_never_for_what_is_late() -> None:
    now_s = iter([10.0, 10.1, 10.9])
    pace = Pace(lambda: next(now_s))
    assert [pace.wait_s(time_s) for time_s in (0.0, 0.5, 0.6)] == pytest.approx([0.0, 0.4, 0.0])
