"""What a session would say of people in recordings: of what they did when asked, and of what they do unasked.

The judges are the session's own. A recording has no rest before each gesture, so its own neutral is taken
from the whole of it; the gates before a try, the cues, and the rule against other gestures are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..gestures.judging import Challenge, Judge
from ..gestures.kind import Kind
from ..gestures.neutral import Baseline, RelativeMeasures, relative
from ..gestures.table import KINDS
from ..messages import Message
from ..session.gates import NeutralGate
from ..settings import SessionSettings
from .analysis import Film, rest_of
from .scores import LabelledClip, Span

BEFORE_S, AFTER_S = 1.0, 1.0
"""A gesture is shown to its judge with so much before and after it: labels begin where it is in full."""
STRETCH_S, EVERY_S = 8.0, 0.5
"""Stretches of what people do by themselves: as long as a step's usual limit, and how often one begins."""


@dataclass(frozen=True)
class Answer:
    """What somebody did when asked, and what the judge says. reason: None if it counts."""

    span: Span
    reason: Message | None


@dataclass(frozen=True)
class ByItself:
    """How many stretches of a recording would have passed a gesture's step though nobody asked."""

    gesture: str
    stretches: int
    passed: int


def answers(clip: LabelledClip, film: Film, settings: SessionSettings | None = None) -> Iterator[Answer]:
    """Yield what the session says of each gesture that the labels call asked for."""
    settings = settings or SessionSettings()
    seen = _against_rest(film)
    for span in clip.asked:
        kind = next(kind for kind in KINDS.values() if kind.event_name == span.gesture)
        from_s, to_s = _at_s(film, span.first_frame) - BEFORE_S, _at_s(film, span.last_frame) + AFTER_S
        side = next((side for side in kind.first_sides if side == span.direction), None)
        judge = kind.judge(Challenge(kind.gesture, side), settings)
        yield Answer(span, None if _passes(kind, judge, film, seen, from_s, to_s) else judge.unmet())


def by_itself(clip: LabelledClip, film: Film, settings: SessionSettings | None = None) -> Iterator[ByItself]:
    """Yield, for each gesture, in how many stretches what was not asked for would have passed.

    As in a session, a stretch's time begins to run at neutral.
    """
    settings = settings or SessionSettings()
    seen = _against_rest(film)
    length_s = film.times_s[-1] if film.times_s else 0.0
    starts_s = np.arange(0.0, max(EVERY_S, length_s - STRETCH_S), EVERY_S)
    for kind in KINDS.values():
        asked = [
            (_at_s(film, span.first_frame), _at_s(film, span.last_frame))
            for span in clip.asked
            if span.gesture == kind.event_name
        ]
        free = [s for s in starts_s if not any(s < end and s + STRETCH_S > start for start, end in asked)]
        begun = [_neutral_s(kind, film, seen, start_s, settings) for start_s in free]
        passed = sum(
            any(
                _passes(kind, kind.judge(Challenge(kind.gesture, side), settings), film, seen, *step_s)
                for side in kind.first_sides
            )
            for step_s in ((begin_s, begin_s + STRETCH_S) for begin_s in begun if begin_s is not None)
        )
        yield ByItself(kind.event_name, len(free), passed)


def _neutral_s(
    kind: Kind, film: Film, seen: list[RelativeMeasures | None], from_s: float, settings: SessionSettings
) -> float | None:
    """Return when a step's clock would begin to run, as in a session: at neutral. None: it would not."""
    gate = NeutralGate(settings, kind)
    for index in range(int(np.searchsorted(film.times_s, from_s)), len(film.times_s)):
        if gate.update(film.times_s[index], seen[index]):
            return film.times_s[index]
        if gate.expired(film.times_s[index]):
            break
    return None


def _passes(
    kind: Kind, judge: Judge, film: Film, seen: list[RelativeMeasures | None], from_s: float, to_s: float
) -> bool:
    """Return whether the judge is content, or asks for the other side: labels hold one side at a time."""
    asks = {judge.prompt().key, *kind.way_back}
    first, last = np.searchsorted(film.times_s, [from_s, to_s])
    for index in range(first, last):
        if judge.update(film.times_s[index], seen[index]).done or judge.prompt().key not in asks:
            return True
    return False


def _at_s(film: Film, frame: int) -> float:
    """Return a frame's time; of one that the film does not have, that of the nearest."""
    return film.times_s[max(0, min(frame, len(film.times_s) - 1))] if film.times_s else 0.0


def _against_rest(film: Film) -> list[RelativeMeasures | None]:
    faces = [face for face in film.measures if face is not None]
    rest: Baseline | None = rest_of(faces) if faces else None
    return [None if face is None or rest is None else relative(face, rest) for face in film.measures]
