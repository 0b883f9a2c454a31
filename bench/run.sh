#!/bin/sh
# bench/run.sh -- what things cost: a hop between threads, a command, an idle player, a zone, an empty server; how far
# that is from a line server without a world; what a storm of newcomers does to those who play.
#
# SCENARIO names one of them (`make bench SCENARIO=town`), else all are run.  Every figure comes with the commit, the
# machine and the settings it was measured with.  SECONDS_OF_PLAY sets how long each load runs (default 6), PLAYERS how
# many stand idle (2000), NEWCOMERS how many arrive at once (1000), TURNS how often the ceiling, and ways to make
# checkpoints, are compared (3), RATE at how many commands a second the ceiling is (15000), WALKERS how many walk while
# checkpoints are made (500), DIRTY how many all change (1500) at how many orders a second (DIRTY_RATE, as many), FIGHTERS how many fight (500),
# SEED what the bots' dice begin with (1), WORLD the folder of the grown areas (build/world, which `make world` fills), STRESS that of
# a stress world (build/world-50, of `make world SCALE=50`; without it that part is left out), CROWD how many players stand in ten areas (1000).
#
# The load bots share the machine with the server: on few cores throughput is what both of them together can do, CPU a
# command is the server's.  VOID marks a run in which the bots' thread was the bottleneck.
set -u
build=${BUILD:-build}
seconds=${SECONDS_OF_PLAY:-6}
players=${PLAYERS:-2000}
newcomers=${NEWCOMERS:-1000}
turns=${TURNS:-3}
rate=${RATE:-15000}
seed=${SEED:-1}
walkers=${WALKERS:-500}
dirty=${DIRTY:-1500}
dirty_rate=${DIRTY_RATE:-$dirty}
fighters=${FIGHTERS:-500}
world=${WORLD:-build/world}
stress=${STRESS:-build/world-50}
crowd=${CROWD:-1000}
all="hop talk things wander town open fight ceiling storm cut checkpoints dirty idle zones world"
cost="--password.memory_kib 8 --password.passes 1"
settings="--threads.zone 1 --threads.net 1 --net.sessions_per_address 100000 --character.tiring_percent 0"
folder=$(mktemp -d "${TMPDIR:-/tmp}/kallisti-bench.XXXXXX") || exit 1
server= rulers=
wrong=0

