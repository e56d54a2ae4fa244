"""What there is to say, as a key and numbers. ``locales/`` has the sentences."""

from dataclasses import dataclass

from .choices import Gesture, Side


@dataclass(frozen=True)
class Message:
    """One thing to say to the visitor. seen and asked: the number and the line, in the key's own unit."""

    key: str
    seen: float | None = None
    asked: float | None = None
    side: Side | None = None
    gesture: Gesture | None = None
    """The gesture that was asked for, where another one was seen."""
