#!/bin/sh
# tests/threads.sh [SECONDS] -- workers 1 -> 4 -> 2 -> 1 and network threads 1 -> 3 -> 1, three times, while 60 bots walk,
# talk, fight, die and a keeper moves zones; cuts go on all the time, and all is recorded.  Threads that are too many are gone
# at once, and nobody speaks of them any more when their connections have ended.  Nobody's words or mail lost, doubled or out of
# order, the store checks, and the recording plays again on one worker with equal hashes.  Wrong commands are refused; an options
# file read again changes what it may, and a wrong one nothing.
set -u
seconds=${1:-${SECONDS_OF_PLAY:-12}}
test=threads
. tests/server.sh
tables_hasten
replay="$build/replay"

ctl()
{
    "$build/kallisti" ctl --data "$folder/data" "$@"
}

# What a command must answer, within 20 s.
until_says() # WORDS COMMAND...
{
    words=$1
    shift
    waits=0
    until ctl "$@" 2>&1 | grep -q "$words"; do
        waits=$((waits + 1))
        [ $waits -lt 100 ] || { complain "'$*' never says '$words'"; ctl "$@"; return; }
        sleep 0.2
    done
}

refused() # COMMAND...
{
    if ctl "$@" >"$folder/said" 2>&1; then
        complain "'$*' is not refused"
    fi
    [ -s "$folder/said" ] || complain "'$*' is refused without a word"
}

epoch()
{
    ctl stats | grep -o '"persist_epoch":[0-9]*'
}

echo 'checkpoint.interval_ms 100' >"$folder/conf"
server_open --config "$folder/conf" --threads.zone 1 --threads.net 1 --room.occupants_max 40 --game.keepers botwarden \
    --newcomer.level 3 --record.path "$folder/recording" --balance.every_ms 200 --balance.busy_percent 1 --balance.gap_percent 1 \
    --balance.rest_s 1
"$build/bench/bots" --port "$port" --bots 60 --seconds "$seconds" --mix wander --seed 7 --new --keeper botwarden \
    >"$folder/report" 2>&1 &
bots=$!
tries=0
until grep -q 'bots play' "$folder/report" || [ $tries -ge 100 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
echo 'checkpoint.interval_ms 600000' >"$folder/conf"
ctl reload | grep -q 'checkpoint.interval_ms: 100, is now 600000' || complain "checkpoints cannot be put further apart"
sleep 0.5
before=$(epoch)
sleep 1
[ -n "$before" ] && [ "$(epoch)" = "$before" ] || complain "there are checkpoints all the same: $before, then $(epoch)"
echo 'checkpoint.interval_ms 100' >"$folder/conf"
ctl reload >/dev/null
sleep 1
[ "$(epoch)" != "$before" ] || complain "there are no checkpoints any more"
for round in 1 2 3; do
    for workers in 4 2 1; do
        ctl threads zone $workers >/dev/null || complain "threads zone $workers is refused"
        nets=$((workers == 4 ? 3 : 1))
        ctl threads net $nets >/dev/null || complain "threads net $nets is refused"
        tries=0                         # a thread that has just begun has no name yet
        until [ "$(cat /proc/$server/task/*/comm 2>/dev/null | grep -c '^net ')" -eq $nets ] || [ $tries -ge 50 ]; do
            sleep 0.1
            tries=$((tries + 1))
        done
        [ $tries -lt 50 ] || complain "never $nets threads that serve the network"
        until_says "^$workers workers* runs* zones, $nets threads* serves* the network" threads
        ctl save >/dev/null || complain "nothing can be saved with $workers workers"
        sleep 0.$((seconds / 3 % 10))
    done
done
ctl threads zone 3 >/dev/null
ctl stats | grep -q '"nets":1,' || complain "more than one thread is counted that serves the network"
wait $bots || complain "the bots found mistakes"
tries=0
while ctl threads | grep -q 'that have ended' && [ $tries -lt 50 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
[ $tries -lt 50 ] || complain "there is talk of connections of threads that have ended, and nobody is connected"
ctl --help | grep -q '^shutdown ' || complain "--help does not list the commands"
grep -v '^{' "$folder/report"
changes=$(grep -c event=workers_changed "$folder/log")
moved=$(grep -a -c event=zone_moved "$folder/log")     # a worker that leaves takes its figures along
echo "workers changed $changes times, zones moved $moved, balanced $(grep -c event=zone_balanced "$folder/log")"
[ "$changes" -ge 10 ] || complain "the workers changed only $changes times"
[ "$moved" -ge 100 ] || complain "only $moved zones moved"
for wrong_words in "threads zone 0" "threads zone -1" "threads zone 1000000000" "threads zone" "threads zone 2 3" "threads net 65" \
    "threads zone 4x" "move nowhere 0" "pin midgaard 64" "shutdown -5" "shutdown soon" "dance" "announce" "plan"; do
    refused $wrong_words
done
until_says "^3 workers" threads
ctl shutdown 3 >/dev/null
ctl shutdown never >/dev/null
grep -q 'event=shutdown_taken_back by=ctl' "$folder/log" || complain "the log does not tell of a shutdown that was taken back"
grep -q 'event=nets_changed from=3 to=1' "$folder/log" || complain "the log does not tell how many threads serve the network"
grep -q 'event=zone_moved zone=midgaard number=[0-9]' "$folder/log" || complain "the log does not name the zones that moved"
printf 'balance.moves_per_s 77\nlogin.zones 5\ncheckpoint.interval_ms 100\n' >"$folder/conf"
ctl reload >"$folder/said" || complain "the options are not read again"
grep -q 'threads.zone: 3, is now' "$folder/said" || complain "reload does not say that the number of workers was another"
grep -q 'balance.moves_per_s: 10, is now 77' "$folder/said" || complain "reload does not say what has changed"
grep -q 'login.zones: 2, would be 5 after a restart' "$folder/said" || complain "reload does not say what waits for a restart"
printf 'balance.moves_per_s 5\nthreads.zone many\nno.such 1\n' >"$folder/conf"
refused reload
grep -q 'conf:2: threads.zone' "$folder/said" || complain "reload does not say what is wrong"
printf 'balance.moves_per_s 77\ncheckpoint.interval_ms 100\n' >"$folder/conf"
ctl reload | grep -q 'Nothing has changed' || complain "a wrong file has changed something"
printf 'balance.moves_per_s 78\ncheckpoint.interval_ms 100\n' >"$folder/conf"
mv "$folder/log" "$folder/log.1"
kill -HUP "$server"
tries=0
until grep -qs 'event=reload_done differences=1' "$folder/log" || [ $tries -gt 50 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
grep -qs 'event=option_changed name=balance.moves_per_s was="77" is="78"' "$folder/log" || complain "SIGHUP does not reload, or its log is not in a new file"
grep -q 'event=reload_refused mistake=".*conf:2: threads.zone' "$folder/log.1" || complain "the log does not say what was refused"
cp "$folder/data/world" "$folder/world"
"$build/kallisti" --data "$folder/data" --port 0 --game.areas tests/scenarios/areas >"$folder/said" 2>&1 && complain "two servers in one folder"
cmp -s "$folder/data/world" "$folder/world" || complain "a start that failed wrote its list of the world"
server_end
cat "$folder/log" >>"$folder/log.1" && mv "$folder/log.1" "$folder/log"
[ ! -e "$folder/data/ctl" ] || complain "the socket is still there"
server_check
"$replay" "$folder/recording" >"$folder/replayed" || complain "the recording does not play again"
tail -n 1 "$folder/replayed"
rm -rf "$folder/recording"

verdict