finish()
{
    for process in $server $rulers; do
        kill -9 "$process" 2>/dev/null && wait "$process" 2>/dev/null
    done
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM

# The port a process in the background says, in $port; NAME is where its output goes.
port_of() # PROCESS NAME
{
    port=
    tries=0
    while [ -z "$port" ] && [ $tries -lt 300 ] && kill -0 "$1" 2>/dev/null; do
        sleep 0.1
        tries=$((tries + 1))
        port=$(sed -n 's/^.*telnet localhost \([0-9]*\)$/\1/p' "$folder/$2")
    done
    [ -n "$port" ] && return
    echo "bench: the $2 does not open:"
    cat "$folder/$2"
    exit 1
}

server_begin() # OPTIONS...
{
    rm -rf "$folder/data"
    # The settings are words of ours, meant to be split.
    "$build/kallisti" --port 0 --net.address 127.0.0.1 --data "$folder/data" --log.file "$folder/log" \
        $settings "$@" >"$folder/server" 2>&1 &
    server=$!
    port_of "$server" server
}

server_end()
{
    kill -TERM "$server"
    wait "$server"
    server=
}

# One line server without a world: its process in $ruler, its port in $port.
ruler_begin() # NAME [--heard]
{
    name=$1
    shift
    "$build/bench/ceiling" "$folder/recording" 2 "$@" >"$folder/$name" 2>&1 &
    ruler=$!
    rulers="$rulers $ruler"
    port_of "$ruler" "$name"
}

# Plays against a port; the table is shown, the line of JSON kept under a name.
load() # NAME PORT PROCESS OPTIONS...
{
    name=$1 at=$2 process=$3
    shift 3
    "$build/bench/bots" --port "$at" --server "$process" --new --seed "$seed" "$@" >"$folder/report" || wrong=1
    sed -n 's/^{/{"bench":"'"$name"'",/p' "$folder/report" >>"$folder/json"
    grep -v '^{' "$folder/report"
}

# A number of the last run's JSON, the first of that name.
figure() # NAME
{
    sed -n "s/^{.*\"$1\":\([0-9.]*\)[,}].*\$/\1/p" "$folder/report"
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

# -- scenarios --------------------------------------------------------------------------------------------

bench_hop()
{
    "$build/bench/hop" 2>&1 >>"$folder/json"
}

# What 100 players can do, each giving the next order when the last one is answered.
closed() # MIX
{
    server_begin $cost
    load "$1" "$port" "$server" --mix "$1" --bots 100 --seconds "$seconds"
    server_end
}

bench_talk() { closed talk; }
bench_things() { closed things; }
bench_wander() { closed wander; }
bench_town() { closed town; }

# What they wait when orders come at their own times: a stall shows in all who come while it lasts.
bench_open()
{
    server_begin $cost
    load open "$port" "$server" --mix town --bots 100 --seconds "$seconds" --rate $((rate / 3))
    server_end
}

# Two workers, creatures that are soon back, and everybody where they are.  A round of a fighter is timed where it is the only thing
# that happened, and told beside it how late all of them came.
bench_fight()
{
    longer=$((seconds > 20 ? seconds : 20))
    server_begin $cost --threads.zone 2 --newcomer.level 5 --area.reset_s 2 --game.keepers botwarden
    load fight "$port" "$server" --mix fight --bots "$fighters" --logins 48 --seconds "$longer" --keeper botwarden --still
    server_end
    for name in fought late_ms late_2 late_10 late_50 late_250 ticked ns; do
        eval "$name=$(grown rounds_$name)"
    done
    [ "${fought:-0}" -gt 0 ] && [ "${ticked:-0}" -gt 0 ] || { echo "bench: nobody fought"; exit 1; }
    awk -v fought="$fought" -v seconds="$longer" -v ms="$late_ms" -v a="$late_2" -v b="$late_10" -v c="$late_50" -v d="$late_250" \
        -v ticked="$ticked" -v ns="$ns" -v json="$folder/json" 'BEGIN {
        printf "  rounds of fighters  %12d   %10.0f /s\n", fought, fought / seconds
        printf "  they came late by   %12.3f ms in the mean; more than 2 ms %d, 10 ms %d, 50 ms %d, 250 ms %d of them\n", ms / fought, a, b, c, d
        printf "  a round costs       %12.1f us of a worker, with what it led to and who was told of it\n", ns / ticked / 1000
        printf "{\"bench\":\"rounds\",\"rounds\":%d,\"rounds_per_s\":%.1f,\"late_mean_ms\":%.4f,\"late_2_ms\":%d,\"late_10_ms\":%d," \
            "\"late_50_ms\":%d,\"late_250_ms\":%d,\"round_us\":%.2f}\n", fought, fought / seconds, ms / fought, a, b, c, d, ns / ticked / 1000 >>json
    }'
}

# CPU a command and commands a second of the run just done, under a name.
keep() # NAME
{
    echo "$1 $(figure server_cpu_us_a_command) $(figure commands_per_s)" >>"$folder/turns"
}

# Ours over theirs, turn by turn: median, least and most.
ratio() # OURS THEIRS FIELD
{
    awk -v ours="$1" -v theirs="$2" -v field="$3" '
        $1 == ours   { a[++n] = $field }
        $1 == theirs { b[++m] = $field }
        END {
            for (i = 1; i <= n; i++) r[i] = b[i] > 0 ? a[i] / b[i] : 0
            for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (r[j] < r[i]) { t = r[i]; r[i] = r[j]; r[j] = t }
            printf "%.2f %.2f %.2f", r[int((n + 1) / 2)], r[1], r[n]
        }' "$folder/turns"
}

compare() # WHAT OURS THEIRS FIELD
{
    set -- "$1" $(ratio "$2" "$3" "$4")
    printf '  %-66s %6s   (%s to %s)\n' "$1" "$2" "$3" "$4"
    printf '{"bench":"compared","what":"%s","median":%s,"least":%s,"most":%s,"turns":%d}\n' "$1" "$2" "$3" "$4" "$turns" \
        >>"$folder/json"
}

# Says which of the runs shown count for little: bots that were the bottleneck, a rate nobody kept up with.
unfit() # FILE WHICH
{
    awk -v which="$2" -v rate="$rate" '
        /^mix/ { open = /open loop/; run++ }
        /^  commands/ && open && $3 < rate * 0.95 { printf "  %s, run %d: only %d /s\n", which, run, $3 }
        /VOID/ { printf "  %s, run %d: VOID\n", which, run }' "$1"
}

# Ours and two line servers without a world, in turn, on the same machine under the same bots: at one rate, which says
# what a command costs, and as fast as they can, which says what share of the throughput is left.  One answers with
# recorded answers; the other also sends what our players heard of each other.
bench_ceiling()
{
    server_begin $cost
    ours=$port
    load record "$ours" "$server" --mix town --bots 100 --seconds 3 --rate "$rate" --record "$folder/recording" >/dev/null
    ruler_begin answers
    answers=$ruler answers_at=$port
    ruler_begin heard --heard
    heard=$ruler heard_at=$port
    : >"$folder/turns"
    for turn in $(seq "$turns"); do
        for how in "--rate $rate" "--pause 0"; do
            word=${how%% *}
            load "ours$word" "$ours" "$server" --mix town --bots 100 --seconds 3 $how >"$folder/shown"
            keep "ours$word"
            load "answers$word" "$answers_at" "$answers" --bare --mix town --bots 100 --seconds 3 $how >>"$folder/shown"
            keep "answers$word"
            load "heard$word" "$heard_at" "$heard" --bare --mix town --bots 100 --seconds 3 $how >>"$folder/shown"
            keep "heard$word"
            unfit "$folder/shown" "turn $turn, $how"
        done
    done
    server_end
    kill -9 $answers $heard
    rulers=
    compare "server CPU a command at $rate /s, ours : ceiling (same answers)" ours--rate answers--rate 2
    compare "server CPU a command at $rate /s, ours : ceiling (heard by others too)" ours--rate heard--rate 2
    compare "server CPU a command, closed loop, ours : ceiling (same answers)" ours--pause answers--pause 2
    compare "server CPU a command, closed loop, ours : ceiling (heard too)" ours--pause heard--pause 2
    compare "commands a second, closed loop, ours : ceiling (same answers)" ours--pause answers--pause 3
    compare "commands a second, closed loop, ours : ceiling (heard too)" ours--pause heard--pause 3
}

# First logins at what a password really costs, all at once, while 100 others play.
bench_storm()
{
    server_begin
    load storm "$port" "$server" --mix town --bots 100 --pause 100 --seconds 10 --storm "$newcomers" --storm-s 60
    server_end
}

# What a cut costs the worker that gives it, by its CPU clock: its longest turn is what a command may wait for.
bench_cut()
{
    "$build/bench/cut" --rounds 10 >"$folder/report" || wrong=1
    grep '^{' "$folder/report" >>"$folder/json"
    grep -v '^{' "$folder/report"
}

# p99 of those who walk about: with checkpoints as they are, with the world halted for them, and with hardly any.
bench_checkpoints()
{
    : >"$folder/turns"
    for turn in $(seq "$turns"); do
        for how in flow halt seldom; do
            case $how in
            flow)   options="--checkpoint.mode flow" ;;
            halt)   options="--checkpoint.mode halt" ;;
            seldom) options="--checkpoint.interval_ms 60000" ;;
            esac
            server_begin $cost $options
            load "walk-$how" "$port" "$server" --mix walk --bots "$walkers" --logins 48 --seconds "$seconds" >"$folder/shown"
            echo "$how $(figure p99_us) $(figure p999_us)" >>"$folder/turns"
            unfit "$folder/shown" "turn $turn, $how"
            server_end
        done
    done
    for figure in "p99 2" "p99.9 3"; do
        compare "${figure% *}, $walkers walk: checkpoints each second : hardly any" flow seldom "${figure#* }"
        compare "${figure% *}, $walkers walk: halted for checkpoints : hardly any" halt seldom "${figure#* }"
    done
}

