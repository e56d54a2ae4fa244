"""From a source's name to the source itself."""

from pathlib import Path

from .puppet.source import PuppetSource, is_puppet, parse_puppet
from .source import Source, VideoFile, is_camera, open_camera


def open_source(name: str, puppet_seed: int, watched: bool) -> Source:
    """Open ``camera``, ``camera:N``, ``puppet``, ``puppet:key=value,...``, or the video file of that path.

    puppet_seed: draws what the puppet's options leave open. watched: somebody sees the puppet, so it
    stays for as long as they like. Raises UsageError for a name that cannot be one, SourceError for a source
    that cannot be read.
    """
    if is_puppet(name):
        return PuppetSource(parse_puppet(name), puppet_seed, forever=watched)
    return open_camera(name) if is_camera(name) else VideoFile(Path(name))
