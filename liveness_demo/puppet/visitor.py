"""Who, or what, is before the camera: the protocol that the puppet and every attack keep."""

from collections.abc import Callable
from typing import Protocol

from ..face.mesh import ByteArray
from ..messages import Message


class Visitor(Protocol):
    """Who, or what, is before the camera."""

    def tell(self, now_s: float, prompt: Message, hint: Message | None) -> None:
        """Let the visitor read the screen."""
        ...

    def coming(self, time_s: float) -> Callable[[], ByteArray]:
        """Decide what is seen at this time; return what draws it, later and elsewhere."""
        ...

    def close(self) -> None:
        """Give back what it holds, once nothing is drawn any more: nothing, for most."""
        return
