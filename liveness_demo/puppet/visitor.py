"""Who, or what, is before the camera: the protocol that the puppet and every attack keep."""

from collections.abc import Callable
from typing import Protocol

from ..messages import Message
from ..sources.frame import Frame


class Visitor(Protocol):
    """Who, or what, is before the camera."""

    def tell(self, now_s: float, prompt: Message, hint: Message | None) -> None:
        """Let the visitor read the screen."""
        ...

    def coming(self, time_s: float) -> Callable[[], Frame]:
        """Decide what is seen at this time; return what draws it, later and elsewhere."""
        ...

    def close(self) -> None:
        """Give back what it holds, once nothing is drawn any more: nothing, for most."""
        return
