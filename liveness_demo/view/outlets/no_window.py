"""In the window's place where there is no display: pictures are drawn and not shown."""

from collections.abc import Mapping

from ...loop.wishes import Wish
from ..canvas.canvas import SIZE, Image
from .window import KEYS, Window, display_works


class NoWindow(Window):
    """Takes pictures as a window does. Nobody presses a key."""

    def __enter__(self) -> "NoWindow":
        return self

    def __exit__(self, *_: object) -> None: ...

    def show(self, picture: Image, wait_s: float = 0.0, keys: Mapping[int, Wish] = KEYS) -> Wish | None:
        """Show nothing, and do not wait."""
        return None

    def size(self) -> tuple[int, int]:
        """Return the size for which layouts are written."""
        return SIZE


def window_if_possible() -> Window:
    """Return a window, or what takes its place where there is no display."""
    return Window() if display_works() else NoWindow()
