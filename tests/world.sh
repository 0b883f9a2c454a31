#!/bin/sh
# The world at full size: it is grown from seed 1, opens without a mistake, has exactly what it should have, and every question that
# only the whole of it can answer (zones/world/atlas.h) is answered well; no cell of the Wilderness shares a sentence with one near it.
# How the rest reads is told by `build/grow judge build/world`.
set -eu
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
work=$(mktemp -d "${TMPDIR:-/tmp}/kallisti-world.XXXXXX")
trap 'rm -rf "$work"' EXIT
"$BUILD/grow" world --seed 1 --out "$work"
"$BUILD/kallisti" --check --game.areas "zones/areas:$work" >"$work/check" 2>"$work/log" || { cat "$work/check"; grep -v info "$work/log"; exit 1; }
cat "$work/check"
"$BUILD/grow" wilds "zones/areas:$work"
grep -q '^400 areas, 78238 rooms, 30000 mobiles, 30000 objects; 0 mistakes\.$' "$work/check"
