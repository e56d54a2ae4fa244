"""The curves that ``analyze`` draws in a terminal: lines and events stand where they were measured."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from faces import face
from other_systems import unix
from test_cli import call
from test_source import write_video

from liveness_demo.choices import Gesture
from liveness_demo.commands.curves import MARGIN, curves
from liveness_demo.lab.analysis import Film, find_events

WIDTH = 69
AXIS = MARGIN + 1
FPS = 30


def chart(film: Film, gesture: Gesture) -> list[str]:
    """Return the lines of one gesture's curve, without its title."""
    lines = list(curves(film, find_events(film), WIDTH))
    start = lines.index(gesture.value) + 1
    return lines[start : lines.index("", start)] if "" in lines[start:] else lines[start:-1]


def place(lines: list[str], sign: str) -> set[int]:
    """Return the columns of the curve in which a sign stands."""
    return {column for line in lines for column, each in enumerate(line[AXIS + 1 :]) if each == sign}


def test_a_blink_is_a_dip_below_its_line_with_its_event_below() -> None:
    faces = [face(0.3)] * 90 + [face(0.03)] * 9 + [face(0.3)] * 81
    lines = chart(Film([index / FPS for index in range(180)], faces), Gesture.BLINK)
    [numbered] = [row for row, line in enumerate(lines) if line.startswith("  0.62 |")]
    below, event = place(lines[numbered + 1 : -1], "#"), place(lines[-1:], "=")
    assert below == {30, 31, 32}  # 9 pictures from the middle on, 3 of them a column
    assert event == {29, *below, 33}  # the line is crossed between two pictures
    assert place(lines[:numbered], "#") >= set(range(60)) - below


def test_a_turn_has_a_line_on_each_side_and_a_gap_is_left_where_no_face_was_seen() -> None:
    film = Film(
        [index / FPS for index in range(180)], [face(yaw_deg=0)] * 60 + [None] * 60 + [face(yaw_deg=40)] * 60
    )
    lines = chart(film, Gesture.TURN)
    assert [line[:MARGIN].strip() for line in lines if line[:MARGIN].strip()] == ["18", "-18"]
    assert place(lines, "#") == set(range(60)) - set(range(20, 40))


def test_no_curve_is_wider_than_the_terminal() -> None:
    film = Film([0.0, 0.5, 1.0], [face(mar=2.0), None, face(mar=0.0)])
    assert max(map(len, curves(film, [], WIDTH))) < WIDTH
    assert list(curves(Film([0.0], [face()]), [], WIDTH)) == []


def test_a_terminal_is_shown_curves_and_a_pipe_is_not(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    clip = write_video(tmp_path / "grey.mp4")
    reader, terminal = unix("pty").openpty()
    command = [sys.executable, "-m", "liveness_demo", "analyze", str(clip)]
    subprocess.run(command, stdout=terminal, stderr=subprocess.DEVNULL, check=True)
    os.close(terminal)
    assert b"0.62 |----" in os.read(reader, 10_000)
    assert "----" not in call(capfd, "analyze", clip)[1]
