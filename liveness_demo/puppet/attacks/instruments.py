"""Attacks in the puppet's world: what somebody holds before the camera, or puts in place of its picture.

Each instrument shows the puppet, never a person. Whoever uses it can read the screen, as any visitor can.
"""

from collections.abc import Callable
from random import Random

from ...choices import Instrument
from ...errors import UsageError
from ..shape.look import Look
from ..visitor import Visitor
from .prints import CutOut, Photo, TiltedPhoto
from .puppeteer import Puppeteer
from .replays import LoopedReplay, Replay, ReplayMatching

ATTACKS: dict[Instrument, Callable[[Look, Random], Visitor]] = {
    Instrument.PHOTO: Photo,
    Instrument.TILTED_PHOTO: TiltedPhoto,
    Instrument.CUT_OUT: CutOut,
    Instrument.REPLAY: Replay,
    Instrument.REPLAY_MATCHING: ReplayMatching,
    Instrument.LOOPED_REPLAY: LoopedReplay,
    Instrument.PUPPETEER: Puppeteer,
}
"""Each is made from the look of the face that it shows, and from what draws all that is left to chance."""


def after(instrument: Instrument | None) -> Instrument | None:
    """Return the instrument that comes next; None: the puppet's own face, before the first."""
    every: list[Instrument | None] = [None, *Instrument]
    return every[(every.index(instrument) + 1) % len(every)]


def parse_attack(name: str) -> Instrument:
    """Read ``attack:NAME``. Raises UsageError for a name that there is not."""
    try:
        return Instrument(name.partition(":")[2])
    except ValueError as error:
        known = ", ".join(instrument.value for instrument in Instrument)
        raise UsageError(f"{name[:40]!r} is no attack: write attack: and one of {known}.") from error
