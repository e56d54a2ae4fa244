"""The numbers on the screen: only such that are true. "0 bytes sent" is none, see docs/PRIVACY.md."""

from dataclasses import dataclass

from .state import Enforcement, State


@dataclass(frozen=True)
class Ledger:
    """What passed by, what is still in memory, what was refused, and who refuses."""

    frames_seen: int
    frames_held: int
    state: State

    @property
    def protected(self) -> bool:
        """True if the system itself keeps the promise."""
        return self.state.enforcement is Enforcement.ENFORCED

    def lines(self) -> list[str]:
        """Return short lines to show."""
        lines = [f"pictures: {self.frames_seen} seen, {self.frames_held} held"]
        kernel, guard = self.state.by_kernel, self.state.by_guard
        if kernel is not None:
            lines.append(
                f"refused by the kernel: {kernel.sockets} internet sockets, {kernel.programs} programs"
            )
        if guard.total or kernel is None:
            lines.append(f"refused by the guard (Python code only): {guard.total}")
        return [*lines, self._lock_line()]

    def _lock_line(self) -> str:
        warning = self.state.warning
        if warning:
            return warning
        sealed = "locked and sealed" if self.state.sealed else "locked"
        return f"{sealed}, {self.state.enforcement.value}" + (
            "; open to inspection" if self.state.inspectable else ""
        )
