"""What is asked, and whether it was done: too short, too little or too fast is a hint, not a failure."""

from dataclasses import dataclass
from typing import Protocol

from ..choices import Gesture, Side
from ..messages import Message
from ..settings import SessionSettings
from .detectors import Blink, BlinkDetector, HeadTurn, HeadTurnDetector, MouthOpening, MouthOpeningDetector
from .excursion import ExcursionDetector
from .neutral import RelativeMeasures


@dataclass(frozen=True)
class Challenge:
    """One thing to do. first_side: where a head turn begins, the visitor's own; None for the others."""

    gesture: Gesture
    first_side: Side | None = None


@dataclass(frozen=True)
class Gauge:
    """The value that matters now, against the line that counts."""

    value: float
    line: float
    above: bool
    """True if the value must exceed the line, False if it must fall below."""


@dataclass(frozen=True)
class Judgement:
    """What one picture added. wrong: another gesture than the one asked for."""

    done: bool = False
    hint: Message | None = None
    wrong: Message | None = None
    event: Blink | MouthOpening | HeadTurn | None = None


class Judge(Protocol):
    """Watches one challenge."""

    limit_s: float
    lost_limit_s: float

    def prompt(self) -> Message:
        """What to do now."""
        ...

    def gauge(self, relative: RelativeMeasures) -> Gauge:
        """The measured value against its line."""
        ...

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Judgement:
        """Take one picture's measures."""
        ...

    def unmet(self) -> Message:
        """Why it is not done yet: the best that was seen, and what was asked."""
        ...

    def unreadable(self) -> Message | None:
        """What was seen, if it may be the gesture, read badly; None if there is nothing of the kind."""
        ...


class BlinkJudge:
    """Eyes shut for long enough, the head near neutral."""

    def __init__(self, settings: SessionSettings) -> None:
        self._settings = settings
        self.limit_s, self.lost_limit_s = settings.blink_limit_s, settings.lost_limit_s
        self._detector = BlinkDetector(settings.blink)
        self._away_detector = BlinkDetector(settings.blink)
        self._longest_s = self._too_long_s = self._away_deg = 0.0
        self._lowest = self._lowest_for_long = 1.0
        # Lids that come down, but never to the line: reflections or few pixels hide the rest of their way.
        s = settings.blink
        self._lowered = ExcursionDetector(1 - s.still_above, 1 - s.still_above, s.max_gap_s, 1 - s.shut_below)

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
        if lowered and not lowered.cut and lowered.goal_start_s is None:
            return self._judge_lowered(1 - lowered.peak, lowered.end_s - lowered.start_s, blink)
        if blink is None or blink.cut:
            away = relative is not None and not facing
            return Judgement(hint=Message("face_camera") if away else None, event=blink)
        return self._judge_blink(blink)

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
        if blink.shut_s > s.blink.max_s:
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
        too_long_s = max(self._too_long_s, self._detector.shut_s)
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


class MouthJudge:
    """Mouth wide open, held, and closed again."""

    def __init__(self, settings: SessionSettings) -> None:
        self._settings = settings
        self.limit_s, self.lost_limit_s = settings.mouth_limit_s, settings.lost_limit_s
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


