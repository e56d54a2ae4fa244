"""Every command's file, found by its name: ``privacy-check`` is ``privacy_check.py`` here.

Imported late: ``--help`` must not wait for the libraries.
"""

from argparse import Namespace
from collections.abc import Callable
from importlib import import_module
from typing import cast

from ..privacy.protection import Protection

Command = Callable[[Namespace, Protection], int]


def command(name: str) -> Command:
    """Return what carries out the command of this name."""
    module = import_module(f".{name.replace('-', '_')}", __package__)
    return cast(Command, module.run)
