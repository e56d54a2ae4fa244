"""What the loop needs of whatever shows a session."""

from typing import Protocol

from ..choices import Instrument
from ..session.state import SessionState
from .options import RunOptions
from .shown import Screen
from .wishes import Wish


class View(Protocol):
    """Where a session is shown, and what the visitor presses there. It decides nothing."""

    def begin(self, options: RunOptions, note: str = "") -> bool:
        """A session begins; return whether a source with its own time is to be played at its own pace.

        note: key of something that the visitor should know all the time.
        """
        ...

    def show(self, screen: Screen, wait_s: float) -> Wish | None:
        """Show one screen for ``wait_s`` or a little longer; return what the visitor wished meanwhile.

        A view that cannot be looked at meanwhile, such as a terminal, may wait for an answer.
        """
        ...

    def report(self, state: SessionState, attack: Instrument | None) -> None:
        """Take the news of a state that has any.

        attack: what is held before the camera, if that is known.
        """
        ...
