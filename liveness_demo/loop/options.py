"""What ``run`` was asked to do."""

from dataclasses import dataclass, field, replace

from ..choices import REPORTED, FaceLibrary, Gesture, Instrument
from ..settings import SessionSettings
from ..sources.orientation import Orientation
from .chosen import Chosen, ChosenAttack, ChosenCamera, ChosenDriven, ChosenPuppet, VisitorChooses


@dataclass(frozen=True)
class RunOptions:
    """The choices of one run, from the command line and the start screen."""

    source: Chosen
    gestures: tuple[Gesture, ...] = REPORTED
    article_order: bool = False
    settings: SessionSettings = field(default_factory=SessionSettings)
    seed: int | None = None
    ask_first: bool = True
    """Wait for a key before anything is opened."""
    orientation: Orientation = field(default_factory=Orientation)
    """Of what the source delivers."""
    once: bool = False
    """End after one session, even where a next visitor could come."""
    library: FaceLibrary = FaceLibrary.AUTO
    """It reads the face model."""
    gives_way: bool = False
    """If the camera delivers nothing, the puppet takes its place."""

    @property
    def camera(self) -> bool:
        """True if a camera is or may be the source: the visitor is asked."""
        looks_at = self.source.driver if isinstance(self.source, ChosenDriven) else self.source
        return isinstance(looks_at, (VisitorChooses, ChosenCamera))

    @property
    def puppet(self) -> bool:
        """True if the puppet is the source, or an attack in its world: nobody who would have to agree."""
        return isinstance(self.source, (ChosenPuppet, ChosenAttack))

    @property
    def tricks(self) -> bool:
        """True if there are tricks to ask for; a puppet that a face drives is one already."""
        return not isinstance(self.source, ChosenDriven)

    def with_camera(self) -> "RunOptions":
        """Return the options of a visitor who said yes to the camera."""
        if isinstance(self.source, VisitorChooses):
            return replace(self, source=ChosenCamera(), gives_way=True)
        return self

    def with_puppet(self) -> "RunOptions":
        """Return the same with the puppet in the visitor's place."""
        if self.puppet:
            return self
        return replace(self, source=ChosenPuppet(), orientation=Orientation(), gives_way=False)

    def with_trick(self, instrument: Instrument) -> "RunOptions":
        """Return the same with a trick in the place of the puppet, which stays the one that was chosen."""
        assert isinstance(self.source, ChosenPuppet | ChosenAttack), "else somebody would have to agree"
        return replace(self, source=ChosenAttack(instrument, self.source.options))
