"""A smile: asked for, held still for a moment, lips closed or not; in a recording, any.

The muscle of a smile pulls the corners of the mouth up and outwards. Lips that only stretch (bared teeth, a
vowel) and a head that only bows move the corners one way, and are none. In laughter the mouth opens and
shuts: nothing is held.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from ..choices import Gesture
from ..messages import Message
from ..settings import RecordingSettings, SessionSettings, SmileSettings
from .excursion import Excursion, ExcursionDetector
from .judging import Challenge, Coaching, Gauge, Judgement, holding
from .kind import Event, Evidence, Kind, Shown
from .neutral import RelativeMeasures

USUAL = SmileSettings()


def smile_of(relative: RelativeMeasures, settings: SmileSettings = USUAL) -> float:
    """Return how far the mouth smiles: the share by which it is wider than at rest, 0 at rest, 0.15 to 0.4.

    No more than its corners rise: of width without height, or height without width, the lesser counts.
    """
    return min(wider_and_up(relative, settings))


def wider_and_up(relative: RelativeMeasures, settings: SmileSettings = USUAL) -> tuple[float, float]:
    """Return both that a smile needs: how much wider the mouth is, and its corners' rise as such a share."""
    return relative.mouth_wider, settings.width_per_rise * relative.corners_up


@dataclass(frozen=True)
class Smile(Event):
    """The corners of the mouth moved apart and up, and came back."""

    gesture: ClassVar[Gesture] = Gesture.SMILE

    peak: float
    """The broadest, as a share by which the mouth is wider than at rest."""
    wide_s: float
    """The longest stay above ``SmileSettings.wide_above`` with a still mouth."""
    moved: float
    """By how much the mouth opened and shut meanwhile, at most, in mouth aspect ratios."""

    def numbers(self, in_session: bool) -> dict[str, object]:
        """Return how much wider the mouth was at most."""
        return {"peak_wider": round(self.peak, 3)}

    def describe(self) -> str:
        """Return what the face did, with its number."""
        return f"smile for {self.length_s:.2f} s, mouth wider by up to {self.peak:.0%}"


class SmileDetector:
    """The corners of the mouth leave their neutral, apart and up, stay there, and come back."""

    def __init__(self, settings: SmileSettings | None = None) -> None:
        self._settings = s = settings or SmileSettings()
        self._broad = ExcursionDetector(s.begins_above, s.over_below, s.max_gap_s, s.wide_above)
        self._gaps: deque[tuple[float, float]] = deque()
        """The mouth's openings in the last moment: (timestamp_s, mouth aspect ratio)."""
        self._peak = self._moved = 0.0
        self.moves = False
        """The mouth has opened or shut in the last moment: that is no smile that is held."""

    @property
    def wide_s(self) -> float:
        """How long the smile has been broad enough, so far."""
        return self._broad.goal_s

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Smile | None:
        """Take one picture's measures; return the smile that has just ended."""
        if relative is None:
            return self._smile(self._broad.update(timestamp_s, None))
        value, moved = smile_of(relative, self._settings), self._moves(timestamp_s, relative.mouth_gap)
        self._peak = max(self._peak, value)
        if value > self._settings.wide_above:
            self._moved = max(self._moved, moved)
        self.moves = moved > self._settings.still_within
        if self.moves:
            value = min(value, self._settings.wide_above)
        return self._smile(self._broad.update(timestamp_s, value))

    def finish(self) -> Smile | None:
        """End a smile that is still going on when the recording ends."""
        return self._smile(self._broad.finish())

    def _moves(self, timestamp_s: float, gap: float) -> float:
        """Return by how much the mouth has opened or shut in the last moment."""
        self._gaps.append((timestamp_s, gap))
        while timestamp_s - self._gaps[0][0] > self._settings.still_s:
            self._gaps.popleft()
        gaps = [each for _, each in self._gaps]
        return max(gaps) - min(gaps)

    def _smile(self, ended: Excursion | None) -> Smile | None:
        if ended is None:
            return None
        peak, moved, self._peak, self._moved = self._peak, self._moved, 0.0, 0.0
        return Smile(ended.start_s, ended.end_s, peak, ended.goal_s, moved, cut=ended.cut)


