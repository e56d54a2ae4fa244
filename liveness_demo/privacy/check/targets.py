"""What privacy-check tries to reach: all of it on this computer, and the program's own."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Targets:
    """What an attempt can reach. All of it is on this computer, and the program's own."""

    folder: str
    tcp_port: int
    udp_port: int
    stream_socket: str
    datagram_socket: str
    abstract_socket: str
    terminal: int
    """Descriptor of a terminal that nobody uses."""

    @property
    def existing(self) -> str:
        """The path of a file that is there."""
        return f"{self.folder}/file"

    def new(self, name: str) -> str:
        """Return a path at which nothing is yet: the helper and the program make different files."""
        return f"{self.folder}/{os.getpid()}-{name}"
