"""The program as a user meets it: exit codes, one-line errors, JSON Lines and nothing else on stdout."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from other_systems import as_on_linux, on_linux
from test_source import bad_files, write_video

import liveness_demo
from liveness_demo.choices import Gesture
from liveness_demo.cli import main
from liveness_demo.commands.evaluate import _span
from liveness_demo.lab.analysis import find_events
from liveness_demo.lab.film import measure_file
from liveness_demo.lab.scores import compare, read_labels, total

PYTHON = [sys.executable, "-m", "liveness_demo"]
KINDS = ("empty", "text", "cut before its index", "missing", "folder", "device")


def start(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the program as another process, without a display and without a terminal."""
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    ended = subprocess.run(
        [*PYTHON, *map(str, arguments)],
        capture_output=True, encoding="utf-8", stdin=subprocess.DEVNULL, timeout=300, check=False,
        env=environment | options.pop("environment", {}), **options,
    )  # fmt: skip
    return as_on_linux(ended)


def call(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    """Call the command line within this process, which is not locked: code, output, errors."""
    code = main([*map(str, arguments)])
    return code, *capfd.readouterr()


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def test_version() -> None:
    assert start("--version").stdout == f"liveness-demo {liveness_demo.__version__}\n"


def test_help_does_not_wait_for_the_libraries() -> None:
    """Every command's choices are said without what its work needs."""
    looks = (
        "import sys\nfrom liveness_demo.cli import main\n"
        "codes = [main(words) for words in (['--help'], ['run', '--help'], ['attack', 'nobody'])]\n"
        "print(codes, {'cv2', 'numpy', 'mediapipe'} & set(sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", looks], capture_output=True, encoding="utf-8", check=True)
    assert ended.stdout.splitlines()[-1] == "[0, 0, 2] set()"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--foo"], ["dance"], ["run", "--seed", "x"], ["run", "--attempts", "0"],
        ["run", "--challenges", "wink"], ["run", "--challenges", ""], ["run", "--order", "mine"],
        ["analyze"], ["evaluate", "none.json"],
        ["run", "--source", "camera", "--json"], ["run", "--source", "camera:1", "--yes"],
        ["run", "--source", "camera:x", "--yes"], ["run", "--source", "camera", "--no-window"],
        ["run", "--source", "camera:99999999999999999999"], ["run", "--attempts", "x"],
        ["run", "--source", "puppet:nose=1", "--yes"], ["run", "--source", "puppet:eyes=7", "--json"],
    ],
)  # fmt: skip
def test_a_usage_error_is_one_line_and_code_2(
    arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    code, said, errors = call(capfd, *arguments)
    assert (code, said) == (2, "")
    assert "Traceback" not in errors
    assert [line for line in errors.splitlines() if line.startswith("liveness-demo: ")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("command", [["analyze"], ["run", "--no-window", "--json", "--source"]])
def test_bad_input_is_one_line_and_code_2(
    tmp_path: Path, command: list[str], kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    code, _, errors = call(capfd, *command, bad_files(tmp_path)[kind], "--unprotected")
    assert code == 2
    [line] = [line for line in errors.splitlines() if "unplug the network" not in line]
    assert line.startswith("liveness-demo: ")


def test_debug_shows_the_traceback_and_what_the_libraries_said(tmp_path: Path) -> None:
    ended = start("analyze", "--debug", bad_files(tmp_path)["text"])
    assert ended.returncode == 2
    assert "Traceback" in ended.stderr
    assert "What the libraries said:" in ended.stderr


def test_a_video_without_a_face_is_analysed_and_ends(tmp_path: Path) -> None:
    clip = write_video(tmp_path / "grey.mp4", frames=30)
    ended = start("analyze", "--json", clip)
    assert ended.returncode == 0
    assert ended.stderr == ""
    assert lines(ended.stdout) == [{"type": "summary", "frames": 30, "frames_with_face": 0, "fps": 30.0}]
    assert "30 frames, 0 with a face" in start("analyze", clip).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["analyze"], 0, "30 frames, 0 with a face"),
        (["analyze", "--json"], 0, '"frames_with_face": 0'),
        (["run", "--no-window", "--json", "--source"], 1, '"result": "ENDED"'),
        (["run", "--no-window", "--yes", "--lang", "fr", "--source"], 1, "Je ne vois pas de visage"),
    ],
)
def test_a_video_without_a_face_within_a_program(
    arguments: list[str], code: int, says: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    ended, said, errors = call(capfd, *arguments, write_video(tmp_path / "grey.mp4"))
    assert (ended, says in said) == (code, True), said
    assert "Traceback" not in errors


def test_the_samples_are_scored_within_a_program(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    samples = Path(__file__).parents[1] / "samples"
    clips = json.loads((samples / "labels.json").read_text(encoding="utf-8"))
    [one] = [clip for clip in clips["clips"] if clip["file"] == "natural.webm"]
    shutil.copy(samples / one["file"], tmp_path)
    (tmp_path / "labels.json").write_text(json.dumps(clips | {"clips": [one]}), encoding="utf-8")
    code, said, _ = call(capfd, "evaluate", tmp_path / "labels.json")
    assert code == 0
    assert re.search(r"blink .*1\.00", said), said


def test_a_session_without_a_face_is_not_passed(tmp_path: Path) -> None:
    ended = start("run", "--source", write_video(tmp_path / "grey.mp4"), "--no-window", "--json", "--once")
    assert ended.returncode == 1
    attempt, session = lines(ended.stdout)
    assert (attempt["type"], attempt["result"]) == ("attempt", "ENDED")
    assert session.pop("lock") in ("enforced", "failed", "not_here")  # by the system: see test_privacy.py
    assert session.pop("refused_by_kernel") in ({"sockets": 0, "programs": 0}, None)
    assert session == {
        "type": "session", "result": "ENDED", "attempts": 1, "frames_seen": 30, "frames_kept": 0,
    }  # fmt: skip


@on_linux
def test_without_a_display_it_runs_in_the_terminal_and_says_so(tmp_path: Path) -> None:
    ended = start("run", "--source", write_video(tmp_path / "grey.mp4"), "--yes")
    assert ended.returncode == 1
    assert "There is no display" in ended.stderr
    assert "I can't see a face" in ended.stdout
    assert "0 held" in ended.stdout


@on_linux
def test_a_display_that_is_not_there_does_not_end_the_program(tmp_path: Path) -> None:
    clip = write_video(tmp_path / "grey.mp4")
    ended = start("run", "--source", clip, "--yes", environment={"DISPLAY": ":4711"})
    assert ended.returncode == 1
    assert "There is no display" in ended.stderr


@on_linux
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_end_it_with_their_code_and_no_traceback(number: int, code: int) -> None:
    without_display = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    running = subprocess.Popen(
        [*PYTHON, "run", "--source", "puppet", "--yes"],  # in real time: some 20 s
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=without_display,
    )  # fmt: skip
    assert running.stdout is not None
    assert running.stdout.readline()  # it speaks: the loop has begun, or is about to
    time.sleep(1)
    running.send_signal(number)
    _, errors = running.communicate(timeout=30)
    assert running.returncode == code
    assert errors == "There is no display: this runs in the terminal.\n"


@on_linux
def test_a_locale_that_is_not_utf_8_still_gives_utf_8(tmp_path: Path) -> None:
    clip = write_video(tmp_path / "脸.mp4")
    ended = start("run", "--source", clip, "--yes", environment={"LC_ALL": "C", "PYTHONUTF8": "0"})
    assert ended.returncode == 1, ended.stderr
    assert "Traceback" not in ended.stderr


@on_linux
@pytest.mark.long
def test_bare_on_a_machine_with_nothing_the_puppet_passes() -> None:
    ended = start()
    assert ended.returncode == 0
    assert "There is no display" in ended.stderr
    assert "The puppet is a drawing, not a person" in ended.stdout
    assert "Passed, 3 of 3 asked." in ended.stdout


@pytest.mark.long
def test_the_puppet_as_json_is_the_same_every_time() -> None:
    arguments = ("--source", "puppet", "--seed", "5", "--no-window", "--json", "--challenges", "mouth")
    first, again = start(*arguments), start(*arguments)
    assert first.stdout == again.stdout
    session = lines(first.stdout)[-1]
    assert (session["type"], session["result"], session["frames_kept"]) == ("session", "PASSED", 0)
    assert first.stderr == ""


# On real faces, where the clips are at hand.


def test_analyze_real_faces(clips: Path) -> None:
    ended = start("analyze", "--json", clips / "lp_d12.mp4")
    *gestures, summary = lines(ended.stdout)
    assert summary == {"type": "summary", "frames": 183, "frames_with_face": 183, "fps": 25.0}
    turns = [line for line in gestures if line["gesture"] == "head_turn"]
    assert [turn["direction"] for turn in turns] == ["left", "right", "left"]
    assert all(line["first_frame"] <= line["last_frame"] for line in gestures)
    assert {"peak_mar"} <= set(next(line for line in gestures if line["gesture"] == "mouth_opening"))
    blink = next(line for line in gestures if line["gesture"] == "blink")
    assert blink["duration_s"] == pytest.approx(blink["end_s"] - blink["start_s"], abs=0.002)


SMILES_SEEN = {"clm_franck_cut.mp4": 2, "lp_d9.mp4": 2}
"""In these clips, looked at by eye, somebody smiles for longer than the line asks."""


@pytest.mark.long
def test_people_are_measured_as_they_are_labelled(clips: Path) -> None:
    """Nobody nods in the clips; smiles are found only where they are seen."""
    results = []
    for clip in read_labels(clips / "labels.json").clips:
        film = measure_file(clips / clip.file).film
        events = find_events(film)
        results.append(compare(clip, [_span(event, film) for event in events]))
        found = Counter(event.gesture for event in events)
        assert found[Gesture.NOD] == 0, clip.file
        assert found[Gesture.SMILE] == SMILES_SEEN.get(clip.file, 0), clip.file
    scores = total(results)
    assert scores["blink"].f1 >= 0.95
    assert scores["mouth_opening"].f1 >= 0.95
    assert scores["head_turn"].invented + scores["head_turn"].missed <= 1


@pytest.mark.long
def test_a_person_who_was_asked_nothing_does_not_pass_and_hears_why(clips: Path) -> None:
    clip = clips / "clm_cap12a.mp4"
    ended = start("run", "--source", clip, "--no-window", "--json", "--challenges", "blink")
    *news, session = lines(ended.stdout)
    assert ended.returncode == 1
    first = next(line for line in news if line["type"] == "attempt")
    assert first["result"] == "TIMED_OUT"
    assert re.match(r"To me your eyes were still \d\d% open. I count under 50% as closed.", first["reason"])
    assert session["frames_kept"] == 0
