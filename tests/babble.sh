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
test=babble
. tests/server.sh

tables_hasten
server_open --game.keepers babblekeeper --threads.zone 3 --threads.net 2 --checkpoint.interval_ms 200 --newcomer.level 30 \
    --newcomer.coins 10000
"$build/bench/babble" --port "$port" --seconds "$seconds" --seed "$seed" --keeper babblekeeper ||
    complain "the bots found mistakes with seed $seed"
server_end
server_check
[ $wrong -eq 0 ] || tail -n 20 "$folder/log"
verdict
