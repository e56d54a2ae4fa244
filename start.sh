#!/bin/sh
# Starts the demo. The first time it installs it into the folder .venv beside this file, from the folder usb if there
# is one. Without options (a double click) the window stays open afterwards, for the commands of docs/LESSON.md.
# Options are passed on: ./start.sh --source puppet --attempts 2
cd "$(dirname "$0")" || exit 2
version=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' liveness_demo/__init__.py)

fits() { "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null; }

ready() { [ "$(.venv/bin/liveness-demo --version 2>/dev/null)" = "liveness-demo $version" ]; }

stop() {
    printf '\n%s\n' "$@" >&2
    [ ! -t 0 ] || { printf 'Press Enter to close this window. ' >&2; read -r _; }
    exit 2
}

install() {
    for python in python3 python3.14 python3.13 python3.12 python3.11 python3.10 ''; do
        [ -z "$python" ] || ! fits "$python" || break
    done
    [ -n "$python" ] || stop 'No Python from 3.10 to 3.14 was found. Install one from https://www.python.org/downloads/' \
        '(on Debian or Ubuntu: sudo apt-get install python3-venv), then start again.'
    echo 'Installing, this once. It takes some minutes.' >&2
    "$python" -m venv --clear .venv >&2 || stop 'The folder .venv cannot be made: is the disk full, or this folder read-only?'
    [ ! -d usb ] || .venv/bin/python -m pip install --no-index --find-links usb liveness-demo >&2
    ready || .venv/bin/python -m pip install . >&2
    ready || stop 'The installation did not end well; the reason stands above. Is there a network, or a folder "usb" made' \
        'with this kind of computer and Python? README.md says how to make one, and where the program runs.'
}

ready || install
PATH="$PWD/.venv/bin:$PATH"
[ $# -eq 0 ] || exec liveness-demo "$@"
liveness-demo
code=$?
[ -t 0 ] || exit $code
printf '\nHere you can type what docs/LESSON.md says, such as: liveness-demo doctor\nOr close this window.\n'
exec "${SHELL:-/bin/sh}"
