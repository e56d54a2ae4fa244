#!/usr/bin/env bash
# WINEPREFIX=PREFIX run.sh MINOR ARGUMENT ...: runs the Windows Python of make.sh with this checkout's program.
# Through pipes: Wine fails on output that is a file.
here=$(cd "$(dirname "$0")" && pwd)
export WINEDEBUG=-all WINEDLLOVERRIDES="winedbg.exe,mscoree,mshtml=d" PYTHONPATH
PYTHONPATH="Z:$(realpath "$here/../.." | tr / '\\')"
wine "C:\\py3$1\\python.exe" "${@:2}" </dev/null 2> >(cat >&2) | cat
exit "${PIPESTATUS[0]}"
