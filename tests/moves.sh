#!/bin/sh
# tests/moves.sh [MOVES] [BOTS] [GAP] -- that many zone moves from worker to worker under that many playing bots (10,000 and 500), of
# whom one in ten hunts, while cuts go on all the time.  Everybody's words are numbered: none is lost, doubled or out of order.  The
# ledger adds up, and the recording plays again on one worker with equal hashes.
#
# Of each move the log says for how long nobody ran the zone, from the moment at which its old worker lets go to the one at which
# the new one may apply an input; what of that was processor time of the two; and how long the grace period before it was.  A GAP of
# so many ms makes it longer by that: then a few hundred moves meet as much mail on its way as thousands do.  There are more of them
# than MOVES if too little mail was met by then.
set -u
moves=${1:-${MOVES:-10000}}
bots=${2:-${BOTS:-500}}
gap=${3:-0}
workers=4
parked_least=10
hunters=$((bots / 10))
test=moves
. tests/server.sh
tables_hasten

ctl()
{
    "$build/kallisti" ctl --data "$folder/data" "$@"
}

# The first figure of that name in `stats`.
stat() # NAME
{
    ctl stats | sed -n "s/.*\"$1\":\([0-9]*\)[,}].*/\1/p" | head -n 1
}

# Every zone to the next worker, so many times, a few at a time: main has other things to do, too.
ask_for_moves() # ROUNDS
{
    for round in $(seq "$1"); do
        for zone in $(seq "$zones"); do
            echo "move $zone $(((zone + asked + round) % workers))"
            [ $((zone % 16)) -ne 0 ] || sleep 0.05
        done
    done
}

play() # REPORT OPTIONS...
{
    report=$1
    shift
    exec "$build/bench/bots" --port "$port" --pause 150 --seconds 1800 --new --logins 8 "$@" >"$report" 2>&1
}

# So many thousandths of the numbers, one a line, are this or less.
share() # THOUSANDTHS FILE
{
    sort -n "$2" | awk -v share="$1" '{ all[NR] = $1 } END { at = int((NR * share + 999) / 1000); print all[at < 1 ? 1 : at] + 0 }'
}

pauses() # FIELD WORDS
{
    sed -n "s/.*event=zone_moved .*$1=\\([0-9]*\\).*/\\1/p" "$folder/log" >"$folder/pauses"
    printf '  %-44s p50 %6d   p99 %6d   p99.9 %6d   most %6d us\n' "$2" "$(share 500 "$folder/pauses")" \
        "$(share 990 "$folder/pauses")" "$(share 999 "$folder/pauses")" "$(share 1000 "$folder/pauses")"
}

server_open --threads.zone $workers --threads.net 2 --checkpoint.interval_ms 100 --room.occupants_max 60 --newcomer.level 3 \
    --net.sessions_per_address 100000 --balance.every_ms 0 --test.gap_ms "$gap" --record.path "$folder/recording"
play "$folder/report.hunters" --bots $hunters --mix fight --prefix hunter --seed 8 &
hunting=$!
play "$folder/report.bots" --bots $((bots - hunters)) --mix wander --seed 7 &
wandering=$!
zones=$(ctl stats | grep -c '^{"zone":')
tries=0
until [ "$(cat "$folder"/report.* 2>/dev/null | grep -c 'bots play$')" = 2 ] || [ $tries -ge 900 ]; do
    sleep 0.2
    tries=$((tries + 1))
done
asked=0
while { [ "$(stat zones_moved)" -lt "$moves" ] || [ "$(stat mail_parked)" -lt $parked_least ]; } &&
    [ $asked -lt $((3 * moves / zones + 9)) ]; do
    rounds=$(((moves - $(stat zones_moved)) / zones + 1))
    [ $rounds -ge 1 ] || rounds=1
    ask_for_moves $rounds | ctl - >/dev/null || complain "a move is refused"
    asked=$((asked + rounds))
done
moved=$(stat zones_moved)
cuts=$(stat persist_cuts)
parked=$(stat mail_parked)
playing=$(stat players)
kill -TERM $hunting $wandering
wait $wandering || complain "the bots found mistakes"
wait $hunting || complain "the hunters found mistakes"
grep -h -v '^{' "$folder/report.bots" "$folder/report.hunters"
server_end
echo "$zones zones on $workers workers: $moved moves and $cuts cuts, $playing of $bots played at the last of them"
[ "$moved" -ge "$moves" ] || complain "only $moved moves"
[ "$playing" -ge "$bots" ] || complain "only $playing of $bots play"
echo "  messages that came before their zone did: $parked"
[ "$parked" -ge $parked_least ] || complain "hardly anything was on its way to a zone that moved"
[ "$cuts" -ge 10 ] || complain "only $cuts cuts"
for happened in says crossings fights; do
    count=$(cat "$folder"/report.* | sed -n "s/^{.*\"$happened\":\([0-9]*\)[,}].*\$/\1/p" | awk '{ sum += $1 } END { print sum + 0 }')
    printf '  %-44s %9d\n' $happened "$count"
    [ "$count" -gt 0 ] || complain "no $happened: this was no play"
done
pauses gap_us "nobody ran the zone for"
pauses cpu_us "of that, both workers' processor time"
pauses grace_us "grace period before"
server_check
"$build/replay" "$folder/recording" >"$folder/replayed" || complain "the recording does not play again"
tail -n 1 "$folder/replayed"
rm -rf "$folder/recording"

verdict
