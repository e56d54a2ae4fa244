"""What ``run`` was asked to do."""

from dataclasses import dataclass, field, replace

from ..choices import REPORTED, Gesture
from ..puppet.attacks.instruments import is_attack
from ..puppet.source import is_puppet
from ..settings import SessionSettings
from ..sources.video_file import is_camera

AUTO = "auto"
"""The visitor chooses between the camera and the puppet."""


@dataclass(frozen=True)
class RunOptions:
    """The choices of one run, from the command line and the start screen."""

    source: str
    gestures: tuple[Gesture, ...] = REPORTED
    article_order: bool = False
    settings: SessionSettings = field(default_factory=SessionSettings)
    seed: int | None = None
    ask_first: bool = True
    """Wait for a key before anything is opened."""
    once: bool = False
    """End after one session, even where a next visitor could come."""
    gives_way: bool = False
    """If the camera delivers nothing, the puppet takes its place."""

    @property
    def camera(self) -> bool:
        """True if a camera is or may be the source: the visitor is asked."""
        return self.source == AUTO or is_camera(self.source)

    @property
    def puppet(self) -> bool:
        """True if the puppet is the source, or an attack in its world: nobody who would have to agree."""
        return is_puppet(self.source) or is_attack(self.source)

    def with_camera(self) -> "RunOptions":
        """Return the options of a visitor who said yes to the camera."""
        if self.source == AUTO:
            return replace(self, source="camera", gives_way=True)
        return self

    def with_puppet(self) -> "RunOptions":
        """Return the same with the puppet in the visitor's place."""
        return self if self.puppet else replace(self, source="puppet", gives_way=False)
