"""What stands between a picture and the outside, as the commands see it: seal before a source is opened."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import ProtectionError
from .lock.guards import Guards
from .state import Enforcement, State

if TYPE_CHECKING:  # neither can be imported on every system
    from .check.stage import Helper
    from .lock.lockdown import Lockdown

YELLOW, PLAIN = "\x1b[33m", "\x1b[0m"


class Protection:
    """The lock (None where there is none) and the guards (None where no start of the program set them)."""

    def __init__(
        self,
        state: State,
        lockdown: "Lockdown | None" = None,
        guards: Guards | None = None,
        stage: "Helper | None" = None,
    ) -> None:
        self._state = state
        self._said: State | None = None
        self.lockdown = lockdown
        self.guards = guards
        self.stage = stage
        """Where privacy-check tries to leak, made before the lock; None for every other command."""

    def state(self) -> State:
        """Return the state at this moment, with what was refused so far."""
        state = self._state
        if self.guards is not None:
            state = replace(state, by_guard=self.guards.refused())
        if self.lockdown is not None:
            state = replace(state, by_kernel=self.lockdown.refused(), sealed=self.lockdown.sealed)
        return state

    def require(self, camera: bool) -> None:
        """Say, once, in yellow, what is not protected. Raises ProtectionError if a camera must stay shut."""
        if camera and self._state.enforcement is Enforcement.FAILED:
            raise ProtectionError(
                f"The camera stays shut, because the lock failed ({self._state.reason}): start a recording, "
                "or accept the risk with --unprotected."
            )
        if self._state.warning and self._state != self._said:
            self._said = self._state
            _say_in_yellow(f"liveness-demo: {self._state.warning}")

    def seal(self, camera: bool) -> None:
        """Shut the last ways out and look whether all of it holds: right before a source is opened.

        Raises ProtectionError if a camera must stay shut.
        """
        if self.lockdown is not None and self._state.protected:
            try:
                self.lockdown.seal()
                problems = self.lockdown.check().problems
            except OSError as error:
                problems = (str(error),)
            if problems:
                self._state = replace(self._state, enforcement=Enforcement.FAILED, reason=problems[0])
        self.require(camera)


def _say_in_yellow(line: str) -> None:
    print(f"{YELLOW}{line}{PLAIN}" if sys.stderr.isatty() else line, file=sys.stderr)
