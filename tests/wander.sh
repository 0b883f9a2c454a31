#!/bin/sh
# tests/wander.sh [SECONDS] -- 200 bots walk to and fro over the borders of areas, talk, call and follow each
# other, hunt creatures, kill and are killed, while a keeper moves zones from worker to worker; on 1, 2 and 4 workers.  Then the books: nobody's
# words or mail lost, doubled or out of order, no assertion failed, the store checks, and enough happened
# for that to mean something.
#
# 60 seconds is the acceptance run; what must have happened is scaled to the time given.
set -u
seconds=${1:-${SECONDS_OF_PLAY:-60}}
build=${BUILD:-build}
bots=200
folder=$(mktemp -d "${TMPDIR:-/tmp}/kallisti-wander.XXXXXX") || exit 1
server=
wrong=0
crossed=0 refused=0 met=0 moved=0 fought=0 killed=0 died=0 rounds=0

finish()
{
    [ -n "$server" ] && kill -9 "$server" 2>/dev/null && wait "$server" 2>/dev/null
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM

complain()
{
    echo "wander: $*"
    wrong=1
}

# The port, as soon as the server has said it; the server is this shell's child.
server_begin()
{
    "$build/kallisti" --port 0 --net.address 127.0.0.1 --data "$folder/data" --log.file "$folder/log" \
        --threads.zone "$1" --threads.net 2 --room.occupants_max 100 --game.keepers botwarden --character.tiring_percent 0 \
        --game.tables "$folder/tables" --newcomer.level 3 --area.reset_s 4 \
        --password.memory_kib 8 --password.passes 1 >"$folder/out" 2>&1 &
    server=$!
    port=
    tries=0
    while [ -z "$port" ] && [ $tries -lt 300 ] && kill -0 "$server" 2>/dev/null; do
        sleep 0.1
        tries=$((tries + 1))
        port=$(sed -n 's/^.*telnet localhost \([0-9]*\)$/\1/p' "$folder/out")
    done
    [ -n "$port" ] && return
    complain "the server does not open:"
    cat "$folder/out"
    exit 1
}

# Six rounds in the time of one: who fights at all should live to see its end, while the test does.
cp -r zones/tables "$folder/tables"
sed 's/^\( *round_ms:\) 3000/\1 500/' zones/tables/constants.yaml >"$folder/tables/constants.yaml"
grep -q 'round_ms: 500' "$folder/tables/constants.yaml" || exit 1

# 60 s for the last cut, then it is a failure.
server_end()
{
    kill -TERM "$server"
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
}

figure()
{
    sed -n "s/^{.*\"$1\":\([0-9]*\)[,}].*\$/\1/p" "$folder/report"
}

logs_check()
{
    if grep -E -i 'assert|thread_died|Sanitizer|runtime error|record_damaged| error ' \
        "$folder/out" "$folder/log" >"$folder/found"; then
        complain "the server's log tells of trouble:"
        head -20 "$folder/found"
    fi
}

run()
{
    rm -rf "$folder/data"
    server_begin "$1"
    echo "-- $1 worker(s), $seconds s"
    "$build/bench/bots" --port "$port" --bots $bots --seconds "$seconds" --mix wander --seed "$1" --new \
        --keeper botwarden >"$folder/report" || complain "the bots found mistakes with $1 worker(s)"
    grep -v '^{' "$folder/report"
    server_end
    logs_check
    "$build/kallisti" --fsck --data "$folder/data" >"$folder/found" 2>&1 || {
        complain "the store does not check:"
        tail -20 "$folder/found"
    }
    rm -f "$folder/log"
    fought=$((fought + $(figure fights)))
    killed=$((killed + $(figure kills)))
    died=$((died + $(figure deaths)))
    rounds=$((rounds + $(figure rounds_fought)))
    [ "$1" -eq 1 ] && return
    crossed=$((crossed + $(figure travel_crossed)))
    refused=$((refused + $(figure travel_refused)))
    met=$((met + $(figure mail_forwarded)))
    moved=$((moved + $(figure zones_moved)))
}

# what happened, how often it must have in 60 s; once at least, however short the run
enough()
{
    scaled=$(($3 * seconds / 60))
    [ "$scaled" -gt 0 ] || scaled=1
    printf '  %-46s %9d   at least %d\n' "$1" "$2" "$scaled"
    [ "$2" -ge "$scaled" ] || complain "not enough: $1"
}

for workers in 1 2 4; do
    run $workers
done
echo "-- together"
enough "fights the bots began" $fought 900
enough "rounds fought" $rounds 6000
enough "creatures killed" $killed 60
enough "bots that died, and woke in the temple" $died 60
echo "-- together, with more than one worker"
enough "crossings from worker to worker" $crossed 20000
enough "travellers refused at the border" $refused 500
enough "pieces of personal mail that met a traveller" $met 500
enough "zones moved to another worker" $moved 200
[ $wrong -eq 0 ] && echo "wander: all is well"
exit $wrong
