#!/bin/sh
# tests/wander.sh [SECONDS] -- 200 bots walk to and fro over the borders of areas, talk, call and follow each other, hunt
# creatures, kill and are killed, while a keeper moves zones from worker to worker; on 1, 2 and 4 workers.  Then the books:
# nobody's words or mail lost, doubled or out of order, no assertion failed, the store checks, and enough happened for that to
# mean something.
#
# 60 seconds is the acceptance run; what must have happened is scaled to the time given.  LONGER times as long is given for as
# much to happen: under a sanitizer everybody is slower.
set -u
seconds=${1:-${SECONDS_OF_PLAY:-60}}
test=wander
. tests/server.sh
crossed=0 refused=0 met=0 moved=0 fought=0 killed=0 died=0 rounds=0
tables_hasten
played=$((seconds * ${LONGER:-1}))

run()
{
    rm -rf "$folder/data"
    server_open --threads.zone "$1" --threads.net 2 --room.occupants_max 100 --game.keepers botwarden --newcomer.level 3
    echo "-- $1 worker(s), $played s"
    "$build/bench/bots" --port "$port" --bots 200 --seconds "$played" --mix wander --seed "$1" --new \
        --keeper botwarden >"$folder/report" || complain "the bots found mistakes with $1 worker(s)"
    grep -v '^{' "$folder/report"
    server_end
    server_check
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
verdict
