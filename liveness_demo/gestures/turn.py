"""A head turn: asked for, slowly to one side, back, and to the other; in a recording, any."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from ..choices import Gesture, Side
from ..messages import Message
from ..settings import RecordingSettings, SessionSettings, TurnSettings
from .excursion import Excursion, ExcursionDetector
from .judging import Challenge, Coaching, Gauge, Judgement, holding
from .kind import Event, Evidence, Kind, Shown
from .neutral import RelativeMeasures


@dataclass(frozen=True)
class HeadTurn(Event):
    """The head left its neutral to one side and came back."""

    side: Side
    peak_yaw_deg: float
    """The farthest angle, positive to the visitor's own left."""

    gesture: ClassVar[Gesture] = Gesture.TURN

    @property
    def direction(self) -> Side:
        """The side to which it went."""
        return self.side

    def numbers(self, in_session: bool) -> dict[str, object]:
        """Return the side, and the farthest angle."""
        return {"direction": self.side, "peak_yaw_deg": round(self.peak_yaw_deg, 1)}

    def describe(self) -> str:
        """Return what the face did, with its number."""
        farthest_deg = abs(self.peak_yaw_deg)
        return f"head to the own {self.side} for {self.length_s:.2f} s, up to {farthest_deg:.0f}°"


class HeadTurnDetector:
    """The head leaves its own neutral to one side, and comes back.

    One that reaches its line counts if it lasts: it is timed from half the line on, and back to there. A face
    is lost at a profile; if it is found again in time, the turn went on meanwhile.
    """

    def __init__(self, settings: TurnSettings | None = None) -> None:
        self._settings = s = settings or TurnSettings()
        self._sides = {
            side: ExcursionDetector(s.leaves_beyond_deg, s.back_within_deg, s.max_gap_s) for side in Side
        }

    def share(self, side: Side) -> float:
        """How far the present turn to that side has come, in angle and in time: from 1 on it counts."""
        watched, s = self._sides[side], self._settings
        return min(watched.peak / s.turned_beyond_deg, watched.away_s / s.min_s)

    def away_s(self, side: Side) -> float:
        """How long the present turn to that side has lasted."""
        return self._sides[side].away_s

    def peak_deg(self, side: Side) -> float:
        """How far the head has been turned to that side in the present turn."""
        return self._sides[side].peak

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> HeadTurn | None:
        """Take one picture's measures; return the turn that has just ended."""
        left = self._sides[Side.LEFT].update(timestamp_s, None if relative is None else relative.yaw_deg)
        right = self._sides[Side.RIGHT].update(timestamp_s, None if relative is None else -relative.yaw_deg)
        return _turn(Side.LEFT, left) or _turn(Side.RIGHT, right)

    def finish(self) -> HeadTurn | None:
        """End a turn that is still going on when the recording ends."""
        left, right = (self._sides[side].finish() for side in self._sides)
        return _turn(Side.LEFT, left) or _turn(Side.RIGHT, right)


def _turn(side: Side, ended: Excursion | None) -> HeadTurn | None:
    if ended is None:
        return None
    return HeadTurn(
        start_s=ended.start_s,
        end_s=ended.end_s,
        side=side,
        peak_yaw_deg=side.sign * ended.peak,
        cut=ended.cut,
    )


