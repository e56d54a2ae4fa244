"""What ``run`` was asked to do."""

from dataclasses import dataclass, field

from .gestures import Gesture
from .settings import SessionSettings
from .source import is_camera


@dataclass(frozen=True)
class RunOptions:
    """The choices of one run, from the command line and the start screen."""

    source: str
    gestures: tuple[Gesture, ...] = tuple(Gesture)
    article_order: bool = False
    settings: SessionSettings = field(default_factory=SessionSettings)
    seed: int | None = None
    ask_first: bool = True
    """Wait for a key before anything is opened."""
    once: bool = False
    """End after one session, even where a next visitor could come."""

    @property
    def camera(self) -> bool:
        """True if the source is a camera."""
        return is_camera(self.source)
