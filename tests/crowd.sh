#!/bin/sh
# tests/crowd.sh [BOTS] [SECONDS] -- 1,000 players talk in one room of the city while 40 others are about in the rest of the world, on two
# workers: the city has a worker for itself in the end, everything else is on the other one, and the log says why.  What 1,000 say costs the
# city an eighth of a worker, so that counts as a crowd here already; by itself it would be half of one.
set -u
bots=${1:-1000}
seconds=${2:-30}
test=crowd
. tests/server.sh
tables_hasten
server_open --threads.zone 2 --threads.net 1 --room.occupants_max 10000 --net.sessions_per_address 100000 --balance.every_ms 500 \
    --balance.crowd_percent 8 --balance.busy_percent 4 --balance.gap_percent 2 --balance.moves_per_s 50 --balance.rest_s 2 --web.port 0
printf 'at 3001\npause 0\n1 say number {number} => You say,\n' >"$folder/crowd.mix"
"$build/bench/bots" --port "$port" --bots "$bots" --seconds "$seconds" --mix "$folder/crowd.mix" --prefix crowd --logins 48 --new --seed 5 >"$folder/crowd" 2>&1 &
crowd=$!
"$build/bench/bots" --port "$port" --bots 40 --seconds "$seconds" --mix walk --seed 6 --new >"$folder/report" 2>&1 &
others=$!
web_port=$(sed -n 's/^.*http:..127.0.0.1:\([0-9]*\).*$/\1/p' "$folder/out")

# How many zones stand beside the city, and whose worker has how much to do.
look()
{
    "$build/kallisti" ctl --data "$folder/data" stats >"$folder/stats" && /usr/bin/python3 - "$folder/stats" <<'PYTHON'
import json, sys
stats = json.load(open(sys.argv[1], encoding="utf-8"))
city = next(zone for zone in stats["zones"] if zone["name"] == "midgaard")
beside = [zone["name"] for zone in stats["zones"] if zone["worker"] == city["worker"] and zone is not city]
print(len(beside), city["players"], "%.2f" % city["load"], " ".join(beside[:5]))
PYTHON
}

tries=0
while [ $tries -lt 120 ] && kill -0 $crowd 2>/dev/null; do
    sleep 1
    tries=$((tries + 1))
    seen=$(look)
    [ "${seen%% *}" = 0 ] && break
done
echo "beside the city, its players, its load: $seen; after $tries s"
[ "${seen%% *}" = 0 ] || complain "zones stayed beside the city: $seen"
grep -q 'event=zone_balanced .*reason="a crowd' "$folder/log" || complain "the log does not say that a crowd drove zones away"
wait $crowd || complain "the crowd found mistakes"
wait $others || complain "the others found mistakes"
grep -v '^{' "$folder/crowd" | head -n 4
server_end
server_check
verdict
