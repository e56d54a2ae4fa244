"""Every gesture's file, found by the rows of ``choices.Gesture``: the file has the name of the row."""

from importlib import import_module

from ..choices import Gesture
from .kind import Kind


def _kind_of(gesture: Gesture) -> Kind:
    found = import_module(f"{__package__}.{gesture.value}").KIND
    assert isinstance(found, Kind)
    return found


KINDS = {gesture: _kind_of(gesture) for gesture in Gesture}
