"""The import table in docs/ARCHITECTURE.md against the imports in the code."""

import ast
import re
from pathlib import Path

import liveness_demo

PACKAGE = Path(liveness_demo.__file__).parent
ROOT = PACKAGE.parent
FORBIDDEN = re.compile(
    r"imwrite|imencode|VideoWriter|np\.save|tofile|pickle|import socket|urllib|requests|subprocess|os\.system"
    r"|tempfile"
)
TABLE = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")


def table() -> dict[str, set[str]]:
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|$", TABLE, re.MULTILINE)
    return {module: set(re.findall(r"`(\w+)`", imports)) for module, imports in rows}


def place(path: Path) -> str:
    """The row of a file: its own name, or that of its folder."""
    relative = path.relative_to(PACKAGE)
    return relative.parts[0].removesuffix(".py")


def from_root(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> set[str]:
    """The rows that a file imports from, its own folder left out."""
    depth = len(path.relative_to(PACKAGE).parts)
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            found |= {node.module.split(".")[0]} if node.module else {alias.name for alias in node.names}
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            absolute = (
                [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            )
            assert not any(name.startswith("liveness_demo") for name in absolute), "import relatively"
    return found - {"__version__"}


def code() -> dict[str, set[str]]:
    modules: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        modules.setdefault(place(path), set()).update(imports(path))
    return modules


def test_the_table_is_what_the_code_does() -> None:
    assert table() == code()


def test_only_one_file_imports_mediapipe() -> None:
    importing = [
        from_root(path)
        for path in PACKAGE.rglob("*.py")
        if re.search(r"^(import|from) mediapipe", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert importing == ["liveness_demo/face/landmarker.py"]


def test_nothing_before_the_loop_looks_at_a_clock_or_at_global_randomness() -> None:
    allowed = {
        "liveness_demo/loop/app.py",
        "liveness_demo/commands/bench.py",
        "liveness_demo/sources/camera.py",
        "liveness_demo/commands/doctor.py",
        "liveness_demo/view/outlets/in_terminal.py",
        "liveness_demo/view/outlets/in_window.py",
        "liveness_demo/view/outlets/window.py",
    }
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if from_root(path) not in allowed:
            assert not re.search(r"^import time|^from time|datetime", text, re.MULTILINE), path
        assert not re.search(
            r"random\.(random|choice|shuffle|randint|seed)\(", text.replace("_randomness", "")
        ), path


def test_nothing_writes_a_picture_opens_a_socket_or_starts_a_program() -> None:
    for path in PACKAGE.rglob("*.py"):
        # these try to, and must be refused (test_privacy_check.py); guards.py names what it stops
        if path.match("privacy/check/*.py") or path.match("privacy/lock/guards.py"):
            continue
        found = FORBIDDEN.findall(path.read_text(encoding="utf-8"))
        assert not found, (path, found)


def test_what_is_opened_for_writing_is_the_null_device() -> None:
    """Where a session's words go while it is timed; a visitor's picture never comes there."""
    opened = set()
    for path in PACKAGE.rglob("*.py"):
        if place(path) == "privacy":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            assert not called.endswith((".write_text", ".write_bytes", ".touch", ".mkdir")), (path, called)
            words = [ast.unparse(word) for word in (*node.args, *(word.value for word in node.keywords))]
            if called.split(".")[-1] == "open" and re.search("'[rbt+]*[wax]", " ".join(words)):
                opened.add((from_root(path), called))
    assert opened == {
        ("liveness_demo/commands/bench.py", "Path(os.devnull).open"),
        ("liveness_demo/commands/soak.py", "Path(os.devnull).open"),
    }


def test_the_version_stands_in_one_place() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert liveness_demo.__version__ not in project
    assert 'version = { attr = "liveness_demo.__version__" }' in project
