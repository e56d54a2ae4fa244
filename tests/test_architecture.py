"""The rooms of docs/ARCHITECTURE.md against the imports in the code; what no code may do."""

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import liveness_demo

PACKAGE = Path(liveness_demo.__file__).parent
ROOT = PACKAGE.parent
FORBIDDEN = re.compile(
    r"imwrite|imencode|VideoWriter|FileStorage|np\.save|memmap|tofile|pickle|import socket|urllib|requests"
    r"|subprocess|os\.system|tempfile|FileIO"
)
FORBIDDEN_MODULES = {
    *("asyncio", "ftplib", "http", "imaplib", "poplib", "requests", "smtplib", "socket", "socketserver"),
    *("ssl", "telnetlib", "urllib", "webbrowser", "xmlrpc", "_socket"),
    *("multiprocessing", "pty", "subprocess", "_posixsubprocess", "_winapi"),
    *("codecs", "dbm", "logging", "pickle", "shelve", "sqlite3", "tempfile", "winreg", "posix", "nt"),
}
"""What reaches the network, starts programs, keeps files, or does what ``os`` does past it."""
HARMLESS = {
    *("_exit", "close", "confstr", "cpu_count", "devnull", "dup", "dup2", "environ", "fsencode", "fstat"),
    *("kill", "pipe", "read", "set_blocking", "sysconf", "uname", "waitpid", "O_RDONLY"),
}
"""Of ``os``, what makes, changes and starts nothing, and opens nothing by a name."""
CHANGES = re.compile(
    r".*\.(write_text|write_bytes|touch|mkdir|unlink|rename|rmdir|chmod|symlink_to|hardlink_to)"
    r"|shutil\.(?!get_terminal_size).*|.*\b(\w*DLL|LoadLibrary|dlopen)|open|exec|eval|__import__"
)
"""Calls that change files, load other libraries, or run what nobody can read here."""
PAGE = (ROOT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
GROUND = {"choices", "errors", "messages", "settings"}
"""What every room stands on: names, errors, sentences' keys, thresholds."""
MOST_FILES_AT_THE_ROOT = 10


def rows() -> dict[str, set[str]]:
    """The table of docs/ARCHITECTURE.md: each room, and what it may import besides the ground."""
    may: dict[str, set[str]] = {}
    for room, words in re.findall(r"^\| `(\w+)` \|[^|]*\|([^|]*)\|$", PAGE, re.MULTILINE):
        named = set(re.findall(r"`(\w+)`", words))
        may[room] = set(may) - named if "all above" in words else named
    return may


def from_root(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    """A module's name within the package; a folder's ``__init__`` has the folder's name."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


MODULES = {module_of(path): path for path in PACKAGE.rglob("*.py")}


class NoTypes(ast.NodeTransformer):
    """Drops what is imported for types alone."""

    def visit_If(self, node: ast.If) -> ast.AST | None:
        return None if ast.unparse(node.test) == "TYPE_CHECKING" else self.generic_visit(node)


def imports(path: Path) -> set[str]:
    """The package's modules that a file imports, also late, but not for types alone."""
    folder = path.relative_to(PACKAGE).parts[:-1]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(NoTypes().visit(tree)):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = folder[: len(folder) - node.level + 1]
            module = ".".join([*base, *((node.module or "").split(".") if node.module else [])])
            inner = {f"{module}.{alias.name}".strip(".") for alias in node.names}
            found |= {each if each in MODULES else module for each in inner}
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            absolute = (
                [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
            )
            assert not any(name.startswith("liveness_demo") for name in absolute), "import relatively"
    return found - {""}  # the root itself: the version


def room_of(module: str) -> str:
    return module.partition(".")[0]


def test_each_room_imports_only_what_its_row_says() -> None:
    may = rows()
    assert len(may) < 16
    assert set(may) == {room_of(module) for module in MODULES} - GROUND - {"__init__"}
    for module, path in MODULES.items():
        room = room_of(module)
        rooms = {room_of(imported) for imported in imports(path)} - {room}
        if room in GROUND or room == "__init__":
            assert rooms <= GROUND | ({"systems"} if room == "__init__" else set()), (module, rooms)
        else:
            assert rooms <= may[room] | GROUND, (module, rooms - may[room] - GROUND)


def test_no_module_imports_itself_in_a_circle() -> None:
    """Late imports count too, but for those that are needed for types alone."""
    graph = TopologicalSorter({module: imports(path) for module, path in MODULES.items()})
    assert len(list(graph.static_order())) >= len(MODULES)


def test_the_root_holds_few_files() -> None:
    assert sum(path.is_file() for path in PACKAGE.iterdir()) <= MOST_FILES_AT_THE_ROOT


def test_only_one_file_imports_mediapipe() -> None:
    importing = [
        from_root(path)
        for path in PACKAGE.rglob("*.py")
        if re.search(r"^(import|from) mediapipe", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert importing == ["liveness_demo/face/by_mediapipe.py"]


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
        assert not imported_from_outside(path) & FORBIDDEN_MODULES, path


@cache
def tree_of(path: Path) -> ast.AST:
    """What stands in a file. Change nothing in it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported_from_outside(path: Path) -> set[str]:
    """The packages, not ours, that a file imports, however it does so."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module or "")
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            found |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
    return {name.partition(".")[0] for name in found}


def touched(path: Path) -> set[str]:
    """What a file uses that could make or change a file, start a program or load a library."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "os":
            found |= {f"os.{node.attr}"} if node.attr not in HARMLESS else set()
        elif isinstance(node, ast.ImportFrom) and node.module == "os":
            found |= {f"os.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {f"os as {alias.asname}" for alias in node.names if alias.name == "os" and alias.asname}
        if isinstance(node, ast.Call) and CHANGES.fullmatch(ast.unparse(node.func)):
            found.add(ast.unparse(node.func))
    return found


@pytest.mark.parametrize(
    "line",
    [
        "from socket import socket", "import http.client as web", "import_module('webbrowser')",
        "import multiprocessing.pool", "os.open(name, os.O_WRONLY)", "os.fdopen(3, 'w')", "opener = os.open",
        "os.rename(one, other)", "os.unlink(name)", "Path(name).unlink()", "one.rename(other)", "os.fork()",
        "os.popen(line)", "os.execv(name, [])", "os.posix_spawn(name, [], {})", "from os import system",
        "import os as it", "ctypes.CDLL(name)", "ctypes.cdll.LoadLibrary(name)", "open(name, mode)",
        "shutil.copy(one, other)",
    ],
)  # fmt: skip
def test_what_could_write_start_or_load_is_seen(line: str, tmp_path: Path) -> None:
    file = tmp_path / "it.py"
    file.write_text(line)
    assert touched(file) or imported_from_outside(file) & FORBIDDEN_MODULES


def test_what_could_write_start_or_load_stands_only_where_it_is_known() -> None:
    """In the check that tries it and in the lock that forbids it, too; of all others, each use is told."""
    used = {
        from_root(path).removeprefix("liveness_demo/"): touched(path)
        for path in PACKAGE.rglob("*.py")
        if not path.match("privacy/check/*.py") and not path.match("privacy/lock/*.py")
    }
    assert {place: what for place, what in used.items() if what} == {
        # A stream that a launcher shut, and one that is full, lead nowhere from then on.
        "__main__.py": {"os.open", "os.O_RDWR", "os.fdopen"},
        "cli.py": {"os.open", "os.O_WRONLY"},
        # What libraries print goes through a pipe of our own, and to the stderr there was.
        "commands/stderr_tail.py": {"os.fdopen"},
        # A child tries the display, and says through a pipe that it works.
        "view/outlets/window.py": {"os.fork", "os.write"},
        # A device is asked what it can: read only.
        "systems/cameras.py": {"os.open"},
        # What a system's own C library is told: its environment, how much memory it keeps.
        "systems/environment.py": {"ctypes.CDLL"},
        "privacy/memory.py": {"ctypes.CDLL"},
    }


def test_what_the_system_is_asked_to_open_is_the_null_device_or_only_read() -> None:
    for place in ("__main__.py", "cli.py", "systems/cameras.py"):
        for node in ast.walk(tree_of(PACKAGE / place)):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "os.open":
                name, flags = map(ast.unparse, node.args)
                assert name == "os.devnull" or flags.split(" | ")[0] == "os.O_RDONLY", (place, flags)


def test_no_clock_moves_in_steps() -> None:
    """``time.monotonic`` does, by 16 ms, on Windows up to Python 3.12: a blink would be as much too long."""
    asked = {
        ast.unparse(node)
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "time"
    }
    assert asked >= {"time.perf_counter"}
    assert not {name for name in asked if name.startswith(("time.monotonic", "time.time"))}


def test_what_is_opened_for_writing_is_the_null_device() -> None:
    """Where a session's words go while it is timed; a visitor's picture never comes there."""
    opened = set()
    for path in PACKAGE.rglob("*.py"):
        if room_of(module_of(path)) == "privacy":
            continue
        for node in ast.walk(tree_of(path)):
            if not isinstance(node, ast.Call):
                continue
            called = ast.unparse(node.func)
            words = [ast.unparse(word) for word in (*node.args, *(word.value for word in node.keywords))]
            if called.split(".")[-1] == "open" and re.search("'[rbt]*[wax+]", " ".join(words)):
                opened.add((from_root(path), called))
    assert opened == {
        ("liveness_demo/commands/bench.py", "Path(os.devnull).open"),
        ("liveness_demo/commands/soak.py", "Path(os.devnull).open"),
    }


def test_the_version_stands_in_one_place() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert liveness_demo.__version__ not in project
    assert 'version = { attr = "liveness_demo.__version__" }' in project