# A figure of the server's in the last run's JSON, what it grew by.
grown() # NAME
{
    sed -n "s/^{.*\"figures\":{.*\"$1\":\([0-9]*\)[,}].*\$/\1/p" "$folder/report"
}

# As long as the server lives its store's file is written anew every two seconds, the whole of it.
rewrite_often()
{
    for rewrite in $(seq 300); do
        kill -0 "$server" 2>/dev/null && redis-cli -s "$folder/data/redis.sock" bgrewriteaof >/dev/null 2>&1 || break
        sleep 2
    done
}

# Everybody changes about once a second, so that each checkpoint has two in three of them in it, and Redis rewrites its file meanwhile.
bench_dirty()
{
    : >"$folder/turns"
    rate=$dirty_rate
    for turn in $(seq "$turns"); do
        for how in on off; do
            [ $how = on ] && options="--checkpoint.interval_ms 1000" || options="--checkpoint.interval_ms 60000"
            server_begin $cost $options --game.keepers botwarden --room.occupants_max 1000
            rewrite_often &
            rewriting=$!
            load "dirty-$how" "$port" "$server" --mix dirty --bots "$dirty" --logins 48 --seconds "$seconds" --rate "$dirty_rate" \
                --keeper botwarden >"$folder/shown"
            echo "$how $(figure p99_us) $(figure p999_us) $(grown persist_bytes) $(grown persist_cuts)" >>"$folder/turns"
            unfit "$folder/shown" "turn $turn, $how"
            kill $rewriting
            wait $rewriting 2>/dev/null
            server_end
        done
    done
    for figure in "p99 2" "p99.9 3"; do
        compare "${figure% *}, $dirty change all the time: checkpoints : none" on off "${figure#* }"
    done
    awk -v seconds="$seconds" '$1 == "on" { printf "  %d cuts, %d bytes of records a second\n", $5, $4 / seconds }' "$folder/turns"
}

