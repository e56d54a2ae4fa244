"""The puppet by hand: what a key does to it. A key that repeats while held keeps the movement going."""

from dataclasses import replace

from ...choices import Key
from ..shape.look import Pose
from .motion import FARTHEST_PITCH_DEG, FARTHEST_YAW_DEG, Follower, Motion, within

HELD_S = 0.6
"""A press lasts so long: keyboards wait about half a second before a held key repeats."""
REPEAT_HELD_S = 0.2
"""And each repeat adds so long."""
TURN_STEP_DEG, FARTHEST_DEG = 6.0, 55.0
NOD_STEP_DEG, DEEPEST_DEG = 4.0, 30.0
QUICK_BLINK_S = 0.12
FASTEST_DEG_A_S, LAG_S = 60.0, 0.15


class _Held:
    """Something that a key moves from 0 to 1 while it is held. back_s: how long the way back takes."""

    def __init__(self, back_s: float) -> None:
        self._motion, self._back_s = Motion(), back_s
        self._until_s = float("-inf")

    def hold(self, now_s: float, takes_s: float) -> None:
        """Take a press, or one repetition: a repetition only bridges to the next one."""
        held = self._until_s < float("inf") and now_s <= self._until_s
        self._until_s = max(self._until_s, now_s + REPEAT_HELD_S) if held else now_s + HELD_S
        self._motion.move(now_s, 1.0, takes_s)

    def flick(self, now_s: float, stays_s: float, takes_s: float) -> None:
        """Take a press that does not last, however long the key is held."""
        self._until_s = now_s + stays_s
        self._motion.move(now_s, 1.0, takes_s)

    def at(self, now_s: float) -> float:
        """Return where it is, 0 to 1."""
        if now_s > self._until_s:
            self._until_s = float("inf")
            self._motion.move(now_s, 0.0, self._back_s)
        return self._motion.at(now_s)


class HandDriven:
    """Adds the hand's movements to a pose."""

    def __init__(self) -> None:
        self._yaw, self._pitch = Follower(FASTEST_DEG_A_S, LAG_S), Follower(FASTEST_DEG_A_S, LAG_S)
        self._lids, self._jaw, self._smile = _Held(0.12), _Held(0.25), _Held(0.4)

    def press(self, now_s: float, key: Key) -> None:
        """Take one key press, or one repetition of a held key."""
        if key is Key.LIDS:
            self._lids.hold(now_s, 0.1)
        elif key is Key.QUICK_BLINK:
            self._lids.flick(now_s, QUICK_BLINK_S, 0.08)
        elif key is Key.MOUTH:
            self._jaw.hold(now_s, 0.25)
        elif key is Key.SMILE:
            self._smile.hold(now_s, 0.4)
        else:
            self._point(key)

    def add_to(self, pose: Pose, now_s: float) -> Pose:
        """Return the pose with the hand's movements at this time."""
        lids = max(pose.lid_left, self._lids.at(now_s))
        return replace(
            pose,
            lid_left=lids,
            lid_right=lids,
            jaw=max(pose.jaw, self._jaw.at(now_s)),
            smile=max(pose.smile, self._smile.at(now_s)),
            yaw_deg=within(pose.yaw_deg + self._yaw.at(now_s), FARTHEST_YAW_DEG),
            pitch_deg=within(pose.pitch_deg + self._pitch.at(now_s), FARTHEST_PITCH_DEG),
        )

    def _point(self, key: Key) -> None:
        sideways_deg = {Key.LEFT: TURN_STEP_DEG, Key.RIGHT: -TURN_STEP_DEG}.get(key, 0.0)
        down_deg = {Key.DOWN: NOD_STEP_DEG, Key.UP: -NOD_STEP_DEG}.get(key, 0.0)
        if key is Key.STRAIGHT:
            self._yaw.target = self._pitch.target = 0.0
        self._yaw.target = within(self._yaw.target + sideways_deg, FARTHEST_DEG)
        self._pitch.target = within(self._pitch.target + down_deg, DEEPEST_DEG)
