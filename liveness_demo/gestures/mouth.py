"""A mouth opening: asked for, wide, held, and closed again; in a recording, any."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from ..choices import Gesture
from ..messages import Message
from ..settings import MouthSettings, RecordingSettings, SessionSettings
from .excursion import Excursion, ExcursionDetector
from .judging import Challenge, Coaching, Gauge, Judgement, holding
from .kind import Event, Evidence, Kind, Shown
from .neutral import RelativeMeasures


@dataclass(frozen=True)
class MouthOpening(Event):
    """The lips parted and closed again."""

    peak: float
    """The widest opening, as a mouth aspect ratio (above the one at rest, if that was taken)."""
    wide_s: float
    """The longest stay above ``MouthSettings.wide_above``."""

    gesture: ClassVar[Gesture] = Gesture.MOUTH

    def numbers(self, in_session: bool) -> dict[str, object]:
        """Return the widest opening."""
        return {"peak_mar_above_rest" if in_session else "peak_mar": round(self.peak, 3)}

    def describe(self) -> str:
        """Return what the face did, with its number."""
        return f"mouth open for {self.length_s:.2f} s, up to {self.peak:.2f}"


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


def _mouth_opening(ended: Excursion | None) -> MouthOpening | None:
    return (
        MouthOpening(ended.start_s, ended.end_s, ended.peak, ended.goal_s, cut=ended.cut) if ended else None
    )


class MouthJudge:
    """Mouth wide open, held, and closed again."""

    needs_eyes = False

    def __init__(self, settings: SessionSettings) -> None:
        self._settings = settings
        self.limit_s, self.lost_limit_s = settings.mouth_limit_s, settings.lost_limit_s
        self.hold_s = settings.mouth_hold_s
        self._detector = MouthOpeningDetector(settings.mouth)
        self._widest = self._longest_s = 0.0
        self._still_wide = 0.0
        """How wide an opening that was held was last seen, while it has not closed."""

    def prompt(self) -> Message:
        return Message("do_close" if self._held() else "do_mouth", asked=self._settings.mouth_hold_s)

    def gauge(self, relative: RelativeMeasures) -> Gauge:
        return Gauge(relative.mouth_gap, self._settings.mouth.wide_above, above=True)

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Judgement:
        s = self._settings
        if relative is not None:
            self._widest = max(self._widest, relative.mouth_gap)
        opening = self._detector.update(timestamp_s, relative)
        if relative is not None and self._held():
            self._still_wide = relative.mouth_gap
        if opening is not None:
            self._longest_s = max(self._longest_s, opening.wide_s)
        if opening is None or opening.cut:
            return Judgement(event=opening)
        if opening.wide_s >= s.mouth_hold_s:
            return Judgement(done=True, event=opening)
        if opening.wide_s > 0:
            return Judgement(hint=Message("mouth_short", opening.wide_s, s.mouth_hold_s), event=opening)
        return Judgement(hint=Message("mouth_little", opening.peak, s.mouth.wide_above), event=opening)

    def coach(self, relative: RelativeMeasures | None) -> Coaching:
        s = self._settings
        if relative is None:
            return Coaching(Message("no_face"))
        if self._held():
            return Coaching(Message("coach_close"), 1.0)
        if relative.mouth_gap > s.mouth.wide_above:
            return holding(self._detector.wide_s, self.hold_s)
        return Coaching(Message("coach_wider") if relative.mouth_gap > s.mouth.open_above else None)

    def unmet(self) -> Message:
        s = self._settings
        longest_s = max(self._longest_s, self._detector.wide_s)
        if longest_s >= s.mouth_hold_s:
            return Message("mouth_not_closed", self._still_wide, s.mouth.closed_below)
        if self._widest > s.mouth.wide_above:
            return Message("mouth_short_unmet", longest_s, s.mouth_hold_s)
        return Message("mouth_unmet", self._widest, s.mouth.wide_above)

    def unreadable(self) -> Message | None:
        return None

    def _held(self) -> bool:
        return self._detector.wide_s >= self._settings.mouth_hold_s


class MouthWatch:
    """A mouth held wide open. It is only looked at with the head near the front, where its width is seen."""

    def __init__(self, settings: SessionSettings) -> None:
        self._settings = settings
        self._detector = MouthOpeningDetector(settings.mouth)

    @property
    def share(self) -> float:
        """How long it has been wide open, of how long is asked for."""
        return self._detector.wide_s / self._settings.mouth_hold_s

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Message | None:
        """Take one picture's measures; return what was wrong, or None."""
        s = self._settings
        frontal = relative is not None and abs(relative.yaw_deg) < s.turn.turned_beyond_deg
        self._detector.update(timestamp_s, relative if frontal else None)
        if self._detector.wide_s < s.mouth_hold_s:
            return None
        return Message("wrong_mouth", self._detector.wide_s, s.mouth_hold_s)


WIDE = Evidence(Gesture.MOUTH, lambda settings: settings.mouth.wide_above, above=True)
CLOSED = Evidence(Gesture.MOUTH, lambda settings: settings.mouth.closed_below, above=False, way_back=True)


class MouthKind(Kind):
    """The gap between the lips over the mouth's width."""

    gesture = Gesture.MOUTH
    event_name = "mouth_opening"
    tolerance_frames = 2
    shown = Shown(-0.1, 1.0, 0.0)
    usual = WIDE
    reasons: ClassVar[Mapping[str, Evidence | None]] = {
        "wrong_mouth": replace(WIDE, wrong=True),
        "mouth_unmet": WIDE,
        "mouth_short_unmet": WIDE,
        "mouth_not_closed": CLOSED,
    }
    way_back: ClassVar[Mapping[str, Evidence]] = {"do_close": CLOSED}

    def value(self, relative: RelativeMeasures) -> float:
        """Return how far the mouth is open beyond rest, as a share of its width."""
        return relative.mouth_gap

    def detector(self, settings: RecordingSettings) -> MouthOpeningDetector:
        """Return what finds openings in a recording."""
        return MouthOpeningDetector(settings.mouth)

    def counts(self, event: Event, settings: RecordingSettings) -> bool:
        """Return whether it was wide at all, and lasted."""
        return isinstance(event, MouthOpening) and event.wide_s > 0 and event.length_s >= settings.mouth.min_s

    def judge(self, challenge: Challenge, settings: SessionSettings) -> MouthJudge:
        """Return what judges an opening that is asked for."""
        return MouthJudge(settings)

    def watch(self, settings: SessionSettings) -> MouthWatch:
        """Return what notices an opening while another gesture is asked for."""
        return MouthWatch(settings)


KIND = MouthKind()
