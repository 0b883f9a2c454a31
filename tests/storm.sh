#!/bin/sh
# tests/storm.sh [NEWCOMERS] -- that many first logins at one moment, each with an account and a character to make,
# while 100 others wander, talk and call each other.  Everybody gets in, or is told honestly to try again and gets in
# then; nobody who plays loses a word or an answer by it; the store checks.  How long it takes is not asked.
#
# Passwords cost next to nothing here, and few may wait to be hashed, so that some are turned away.
set -u
newcomers=${1:-1000}
test=storm
. tests/server.sh

tables_hasten
server_open --threads.zone 2 --net.sessions_per_address 100000 --room.occupants_max 2000 --password.memory_kib 1024 --password.queue_max 8
"$build/bench/bots" --port "$port" --bots 100 --mix wander --seconds 2 --logins 8 --new --storm "$newcomers" --storm-s 300 \
    >"$folder/report" || complain "the bots found mistakes"
grep -v '^{' "$folder/report"
[ "$(figure in)" = "$newcomers" ] || complain "only $(figure in) of $newcomers newcomers came in"
[ "$(figure told_to_try_again)" -gt 0 ] || complain "nobody was told to try again: this was no storm"

server_end
server_check
verdict
