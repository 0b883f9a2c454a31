#!/bin/sh
# tests/crash.sh [ROUNDS] [SEED] -- a real server with its own Redis; it, Redis or both killed ROUNDS times under 50 playing bots.
# See bench/crash.c for what is played and checked; here are the folder and the log.
set -u
rounds=${1:-30}
seed=${2:-${SEED:-1}}
build=${BUILD:-build}
folder=$(mktemp -d "${TMPDIR:-/tmp}/kallisti-crash.XXXXXX") || exit 1
driver=
trap '[ -n "$driver" ] && kill "$driver" 2>/dev/null; rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM

# Six rounds of a fight in the time of one: nobody lives long here.
cp -r zones/tables "$folder/tables"
sed 's/^\( *round_ms:\) 3000/\1 500/' zones/tables/constants.yaml >"$folder/tables/constants.yaml"
grep -q 'round_ms: 500' "$folder/tables/constants.yaml" || exit 1

"$build/bench/crash" "$build/kallisti" "$folder/data" "$folder/log" "$rounds" "$seed" "$folder/tables" 2>"$folder/trouble" &
driver=$!
wait "$driver"
status=$?
driver=
if grep -E -i 'assert|thread_died|Sanitizer|runtime error|record_damaged' "$folder/log"; then
    echo "crash: the server's log tells of trouble"
    status=1
fi
if [ $status -ne 0 ]; then
    echo "crash: failed with seed $seed; the end of the log:"
    tail -20 "$folder/log"
    echo "crash: what was wrong:"
    tail -40 "$folder/trouble"
fi
exit $status
