#!/bin/sh
# bench/run.sh -- what things cost.  Most of it is in scenario files (bench/scenarios, its README says how one is written), which
# build/bench/play reads and plays; what fits into none is here: a hop between threads, a cut, a zone, the world at full size.
#
# SCENARIO names what is to be measured (`make bench SCENARIO="town cut"`), else all is.  Every figure comes with the commit, the
# machine and the settings it was measured with, and at the end stands what was promised and what has come of it.
#
# SECONDS_OF_PLAY sets how long each load runs, TURNS how often what is compared is run in turn, SEED what the bots' dice begin with, BOTS
# how many there are, RATE how many orders a second they give, THREADS what `threads` sweeps over, SET any other words of a scenario,
# with ; between several.  Without them it is as the files say.  COMPARE names another revision: it is built in a worktree below
# build/, and the scenarios are played on both in turn, three turns at least.
# Of the world: WORLD is the folder of the grown areas (build/world, which `make world` fills), STRESS that of a stress world
# (build/world-50, of `make world SCALE=50`; without it that part is left out), CROWD how many players stand in ten areas (1000).
#
# The load bots share the machine with the server: on few cores throughput is what both of them together can do, CPU a
# command is the server's.  VOID marks a run in which a process of the bots was the bottleneck, BEHIND one in which a rate was not kept up with.
set -u
build=${BUILD:-build}
results=$build/results
seconds=${SECONDS_OF_PLAY:-6}
turns=${TURNS:-3}
rate=${RATE:-15000}
seed=${SEED:-1}
world=${WORLD:-build/world}
stress=${STRESS:-build/world-50}
crowd=${CROWD:-1000}
files="talk things wander town open fight borders chat ceiling ceiling_closed spread steady most hot hot_rooms storm resume checkpoints dirty
    idle msdp door deaf"
all="hop stages cut $files zones world"
cost="--password.memory_kib 8 --password.passes 1"
settings="--threads.zone 1 --threads.net 1 --net.sessions_per_address 100000 --character.tiring_percent 0"
folder=$(mktemp -d "${TMPDIR:-/tmp}/kallisti-bench.XXXXXX") || exit 1
server= tree=
wrong=0
. bench/server.sh
: >"$folder/goals"

