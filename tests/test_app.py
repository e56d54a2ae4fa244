"""The loop: what it shows, what it keeps, and what it does when a camera delivers nothing."""

from collections.abc import Callable

import pytest

import liveness_demo.app
from liveness_demo.app import NO_CAMERA, Pace, run
from liveness_demo.attempt import AttemptResult, Result
from liveness_demo.errors import ProtectionError, SourceError
from liveness_demo.gestures import Gesture
from liveness_demo.landmarks import Landmarks
from liveness_demo.options import AUTO, RunOptions
from liveness_demo.privacy.ledger import Ledger
from liveness_demo.privacy.protection import Protection
from liveness_demo.privacy.start import absent
from liveness_demo.privacy.state import Enforcement, State
from liveness_demo.session import Phase, SessionState
from liveness_demo.source import Frame
from liveness_demo.view.command import Command, Wish

BLINK_ONLY = RunOptions("puppet:seed=3", gestures=(Gesture.BLINK,), seed=3, ask_first=False)
ALLOWED = Protection(State(Enforcement.UNPROTECTED))


class Watcher:
    """A view that notes what it is shown. wishes: what the visitor presses, by the number of the picture."""

    def __init__(self, *wishes: tuple[int, Wish], visitors: int = 1, camera: bool = False) -> None:
        self._wishes = dict(wishes)
        self._visitors, self._camera = visitors, camera
        self.held: list[int] = []
        self.phases: set[Phase] = set()
        self.begun: list[RunOptions] = []
        self.results: list[Result] = []

    def start(self, options: RunOptions, lock: State) -> RunOptions | None:
        return options.with_camera() if self._camera else options

    def begin(self, options: RunOptions) -> bool:
        self.begun.append(options)
        return False

    def show(
        self, frame: Frame, landmarks: Landmarks | None, state: SessionState, wait_s: float, ledger: Ledger
    ) -> Wish | None:
        self.held.append(ledger.frames_held)
        self.phases.add(state.phase)
        return self._wishes.get(len(self.held))

    def report(self, state: SessionState) -> None:
        self.results += [news.result for news in state.news if isinstance(news, AttemptResult)]

    def verdict(self, result: AttemptResult, options: RunOptions, ledger: Ledger) -> Command:
        self.held.append(ledger.frames_held)
        self._visitors -= 1
        return Command.NEXT if self._visitors else Command.QUIT


def test_no_picture_outlives_the_next_one() -> None:
    watcher = Watcher()
    assert run(BLINK_ONLY, watcher, ALLOWED) is Result.PASSED
    assert set(watcher.held[:-1]) == {1}
    assert watcher.held[-1] == 0


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


def fails(*, after: int) -> Callable[..., object]:
    """A camera that delivers so many pictures, then none."""
    real = liveness_demo.app.open_source

    class Failing:
        live = True

        def __enter__(self) -> "Failing":
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def __iter__(self):  # type: ignore[no-untyped-def]
            with real("puppet", 1, False) as puppet:
                yield from (frame for frame, _ in zip(puppet, range(after), strict=False))
            raise SourceError("delivers no picture: plug it in again")

        def tell(self, *_: object) -> None:
            pass

    return lambda name, seed, watched: Failing() if name.startswith("camera") else real(name, seed, watched)


def test_a_camera_without_a_picture_gives_way_to_the_puppet(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(liveness_demo.app, "open_source", fails(after=0))
    watcher = Watcher(camera=True)
    options = RunOptions(AUTO, gestures=(Gesture.BLINK,), seed=3, once=True)
    assert run(options, watcher, ALLOWED) is Result.PASSED
    assert capsys.readouterr().err == f"{NO_CAMERA}\n"
    assert watcher.begun[-1].note == NO_CAMERA


@pytest.mark.parametrize(("source", "after"), [(AUTO, 5), ("camera", 0)])
def test_a_camera_that_was_chosen_or_worked_does_not_silently_become_the_puppet(
    monkeypatch: pytest.MonkeyPatch, source: str, after: int
) -> None:
    monkeypatch.setattr(liveness_demo.app, "open_source", fails(after=after))
    with pytest.raises(SourceError):
        run(RunOptions(source, seed=3), Watcher(camera=True), ALLOWED)


def test_an_unlocked_process_opens_no_camera() -> None:
    if absent().state().enforcement is not Enforcement.FAILED:
        pytest.skip("NOT TESTED: no lock is expected on this system")
    with pytest.raises(ProtectionError):
        run(RunOptions(AUTO), Watcher(camera=True), absent())


def test_pace_waits_for_what_is_early_and_never_for_what_is_late() -> None:
    now_s = iter([10.0, 10.1, 10.9])
    pace = Pace(lambda: next(now_s))
    assert [pace.wait_s(time_s) for time_s in (0.0, 0.5, 0.6)] == pytest.approx([0.0, 0.4, 0.0])