class TurnJudge:
    """Head slowly to the first side, back through the middle, to the other side, and back."""

    needs_eyes = False

    def __init__(self, settings: SessionSettings, first_side: Side) -> None:
        self._settings = settings
        self.limit_s, self.lost_limit_s = settings.turn_limit_s, settings.lost_limit_turn_s
        self.hold_s = settings.turn.min_s
        self._detector = HeadTurnDetector(settings.turn)
        self._first_side = self._side = first_side
        self._on_its_way = False
        """The head was last seen away from the middle."""
        self._forget_turns()

    def _forget_turns(self) -> None:
        """What was seen of turns to the present side that were not enough."""
        self._farthest_deg = 0.0
        self._longest_s = 0.0
        """How long a turn lasted that was far enough."""
        self._aside_x = 0.0
        """How far a head that was beyond the line had moved aside, where no turn is judged."""
        self._away_deg: float | None = None
        """Where a turn that was long enough was last seen, while it has not come back."""

    def prompt(self) -> Message:
        if self._reached(self._side):
            return Message("do_turn_back", side=self._side.other)
        key = "do_turn" if self._side == self._first_side else "do_turn_other"
        return Message(key, asked=self._settings.turn.turned_beyond_deg, side=self._side)

    def gauge(self, relative: RelativeMeasures) -> Gauge:
        toward_deg = self._side.sign * relative.yaw_deg
        return Gauge(toward_deg, self._settings.turn.turned_beyond_deg, above=True)

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Judgement:
        in_place = _if_in_place(relative, self._settings)
        if relative is not None:
            turned = abs(relative.yaw_deg) > self._settings.turn.leaves_beyond_deg
            self._on_its_way = turned and in_place is not None
        turn = self._detector.update(timestamp_s, in_place)
        hint = None
        if in_place is not None:
            self._follow(self.gauge(in_place).value)
        elif relative is not None:
            aside_x = self._follow_aside(relative)
            hint = Message("turn_aside", aside_x, self._settings.turn_moved_x) if aside_x else None
        elif self._on_its_way:
            hint = Message("turn_far")
        other = self._side.other
        if self._side == self._first_side and self._reached(other):
            seen_deg, line_deg = self._detector.peak_deg(other), self._settings.turn.turned_beyond_deg
            return Judgement(wrong=Message("wrong_side", seen_deg, line_deg, other), event=turn)
        if turn is not None and turn.side == self._side and not turn.cut:
            return self._judge(turn)
        return Judgement(hint=hint, event=turn)

    def coach(self, relative: RelativeMeasures | None) -> Coaching:
        if relative is None:
            return Coaching(Message("turn_far" if self._on_its_way else "no_face"))
        if _if_in_place(relative, self._settings) is None:
            return Coaching(Message("coach_stay"))
        if self._reached(self._side):
            return Coaching(Message("coach_middle"), 1.0)
        return self._coach_on_the_way(self.gauge(relative).value)

    def _coach_on_the_way(self, toward_deg: float) -> Coaching:
        s = self._settings.turn
        if abs(toward_deg) <= s.back_within_deg:
            return Coaching()
        if toward_deg < 0:
            return Coaching(Message("coach_other_side", side=self._side))
        if toward_deg > s.turned_beyond_deg:
            return holding(self._detector.away_s(self._side), self.hold_s)
        too_fast = self._detector.peak_deg(self._side) >= s.turned_beyond_deg
        return Coaching(Message("coach_slower" if too_fast else "coach_farther", side=self._side))

    def _judge(self, turn: HeadTurn) -> Judgement:
        s = self._settings
        seen_deg = abs(turn.peak_yaw_deg)
        if seen_deg < s.turn.turned_beyond_deg:
            hint = Message("turn_little", seen_deg, s.turn.turned_beyond_deg, turn.side)
            return Judgement(hint=hint, event=turn)
        if turn.length_s < s.turn.min_s:
            self._longest_s = max(self._longest_s, turn.length_s)
            return Judgement(hint=Message("turn_short", turn.length_s, s.turn.min_s, turn.side), event=turn)
        if self._side != self._first_side:
            return Judgement(done=True, event=turn)
        self._side = self._side.other
        self._forget_turns()
        return Judgement(event=turn)

    def _follow(self, toward_deg: float) -> None:
        """Remember the best of the turns to the present side."""
        self._farthest_deg = max(self._farthest_deg, toward_deg)
        if self._reached(self._side):
            self._away_deg = toward_deg
        elif self._detector.peak_deg(self._side) >= self._settings.turn.turned_beyond_deg:
            self._longest_s = max(self._longest_s, self._detector.away_s(self._side))

    def _follow_aside(self, relative: RelativeMeasures) -> float:
        """Remember a turn that is not judged; return how far the head has moved aside, 0 without a turn."""
        gauge, aside_x = self.gauge(relative), abs(relative.moved_x)
        if gauge.value <= gauge.line:
            return 0.0
        self._aside_x = max(self._aside_x, aside_x)
        return aside_x

    def unmet(self) -> Message:
        s = self._settings
        if self._away_deg is not None:
            return Message("turn_not_back", self._away_deg, s.turn.back_within_deg, self._side)
        if self._farthest_deg >= s.turn.turned_beyond_deg:
            return Message("turn_short_unmet", self._longest_s, s.turn.min_s, self._side)
        if self._aside_x:
            return Message("turn_aside_unmet", self._aside_x, s.turn_moved_x, self._side)
        return Message("turn_unmet", self._farthest_deg, s.turn.turned_beyond_deg, self._side)

    def unreadable(self) -> Message | None:
        return None

    def _reached(self, side: Side) -> bool:
        return self._detector.share(side) >= 1


