"""What may tell a face from a picture of one: each cue with its number and line, never one score of all."""

from dataclasses import dataclass, replace

from ..choices import CueName
from ..face.flatness import Places, compare_views
from ..gestures.blink import BlinkDetector
from ..gestures.neutral import RelativeMeasures
from ..messages import Message
from ..settings import SessionSettings

LONGEST_STEP_S = 0.5
"""Two pictures farther apart say nothing of the time between."""


@dataclass(frozen=True)
class Cue:
    """One cue now. value: None while there is nothing to measure. beyond: on the side of its line that speaks
    against a visitor. ends: it can end an attempt; otherwise it is for information."""

    name: CueName
    value: float | None
    line: float
    beyond: bool
    ends: bool


def without_cues(settings: SessionSettings) -> SessionSettings:
    """Return what is still asked for where a cue that asks for something is switched off."""
    return settings if settings.cues.blink_length else replace(settings, blink_shut_s=0.0)


class BlinkWatch:
    """A visitor's own blinks, asked for or not, over all attempts: two numbers, and no picture of them."""

    def __init__(self, settings: SessionSettings) -> None:
        self._blinks = BlinkDetector(settings.blink)
        self._before_s: float | None = None
        self.shut_s: float | None = None
        """How long the eyes were shut in the last blink; None before the first."""
        self.without_s = 0.0
        """How long a face has been seen since then."""

    def update(self, timestamp_s: float, seen: RelativeMeasures | None) -> None:
        """Take one picture's measures; None: no face, and that time does not count."""
        blink = self._blinks.update(timestamp_s, seen)
        passed_s = 0.0 if self._before_s is None else timestamp_s - self._before_s
        self._before_s = None if seen is None else timestamp_s
        if 0 < passed_s < LONGEST_STEP_S:
            self.without_s += passed_s
        if blink is not None and not blink.cut:
            self.shut_s, self.without_s = blink.shut_s, 0.0


class CueWatch:
    """Follows the cues of one attempt. It keeps 33 points of the frontal view until the attempt ends."""

    def __init__(self, settings: SessionSettings, blinks: BlinkWatch) -> None:
        """blinks: the visitor's own, which the session updates."""
        self._settings, self._cues, self._blinks = settings, settings.cues, blinks
        self._frontal: Places | None = None
        self._depth: float | None = None
        self._flat_since_s: float | None = None
        self._compared_s = 0.0

    def take_frontal(self, rigid: Places | None) -> None:
        """Keep the view of a face that looks straight ahead; the first one counts."""
        if self._frontal is None:
            self._frontal = rigid

    def update(self, timestamp_s: float, rigid: Places | None) -> Message | None:
        """Take one picture's rigid points, if any; return why the attempt must end, or None."""
        self._compare(timestamp_s, rigid)
        if rigid is None or self._flat_since_s is None:
            return None
        if timestamp_s - self._flat_since_s < self._cues.flat_s:
            return None
        return Message("flat_picture", self._depth, self._cues.flat_below)

    def cues(self, wrong_share: float) -> tuple[Cue, ...]:
        """Return the cues that are switched on. wrong_share: of what ends an attempt as a wrong gesture."""
        asked_s, shut_s = self._settings.blink_shut_s, self._blinks.shut_s
        line_s, without_s = self._cues.no_blink_s, self._blinks.without_s
        short = shut_s is not None and shut_s < asked_s
        flat = self._flat_since_s is not None
        cues = (
            Cue(CueName.FLATNESS, self._depth, self._cues.flat_below, flat, ends=True),
            Cue(CueName.WRONG_GESTURE, wrong_share, 1.0, wrong_share >= 1, ends=True),
            Cue(CueName.BLINK_LENGTH, shut_s, asked_s, short, ends=False),
            Cue(CueName.NATURAL_BLINK, without_s, line_s, without_s >= line_s, ends=False),
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
