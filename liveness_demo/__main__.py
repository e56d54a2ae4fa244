"""``python -m liveness_demo`` and the console script."""

import sys


def main() -> int:
    """Lock the process, then run the command line; return the exit code."""
    from .privacy.start import begin  # noqa: PLC0415

    protection = begin(sys.argv[1:])  # before any other import: libraries start threads
    from .cli import main as run_command_line  # noqa: PLC0415

    return run_command_line(protection=protection)


if __name__ == "__main__":
    sys.exit(main())
