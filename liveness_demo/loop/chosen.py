"""What is looked at: from a source's name to a value, said once, and from that to the source itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ..choices import FaceLibrary, Instrument, SourceKind
from ..errors import UsageError
from ..puppet.attacks.instruments import parse_attack
from ..puppet.driven.source import DrivenPuppet
from ..puppet.source import LOOKS, PuppetOptions, PuppetSource, chosen_look, parse_puppet
from ..sources.camera import Camera, camera_number
from ..sources.frame import Source
from ..sources.orientation import Orientation
from ..sources.video_file import VideoFile


@dataclass(frozen=True)
class VisitorChooses:
    """``auto``: the visitor chooses between the camera and the puppet."""


@dataclass(frozen=True)
class ChosenCamera:
    """``camera`` or ``camera:N``."""

    number: int = 0


@dataclass(frozen=True)
class ChosenPuppet:
    """``puppet`` or ``puppet:key=value,...``."""

    options: PuppetOptions = field(default_factory=PuppetOptions)


@dataclass(frozen=True)
class ChosenAttack:
    """``attack:NAME``, in the puppet's world. options: of the puppet that it shows."""

    instrument: Instrument
    options: PuppetOptions = field(default_factory=PuppetOptions)


@dataclass(frozen=True)
class ChosenFile:
    """Any other name: a video file."""

    path: Path


@dataclass(frozen=True)
class ChosenDriven:
    """``puppet:key=value,...,driver=camera`` or ``driver=FILE``: what is seen there moves the puppet."""

    options: PuppetOptions
    driver: ChosenCamera | ChosenFile


Chosen = VisitorChooses | ChosenCamera | ChosenPuppet | ChosenAttack | ChosenFile | ChosenDriven
DRIVER = "driver="
"""All that follows is the driver's name: a file's may hold a comma."""


def parse_source(name: str) -> Chosen:
    """Read a source's name. Raises UsageError for one that begins like a source and cannot be one."""
    if name == SourceKind.AUTO.value:
        return VisitorChooses()
    kind = name.partition(":")[0]
    if kind == SourceKind.CAMERA.value:
        return ChosenCamera(camera_number(name))
    if kind == SourceKind.PUPPET.value:
        return _parse_driven(name) if DRIVER in name else ChosenPuppet(parse_puppet(name))
    if kind == SourceKind.ATTACK.value:
        return ChosenAttack(parse_attack(name))
    return ChosenFile(Path(name))


def _parse_driven(name: str) -> ChosenDriven:
    look, _, driver_name = name.partition(DRIVER)
    driver = parse_source(driver_name) if driver_name else None
    if not isinstance(driver, ChosenCamera | ChosenFile):
        raise UsageError(f"{driver_name[:40]!r} moves no puppet: write driver=camera, or driver= and a film.")
    options = parse_puppet(look)
    if options != PuppetOptions(**{key: getattr(options, key) for key in LOOKS}):
        raise UsageError(f"A driver moves this puppet: of it choose only {', '.join(LOOKS)}.")
    return ChosenDriven(options, driver)


def open_source(
    chosen: Chosen,
    puppet_seed: int,
    watched: bool,
    orientation: Callable[[], Orientation] = Orientation,
    library: FaceLibrary = FaceLibrary.AUTO,
) -> Source:
    """Open what was chosen, once a visitor who could choose has done so.

    puppet_seed: draws what the puppet's options leave open. watched: somebody sees the puppet, so it
    stays for as long as they like. orientation: how a driver's pictures stand at this moment. library: it
    reads the face model where a face moves the puppet, which a camera's or a film's does as a trick.
    Raises SourceError for a source that cannot be read.
    """
    if isinstance(chosen, ChosenDriven):
        look = chosen_look(chosen.options, puppet_seed)
        return DrivenPuppet(_open(chosen.driver), look, orientation, library)
    if isinstance(chosen, ChosenCamera | ChosenFile):
        look = chosen_look(PuppetOptions(), puppet_seed)
        return DrivenPuppet(_open(chosen), look, orientation, library, as_trick=True)
    if isinstance(chosen, ChosenPuppet):
        return PuppetSource(chosen.options, puppet_seed, watched, library=library)
    assert isinstance(chosen, ChosenAttack), "the visitor has chosen by now"
    return PuppetSource(chosen.options, puppet_seed, watched, chosen.instrument, library=library)


def _open(seen: ChosenCamera | ChosenFile) -> Source:
    return Camera(seen.number) if isinstance(seen, ChosenCamera) else VideoFile(seen.path)