finish()
{
    [ -z "$server" ] || { kill -9 "$server" 2>/dev/null && wait "$server" 2>/dev/null; }
    [ -z "$tree" ] || git worktree remove --force "$tree" 2>/dev/null
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM

# -- scenario files ---------------------------------------------------------------------------------------

# What the environment says otherwise than the file, as words for it.
said_otherwise()
{
    [ -z "${SECONDS_OF_PLAY:-}" ] || echo "seconds $SECONDS_OF_PLAY"
    [ -z "${TURNS:-}" ] || echo "turns $TURNS"
    [ -z "${SEED:-}" ] || echo "seed $SEED"
    [ -z "${BOTS:-}" ] || echo "bots $BOTS"
    [ -z "${RATE:-}" ] || echo "rate $RATE"
    [ -z "${THREADS:-}" ] || echo "sweep threads.zone $THREADS"
    echo "${SET:-}" | tr ';' '\n' | sed 's/^ *//; /^$/d'
}

play() # WORDS... SCENARIO
{
    said_otherwise >"$folder/otherwise"
    while read -r words; do
        set -- --set "$words" "$@"
    done <"$folder/otherwise"
    TMPDIR=$folder "$build/bench/play" --build "$build" --out "$results" --json "$folder/json" --goals "$folder/goals" "$@"
}

# build/results/SCENARIO.svg, where gnuplot is.
plot() # SCENARIO
{
    command -v gnuplot >/dev/null || return 0
    runs=$(cd "$results/$1" 2>/dev/null && find . -name '*.latency' -size +0 | sed 's/^\.\///; s/\.latency$//' | sort)
    [ -n "$runs" ] || return 0
    gnuplot -e "folder='$results/$1'; runs='$(echo "$runs" | tr '\n' ' ')'; out='$results/$1.svg'; name='$1'" bench/plot.gnuplot &&
        echo "  drawn in $results/$1.svg"
    [ ! -s "$results/$1/sweep" ] || { gnuplot -e "columns='$results/$1/sweep'; out='$results/$1-speed-up.svg'; name='$1'" bench/sweep.gnuplot &&
        echo "  drawn in $results/$1-speed-up.svg"; }
}

scenario_file() # NAME
{
    rm -rf "${results:?}/$1"
    play "$1"
    status=$?
    [ $status = 2 ] && exit 1
    [ $status = 0 ] || wrong=1
    plot "$1"
}

# The other revision's server, built in a worktree of its own, which is removed at the end.
compare_revisions() # REVISION SCENARIOS
{
    revision=$(git rev-parse --verify --quiet --short "$1^{commit}") || { echo "bench: there is no revision '$1'"; exit 1; }
    tree=$build/compare-$revision
    git worktree add --quiet --force --detach "$tree" "$revision" || { tree=; exit 1; }
    make --no-print-directory -C "$tree" -j"$(nproc)" BUILD=build SAN= build/kallisti >"$folder/make" 2>&1 ||
        { echo "bench: $revision cannot be built:"; tail -n 20 "$folder/make"; exit 1; }
    play --other "$revision=$tree" $2 || wrong=1
}

# What has been promised, and what has come of it.
goals()
{
    [ -s "$folder/goals" ] || return 0
    echo "== goals: issue, what, figure (least to most), bound, verdict"
    sort -t '|' -k 1,1n -s "$folder/goals" |
        awk -F '|' '{ printf "  %2d  %-92s %-28s %-16s %s\n", $1, $2, $3, $4, $5; n[$5]++ }
            END { printf "  met %d, falls short %d, void %d\n", n["met"], n["falls short"], n["void"] }'
}

# -- for what is in no scenario file ----------------------------------------------------------------------

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

# -- scenarios that are no files ------------------------------------------------------------------------------

bench_hop()
{
    "$build/bench/hop" 2>&1 >>"$folder/json"
}

bench_stages()
{
    "$build/bench/stage" --json "$folder/stages" && cat "$folder/stages" >>"$folder/json"
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

# What a cut costs the worker that gives it, by its CPU clock: its longest turn is what a command may wait for.
bench_cut()
{
    "$build/bench/cut" --rounds 10 >"$folder/report" || wrong=1
    grep '^{' "$folder/report" >>"$folder/json"
    grep -v '^{' "$folder/report"
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
    sed -n "s/^.*event=start_stage stage=$1 kib=[0-9]* ms=\\([0-9]*\\)\$/\\1/p" "$folder/log"
}

# What the start says of the memory in use behind a stage, in KiB.
stage_kib() # NAME
{
    sed -n "s/^.*event=start_stage stage=$1 kib=\\([0-9]*\\) ms=[0-9]*\$/\\1/p" "$folder/log"
}

# How many of these the world_loaded or zones_peopled of the log tells.
counted() # EVENT WHAT
{
    sed -n "s/^.*event=$1 .*$2=\\([0-9]*\\).*\$/\\1/p" "$folder/log"
}

# What a room as builders wrote it takes, with its share of prototypes and texts, and what each thing and creature that has come of it takes, with
# its share of the rooms as they are: memory in use, of the stages of the last start.
pieces() # NAME
{
    each=$(($(counted zones_peopled mobiles) + $(counted zones_peopled things)))
    room=$((($(stage_kib world) - $(stage_kib rules)) * 1024 / $(counted world_loaded rooms)))
    instance=$((($(stage_kib zones) - $(stage_kib store)) * 1024 / each))
    echo "  $1: $room bytes a room with its prototypes and texts; $each mobiles and things stand in them, $instance bytes each"
    echo "{\"bench\":\"pieces\",\"world\":\"$1\",\"bytes_a_room\":$room,\"instances\":$each,\"bytes_an_instance\":$instance}" >>"$folder/json"
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
    rooms=$(counted world_loaded rooms)
    grep -E 'event=(areas_read|world_loaded)' "$folder/log" | sed 's/^.*event=/  /'
    pieces "whole world"
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
    many=$(counted world_loaded rooms)
    large=$(rss_kib)
    echo "  stress world: $many rooms, opened in $opened ms, resident $large KiB, $(((large - resident_ten) * 1024 / many)) bytes a room with what is in it;" \
        "nobody in it: CPU $(idle_ms) ms in 10 s"
    echo "{\"bench\":\"stress\",\"rooms\":$many,\"open_ms\":$opened,\"rss_kib\":$large}" >>"$folder/json"
    pieces "stress world"
    server_end
}

# -- all of it --------------------------------------------------------------------------------------------

wanted=${SCENARIO:-$all}
for scenario in $wanted; do
    [ -e "bench/scenarios/$scenario.scenario" ] && continue
    case " $all " in
    *" $scenario "*) ;;
    *)  echo "bench: there is no scenario '$scenario'; there are:" $all "and any file in bench/scenarios"
        exit 1 ;;
    esac
done
changes=$(git diff --quiet HEAD 2>/dev/null || echo ", with changes")
commit="$(git rev-parse --short HEAD 2>/dev/null || echo unknown)$changes"
machine="$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1), $(nproc) cores, $(uname -sr)"
echo "commit    $commit"
echo "machine   $machine"
echo "{\"bench\":\"where\",\"commit\":\"$commit\",\"machine\":\"$machine\"}" >"$folder/json"
mkdir -p "$results"
command -v gnuplot >/dev/null || echo "plots     none: gnuplot is not there; \`sh config/deps.sh all\` installs it"
if [ -n "${COMPARE:-}" ]; then
    compare_revisions "$COMPARE" "${SCENARIO:-town}"
else
    for scenario in $wanted; do
        if [ -e "bench/scenarios/$scenario.scenario" ]; then
            scenario_file "$scenario"
        else
            echo "== $scenario: $settings $cost"
            "bench_$scenario"
        fi
    done
fi
goals
cp "$folder/json" "$results/bench.json"
echo "== as JSON, also in $results/bench.json"
cat "$folder/json"
exit $wrong
