"""Figures that screens name. Tests compute each of them again."""

REPLAY_A_TRY, REPLAY_IN_FOUR = 0.107, 0.349
LOOP_A_TRY, LOOP_IN_FOUR = 0.164, 0.516
UNRULED_LOOP_A_TRY, UNRULED_LOOP_IN_FOUR = 0.328, 0.780
"""What ``lab.chance`` computes for recorded sessions in all twelve orders, and for a loop, also without
the rule of the wrong gesture; a test computes them again."""
