#!/bin/sh
# For a double click on macOS; not yet tried there.
exec "$(dirname "$0")/start.sh" "$@"
