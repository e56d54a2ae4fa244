"""Whom a line rejects: the fixed line beside the personal baseline, for the blinks of one labelled clip."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..settings import RecordingSettings
from .analysis import Film, openness
from .fixed_line import below_fixed_line, both_eyes, share_called_shut
from .scores import IGNORE_TOLERANCE_FRAMES, TOLERANCE_FRAMES, ClipResult, LabelledClip, Span, compare

BLINK = "blink"


@dataclass(frozen=True)
class LineResult:
    """What one line makes of a clip's blinks."""

    found: int | None
    """Labelled blinks that were found; None: the labels do not score blinks here."""
    invented: int | None
    """Blinks that no label has; None: the labels do not say that they hold all blinks."""
    called_shut: float | None
    """Share of the open pictures, 0 to 1; None if there are none."""


@dataclass(frozen=True)
class TwoLines:
    """One clip, both lines."""

    file: str
    condition: str
    open_pictures: int
    """Pictures with a face and, by the labels, open eyes."""
    open_ear: float | None
    """The middle one of their eye aspect ratios: half of them lie below. None if there are none."""
    labelled: int | None
    """Blinks to be found; None: the labels do not score blinks here."""
    fixed: LineResult
    personal: LineResult


def two_lines(clip: LabelledClip, film: Film, personal: ClipResult) -> TwoLines:
    """Judge a clip by the fixed line, beside what ``compare`` said of the personal baseline."""
    opened = open_frames(clip, film)
    faces = [face for index in opened if (face := film.measures[index]) is not None]
    closing = RecordingSettings().blink.closing_below
    own = openness(film)
    shut = sum(value is not None and value < closing for value in (own[index] for index in opened))
    fixed = compare(clip, _fixed_blinks(film))
    score = personal.scores.get(BLINK)
    return TwoLines(
        file=clip.file,
        condition=clip.condition,
        open_pictures=len(faces),
        open_ear=float(np.median([both_eyes(face) for face in faces])) if faces else None,
        labelled=score.found + score.missed if score else None,
        fixed=_result(clip, fixed, share_called_shut(faces) if faces else None),
        personal=_result(clip, personal, shut / len(faces) if faces else None),
    )


def open_frames(clip: LabelledClip, film: Film) -> list[int]:
    """Return the frames with a face and open eyes: outside every labelled and ignored blink.

    Lids fall and rise in the frames beside a label, which is good to the tolerance of scoring: they count as
    neither open nor shut.
    """
    blinks = [(span, TOLERANCE_FRAMES[BLINK]) for span in clip.events if span.gesture == BLINK]
    blinks += [(span, IGNORE_TOLERANCE_FRAMES) for span in clip.ignored if span.gesture == BLINK]
    return [
        index
        for index, face in enumerate(film.measures)
        if face is not None and not any(Span(BLINK, index, index).overlaps(span, far) for span, far in blinks)
    ]


def _fixed_blinks(film: Film) -> Sequence[Span]:
    stays = below_fixed_line(film.times_s, film.measures)
    return [Span(BLINK, *film.frames_of(stay)) for stay in stays]


def _result(clip: LabelledClip, result: ClipResult, called_shut: float | None) -> LineResult:
    score = result.scores.get(BLINK)
    return LineResult(
        found=score.found if score else None,
        invented=score.invented if score and BLINK in clip.scored else None,
        called_shut=called_shut,
    )
