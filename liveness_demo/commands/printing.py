"""What a command says: each line once, as a JSON object for programs and as text for people."""

from collections.abc import Mapping

from ..view.words.json_lines import write_line


class Printer:
    """Writes on stdout at once, for programs or for people. json: for programs."""

    def __init__(self, json: bool) -> None:
        self._json = json

    def write(self, row: Mapping[str, object], text: str = "") -> None:
        """Write one thing that was found. text: empty if people are told it elsewhere."""
        if self._json:
            write_line(row)
        elif text:
            print(text, flush=True)

    def say(self, text: str) -> None:
        """Write what only people need: a heading, a table."""
        if not self._json:
            print(text, flush=True)
