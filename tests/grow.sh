#!/bin/sh
# The same world from gcc's and clang's build of the grower, byte for byte: no order of evaluation, no address and no
# hash table may decide anything.  BUILD is the folder of this build.
set -eu
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
command -v clang >/dev/null || { echo "there is no clang here: nothing to compare with"; exit 0; }
work=$(mktemp -d "${TMPDIR:-/tmp}/kallisti-grow.XXXXXX")
trap 'rm -rf "$work"' EXIT
# One at a time: tests/replay.sh builds into the same folder, and may run beside this.
flock "$BUILD/clang.lock" make --no-print-directory CC=clang SAN= build/clang/grow >"$work/make" 2>&1 || { cat "$work/make"; exit 1; }
grow() # PROGRAM FOLDER THREADS
{
    "$1" world --seed 11 --threads "$3" --out "$2" --areas tests/scenarios/areas --data tests/grow/data --themes tests/grow/data/themes --continent 0
    rm "$2/.manifest"      # it has the program's own hash in it
}
grow "$BUILD/grow" "$work/one" 1
grow build/clang/grow "$work/other" 3
diff -r "$work/one" "$work/other"
