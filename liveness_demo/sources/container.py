"""What a film's container says of itself, where OpenCV does not tell: is it cut off, is its picture mirrored?

Of MP4 and QuickTime (boxes), AVI (RIFF chunks) and Matroska or WebM (EBML) the sizes are read, little else;
of any other kind nothing is known.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

BOXES = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"moof", b"styp", b"pnot")
EBML, SEGMENT = b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67"
MOST_BOXES = 10_000
"""No film has more of them side by side; a broken one could go on for ever."""
MATRIX_AT = {0: 40, 1: 52}
"""By a track header's version: where its display matrix begins."""


def is_text(path: Path) -> bool:
    """Return whether the file begins like words: no film does, and a play list names other files."""
    with path.open("rb") as file:
        start = file.read(64)
    return all(byte >= 0x80 or byte in b"\t\r\n" or 0x20 <= byte < 0x7F for byte in start)


def is_cut_off(path: Path) -> bool:
    """Return whether the file is shorter than it says. False where it does not say."""
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(12)
        if start[4:8] in BOXES:
            return any(end > size for _, _, end in _boxes(file, 0, size))
        if start[:4] == b"RIFF":
            return 8 + int.from_bytes(start[4:8], "little") > size
        return start[:4] == EBML and _segment_end(file) > size


def mirrors_its_picture(path: Path) -> bool:
    """Return whether a track's display matrix mirrors it, or slants it: OpenCV only turns by right angles.

    Source: ISO/IEC 14496-12, track header box.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        if file.read(12)[4:8] not in BOXES:
            return False
        for kind, start, end in _boxes(file, 0, size):
            if kind == b"moov":
                tracks = [box for box in _boxes(file, start, min(end, size)) if box[0] == b"trak"]
                headers = [box for _, begin, stop in tracks for box in _boxes(file, begin, min(stop, size))]
                return any(_is_odd(file, begin) for kind, begin, _ in headers if kind == b"tkhd")
    return False


def _is_odd(file: BinaryIO, start: int) -> bool:
    """Return whether the matrix of a track header is no turn by a right angle."""
    file.seek(start)
    version = file.read(1)
    at = MATRIX_AT.get(version[0] if version else 0, 40)
    file.seek(start + at)
    matrix = file.read(36)
    if len(matrix) < 36:
        return False
    a, b, _, c, d = struct.unpack(">5i", matrix[:20])
    if not (a or b or c or d):
        return False
    return a * d - b * c <= 0 or (bool(a) and bool(b))


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield kind, first byte of the content, and stated end of each box between two places."""
    for _ in range(MOST_BOXES):
        file.seek(start)
        head = file.read(8)
        if start + 8 > end or len(head) < 8:
            return
        size, content = struct.unpack(">I", head[:4])[0], start + 8
        if size == 1:
            size, content = struct.unpack(">Q", file.read(8).rjust(8, b"\0"))[0], start + 16
        stop = end if size == 0 else start + size
        yield head[4:8], content, stop
        if stop <= start:
            return
        start = stop


def _segment_end(file: BinaryIO) -> int:
    """Return where a Matroska file's segment ends by its own word; 0 if it does not say."""
    file.seek(4)
    header = _ebml_size(file)
    file.seek(file.tell() + (header or 0))
    if file.read(4) != SEGMENT:
        return 0
    size = _ebml_size(file)
    return file.tell() + size if size else 0


def _ebml_size(file: BinaryIO) -> int | None:
    """Return a size of one to eight bytes, the first of which tells how many; None for an unknown one."""
    first = file.read(1)
    if not first or not first[0]:
        return None
    length = 9 - first[0].bit_length()
    value = int.from_bytes(bytes([first[0] & (0xFF >> length)]) + file.read(length - 1), "big")
    return None if value == (1 << 7 * length) - 1 else value
