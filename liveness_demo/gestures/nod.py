"""A nod: asked for, the head slowly down as far as the line, and back; in a recording, any."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from ..choices import Gesture
from ..messages import Message
from ..settings import NodSettings, RecordingSettings, SessionSettings
from .excursion import Excursion, ExcursionDetector
from .judging import Challenge, Coaching, Gauge, Judgement, holding
from .kind import Event, Evidence, Kind, Shown
from .neutral import RelativeMeasures


@dataclass(frozen=True)
class Nod(Event):
    """The head went down from its neutral and came back."""

    gesture: ClassVar[Gesture] = Gesture.NOD

    peak_pitch_deg: float
    """The farthest angle, positive with the nose down."""

    def numbers(self, in_session: bool) -> dict[str, object]:
        """Return the farthest angle."""
        return {"peak_pitch_deg": round(self.peak_pitch_deg, 1)}

    def describe(self) -> str:
        """Return what the face did, with its number."""
        return f"nod for {self.length_s:.2f} s, down to {self.peak_pitch_deg:.0f}°"


class NodDetector:
    """The head goes down from its own neutral, and comes back.

    One that reaches its line counts if it lasts: it is timed from half the line on, and back to there.
    """

    def __init__(self, settings: NodSettings | None = None) -> None:
        self._settings = s = settings or NodSettings()
        self._down = ExcursionDetector(s.leaves_beyond_deg, s.back_within_deg, s.max_gap_s)

    @property
    def share(self) -> float:
        """How far the present nod has come, in angle and in time: from 1 on it counts."""
        s = self._settings
        return min(self._down.peak / s.bowed_beyond_deg, self._down.away_s / s.min_s)

    @property
    def away_s(self) -> float:
        """How long the present nod has lasted."""
        return self._down.away_s

    @property
    def peak_deg(self) -> float:
        """How far the head has been down in the present nod."""
        return self._down.peak

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Nod | None:
        """Take one picture's measures; return the nod that has just ended."""
        return _nod(self._down.update(timestamp_s, None if relative is None else relative.pitch_deg))

    def finish(self) -> Nod | None:
        """End a nod that is still going on when the recording ends."""
        return _nod(self._down.finish())


def _nod(ended: Excursion | None) -> Nod | None:
    if ended is None:
        return None
    return Nod(ended.start_s, ended.end_s, ended.peak, cut=ended.cut)


class NodJudge:
    """Head slowly down, and back."""

    needs_eyes = False

    def __init__(self, settings: SessionSettings) -> None:
        self._settings = settings
        self.limit_s, self.lost_limit_s = settings.nod_limit_s, settings.lost_limit_turn_s
        self.hold_s = settings.nod.min_s
        self._detector = NodDetector(settings.nod)
        self._on_its_way = False
        """The head was last seen down."""
        self._lowest_deg = 0.0
        self._longest_s = 0.0
        """How long a nod lasted that was low enough."""
        self._down_deg: float | None = None
        """Where a nod that was long enough was last seen, while it has not come back."""

    def prompt(self) -> Message:
        return Message(
            "do_nod_back" if self._reached() else "do_nod", asked=self._settings.nod.bowed_beyond_deg
        )

    def gauge(self, relative: RelativeMeasures) -> Gauge:
        return Gauge(relative.pitch_deg, self._settings.nod.bowed_beyond_deg, above=True)

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Judgement:
        nod = self._detector.update(timestamp_s, relative)
        if relative is None:
            return Judgement(hint=Message("nod_far") if self._on_its_way else None, event=nod)
        self._on_its_way = relative.pitch_deg > self._settings.nod.leaves_beyond_deg
        self._lowest_deg = max(self._lowest_deg, relative.pitch_deg)
        if self._reached():
            self._down_deg = relative.pitch_deg
        elif self._detector.peak_deg >= self._settings.nod.bowed_beyond_deg:
            self._longest_s = max(self._longest_s, self._detector.away_s)
        return Judgement(event=nod) if nod is None or nod.cut else self._judge(nod)

    def coach(self, relative: RelativeMeasures | None) -> Coaching:
        s = self._settings.nod
        if relative is None:
            return Coaching(Message("nod_far" if self._on_its_way else "no_face"))
        if self._reached():
            return Coaching(Message("coach_up"), 1.0)
        if abs(relative.pitch_deg) <= s.back_within_deg:
            return Coaching()
        if relative.pitch_deg < 0:
            return Coaching(Message("coach_down"))
        if relative.pitch_deg > s.bowed_beyond_deg:
            return holding(self._detector.away_s, self.hold_s)
        too_fast = self._detector.peak_deg >= s.bowed_beyond_deg
        return Coaching(Message("coach_slower" if too_fast else "coach_lower"))

    def _judge(self, nod: Nod) -> Judgement:
        s = self._settings
        self._down_deg = None
        if nod.peak_pitch_deg < s.nod.bowed_beyond_deg:
            hint = Message("nod_little", nod.peak_pitch_deg, s.nod.bowed_beyond_deg)
            return Judgement(hint=hint, event=nod)
        if nod.length_s < s.nod.min_s:
            self._longest_s = max(self._longest_s, nod.length_s)
            return Judgement(hint=Message("nod_short", nod.length_s, s.nod.min_s), event=nod)
        return Judgement(done=True, event=nod)

    def unmet(self) -> Message:
        s = self._settings
        if self._down_deg is not None:
            return Message("nod_not_back", self._down_deg, s.nod.back_within_deg)
        if self._lowest_deg >= s.nod.bowed_beyond_deg:
            return Message("nod_short_unmet", self._longest_s, s.nod.min_s)
        return Message("nod_unmet", self._lowest_deg, s.nod.bowed_beyond_deg)

    def unreadable(self) -> Message | None:
        return None

    def _reached(self) -> bool:
        return self._detector.share >= 1


