#!/usr/bin/env bash
# make.sh PYTHON PREFIX: makes, in the folder PREFIX, the Windows Python of PYTHON's minor version (3.11 to 3.13) with
# the libraries of requirements.lock and those of the tests, for Wine. README.md here says what it is made of.
set -euo pipefail
python=$1 prefix=$(realpath -m "$2") here=$(cd "$(dirname "$0")" && pwd)
project=$(realpath "$here/../..")
minor=$("$python" -c 'import sys; print(sys.version_info.minor)')
work=$prefix/made-$minor home=$prefix/drive_c/py3$minor
packages=$home/Lib/site-packages
mkdir -p "$work"

"$python" -m venv "$work/venv" # for pip, which not every Python brings
fetch() { # what pip finds for Windows, into a folder
    "$work/venv/bin/pip" download -q --disable-pip-version-check --only-binary :all: --platform win_amd64 -d "$@"
}
fetch "$work/libraries" --require-hashes -r "$project/requirements.lock"
mapfile -t extra < <("$python" - "$project/pyproject.toml" <<'LINES'
import sys
import tomllib
from pathlib import Path

project = tomllib.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))["project"]
print(*project["optional-dependencies"]["test"], sep="\n")
LINES
)
fetch "$work/libraries" "${extra[@]}" colorama # pytest wants colorama on Windows alone, and pip decides as for here
fetch "$work/interpreter" --no-deps panda3d==1.10.16

WINEPREFIX=$prefix WINEDEBUG=-all WINEDLLOVERRIDES="winedbg.exe,mscoree,mshtml=d" wine wineboot -i >/dev/null 2>&1
rm -rf "$home"
mkdir -p "$home/DLLs"
cp -r "$("$python" -c 'import sysconfig; print(sysconfig.get_path("stdlib"))')" "$home/Lib"
rm -rf "$home"/Lib/{lib-dynload,test,site-packages,config-3*}
"$python" - "$work" "$home" <<'LINES'
import sys
from pathlib import Path
from zipfile import ZipFile

work, home = map(Path, sys.argv[1:])
for wheel in (work / "libraries").glob("*.whl"):
    ZipFile(wheel).extractall(home / "Lib" / "site-packages")
with ZipFile(next((work / "interpreter").glob("*.whl"))) as interpreter:
    for name in interpreter.namelist():
        folder, _, file = name.rpartition("/")
        # Wine has its own api-ms, and not what _wmi asks for; no window of tk is wanted.
        if folder == "deploy_libs" and not file.startswith(("api-ms", "_wmi", "tcl", "tk")):
            extension = file.endswith(".pyd") or file.startswith(("lib", "sqlite"))
            (home / ("DLLs" if extension else "") / file).write_bytes(interpreter.read(name))
LINES

compile() { x86_64-w64-mingw32-gcc -O1 -static-libgcc "$@"; }
compile -municode "-DLIBRARY=L\"python3$minor.dll\"" -o "$home/python.exe" "$here/python.c"
# python3.dll, which extensions for every version ask for, hands each call on.
exported() { x86_64-w64-mingw32-objdump -p "$1" | awk '/Ordinal.Name Pointer. Table/ {on = 1; next} !NF {on = 0} on {print $NF}'; }
{
    printf 'LIBRARY python3\nEXPORTS\n'
    exported "$home/python3$minor.dll" | sed "s/.*/  &=python3$minor.&/"
} >"$work/python3.def"
compile -shared -o "$home/python3.dll" -x c /dev/null -x none "$work/python3.def"
# The C library's complex numbers: ours for numpy, under a name of the same length; the rest is handed on to Wine's.
mathematics=api-ms-win-crt-math-l1-1-0
compile -c -o "$work/complex.o" "$here/complex.c"
ours=$(x86_64-w64-mingw32-nm "$work/complex.o" | awk '$2 == "T" {print substr($3, 5)}')
mapfile -t users < <(grep -rl "$mathematics" --include='*.pyd' --include='*.dll' "$packages"/numpy "$packages"/numpy.libs)
{
    printf 'LIBRARY xpi-%s\nEXPORTS\n' "${mathematics#*-}"
    for file in "${users[@]}"; do
        x86_64-w64-mingw32-objdump -p "$file" | awk -v name="$mathematics.dll" '/DLL Name:/ {on = $3 == name; next} on && NF == 3 && $2 ~ /^[0-9]+$/ {print $3}'
    done | sort -u | awk -v ours="$ours" '
        BEGIN {split(ours, names, "\n"); for (each in names) our[names[each]]}
        {print "  " $1 "=" ($1 in our ? "our_" $1 : "ucrtbase." $1)}'
} >"$work/mathematics.def"
compile -shared -o "$home/xpi-${mathematics#*-}.dll" "$work/complex.o" "$work/mathematics.def"
sed -i "s/$mathematics/xpi-${mathematics#*-}/g" "${users[@]}"
