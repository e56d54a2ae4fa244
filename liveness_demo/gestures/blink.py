"""A blink: asked for, eyes shut for long enough; in a recording, any."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from ..choices import Gesture
from ..messages import Message
from ..settings import NATURAL_BLINK_S, BlinkSettings, RecordingSettings, SessionSettings
from .excursion import Excursion, ExcursionDetector
from .judging import Challenge, Coaching, Gauge, Judgement, holding
from .kind import Event, Evidence, Kind, Shown
from .neutral import RelativeMeasures


@dataclass(frozen=True)
class Blink(Event):
    """The lids fell and rose again: both, or the one that is seen to move."""

    lowest_open: float
    """0 shut, 1 as open as at rest."""
    shut_s: float
    """The longest stay below ``BlinkSettings.shut_below``."""
    lower_lid_up: float = 0.0
    """How far the lower lids rose meanwhile, on average, as a share of the eyes' opening at rest."""

    gesture: ClassVar[Gesture] = Gesture.BLINK

    def describe(self) -> str:
        """Return what the face did, with its number."""
        return f"blink, eyes shut for {self.length_s:.2f} s"


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
        self._lower_lid_sum, self._shut_pictures = 0.0, 0

    @property
    def lower_lid_up(self) -> float:
        """How far the lower lids have risen in the present blink, on average."""
        return self._lower_lid_sum / max(1, self._shut_pictures)

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
            if self.openness(relative) < self._settings.shut_below:
                self._lower_lid_sum += relative.lower_lid_up
                self._shut_pictures += 1
        deciding = self._deciding()
        watched = ((self._both, both), (self._left, left), (self._right, right))
        return self._blink({eye: eye.update(timestamp_s, value) for eye, value in watched}[deciding])

    def finish(self) -> Blink | None:
        """End a blink that is still going on when the recording ends."""
        return self._blink(
            {eye: eye.finish() for eye in (self._both, self._left, self._right)}[self._deciding()]
        )

    def _blink(self, ended: Excursion | None) -> Blink | None:
        if ended is None:
            return None
        blink = Blink(
            ended.start_s, ended.end_s, 1 - ended.peak, ended.goal_s, self.lower_lid_up, cut=ended.cut
        )
        self._lower_lid_sum, self._shut_pictures = 0.0, 0
        return blink

    def _deciding(self) -> ExcursionDetector:
        left_moves = self._lowest_left < self._settings.still_above
        right_moves = self._lowest_right < self._settings.still_above
        if left_moves == right_moves:
            return self._both
        return self._left if left_moves else self._right


