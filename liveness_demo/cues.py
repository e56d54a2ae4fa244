"""What may tell a face from a picture of one: each cue with its number and line, never one score of all."""

from dataclasses import dataclass
from enum import Enum

from .baseline import RelativeMeasures
from .flatness import Places, compare_views
from .gestures import BlinkDetector
from .messages import Message
from .settings import SessionSettings


class CueName(Enum):
    """The cues, as the command line knows them."""

    FLATNESS = "flatness"
    WRONG_GESTURE = "wrong-gesture"
    BLINK_LENGTH = "blink-length"
    NATURAL_BLINK = "natural-blink"


SENTENCES = {
    CueName.FLATNESS: "cue_flatness",
    CueName.WRONG_GESTURE: "cue_wrong_gesture",
    CueName.BLINK_LENGTH: "cue_blink_length",
    CueName.NATURAL_BLINK: "cue_natural_blink",
}


@dataclass(frozen=True)
class Cue:
    """One cue now. value: None while there is nothing to measure. beyond: on the side of its line that speaks
    against a visitor. ends: it can end an attempt; otherwise it is for information."""

    name: CueName
    value: float | None
    line: float
    beyond: bool
    ends: bool

    @property
    def message(self) -> Message:
        """What there is to say of it."""
        return Message(SENTENCES[self.name], self.value, self.line)


class CueWatch:
    """Follows the cues of one attempt. It keeps 33 points of the frontal view, and goes with the attempt."""

    def __init__(self, settings: SessionSettings) -> None:
        self._settings, self._cues = settings, settings.cues
        self._frontal: Places | None = None
        self._depth: float | None = None
        self._flat_since_s: float | None = None
        self._compared_s = 0.0
        self._blinks = BlinkDetector(settings.blink)
        self._blink_s: float | None = None
        self._no_blink_since_s: float | None = None
        self._now_s = 0.0

    def take_frontal(self, rigid: Places | None) -> None:
        """Keep the view of a face that looks straight ahead; the first one counts."""
        if self._frontal is None:
            self._frontal = rigid

    def update(
        self, timestamp_s: float, seen: RelativeMeasures | None, rigid: Places | None
    ) -> Message | None:
        """Take one picture's measures and rigid points; return why the attempt must end, or None."""
        self._now_s = timestamp_s
        if self._no_blink_since_s is None:
            self._no_blink_since_s = timestamp_s
        blink = self._blinks.update(timestamp_s, seen)
        if blink is not None and not blink.cut:
            self._blink_s, self._no_blink_since_s = blink.shut_s, timestamp_s
        self._compare(timestamp_s, rigid)
        if rigid is None or self._flat_since_s is None:
            return None
        if timestamp_s - self._flat_since_s < self._cues.flat_s:
            return None
        return Message("flat_picture", self._depth, self._cues.flat_below)

    def cues(self, wrong_share: float) -> tuple[Cue, ...]:
        """Return the cues that are switched on. wrong_share: of what ends an attempt as a wrong gesture."""
        asked_s, line_s = self._settings.blink_shut_s, self._cues.no_blink_s
        no_blink_s = self._now_s - (self._now_s if self._no_blink_since_s is None else self._no_blink_since_s)
        short = self._blink_s is not None and self._blink_s < asked_s
        flat = self._flat_since_s is not None
        cues = (
            Cue(CueName.FLATNESS, self._depth, self._cues.flat_below, flat, ends=True),
            Cue(CueName.WRONG_GESTURE, wrong_share, 1.0, wrong_share >= 1, ends=True),
            Cue(CueName.BLINK_LENGTH, self._blink_s, asked_s, short, ends=False),
            Cue(CueName.NATURAL_BLINK, no_blink_s, line_s, no_blink_s >= line_s, ends=False),
        )
        return tuple(cue for cue in cues if self._cues.is_on(cue.name.value))

    def _compare(self, timestamp_s: float, rigid: Places | None) -> None:
        s = self._cues
        if not s.flatness or rigid is None or self._frontal is None:
            return
        if timestamp_s - self._compared_s > s.flat_s:  # what the face did meanwhile is not known
            self._flat_since_s = None
        self._compared_s = timestamp_s
        views = compare_views(self._frontal, rigid)
        turned = views.changed >= s.changed_by
        self._depth = views.depth if turned else None
        if not turned or views.depth >= s.flat_below:
            self._flat_since_s = None
        elif self._flat_since_s is None:
            self._flat_since_s = timestamp_s
