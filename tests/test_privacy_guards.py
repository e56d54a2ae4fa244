"""The guards, in processes of their own: an audit hook cannot be removed. And which MediaPipe may run."""

import json
import re
from pathlib import Path

import pytest
from other_systems import on_unix
from privacy_processes import program, script
from test_source import write_video

import liveness_demo
from liveness_demo.errors import MediaPipeError
from liveness_demo.face import mediapipe_check
from liveness_demo.privacy.lock.guards import Guards
from liveness_demo.privacy.state import Enforcement, Ledger, Refused, State
from liveness_demo.view.words.texts import texts_for

PACKAGE = Path(liveness_demo.__file__).parent
GUARD = """import sys
sys.dont_write_bytecode = True  # as the program itself does
from liveness_demo.privacy.lock.guards import Guards
guards = Guards.install()
"""
TRY = "try:\n    {attempt}\nexcept PermissionError as error: print('stopped', guards.refused())\n"


@pytest.mark.parametrize(
    ("attempt", "counted"),
    [
        ("import socket; socket.socket()", Refused(sockets=1)),
        ("import socket; socket.getaddrinfo('localhost', 80)", Refused(sockets=1)),
        ("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')", Refused(sockets=1)),
        ("import subprocess; subprocess.run(['true'])", Refused(programs=1)),
        ("import os; os.system('true')", Refused(programs=1)),
        ("open('new', 'w')", Refused(files=1)),
        ("open('new', 'ab')", Refused(files=1)),
        ("import os; os.open('new', os.O_CREAT | os.O_WRONLY)", Refused(files=1)),
        pytest.param("import tempfile; tempfile.mkstemp(dir='.')", Refused(files=1), marks=on_unix),
        ("import os; os.remove('pyproject.toml')", Refused(files=1)),
        ("import numpy; numpy.save('new', numpy.zeros(3))", Refused(files=1)),
    ],
)
def test_python_code_is_stopped_and_counted(attempt: str, counted: Refused) -> None:
    ended = script(GUARD + TRY.format(attempt=attempt))
    assert ended.returncode in (0, 1)
    if "urlopen" in attempt:  # urllib wraps it
        assert "BlockedError" in ended.stderr or "URLError" in ended.stderr
    else:
        assert ended.stdout == f"stopped {counted}\n", ended.stderr


def test_what_the_program_needs_goes_on() -> None:
    ended = script(
        GUARD + "import os, sys, threading\n"
        "open('pyproject.toml').read(); open(os.devnull, 'w').write('x')\n"
        "os.write(os.pipe()[1], b'x'); os.fdopen(os.dup(2), 'w').write('seen')\n"
        "thread = threading.Thread(target=print, args=('thread',)); thread.start(); thread.join()\n"
        "import cv2, numpy; from liveness_demo.face.landmarker import Landmarker\n"
        "with Landmarker(): print('model', guards.refused().total)"
    )
    assert ended.stdout == "thread\nmodel 0\n", ended.stderr
    assert "seen" in ended.stderr


def test_aside_lets_pass_and_counts_nothing() -> None:
    guards = Guards()
    with guards.aside():
        guards.hear("socket.__new__", ())
    assert guards.refused() == Refused()
    with pytest.raises(PermissionError):
        guards.hear("socket.__new__", ())
    assert guards.refused() == Refused(sockets=1)


@pytest.mark.parametrize("asked_for", [True, False])
def test_a_mediapipe_other_than_the_measured_one_never_runs(asked_for: bool, tmp_path: Path) -> None:
    """By name it is refused; else OpenCV reads the model."""
    metadata = tmp_path / "mediapipe-1.2.2.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text("Metadata-Version: 2.1\nName: mediapipe\nVersion: 1.2.2\n")
    (tmp_path / "mediapipe.py").write_text("raise SystemExit('it was imported')\n")
    film = str(write_video(tmp_path / "grey.mp4"))
    choice = ["--landmarker", "mediapipe"] if asked_for else []
    ended = program("analyze", film, *choice, environment={"PYTHONPATH": str(tmp_path)})
    assert ended.returncode == (2 if asked_for else 0)
    refusal = (
        "liveness-demo: MediaPipe 1.2.2 is not the measured 0.10.31, and versions from 0.10.35 on send "
        "usage data: install mediapipe==0.10.31, or leave --landmarker out.\n"
    )
    assert ended.stderr == (refusal if asked_for else "")


def test_a_native_library_with_a_client_that_sends_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "libmediapipe.so"
    library.write_bytes(bytes(5000) + b"mediapipe::HttpLoggingClient::Send" + bytes(99))
    assert mediapipe_check.find_sender(library) == "HttpLoggingClient"
    monkeypatch.setattr(mediapipe_check, "native_libraries", lambda: iter([library]))
    mediapipe_check.require_measured_mediapipe.cache_clear()
    with pytest.raises(MediaPipeError, match="could send usage data"):
        mediapipe_check.require_measured_mediapipe()


def test_the_installed_library_was_scanned_and_holds_no_such_client() -> None:
    libraries = list(mediapipe_check.native_libraries())
    assert len(libraries) == 1
    assert libraries[0].stat().st_size > 1e6
    assert mediapipe_check.find_sender(libraries[0]) is None


def test_the_ledger_shows_what_was_refused_and_never_bytes() -> None:
    texts = texts_for("en")
    sealed = State(Enforcement.ENFORCED, sealed=True, by_kernel=Refused(sockets=3))
    assert texts.ledger(Ledger(12, 1, sealed)) == [
        "pictures: 12 seen, 1 held",
        "refused by the kernel: 3 internet sockets, 0 programs",
        "Enforced by the system: locked and sealed.",
    ]
    elsewhere = Ledger(12, 0, State(Enforcement.NOT_HERE, by_guard=Refused(files=2)))
    assert texts.ledger(elsewhere) == [
        "pictures: 12 seen, 0 held",
        "refused by the guard (Python code only): 2",
        "Not enforced on this system: unplug the network to be sure.",
    ]
    assert not elsewhere.state.protected


IDENTITY = re.compile(
    r"embed|recogni[sz]er|FaceRecognizerSF|cosine_sim|euclid|faiss|insightface|arcface|facenet|dlib|"
    r"compare_faces|same_person|imwrite|imencode|VideoWriter|\.tofile|np\.save|numpy\.save",
    re.IGNORECASE,
)


def test_no_module_computes_an_identity_or_writes_a_picture() -> None:
    """Words only: docs/PRIVACY.md tells what a scan of the source cannot show."""
    scanned = 0
    for path in PACKAGE.rglob("*.py"):
        if path.match("privacy/check/files.py"):  # it tries to write a picture, and must be refused
            continue
        scanned += 1
        assert not IDENTITY.findall(path.read_text(encoding="utf-8")), path
    assert scanned > 40


def test_the_json_of_a_session_says_who_keeps_the_promise(tmp_path: Path) -> None:
    film = str(write_video(tmp_path / "grey.mp4"))
    ended = program("run", "--source", film, "--no-window", "--json", "--unprotected")
    session = json.loads(ended.stdout.splitlines()[-1])
    assert (session["lock"], session["refused_by_kernel"]) == ("unprotected", None)