class BlinkJudge:
    """Eyes shut for long enough, the head near neutral.

    A gaze at the table lasts as long as a visitor who keeps the eyes shut until told to open them: what lasts
    longer than a blink counts if the lower lids have risen.
    """

    needs_eyes = True

    def __init__(self, settings: SessionSettings) -> None:
        self._settings = settings
        self.limit_s, self.lost_limit_s = settings.blink_limit_s, settings.lost_limit_s
        self.hold_s = settings.blink_shut_s
        self._detector = BlinkDetector(settings.blink)
        self._away_detector = BlinkDetector(settings.blink)
        self._longest_s = self._too_long_s = self._away_deg = 0.0
        self._lowest = self._lowest_for_long = 1.0
        # Lids that come down, but never to the line: reflections or few pixels hide the rest of their way.
        s = settings.blink
        self._lowered = ExcursionDetector(1 - s.still_above, 1 - s.still_above, s.max_gap_s, 1 - s.shut_below)
        self._rising = False
        """The lids are still down, and a blink has ended since they came down."""

    def prompt(self) -> Message:
        return Message("do_blink", asked=self._settings.blink_shut_s)

    def gauge(self, relative: RelativeMeasures) -> Gauge:
        return Gauge(self._detector.openness(relative), self._settings.blink.shut_below, above=False)

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Judgement:
        s = self._settings
        facing = relative is not None and _off_deg(relative) <= s.blink_near_deg
        seen = relative if facing else None
        blink = self._detector.update(timestamp_s, seen)
        self._follow_away(timestamp_s, None if facing else relative)
        lowered = self._lowered.update(timestamp_s, 1 - self._detector.openness(seen) if seen else None)
        self._rising = lowered is None and (self._rising or blink is not None)
        if lowered and not lowered.cut and lowered.goal_start_s is None:
            return self._judge_lowered(1 - lowered.peak, lowered.end_s - lowered.start_s, blink)
        if blink is None or blink.cut:
            away = relative is not None and not facing
            return Judgement(hint=Message("face_camera") if away else None, event=blink)
        return self._judge_blink(blink)

    def coach(self, relative: RelativeMeasures | None) -> Coaching:
        s = self._settings
        if relative is None:
            return Coaching(Message("no_face"))
        if _off_deg(relative) > s.blink_near_deg:
            return Coaching(Message("face_camera"))
        shut_s = self._detector.shut_s
        if shut_s and shut_s >= s.blink_shut_s:
            return Coaching(Message("coach_open"), 1.0)
        if self._detector.openness(relative) < s.blink.shut_below:
            return holding(shut_s, self.hold_s)
        lowered = not self._rising and self._lowered.away_s > NATURAL_BLINK_S
        return Coaching(Message("coach_tighter") if lowered else None)

    def _judge_lowered(self, open_share: float, lasted_s: float, blink: Blink | None) -> Judgement:
        """Lids that came down, but not to the line."""
        s = self._settings
        self._lowest = min(self._lowest, open_share)
        if lasted_s < s.blink_shut_s:
            return Judgement(event=blink)
        self._lowest_for_long = min(self._lowest_for_long, open_share)
        return Judgement(hint=Message("blink_little", open_share, s.blink.shut_below), event=blink)

    def _follow_away(self, timestamp_s: float, away: RelativeMeasures | None) -> None:
        """Remember a blink that would have done, had the head not been off."""
        self._away_detector.update(timestamp_s, away)
        shut_s = self._away_detector.shut_s
        if away is not None and shut_s and shut_s >= self._settings.blink_shut_s:
            self._away_deg = max(self._away_deg, _off_deg(away))

    def _judge_blink(self, blink: Blink) -> Judgement:
        s = self._settings
        if blink.shut_s > s.blink.max_s and blink.lower_lid_up < s.blink_lower_lid_up:
            self._too_long_s = blink.shut_s
            return Judgement(hint=Message("blink_long", blink.shut_s, s.blink.max_s), event=blink)
        if blink.shut_s == 0:  # too little, not too short
            return Judgement(hint=Message("blink_little", blink.lowest_open, s.blink.shut_below), event=blink)
        self._longest_s = max(self._longest_s, blink.shut_s)
        if blink.shut_s < s.blink_shut_s:
            return Judgement(hint=Message("blink_short", blink.shut_s, s.blink_shut_s), event=blink)
        return Judgement(done=True, event=blink)

    def unmet(self) -> Message:
        s = self._settings
        shut_s = self._detector.shut_s
        if shut_s > s.blink.max_s and self._detector.lower_lid_up >= s.blink_lower_lid_up:
            return Message("blink_not_open", shut_s, s.blink_shut_s)
        too_long_s = max(self._too_long_s, shut_s)
        if too_long_s > s.blink.max_s:
            return Message("blink_long_unmet", too_long_s, s.blink.max_s)
        if self._away_deg:
            return Message("blink_away_unmet", self._away_deg, s.blink_near_deg)
        if self._longest_s:
            return Message("blink_unmet", self._longest_s, s.blink_shut_s)
        if self._lowest < 1:
            return Message("blink_little_unmet", self._lowest, s.blink.shut_below)
        return Message("blink_none", asked=s.blink_shut_s)

    def unreadable(self) -> Message | None:
        if self._longest_s or self._too_long_s or self._lowest_for_long == 1:
            return None
        return Message("lids_hidden", self._lowest_for_long, self._settings.blink.shut_below)


def _off_deg(relative: RelativeMeasures) -> float:
    return max(abs(relative.yaw_deg), abs(relative.pitch_deg))


EYES_SHUT = Evidence(Gesture.BLINK, lambda settings: settings.blink.shut_below, above=False)
SHUT_TOO_LONG = replace(EYES_SHUT, wrong=True)


class BlinkKind(Kind):
    """A blink is never a wrong gesture: people blink."""

    gesture = Gesture.BLINK
    event_name = "blink"
    tolerance_frames = 2
    shown = Shown(0.0, 1.35, 1.0)
    usual = EYES_SHUT
    reasons: ClassVar[Mapping[str, Evidence | None]] = {
        "blink_none": EYES_SHUT,
        "blink_unmet": EYES_SHUT,
        "blink_long_unmet": SHUT_TOO_LONG,
        "blink_not_open": SHUT_TOO_LONG,
        "blink_little_unmet": EYES_SHUT,
        "blink_away_unmet": None,
        "lids_hidden": None,
    }
    passing_hints = ("face_camera",)

    def value(self, relative: RelativeMeasures) -> float:
        """Return how open the eyes are: the mean of both, as a share of the own open level."""
        return (relative.left_open + relative.right_open) / 2

    def detector(self, settings: RecordingSettings) -> BlinkDetector:
        """Return what finds blinks in a recording."""
        return BlinkDetector(settings.blink)

    def counts(self, event: Event, settings: RecordingSettings) -> bool:
        """Return whether it was a blink: longer is looking down or dozing."""
        return event.length_s <= settings.blink.max_s

    def judge(self, challenge: Challenge, settings: SessionSettings) -> BlinkJudge:
        """Return what judges a blink that is asked for."""
        return BlinkJudge(settings)


KIND = BlinkKind()
