"""The puppet by hand: what a key does to it. A key that repeats while held keeps the movement going."""

from dataclasses import replace

from ...choices import Key
from ..shape.look import Pose
from .motion import FARTHEST_YAW_DEG, Follower, Motion, within

HELD_S = 0.6
"""A press lasts so long: keyboards wait about half a second before a held key repeats."""
REPEAT_HELD_S = 0.2
"""And each repeat adds so long."""
TURN_STEP_DEG, FARTHEST_DEG = 6.0, 55.0
NOD_STEP_DEG, DEEPEST_DEG = 4.0, 30.0
QUICK_BLINK_S = 0.12
FASTEST_DEG_A_S, LAG_S = 60.0, 0.15


class HandDriven:
    """Adds the hand's movements to a pose."""

    def __init__(self) -> None:
        self._yaw, self._pitch = Follower(FASTEST_DEG_A_S, LAG_S), Follower(FASTEST_DEG_A_S, LAG_S)
        self._lids, self._jaw = Motion(), Motion()
        self._lids_until_s = self._jaw_until_s = float("-inf")

    def press(self, now_s: float, key: Key) -> None:
        """Take one key press, or one repetition of a held key."""
        if key is Key.LIDS:
            self._lids_until_s = _held_until(now_s, self._lids_until_s)
            self._lids.move(now_s, 1.0, 0.1)
        elif key is Key.QUICK_BLINK:
            self._lids_until_s = now_s + QUICK_BLINK_S
            self._lids.move(now_s, 1.0, 0.08)
        elif key is Key.MOUTH:
            self._jaw_until_s = _held_until(now_s, self._jaw_until_s)
            self._jaw.move(now_s, 1.0, 0.25)
        else:
            self._point(key)

    def add_to(self, pose: Pose, now_s: float) -> Pose:
        """Return the pose with the hand's movements at this time."""
        if now_s > self._lids_until_s:
            self._lids_until_s = float("inf")
            self._lids.move(now_s, 0.0, 0.12)
        if now_s > self._jaw_until_s:
            self._jaw_until_s = float("inf")
            self._jaw.move(now_s, 0.0, 0.25)
        lids = max(pose.lid_left, self._lids.at(now_s))
        return replace(
            pose,
            lid_left=lids,
            lid_right=lids,
            jaw=max(pose.jaw, self._jaw.at(now_s)),
            yaw_deg=within(pose.yaw_deg + self._yaw.at(now_s), FARTHEST_YAW_DEG),
            pitch_deg=pose.pitch_deg + self._pitch.at(now_s),
        )

    def _point(self, key: Key) -> None:
        sideways_deg = {Key.LEFT: TURN_STEP_DEG, Key.RIGHT: -TURN_STEP_DEG}.get(key, 0.0)
        down_deg = {Key.DOWN: NOD_STEP_DEG, Key.UP: -NOD_STEP_DEG}.get(key, 0.0)
        if key is Key.STRAIGHT:
            self._yaw.target = self._pitch.target = 0.0
        self._yaw.target = within(self._yaw.target + sideways_deg, FARTHEST_DEG)
        self._pitch.target = within(self._pitch.target + down_deg, DEEPEST_DEG)


def _held_until(now_s: float, until_s: float) -> float:
    """A first press lasts until the keyboard begins to repeat; a repetition only bridges to the next."""
    held = until_s < float("inf") and now_s <= until_s
    return max(until_s, now_s + REPEAT_HELD_S) if held else now_s + HELD_S