class NodWatch:
    """A head that went down far enough."""

    def __init__(self, settings: SessionSettings) -> None:
        self._settings = settings
        self._detector = NodDetector(settings.nod)

    @property
    def share(self) -> float:
        """How far the nod has come, in angle and in time."""
        return self._detector.share

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Message | None:
        """Take one picture's measures; return what was wrong, or None."""
        self._detector.update(timestamp_s, relative)
        if self._detector.share < 1:
            return None
        return Message("wrong_nod", self._detector.peak_deg, self._settings.nod.bowed_beyond_deg)


BOWED = Evidence(Gesture.NOD, lambda settings: settings.nod.bowed_beyond_deg, above=True)
BOWED_WRONG = replace(BOWED, wrong=True)
UP_AGAIN = Evidence(Gesture.NOD, lambda settings: settings.nod.back_within_deg, above=False, way_back=True)


class NodKind(Kind):
    """Where the nose points, up and down."""

    gesture = Gesture.NOD
    event_name = "nod"
    tolerance_frames = 3
    shown = Shown(-15.0, 40.0, 0.0, degrees=True, down=True)
    usual = BOWED
    reasons: ClassVar[Mapping[str, Evidence | None]] = {
        "wrong_nod": BOWED_WRONG,
        "nod_unmet": BOWED,
        "nod_short_unmet": BOWED,
        "nod_not_back": UP_AGAIN,
        "neutral_nod_unmet": None,
    }
    way_back: ClassVar[Mapping[str, Evidence]] = {"do_nod_back": UP_AGAIN}
    passing_hints = ("nod_far",)

    def value(self, relative: RelativeMeasures) -> float:
        """Return how far the head is down from its neutral, in degrees."""
        return relative.pitch_deg

    def detector(self, settings: RecordingSettings) -> NodDetector:
        """Return what finds nods in a recording."""
        return NodDetector(settings.nod)

    def counts(self, event: Event, settings: RecordingSettings) -> bool:
        """Return whether it reached the line, lasted, and came back: a long look down is no nod."""
        s = settings.nod
        reached = isinstance(event, Nod) and event.peak_pitch_deg >= s.bowed_beyond_deg
        return reached and s.min_s <= event.length_s <= s.max_s

    def judge(self, challenge: Challenge, settings: SessionSettings) -> NodJudge:
        """Return what judges a nod that is asked for."""
        return NodJudge(settings)

    def watch(self, settings: SessionSettings) -> NodWatch:
        """Return what notices a nod while another gesture is asked for."""
        return NodWatch(settings)

    def not_neutral(self, relative: RelativeMeasures, settings: SessionSettings) -> Message | None:
        """Return why no nod can begin yet: a head that is down already would only have to come up."""
        if abs(relative.pitch_deg) <= settings.nod.back_within_deg:
            return None
        return Message("neutral_nod", abs(relative.pitch_deg), settings.nod.back_within_deg)


KIND = NodKind()
