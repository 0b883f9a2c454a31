#!/bin/sh
# bench/run.sh -- what things cost: a hop between threads, a command, an idle player, a zone, an empty server.
#
# Every figure comes with the commit, the machine and the settings it was measured with.  SECONDS_OF_PLAY sets how
# long each load runs (default 10), PLAYERS how many stand idle (default 2000).  The load bots share the machine
# with the server: on few cores throughput is what both of them together can do, CPU a command is the server's.
set -u
build=${BUILD:-build}
seconds=${SECONDS_OF_PLAY:-10}
players=${PLAYERS:-2000}
settings="--threads.zone 2 --threads.net 1 --net.sessions_per_address 100000 --password.memory_kib 8 --password.passes 1"
folder=$(mktemp -d "${TMPDIR:-/tmp}/kallisti-bench.XXXXXX") || exit 1
server=
wrong=0

finish()
{
    [ -n "$server" ] && kill -9 "$server" 2>/dev/null && wait "$server" 2>/dev/null
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM

server_begin()
{
    rm -rf "$folder/data"
    # The settings are words of ours, meant to be split.
    "$build/kallisti" --port 0 --net.address 127.0.0.1 --data "$folder/data" --log.file "$folder/log" \
        $settings "$@" >"$folder/out" 2>&1 &
    server=$!
    port=
    tries=0
    while [ -z "$port" ] && [ $tries -lt 300 ] && kill -0 "$server" 2>/dev/null; do
        sleep 0.1
        tries=$((tries + 1))
        port=$(sed -n 's/^.*telnet localhost \([0-9]*\)$/\1/p' "$folder/out")
    done
    [ -n "$port" ] && return
    echo "bench: the server does not open:"
    cat "$folder/out"
    exit 1
}

server_end()
{
    kill -TERM "$server"
    wait "$server"
    server=
}

load()
{
    "$build/bench/bots" --port "$port" --server "$server" --new "$@" >"$folder/report" || wrong=1
    grep -v '^{' "$folder/report"
    grep '^{' "$folder/report" >>"$folder/json"
}

# processor time so far, in clock ticks
ticks()
{
    sed 's/^.*) //' "/proc/$server/stat" | cut -d ' ' -f 12,13 | { read -r user system && echo $((user + system)); }
}

rss_kib()
{
    sed -n 's/^VmRSS:[^0-9]*\([0-9]*\) kB$/\1/p' "/proc/$server/status"
}

changes=$(git diff --quiet HEAD 2>/dev/null || echo ", with changes")
echo "commit    $(git rev-parse --short HEAD 2>/dev/null || echo unknown)$changes"
echo "machine   $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(nproc) cores, $(uname -sr)"
echo "settings  $settings"

echo "== a hop between threads"
"$build/bench/hop" 2>&1 >>"$folder/json"

for mix in talk wander things; do
    # A pause for the walkers: without one their stamina is gone in a second, and they only talk.
    think=0
    [ $mix = wander ] && think=150
    echo "== commands: $mix"
    server_begin
    load --mix $mix --bots 100 --seconds "$seconds" --think $think
    server_end
done

echo "== an empty server, 10 s"
server_begin
sleep 2
before=$(ticks)
sleep 10
idle=$(($(ticks) - before))
empty=$(rss_kib)
echo "  CPU $((idle * 1000 / $(getconf CLK_TCK))) ms in 10 s; memory $empty KiB"
echo "{\"bench\":\"empty\",\"cpu_ms_in_10_s\":$((idle * 1000 / $(getconf CLK_TCK))),\"rss_kib\":$empty}" >>"$folder/json"

echo "== $players players who stand about"
load --mix idle --bots "$players" --logins 48 --seconds "$seconds"
full=$(sed -n 's/^{.*"server_rss_kib":\([0-9]*\).*$/\1/p' "$folder/report")
[ -n "$full" ] || exit 1
echo "  memory a player     $(((full - empty) * 1024 / players)) bytes: session, character, what the room told them"
echo "{\"bench\":\"idle\",\"players\":$players,\"bytes_a_player\":$(((full - empty) * 1024 / players))}" >>"$folder/json"
server_end

echo "== what a zone takes"
pseudo_zones()
{
    server_begin --login.zones "$1" --registry.zones "$1" --groups.zones "$1" --channels.zones "$1"
    rss=$(rss_kib)
    server_end
}
pseudo_zones 1
few=$rss
pseudo_zones 64
many=$rss
mkdir "$folder/areas"
cp zones/areas/midgaard.yaml "$folder/areas/"
server_begin --game.areas "$folder/areas"
one=$(rss_kib)
server_end
areas=$(ls zones/areas/*.yaml | wc -l)
echo "  memory a pseudo-zone $(((many - few) * 1024 / 252)) bytes; an area, its prototypes and texts included, $(((empty - one) / (areas - 1))) KiB"
echo "{\"bench\":\"zones\",\"bytes_a_pseudo_zone\":$(((many - few) * 1024 / 252)),\"kib_an_area\":$(((empty - one) / (areas - 1)))}" >>"$folder/json"

echo "== as JSON"
cat "$folder/json"
exit $wrong
