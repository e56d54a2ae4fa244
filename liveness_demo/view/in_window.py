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
from .command import TOGGLES, Command
from .window import Window

LOOK_S = 0.05
"""How often a screen that stands still looks for a key."""


class WindowView:
    """Shows a session in a window."""

    paced = True

    def __init__(self, window: Window) -> None:
        self._window = window

    def start(self, options: RunOptions, lock: State) -> RunOptions | None:
        """Show the start screen until the visitor starts or leaves."""
        gestures = options.gestures
        while True:
            picture = stage.draw_start(options.source, options.camera, gestures, lock)
            command = self._window.show(picture, LOOK_S)
            if command is Command.QUIT:
                return None
            if command is Command.START and gestures:
                return replace(options, gestures=gestures)
            if command in TOGGLES:
                gestures = _toggled(gestures, tuple(Gesture)[TOGGLES.index(command)])

    def show(
        self, frame: Frame, landmarks: Landmarks | None, state: SessionState, wait_s: float, ledger: Ledger
    ) -> Command | None:
        """Draw one picture and show it."""
        return self._window.show(stage.draw(frame, landmarks, state, ledger), wait_s)

    def report(self, state: SessionState) -> None:
        """Nothing to do: the window shows the state itself."""

    def verdict(self, result: AttemptResult, options: RunOptions, ledger: Ledger) -> Command:
        """Show the result until the visitor goes on or leaves."""
        picture = stage.draw_verdict(result, options.settings.attempts, ledger, can_go_on=not options.once)
        while True:
            command = self._window.show(picture, LOOK_S)
            if command is Command.QUIT or (command is Command.NEXT and not options.once):
                return command


def _toggled(gestures: tuple[Gesture, ...], gesture: Gesture) -> tuple[Gesture, ...]:
    return tuple(each for each in Gesture if (each in gestures) != (each is gesture))
