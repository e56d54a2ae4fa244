"""The numbers on the screen: only such that are true. "0 bytes sent" is none, see docs/PRIVACY.md."""

from dataclasses import dataclass

from .state import State


@dataclass(frozen=True)
class Ledger:
    """What passed by, what is still in memory, what was refused, and who refuses."""

    frames_seen: int
    frames_held: int
    state: State

    def lines(self) -> list[str]:
        """Return short lines to show: pictures, refusals, lock."""
        return [f"pictures: {self.frames_seen} seen, {self.frames_held} held", *self.refusals(), self.lock()]

    def refusals(self) -> list[str]:
        """Return what was refused, and by whom."""
        kernel, guard = self.state.by_kernel, self.state.by_guard
        lines = []
        if kernel is not None:
            counted = f"{kernel.sockets} internet sockets, {kernel.programs} programs"
            lines.append(f"refused by the kernel: {counted}")
        if guard.total or kernel is None:
            lines.append(f"refused by the guard (Python code only): {guard.total}")
        return lines

    def lock(self) -> str:
        """Return who keeps the promise."""
        enforcement = self.state.enforcement.value
        if not self.state.protected:
            return f"{enforcement}: unplug the network to be sure"
        sealed = "locked and sealed" if self.state.sealed else "locked"
        return f"{sealed}, {enforcement}" + ("; open to inspection" if self.state.inspectable else "")
