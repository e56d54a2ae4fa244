"""Figures that screens name. Tests compute each of them again."""

from ..choices import REPORTED
from ..loop.options import RunOptions
from ..settings import CueSettings

REPLAY_A_TRY, REPLAY_IN_FOUR = 0.111, 0.369
LOOP_A_TRY, LOOP_IN_FOUR = 0.167, 0.518
UNRULED_LOOP_A_TRY, UNRULED_LOOP_IN_FOUR = 0.333, 0.802
"""What ``lab.chance`` computes for recorded sessions in all twelve orders, and for a loop, also without
the rule of the wrong gesture; a test computes them again."""


def hold_for(options: RunOptions) -> bool:
    """Return whether the figures are true of such a run: they know its gestures, its orders and its rules."""
    usual = set(options.gestures) == set(REPORTED) and not options.article_order
    return usual and options.settings.cues == CueSettings()
