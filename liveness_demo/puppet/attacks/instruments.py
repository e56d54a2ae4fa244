"""Attacks in the puppet's world: what somebody holds before the camera, or puts in place of its picture.

Each instrument shows the puppet, never a person. Whoever uses it can read the screen, as any visitor can.
"""

from collections.abc import Callable
from random import Random

from ...choices import FaceLibrary, Instrument
from ...errors import UsageError
from ..shape.look import Look
from ..visitor import Visitor
from .in_hand import InHand
from .prints import CutOut, Photo, TiltedPhoto
from .puppeteer import Puppeteer
from .replays import LoopedReplay, Replay, ReplayMatching

IN_HAND: dict[Instrument, Callable[[Look, Random], InHand]] = {
    Instrument.PHOTO: Photo,
    Instrument.TILTED_PHOTO: TiltedPhoto,
    Instrument.CUT_OUT: CutOut,
    Instrument.REPLAY: Replay,
    Instrument.REPLAY_MATCHING: ReplayMatching,
    Instrument.LOOPED_REPLAY: LoopedReplay,
}


def visitor_with(instrument: Instrument, look: Look, randomness: Random, library: FaceLibrary) -> Visitor:
    """Return somebody who uses this.

    look: of the face that is shown. randomness: draws all that is left to chance. library: it reads the face
    model where one is needed to measure another face.
    """
    if instrument is Instrument.PUPPETEER:
        return Puppeteer(look, randomness, library)
    return IN_HAND[instrument](look, randomness)


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
