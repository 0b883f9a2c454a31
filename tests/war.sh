#!/bin/sh
# tests/war.sh [SECONDS] -- 100 fighters of two sides at one border: archers shoot over it, whoever is hurt flees over it, what is
# attacked comes after over it, and the dead walk back; on 1, 2 and 4 workers, while a keeper moves zones from worker to worker.
# Then the books: the store checks (no coin, no experience, no thing that did not come or go by a flow with a name), the
# log tells of no trouble, enough happened, and the recording of the run on four workers is played again on one.
#
# 60 seconds is the acceptance run; what must have happened is scaled to the time given.
set -u
seconds=${1:-${SECONDS_OF_PLAY:-60}}
test=war
. tests/server.sh

# Hunters are in a hurry, and who has just been killed has no long peace.
tables_hasten 's/^\( *hunt_ms:\) [0-9]*/\1 1000/; s/^\( *player_fight_rest_ms:\) [0-9]*/\1 5000/'

run() # WORKERS OPTIONS...
{
    workers=$1
    shift
    rm -rf "$folder/data" "$folder/log"
    server_open --threads.zone "$workers" --threads.net 2 --game.areas tests/war --room.occupants_max 200 \
        --game.keepers botwarden --newcomer.kit 0 --newcomer.level 3 "$@"
    echo "-- $workers worker(s), $seconds s"
    # Eight seconds more, in which they arm themselves.
    "$build/bench/bots" --port "$port" --bots 100 --seconds $((seconds + 8)) --mix war --seed "$workers" --new --areas tests/war \
        --keeper botwarden >"$folder/report" || complain "the bots found mistakes with $workers worker(s)"
    grep -v '^{' "$folder/report"
    server_end
    server_check --game.areas tests/war
    enough "missiles over the border" "$(figure missiles)" 1000
    enough "people over the border" "$(figure travel_sent)" 1000
    enough "mobiles over the border, hunting and home again" "$(figure rovers)" 40
    enough "fights the bots began" "$(figure fights)" 120
    enough "flights from them" "$(figure flights)" 40
    enough "bots that died" "$(figure deaths)" 25
}

run 1
run 2
run 4 --record.path "$folder/recording"
"$build/replay" "$folder/recording" || complain "the recording does not play again as it was"
verdict