def _if_in_place(relative: RelativeMeasures | None, settings: SessionSettings) -> RelativeMeasures | None:
    """A head that has moved sideways is seen from its side without having turned: its yaw is not known."""
    if relative is None or abs(relative.moved_x) > settings.turn_moved_x:
        return None
    return relative


class TurnWatch:
    """A head turned far enough, to either side."""

    def __init__(self, settings: SessionSettings) -> None:
        self._settings = settings
        self._detector = HeadTurnDetector(settings.turn)

    @property
    def share(self) -> float:
        """How far the farther turn has come, in angle and in time."""
        return max(map(self._detector.share, Side))

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Message | None:
        """Take one picture's measures; return what was wrong, or None."""
        s = self._settings
        self._detector.update(timestamp_s, _if_in_place(relative, s))
        side = max(Side, key=self._detector.share)
        if self._detector.share(side) < 1:
            return None
        return Message("wrong_turn", self._detector.peak_deg(side), s.turn.turned_beyond_deg, side)


TURNED = Evidence(Gesture.TURN, lambda settings: settings.turn.turned_beyond_deg, above=True)
TURNED_WRONG = replace(TURNED, wrong=True)
BACK = Evidence(Gesture.TURN, lambda settings: settings.turn.back_within_deg, above=False, way_back=True)


class TurnKind(Kind):
    """Where the nose points, sideways."""

    gesture = Gesture.TURN
    event_name = "head_turn"
    tolerance_frames = 3
    first_sides = tuple(Side)
    shown = Shown(-15.0, 50.0, 0.0, degrees=True)
    usual = TURNED
    reasons: ClassVar[Mapping[str, Evidence | None]] = {
        "wrong_side": TURNED_WRONG,
        "wrong_turn": TURNED_WRONG,
        "turn_unmet": TURNED,
        "turn_short_unmet": TURNED,
        "turn_aside_unmet": None,
        "turn_not_back": BACK,
    }
    way_back: ClassVar[Mapping[str, Evidence]] = {"do_turn_back": BACK}
    passing_hints = ("turn_far", "turn_aside")

    def value(self, relative: RelativeMeasures) -> float:
        """Return how far the head is turned from its neutral, positive to the visitor's own left."""
        return relative.yaw_deg

    def detector(self, settings: RecordingSettings) -> HeadTurnDetector:
        """Return what finds turns in a recording."""
        return HeadTurnDetector(settings.turn)

    def counts(self, event: Event, settings: RecordingSettings) -> bool:
        """Return whether it reached the line, and lasted."""
        s = settings.turn
        return (
            isinstance(event, HeadTurn)
            and abs(event.peak_yaw_deg) >= s.turned_beyond_deg
            and event.length_s >= s.min_s
        )

    def judge(self, challenge: Challenge, settings: SessionSettings) -> TurnJudge:
        """Return what judges a turn that is asked for."""
        return TurnJudge(settings, challenge.first_side or Side.LEFT)

    def watch(self, settings: SessionSettings) -> TurnWatch:
        """Return what notices a turn while another gesture is asked for."""
        return TurnWatch(settings)


KIND = TurnKind()
