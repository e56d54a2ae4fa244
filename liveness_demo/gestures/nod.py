"""A nod: asked for, the head slowly down as far as the line, and back; in a recording, any."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from ..choices import Gesture
from ..messages import Message
from ..settings import NodSettings, RecordingSettings, SessionSettings
from .excursion import Excursion, ExcursionDetector
from .judging import Challenge, Gauge, Judgement
from .kind import Event, Evidence, Kind, Shown
from .neutral import RelativeMeasures


@dataclass(frozen=True)
class Nod(Event):
    """The head went down from its neutral and came back."""

    gesture: ClassVar[Gesture] = Gesture.NOD

    peak_pitch_deg: float
    """The farthest angle, positive with the nose down."""
    out_s: float | None
    """From leaving neutral to ``NodSettings.bowed_beyond_deg``; None if it was never reached."""
    beyond_s: float
    """The longest stay beyond ``NodSettings.bowed_beyond_deg``."""

    def numbers(self, in_session: bool) -> dict[str, object]:
        """Return the farthest angle."""
        return {"peak_pitch_deg": round(self.peak_pitch_deg, 1)}

    def describe(self) -> str:
        """Return what the face did, with its number."""
        return f"nod for {self.length_s:.2f} s, down to {self.peak_pitch_deg:.0f}°"


class NodDetector:
    """The head goes down from its own neutral, and comes back."""

    def __init__(self, settings: NodSettings | None = None) -> None:
        s = settings or NodSettings()
        self._down = ExcursionDetector(
            s.leaves_beyond_deg, s.back_within_deg, s.max_gap_s, s.bowed_beyond_deg
        )

    @property
    def beyond_s(self) -> float:
        """How long the head has been down far enough in the present nod, so far."""
        return self._down.goal_s

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
    return Nod(ended.start_s, ended.end_s, ended.peak, ended.out_s, ended.goal_s, cut=ended.cut)


class NodJudge:
    """Head slowly down, and back."""

    needs_eyes = False

    def __init__(self, settings: SessionSettings) -> None:
        self._settings = settings
        self.limit_s, self.lost_limit_s = settings.nod_limit_s, settings.lost_limit_turn_s
        self._detector = NodDetector(settings.nod)
        self._lowest_deg = self._beyond_s = 0.0
        self._too_fast_s: float | None = None
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
            return Judgement(hint=Message("nod_far"), event=nod)
        self._lowest_deg = max(self._lowest_deg, relative.pitch_deg)
        if self._reached():
            self._down_deg = relative.pitch_deg
        return Judgement(event=nod) if nod is None or nod.cut else self._judge(nod)

    def _judge(self, nod: Nod) -> Judgement:
        s = self._settings
        self._down_deg = None
        if nod.out_s is None:
            return Judgement(
                hint=Message("nod_little", nod.peak_pitch_deg, s.nod.bowed_beyond_deg), event=nod
            )
        self._beyond_s = max(self._beyond_s, nod.beyond_s)
        if nod.beyond_s < s.nod.min_s:
            return Judgement(hint=Message("nod_short", nod.beyond_s, s.nod.min_s), event=nod)
        if nod.out_s < s.nod_slow_s:
            self._too_fast_s = nod.out_s
            return Judgement(hint=Message("nod_fast", nod.out_s, s.nod_slow_s), event=nod)
        return Judgement(done=True, event=nod)

    def unmet(self) -> Message:
        s = self._settings
        if self._down_deg is not None:
            return Message("nod_not_back", self._down_deg, s.nod.back_within_deg)
        if self._too_fast_s is not None:
            return Message("nod_fast_unmet", self._too_fast_s, s.nod_slow_s)
        if self._lowest_deg > s.nod.bowed_beyond_deg:
            return Message("nod_short_unmet", max(self._beyond_s, self._detector.beyond_s), s.nod.min_s)
        return Message("nod_unmet", self._lowest_deg, s.nod.bowed_beyond_deg)

    def unreadable(self) -> Message | None:
        return None

    def _reached(self) -> bool:
        return self._detector.beyond_s >= self._settings.nod.min_s


class NodWatch:
    """A head that went down far enough."""

    def __init__(self, settings: SessionSettings) -> None:
        self._settings = settings
        self._detector = NodDetector(settings.nod)

    @property
    def share(self) -> float:
        """How long it has been down, of how long a nod must last."""
        return self._detector.beyond_s / self._settings.nod.min_s

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Message | None:
        """Take one picture's measures; return what was wrong, or None."""
        s = self._settings.nod
        self._detector.update(timestamp_s, relative)
        if self._detector.beyond_s < s.min_s:
            return None
        return Message("wrong_nod", self._detector.peak_deg, s.bowed_beyond_deg)


BOWED = Evidence(Gesture.NOD, lambda settings: settings.nod.bowed_beyond_deg, above=True)
BOWED_WRONG = replace(BOWED, wrong=True)
UP_AGAIN = Evidence(Gesture.NOD, lambda settings: settings.nod.back_within_deg, above=False, way_back=True)


class NodKind(Kind):
    """Where the nose points, up and down."""

    gesture = Gesture.NOD
    event_name = "nod"
    tolerance_frames = 3
    shown = Shown(-15.0, 40.0, 0.0, degrees=True)
    usual = BOWED
    reasons: ClassVar[Mapping[str, Evidence | None]] = {
        "wrong_nod": BOWED_WRONG,
        "nod_unmet": BOWED,
        "nod_short_unmet": BOWED,
        "nod_fast_unmet": BOWED_WRONG,
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
        """Return whether it went beyond the line, and came back: a long look down is no nod."""
        s = settings.nod
        return isinstance(event, Nod) and s.min_s <= event.beyond_s <= s.max_s

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
