"""Another gesture than the one asked for.

Without this rule a recording that loops through all gestures would pass in any order.
"""

from collections.abc import Collection
from dataclasses import replace

from ..choices import REPORTED, Gesture
from ..messages import Message
from ..settings import SessionSettings
from .neutral import RelativeMeasures
from .table import KINDS


class WrongGestureWatch:
    """Notices a gesture that would have passed its own challenge while another one is asked for.

    Watched are the gestures of the news report, and whatever else this try asks for.
    """

    def __init__(self, settings: SessionSettings, asked: Gesture, chosen: Collection[Gesture] = ()) -> None:
        self._asked = asked
        others = [gesture for gesture in Gesture if gesture in {*REPORTED, *chosen} - {asked}]
        made = (KINDS[gesture].watch(settings) for gesture in others)
        self._watches = [watch for watch in made if watch is not None]

    @property
    def share(self) -> float:
        """How far a gesture that is not asked for has gone: from 1 on it is one."""
        return max(watch.share for watch in self._watches)

    def update(self, timestamp_s: float, relative: RelativeMeasures | None) -> Message | None:
        """Take one picture's measures; return what was wrong, or None."""
        found = [watch.update(timestamp_s, relative) for watch in self._watches]
        wrong = next(filter(None, found), None)
        return None if wrong is None else replace(wrong, gesture=self._asked)
