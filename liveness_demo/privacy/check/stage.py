"""Where privacy-check tries to leak: a folder, listeners on this computer, and the same attempts unlocked.

A helper process, forked before the lock and never locked, owns all of it. It shows what an unlocked
process can do here, waits until the program is gone, and then removes the folder.
"""

import json
import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path
from socket import AF_INET, AF_UNIX, SOCK_DGRAM, SOCK_STREAM, socket

from .targets import Targets


class Helper:
    """The helper process, seen from the program. Make it before the lock."""

    def __init__(self) -> None:
        """Raises OSError if it cannot be set up."""
        from_helper, to_program = os.pipe()
        from_program, self._life = os.pipe()
        self._helper = os.fork()
        if self._helper == 0:
            os.close(from_helper)
            os.close(self._life)
            _be_the_helper(from_program, to_program)
        os.close(to_program)
        os.close(from_program)
        self._answers = os.fdopen(from_helper, encoding="utf-8")
        targets = self._answers.readline()
        if not targets:
            raise OSError("there is no place for a temporary folder")
        terminals = os.openpty()  # its own one: the helper's is worn out after its own attempt
        self.targets = replace(Targets(**json.loads(targets)), terminal=terminals[1])
        self.descriptors = (*terminals, self._life, from_helper)
        """Not to be closed by the lock."""

    def control(self) -> dict[str, str]:
        """Let the helper make all attempts; return what came of each, by its name."""
        os.write(self._life, b"go\n")
        return dict(json.loads(self._answers.readline()))

    def close(self) -> None:
        """Let the helper remove what it made, and wait until it did."""
        os.close(self._life)
        self._answers.close()
        with suppress(ChildProcessError):
            os.waitpid(self._helper, 0)


def _be_the_helper(program: int, answers: int) -> None:
    """Serve until the program is gone; never returns."""
    try:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, signal.SIG_IGN)
        with _targets() as targets, os.fdopen(program) as wishes:
            _write_line(answers, asdict(targets))
            for _ in wishes:
                _write_line(answers, _unlocked(targets))
    finally:
        os._exit(0)


def _unlocked(targets: Targets) -> dict[str, str]:
    from .attempts import attempt_all  # noqa: PLC0415  it takes OpenCV and numpy, which come later

    return {result.attempt.name: result.outcome for result in attempt_all(targets)}


def _write_line(descriptor: int, values: object) -> None:
    os.write(descriptor, json.dumps(values).encode() + b"\n")


@contextmanager
def _targets() -> Iterator[Targets]:
    with tempfile.TemporaryDirectory(prefix="liveness-demo-check-") as folder:
        Path(folder, "file").write_text("x", encoding="utf-8")
        tcp = _listen(socket(AF_INET, SOCK_STREAM), ("127.0.0.1", 0))
        udp = _listen(socket(AF_INET, SOCK_DGRAM), ("127.0.0.1", 0))
        stream, datagram = f"{folder}/stream", f"{folder}/datagram"
        abstract = f"\0liveness-demo-check-{os.getpid()}"
        held = [
            _listen(socket(AF_UNIX, SOCK_STREAM), stream),
            _listen(socket(AF_UNIX, SOCK_DGRAM), datagram),
            _listen(socket(AF_UNIX, SOCK_STREAM), abstract),
        ]
        ports = tcp.getsockname()[1], udp.getsockname()[1]
        keeper, terminal = os.openpty()
        yield Targets(folder, *ports, stream, datagram, abstract, terminal)
        os.close(keeper)
        for each in (tcp, udp, *held):
            each.close()


def _listen(listener: socket, address: tuple[str, int] | str) -> socket:
    listener.bind(address)
    if listener.type == SOCK_STREAM:
        listener.listen(64)
    return listener
