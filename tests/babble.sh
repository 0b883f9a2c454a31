#!/bin/sh
# tests/babble.sh [SECONDS] [SEED] -- twenty people type anything at all into a real server: every command with every kind
# of argument, the wrong ones above all, and bytes that are no words.  One of them is a keeper.
#
# Each line gets an answer, nobody is cut off, no assertion or sanitizer finds anything, and the store checks afterwards.
# SECONDS_OF_PLAY for minutes of it.
set -u
cd "$(dirname "$0")/.."
seconds=${1:-${SECONDS_OF_PLAY:-10}}
seed=${2:-${SEED:-1}}
build=${BUILD:-build}
folder=$(mktemp -d "${TMPDIR:-/tmp}/kallisti-babble.XXXXXX") || exit 1
server=
wrong=0

finish()
{
    [ -n "$server" ] && kill -9 "$server" 2>/dev/null && wait "$server" 2>/dev/null
    [ -n "${KEEP:-}" ] && cp -r "$folder" "$KEEP"
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM

complain()
{
    echo "babble: $*"
    wrong=1
}

# Six rounds of a fight in the time of one.
cp -r zones/tables "$folder/tables"
sed 's/^\( *round_ms:\) 3000/\1 500/' zones/tables/constants.yaml >"$folder/tables/constants.yaml"
grep -q 'round_ms: 500' "$folder/tables/constants.yaml" || exit 1

"$build/kallisti" --port 0 --net.address 127.0.0.1 --data "$folder/data" --log.file "$folder/log" --game.keepers babblekeeper \
    --threads.zone 3 --threads.net 2 --checkpoint.interval_ms 200 --character.tiring_percent 0 --game.tables "$folder/tables" \
    --newcomer.level 30 --newcomer.coins 10000 --area.reset_s 4 --password.memory_kib 8 --password.passes 1 >"$folder/out" 2>&1 &
server=$!
tries=0
until port=$(sed -n 's/^.*telnet localhost \([0-9]*\)$/\1/p' "$folder/out") && [ -n "$port" ]; do
    tries=$((tries + 1))
    [ $tries -lt 300 ] && kill -0 "$server" 2>/dev/null || { complain "the server does not open:"; cat "$folder/out" "$folder/log"; exit 1; }
    sleep 0.1
done

"$build/bench/babble" --port "$port" --seconds "$seconds" --seed "$seed" --keeper babblekeeper ||
    complain "the bots found mistakes with seed $seed"
kill -TERM "$server" 2>/dev/null
tries=0
while kill -0 "$server" 2>/dev/null && [ $tries -lt 600 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
kill -9 "$server" 2>/dev/null && complain "the server does not end within 60 s of SIGTERM"
wait "$server"
status=$?
server=
[ $status -eq 0 ] || complain "the server ended with status $status"
if grep -a -E -i 'assert|thread_died|Sanitizer|runtime error|record_damaged| error ' "$folder/out" "$folder/log" >"$folder/found"; then
    complain "the server's log tells of trouble:"
    head -60 "$folder/found"
fi
[ $wrong -eq 0 ] || tail -n 20 "$folder/log"
"$build/kallisti" --fsck --data "$folder/data" --game.tables "$folder/tables" >"$folder/found" 2>&1 || {
    complain "the store does not check:"
    tail -n 20 "$folder/found"
}
[ $wrong -eq 0 ] && echo "babble: all is well"
exit $wrong
