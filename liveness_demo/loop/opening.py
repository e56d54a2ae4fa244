"""From a source's name to the source itself."""

from pathlib import Path

from ..puppet.attacks.instruments import is_attack, parse_attack
from ..puppet.source import PuppetOptions, PuppetSource, is_puppet, parse_puppet
from ..sources.camera import open_camera
from ..sources.frame import Source
from ..sources.video_file import VideoFile, is_camera


def open_source(name: str, puppet_seed: int, watched: bool) -> Source:
    """Open ``camera``, ``camera:N``, ``puppet``, ``puppet:key=value,...``, ``attack:NAME``, or a video file.

    puppet_seed: draws what the puppet's options leave open. watched: somebody sees the puppet, so it
    stays for as long as they like. Raises UsageError for a name that cannot be one, SourceError for a source
    that cannot be read.
    """
    if is_puppet(name):
        return PuppetSource(parse_puppet(name), puppet_seed, forever=watched)
    if is_attack(name):
        return PuppetSource(PuppetOptions(), puppet_seed, forever=watched, attack=parse_attack(name))
    return open_camera(name) if is_camera(name) else VideoFile(Path(name))
