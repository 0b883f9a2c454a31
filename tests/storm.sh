#!/bin/sh
# tests/storm.sh [NEWCOMERS] -- that many first logins at one moment, each with an account and a character to make,
# while 100 others wander, talk and call each other.  Everybody gets in, or is told honestly to try again and gets in
# then; nobody who plays loses a word or an answer by it; the store checks.  How long it takes is not asked.
#
# Passwords cost next to nothing here, and few may wait to be hashed, so that some are turned away.
set -u
newcomers=${1:-1000}
build=${BUILD:-build}
folder=$(mktemp -d "${TMPDIR:-/tmp}/kallisti-storm-test.XXXXXX") || exit 1
server=
wrong=0

finish()
{
    [ -n "$server" ] && kill -9 "$server" 2>/dev/null && wait "$server" 2>/dev/null
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM

complain()
{
    echo "storm: $*"
    wrong=1
}

figure()
{
    sed -n "s/^{.*\"$1\":\([0-9]*\)[,}].*\$/\1/p" "$folder/report"
}

"$build/kallisti" --port 0 --net.address 127.0.0.1 --data "$folder/data" --log.file "$folder/log" --threads.zone 2 \
    --net.sessions_per_address 100000 --character.tiring_percent 0 --room.occupants_max 2000 \
    --password.memory_kib 1024 --password.passes 1 --password.queue_max 8 >"$folder/out" 2>&1 &
server=$!
port=
tries=0
while [ -z "$port" ] && [ $tries -lt 300 ] && kill -0 "$server" 2>/dev/null; do
    sleep 0.1
    tries=$((tries + 1))
    port=$(sed -n 's/^.*telnet localhost \([0-9]*\)$/\1/p' "$folder/out")
done
[ -n "$port" ] || { complain "the server does not open:"; cat "$folder/out"; exit 1; }

"$build/bench/bots" --port "$port" --bots 100 --mix wander --seconds 2 --logins 8 --new --storm "$newcomers" --storm-s 300 \
    >"$folder/report" || complain "the bots found mistakes"
grep -v '^{' "$folder/report"
[ "$(figure in)" = "$newcomers" ] || complain "only $(figure in) of $newcomers newcomers came in"
[ "$(figure told_to_try_again)" -gt 0 ] || complain "nobody was told to try again: this was no storm"

kill -TERM "$server"
wait "$server" || complain "the server ended with status $?"
server=
grep -E -i 'assert|thread_died|Sanitizer|runtime error|record_damaged| error ' "$folder/out" "$folder/log" &&
    complain "the server's log tells of trouble"
"$build/kallisti" --fsck --data "$folder/data" >"$folder/found" 2>&1 || {
    complain "the store does not check:"
    tail -20 "$folder/found"
}
[ $wrong -eq 0 ] && echo "storm: all is well"
exit $wrong
