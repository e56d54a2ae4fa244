"""A session in a window."""

from dataclasses import replace

from ..attempt import AttemptResult
from ..gestures import Gesture
from ..landmarks import Landmarks
from ..options import RunOptions
from ..privacy.ledger import Ledger
from ..privacy.state import State
from ..session import SessionState
from ..source import Frame
from . import stage
from .command import TOGGLES, Command, Wish
from .window import Window

LOOK_S = 0.05
"""How often a screen that stands still looks for a key."""


class WindowView:
    """Shows a session in a window."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._notes: tuple[str, ...] = ()

    def begin(self, options: RunOptions) -> bool:
        """People watch: at the source's own pace."""
        self._notes = stage.notes(options)
        return True

    def start(self, options: RunOptions, lock: State) -> RunOptions | None:
        """Show the start screen until the visitor starts or leaves."""
        gestures = options.gestures
        while True:
            wish = self._window.show(stage.draw_start(replace(options, gestures=gestures), lock), LOOK_S)
            if wish is Command.QUIT:
                return None
            if wish in TOGGLES:
                gestures = _toggled(gestures, tuple(Gesture)[TOGGLES.index(wish)])
            elif gestures and (chosen := _chosen(replace(options, gestures=gestures), wish)):
                return chosen

    def show(
        self, frame: Frame, landmarks: Landmarks | None, state: SessionState, wait_s: float, ledger: Ledger
    ) -> Wish | None:
        """Draw one picture and show it."""
        return self._window.show(stage.draw(frame, landmarks, state, ledger, self._notes), wait_s)

    def report(self, state: SessionState) -> None:
        """Nothing to do: the window shows the state itself."""

    def verdict(self, result: AttemptResult, options: RunOptions, ledger: Ledger) -> Command:
        """Show the result until the visitor goes on or leaves."""
        picture = stage.draw_verdict(result, options.settings.attempts, ledger, can_go_on=not options.once)
        while True:
            command = self._window.show(picture, LOOK_S)
            if command is Command.QUIT or (command is Command.NEXT and not options.once):
                return command


def _chosen(options: RunOptions, wish: Wish | None) -> RunOptions | None:
    """The camera only by its own key, c; Enter is enough for what needs no consent."""
    if not options.camera:
        return options if wish is Command.START else None
    if wish is Command.CAMERA:
        return options.with_camera()
    return options.with_puppet() if wish is Command.PUPPET else None


def _toggled(gestures: tuple[Gesture, ...], gesture: Gesture) -> tuple[Gesture, ...]:
    return tuple(each for each in Gesture if (each in gestures) != (each is gesture))