class TurnJudge:
    """Head slowly to the first side, back through the middle, to the other side, and back."""

    def __init__(self, settings: SessionSettings, first_side: Side) -> None:
        self._settings = settings
        self.limit_s, self.lost_limit_s = settings.turn_limit_s, settings.lost_limit_turn_s
        self._detector = HeadTurnDetector(settings.turn)
        self._first_side = self._side = first_side
        self._forget_turns()

    def _forget_turns(self) -> None:
        """What was seen of turns to the present side that were not enough."""
        self._farthest_deg = self._beyond_s = 0.0
        self._too_fast_s: float | None = None
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
        turn = self._detector.update(timestamp_s, in_place)
        hint = None
        if in_place is not None:
            self._follow(self.gauge(in_place).value)
        elif relative is not None:
            aside_x = self._follow_aside(relative)
            hint = Message("turn_aside", aside_x, self._settings.turn_moved_x) if aside_x else None
        else:
            hint = Message("turn_far")
        other = self._side.other
        if self._side == self._first_side and self._reached(other):
            seen_deg, line_deg = self._detector.peak_deg(other), self._settings.turn.turned_beyond_deg
            return Judgement(wrong=Message("wrong_side", seen_deg, line_deg, other), event=turn)
        if turn is not None and turn.side == self._side and not turn.cut:
            return self._judge(turn)
        return Judgement(hint=hint, event=turn)

    def _judge(self, turn: HeadTurn) -> Judgement:
        s = self._settings
        if turn.out_s is None:
            seen_deg = abs(turn.peak_yaw_deg)
            hint = Message("turn_little", seen_deg, s.turn.turned_beyond_deg, turn.side)
            return Judgement(hint=hint, event=turn)
        if turn.beyond_s < s.turn.min_s:
            self._beyond_s = max(self._beyond_s, turn.beyond_s)
            return Judgement(hint=Message("turn_short", turn.beyond_s, s.turn.min_s, turn.side), event=turn)
        if turn.out_s < s.turn_slow_s:
            self._too_fast_s, self._away_deg = turn.out_s, None
            return Judgement(hint=Message("turn_fast", turn.out_s, s.turn_slow_s, turn.side), event=turn)
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
        else:
            self._beyond_s = max(self._beyond_s, self._detector.beyond_s(self._side))

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
        if self._too_fast_s is not None:
            return Message("turn_fast_unmet", self._too_fast_s, s.turn_slow_s, self._side)
        if self._beyond_s or self._farthest_deg > s.turn.turned_beyond_deg:
            return Message("turn_short_unmet", self._beyond_s, s.turn.min_s, self._side)
        if self._aside_x:
            return Message("turn_aside_unmet", self._aside_x, s.turn_moved_x, self._side)
        return Message("turn_unmet", self._farthest_deg, s.turn.turned_beyond_deg, self._side)

    def unreadable(self) -> Message | None:
        return None

    def _reached(self, side: Side) -> bool:
        return self._detector.beyond_s(side) >= self._settings.turn.min_s


class WrongGestureWatch:
    """Notices a gesture that would have passed its own challenge while another one is asked for.

    Without it, a recording that loops through all gestures would pass in any order. A blink is never
    wrong: people blink. A mouth is only judged with the head near the front, where its width is seen.
    """

    def __init__(self, settings: SessionSettings, asked: Gesture) -> None:
        self._settings, self._asked = settings, asked
        self._mouth = MouthOpeningDetector(settings.mouth)
        self._turn = HeadTurnDetector(settings.turn)

    @property
    def share(self) -> float:
        """How far a gesture that is not asked for has gone: from 1 on it is one."""
        s = self._settings
        turn_s = max(self._turn.beyond_s(side) for side in Side)
        return max(self._mouth.wide_s / s.mouth_hold_s, turn_s / s.turn.min_s)

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Message | None:
        """Take one picture's measures; return what was wrong, or None."""
        s = self._settings
        if self._asked is not Gesture.MOUTH:
            frontal = relative is not None and abs(relative.yaw_deg) < s.turn.turned_beyond_deg
            self._mouth.update(timestamp_s, relative if frontal else None)
            if self._mouth.wide_s >= s.mouth_hold_s:
                return Message("wrong_mouth", self._mouth.wide_s, s.mouth_hold_s, gesture=self._asked)
        if self._asked is not Gesture.TURN:
            self._turn.update(timestamp_s, _if_in_place(relative, s))
            side = max(Side, key=self._turn.beyond_s)
            if self._turn.beyond_s(side) >= s.turn.min_s:
                seen_deg, line_deg = self._turn.peak_deg(side), s.turn.turned_beyond_deg
                return Message("wrong_turn", seen_deg, line_deg, side, self._asked)
        return None


def _if_in_place(relative: RelativeMeasures | None, settings: SessionSettings) -> RelativeMeasures | None:
    """A head that has moved sideways is seen from its side without having turned: its yaw is not known."""
    if relative is None or abs(relative.moved_x) > settings.turn_moved_x:
        return None
    return relative


def judge_for(challenge: Challenge, settings: SessionSettings) -> Judge:
    """Return a fresh judge for a challenge."""
    if challenge.gesture is Gesture.BLINK:
        return BlinkJudge(settings)
    if challenge.gesture is Gesture.MOUTH:
        return MouthJudge(settings)
    return TurnJudge(settings, challenge.first_side or Side.LEFT)
