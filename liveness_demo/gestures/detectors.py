"""From measures to events: what the face did, relative to the person's own neutral.

Each detector watches one value for an excursion beyond a line (see ``excursion.py``) and says what
happened once it is over, with the numbers: how far, and how long beyond the line that counts. Whether
that is a gesture that was asked for is judged elsewhere.
"""

from dataclasses import dataclass

from ..choices import Side
from ..settings import BlinkSettings, MouthSettings, TurnSettings
from .excursion import Excursion, ExcursionDetector
from .neutral import RelativeMeasures


@dataclass(frozen=True)
class Blink:
    """The lids fell and rose again: both, or the one that is seen to move."""

    start_s: float
    end_s: float
    lowest_open: float
    """0 shut, 1 as open as at rest."""
    shut_s: float
    """The longest stay below ``BlinkSettings.shut_below``."""
    cut: bool = False
    """True if the lids were not seen to rise again."""


@dataclass(frozen=True)
class MouthOpening:
    """The lips parted and closed again."""

    start_s: float
    end_s: float
    peak: float
    """The widest opening, as a mouth aspect ratio (above the one at rest, if that was taken)."""
    wide_s: float
    """The longest stay above ``MouthSettings.wide_above``."""
    cut: bool = False
    """True if the lips were not seen to close again."""


@dataclass(frozen=True)
class HeadTurn:
    """The head left its neutral to one side and came back."""

    start_s: float
    end_s: float
    side: Side
    peak_yaw_deg: float
    """The farthest angle, positive to the visitor's own left."""
    out_s: float | None
    """From leaving neutral to ``TurnSettings.turned_beyond_deg``; None if it was never reached."""
    beyond_s: float
    """The longest stay beyond ``TurnSettings.turned_beyond_deg``."""
    cut: bool = False
    """True if the head was not seen to come back."""


class BlinkDetector:
    """Both lids fall below a share of their own open level, and rise again.

    A wink is none. A lid that was never seen to move (glare, an eye patch) does not count: the other eye
    decides. A blink shorter than the time between two pictures can be missed.
    """

    def __init__(self, settings: BlinkSettings | None = None) -> None:
        self._settings = s = settings or BlinkSettings()

        def watch() -> ExcursionDetector:
            # An excursion goes up, lids go down: watch 1 - openness.
            return ExcursionDetector(1 - s.closing_below, 1 - s.open_above, s.max_gap_s, 1 - s.shut_below)

        self._both, self._left, self._right = watch(), watch(), watch()
        self._lowest_left = self._lowest_right = 1.0

    @property
    def shut_s(self) -> float:
        """How long the eyes have been shut, so far."""
        return self._deciding().goal_s

    def openness(self, relative: RelativeMeasures) -> float:
        """Return how open the eyes are, 0 to about 1: that of the opener eye, or of the one that moves."""
        deciding = self._deciding()
        if deciding is self._left:
            return relative.left_open
        if deciding is self._right:
            return relative.right_open
        return max(relative.left_open, relative.right_open)

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Blink | None:
        """Take one picture's measures; return the blink that has just ended."""
        left = right = both = None
        if relative is not None:
            self._lowest_left = min(self._lowest_left, relative.left_open)
            self._lowest_right = min(self._lowest_right, relative.right_open)
            left, right = 1 - relative.left_open, 1 - relative.right_open
            both = min(left, right)
        deciding = self._deciding()
        watched = ((self._both, both), (self._left, left), (self._right, right))
        return _blink({eye: eye.update(timestamp_s, value) for eye, value in watched}[deciding])

    def finish(self) -> Blink | None:
        """End a blink that is still going on when the recording ends."""
        return _blink({eye: eye.finish() for eye in (self._both, self._left, self._right)}[self._deciding()])

    def _deciding(self) -> ExcursionDetector:
        left_moves = self._lowest_left < self._settings.still_above
        right_moves = self._lowest_right < self._settings.still_above
        if left_moves == right_moves:
            return self._both
        return self._left if left_moves else self._right


class MouthOpeningDetector:
    """The gap between the lips grows beyond a share of the mouth's width, and closes again."""

    def __init__(self, settings: MouthSettings | None = None) -> None:
        s = settings or MouthSettings()
        self._open = ExcursionDetector(s.open_above, s.closed_below, s.max_gap_s, s.wide_above)

    @property
    def wide_s(self) -> float:
        """How long the mouth has been open wide, so far."""
        return self._open.goal_s

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> MouthOpening | None:
        """Take one picture's measures; return the opening that has just ended."""
        gap = None if relative is None else relative.mouth_gap
        return _mouth_opening(self._open.update(timestamp_s, gap))

    def finish(self) -> MouthOpening | None:
        """End an opening that is still going on when the recording ends."""
        return _mouth_opening(self._open.finish())


class HeadTurnDetector:
    """The head leaves its own neutral to one side, and comes back.

    A face is lost at a profile; if it is found again in time, the turn went on meanwhile.
    """

    def __init__(self, settings: TurnSettings | None = None) -> None:
        s = settings or TurnSettings()

        def watch() -> ExcursionDetector:
            return ExcursionDetector(s.leaves_beyond_deg, s.back_within_deg, s.max_gap_s, s.turned_beyond_deg)

        self._sides: dict[Side, ExcursionDetector] = {side: watch() for side in Side}

    def beyond_s(self, side: Side) -> float:
        """How long the head has been turned far enough to that side, so far."""
        return self._sides[side].goal_s

    def peak_deg(self, side: Side) -> float:
        """How far the head has been turned to that side in the present turn."""
        return self._sides[side].peak

    def out_s(self, side: Side) -> float | None:
        """How long the way out took, from neutral to far enough; None if it is not there."""
        return _out_s(self._sides[side].start_s, self._sides[side].goal_start_s)

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> HeadTurn | None:
        """Take one picture's measures; return the turn that has just ended."""
        left = self._sides[Side.LEFT].update(timestamp_s, None if relative is None else relative.yaw_deg)
        right = self._sides[Side.RIGHT].update(timestamp_s, None if relative is None else -relative.yaw_deg)
        return _turn(Side.LEFT, left) or _turn(Side.RIGHT, right)

    def finish(self) -> HeadTurn | None:
        """End a turn that is still going on when the recording ends."""
        left, right = (self._sides[side].finish() for side in self._sides)
        return _turn(Side.LEFT, left) or _turn(Side.RIGHT, right)


def _blink(ended: Excursion | None) -> Blink | None:
    return Blink(ended.start_s, ended.end_s, 1 - ended.peak, ended.goal_s, ended.cut) if ended else None


def _mouth_opening(ended: Excursion | None) -> MouthOpening | None:
    return MouthOpening(ended.start_s, ended.end_s, ended.peak, ended.goal_s, ended.cut) if ended else None


def _turn(side: Side, ended: Excursion | None) -> HeadTurn | None:
    if ended is None:
        return None
    return HeadTurn(
        start_s=ended.start_s,
        end_s=ended.end_s,
        side=side,
        peak_yaw_deg=side.sign * ended.peak,
        out_s=_out_s(ended.start_s, ended.goal_start_s),
        beyond_s=ended.goal_s,
        cut=ended.cut,
    )


def _out_s(start_s: float | None, goal_start_s: float | None) -> float | None:
    return None if start_s is None or goal_start_s is None else goal_start_s - start_s