bench_idle()
{
    server_begin $cost
    sleep 2
    before=$(ticks)
    sleep 5
    idle=$((($(ticks) - before) * 1000 / $(getconf CLK_TCK)))
    empty=$(rss_kib)
    echo "  empty: CPU $idle ms in 5 s; memory $empty KiB"
    load idle "$port" "$server" --mix idle --bots "$players" --logins 48 --seconds "$seconds"
    full=$(figure server_rss_kib)
    [ -n "$full" ] || exit 1
    echo "  memory a player     $(((full - empty) * 1024 / players)) bytes: session, character, what the room told them"
    echo "{\"bench\":\"idle\",\"empty_cpu_ms_in_5_s\":$idle,\"empty_rss_kib\":$empty,\"players\":$players," \
        "\"bytes_a_player\":$(((full - empty) * 1024 / players))}" >>"$folder/json"
    server_end
}

pseudo_zones() # COUNT
{
    server_begin $cost --login.zones "$1" --registry.zones "$1" --groups.zones "$1" --channels.zones "$1"
    rss=$(rss_kib)
    server_end
}

bench_zones()
{
    pseudo_zones 1
    few=$rss
    pseudo_zones 64
    many=$rss
    mkdir "$folder/areas"
    cp zones/areas/midgaard.yaml "$folder/areas/"
    server_begin $cost --game.areas "$folder/areas"
    one=$(rss_kib)
    server_end
    server_begin $cost
    whole=$(rss_kib)
    server_end
    areas=$(ls zones/areas/*.yaml | wc -l)
    zone=$(((many - few) * 1024 / 252)) area=$(((whole - one) / (areas - 1)))
    echo "  memory a pseudo-zone $zone bytes; an area, its prototypes and texts included, $area KiB"
    echo "{\"bench\":\"zones\",\"bytes_a_pseudo_zone\":$zone,\"kib_an_area\":$area}" >>"$folder/json"
}

# What the start says of a stage, in ms.
stage() # NAME
{
    sed -n "s/^.*event=start_stage stage=$1 ms=\\([0-9]*\\)\$/\\1/p" "$folder/log"
}

# Reads the area files of these folders from the disk again: what the system keeps of them is dropped.
forget_files() # FOLDERS
{
    for file in $(echo "$1" | tr ':' '\n' | while read -r each; do ls "$each"/*.yaml; done); do
        dd of="$file" oflag=nocache conv=notrunc,fdatasync count=0 status=none </dev/null
    done
}

# One start: the time until logins are accepted, as the server tells it, under a name.  The data folder goes but for the trees of area files.
start() # NAME AREAS
{
    rm -rf "$folder/data"
    rm -f "$folder/log"
    mkdir "$folder/data"
    [ -d "$folder/cache" ] || mkdir "$folder/cache"
    server_begin $cost --game.areas "$2" --game.cache "$folder/cache"
    opened=$(stage all)
    [ -n "$opened" ] || { echo "bench: the start does not say how long it took"; exit 1; }
    echo "$1 $opened $(rss_kib)" >>"$folder/turns"
}

start_figures() # NAME WHAT
{
    awk -v name="$1" -v what="$2" -v json="$folder/json" '$1 == name { if (!n++ || $2 < least) least = $2; if ($2 > most) most = $2 }
        END { printf "  %-52s %6d to %d ms\n", what, least, most
              printf "{\"bench\":\"start\",\"what\":\"%s\",\"least_ms\":%d,\"most_ms\":%d}\n", what, least, most >>json }' "$folder/turns"
}

# Processor time of a server that nobody is in, ms in ten seconds.
idle_ms()
{
    sleep 3
    before=$(ticks)
    sleep 10
    echo $((($(ticks) - before) * 1000 / $(getconf CLK_TCK)))
}

# As many players in the same rooms, in a world of ten areas and in the whole of it, in turn.
crowd_both() # TEN WHOLE
{
    for turn in $(seq "$turns"); do
        for which in ten whole; do
            [ $which = ten ] && areas=$1 || areas=$2
            server_begin $cost --game.areas "$areas" --game.cache "$folder/cache"
            load "world_$which" "$port" "$server" --mix stand --areas "$1" --bots "$crowd" --logins 48 --seconds "$seconds" \
                --rate $((rate / 5)) 2>/dev/null >"$folder/shown"
            grep -E '^ *(commands|VOID)' "$folder/shown" | sed "s/^/  $which:/"
            keep $which
            server_end
        done
    done
}

bench_world()
{
    ls "$world"/*.yaml >/dev/null 2>&1 || "$build/grow" world --seed 1 --out "$world" || exit 1
    whole=zones/areas:$world
    mkdir -p "$folder/ten"
    for area in midgaard school gate_road wood orchard quarry mine aqueduct barges cliff; do
        cp "zones/areas/$area.yaml" "$folder/ten/"
    done
    : >"$folder/turns"
    for turn in $(seq "$turns"); do
        rm -rf "$folder/cache"
        forget_files "$whole"
        start cold "$whole"
        server_end
        start warm "$whole"
        [ "$turn" = "$turns" ] || server_end
    done
    sleep 1
    resident=$(rss_kib)
    idle=$(idle_ms)
    rooms=$(sed -n 's/^.*event=world_loaded .* rooms=\([0-9]*\) .*$/\1/p' "$folder/log")
    grep -E 'event=(areas_read|world_loaded)' "$folder/log" | sed 's/^.*event=/  /'
    server_end
    start small "$folder/ten"
    sleep 1
    resident_ten=$(rss_kib)
    server_end
    start_figures cold "start, files from the disk, no tree kept"
    start_figures warm "start, all trees kept"
    compare "start: trees kept over none" warm cold 2
    echo "  resident: whole world $resident KiB, ten areas $resident_ten KiB; nobody in it: CPU $idle ms in 10 s"
    echo "{\"bench\":\"world\",\"rooms\":$rooms,\"rss_kib\":$resident,\"ten_rss_kib\":$resident_ten,\"empty_cpu_ms_in_10_s\":$idle}" >>"$folder/json"
    crowd_both "$folder/ten" "$whole"
    compare "CPU a command, $crowd players in ten areas: whole world over ten" whole ten 2
    ls "$stress"/*.yaml >/dev/null 2>&1 || return 0
    rm -rf "$folder/cache"
    start stress "zones/areas:$stress"
    sleep 2
    many=$(sed -n 's/^.*event=world_loaded .* rooms=\([0-9]*\) .*$/\1/p' "$folder/log")
    large=$(rss_kib)
    echo "  stress world: $many rooms, opened in $opened ms, resident $large KiB, $(((large - resident_ten) * 1024 / many)) bytes a room with what is in it;" \
        "nobody in it: CPU $(idle_ms) ms in 10 s"
    echo "{\"bench\":\"stress\",\"rooms\":$many,\"open_ms\":$opened,\"rss_kib\":$large}" >>"$folder/json"
    server_end
}

# -- all of it --------------------------------------------------------------------------------------------

wanted=${SCENARIO:-$all}
for scenario in $wanted; do
    case " $all " in
    *" $scenario "*) ;;
    *)  echo "bench: there is no scenario '$scenario'; there are: $all"
        exit 1 ;;
    esac
done
changes=$(git diff --quiet HEAD 2>/dev/null || echo ", with changes")
commit="$(git rev-parse --short HEAD 2>/dev/null || echo unknown)$changes"
machine="$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(nproc) cores, $(uname -sr)"
echo "commit    $commit"
echo "machine   $machine"
echo "settings  $settings; but for the storm $cost"
echo "{\"bench\":\"where\",\"commit\":\"$commit\",\"machine\":\"$machine\",\"settings\":\"$settings $cost\",\"seed\":$seed}" >"$folder/json"
for scenario in $wanted; do
    echo "== $scenario"
    "bench_$scenario"
done
echo "== as JSON"
cat "$folder/json"
exit $wrong