class SmileJudge:
    """A smile, held. It need not end: who laughs at being asked has done what was asked."""

    needs_eyes = False

    def __init__(self, settings: SessionSettings) -> None:
        self._settings = settings
        self.limit_s, self.lost_limit_s = settings.smile_limit_s, settings.lost_limit_s
        self.hold_s = settings.smile_hold_s
        self._detector = SmileDetector(settings.smile)
        self._broadest = self._longest_s = 0.0
        self._moved = 0.0
        """By how much the mouth moved in a smile that was long enough."""

    def prompt(self) -> Message:
        return Message("do_smile", asked=self._settings.smile_hold_s)

    def gauge(self, relative: RelativeMeasures) -> Gauge:
        smile = self._settings.smile
        return Gauge(smile_of(relative, smile), smile.wide_above, above=True)

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Judgement:
        s = self._settings
        if relative is not None:
            self._broadest = max(self._broadest, self.gauge(relative).value)
        smile = self._detector.update(timestamp_s, relative)
        self._longest_s = max(self._longest_s, self._detector.wide_s if smile is None else smile.wide_s)
        if self._longest_s >= s.smile_hold_s:
            return Judgement(done=True, event=smile or self._detector.finish())
        if smile is None or smile.cut:
            return Judgement(event=smile)
        if smile.length_s >= s.smile_hold_s and smile.moved > s.smile.still_within:
            self._moved = max(self._moved, smile.moved)
            return Judgement(hint=Message("smile_moved", smile.moved, s.smile.still_within), event=smile)
        if smile.wide_s > 0:
            return Judgement(hint=Message("smile_short", smile.wide_s, s.smile_hold_s), event=smile)
        return Judgement(hint=Message("smile_little", smile.peak, s.smile.wide_above), event=smile)

    def coach(self, relative: RelativeMeasures | None) -> Coaching:
        if relative is None:
            return Coaching(Message("no_face"))
        gauge = self.gauge(relative)
        if gauge.value > gauge.line and self._detector.moves:
            return Coaching(Message("coach_still"))
        if gauge.value > gauge.line:
            return holding(self._detector.wide_s, self.hold_s)
        return Coaching(Message("coach_broader") if gauge.value > self._settings.smile.over_below else None)

    def unmet(self) -> Message:
        s = self._settings
        if self._moved:
            return Message("smile_moved_unmet", self._moved, s.smile.still_within)
        if self._longest_s:
            return Message("smile_short_unmet", self._longest_s, s.smile_hold_s)
        return Message("smile_unmet", max(0.0, self._broadest), s.smile.wide_above)

    def unreadable(self) -> Message | None:
        return None


class SmileWatch:
    """A smile with closed lips, begun and held meanwhile. Laughing is never wrong."""

    def __init__(self, settings: SessionSettings) -> None:
        self._settings = settings
        self._detector = SmileDetector(settings.smile)
        self._rested = False
        """The smile that was asked for before may still fade."""

    @property
    def share(self) -> float:
        """How long it has been held, of how long is asked for."""
        return self._detector.wide_s / self._settings.smile_hold_s

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Message | None:
        """Take one picture's measures; return what was wrong, or None."""
        s = self._settings
        if relative is not None:
            self._rested = self._rested or smile_of(relative, s.smile) <= s.smile.over_below
            if not self._rested or relative.mouth_gap > s.neutral_mouth:
                relative = replace(relative, mouth_wider=0.0)
        self._detector.update(timestamp_s, relative)
        if self._detector.wide_s < s.smile_hold_s:
            return None
        return Message("wrong_smile", self._detector.wide_s, s.smile_hold_s)


BROAD = Evidence(Gesture.SMILE, lambda settings: settings.smile.wide_above, above=True)


class SmileKind(Kind):
    """How far the corners of the mouth are apart and up."""

    gesture = Gesture.SMILE
    event_name = "smile"
    tolerance_frames = 3
    shown = Shown(-0.1, 0.5, 0.0)
    usual = BROAD
    reasons: ClassVar[Mapping[str, Evidence | None]] = {
        "wrong_smile": replace(BROAD, wrong=True),
        "smile_unmet": BROAD,
        "smile_short_unmet": BROAD,
        "smile_moved_unmet": None,
    }

    def value(self, relative: RelativeMeasures) -> float:
        """Return how far the mouth smiles, as a share of its width at rest."""
        return smile_of(relative)

    def detector(self, settings: RecordingSettings) -> SmileDetector:
        """Return what finds smiles in a recording."""
        return SmileDetector(settings.smile)

    def counts(self, event: Event, settings: RecordingSettings) -> bool:
        """Return whether it was broad for a moment."""
        return isinstance(event, Smile) and event.wide_s >= settings.smile.min_s

    def judge(self, challenge: Challenge, settings: SessionSettings) -> SmileJudge:
        """Return what judges a smile that is asked for."""
        return SmileJudge(settings)

    def watch(self, settings: SessionSettings) -> SmileWatch:
        """Return what notices a smile while another gesture is asked for."""
        return SmileWatch(settings)


KIND = SmileKind()
