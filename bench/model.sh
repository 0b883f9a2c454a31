#!/bin/sh
# bench/model.sh -- more cores than we have: what the server would do on 1 to 64 workers, and whether that can be believed.
#
#   1. what posting, waking and turns cost on this machine (build/bench/stage)
#   2. a run of BOTS bots (250) who do MIX (wander) with pauses of PAUSE ms (100), on one worker, recorded
#   3. the recording replayed: what each input cost and led to (build/replay --trace); the model runs it on 1 to 64 workers
#   4. the model says what workers use on this machine at the pauses of the run, on 1 worker and on 2 ...
#   5. ... then the real server is run that way, unrecorded, zones pinned as the model had them
#   6. 2 to 5 again, until TURNS (3) were good; of each what was said and measured, and the medians of the errors in percent; at most
#      15 is wanted, and it is said where there is more (then exit status 1)
#
# What is compared is the CPU time of the workers' threads for each order, of all of them and of the busiest: that is what decides how
# far workers carry, and it can be measured on two cores.  What can be done at most cannot: bots, network thread and two workers share
# them, so it would say who got a core; the pace is that of the pauses.
#
# Others use this machine too, and then everything takes longer: so each turn has a recording of its own, moments before.  And the network
# thread does the same for an order in all runs of a turn: what a run's took for it, against the recorded run's, is the yardstick of how slow the
# machine was, and what the workers took is divided by it.  A run is VOID that had less than 15 % of the machine to
# spare; whose bots or network thread used a core up; whose orders came at
# another pace than the model's by more than a fifth, as its turns were filled otherwise; or whose yardstick is off by more than a quarter.
#
# SECONDS_OF_PLAY (8), SEED (1).  Leaves build/model.json, model.dat, model.trace.gz and, where gnuplot is, model.svg.
set -u
build=${BUILD:-build}
seconds=${SECONDS_OF_PLAY:-8}
bots=${BOTS:-250}
mix=${MIX:-wander}
pause=${PAUSE:-100}
turns=${TURNS:-3}
seed=${SEED:-1}
areas=${AREAS:-zones/areas}
most=15
per_s=4000
steady=$((seconds - 2))
settings="--threads.net 1 --net.turns_per_s $per_s --net.turn_lines 0 --balance.every_ms 0
    --net.sessions_per_address 100000 --net.sessions_max 100000 --character.tiring_percent 0 --password.memory_kib 8 --password.passes 1
    --game.areas $areas"
folder=$(mktemp -d "${TMPDIR:-/tmp}/kallisti-model.XXXXXX") || exit 1
server= sampler=
. bench/server.sh

finish()
{
    for process in $sampler $server; do
        kill -9 "$process" 2>/dev/null && wait "$process" 2>/dev/null
    done
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM

stop() # WORDS
{
    echo "model: $*"
    exit 1
}

[ "$seconds" -ge 6 ] || stop "SECONDS_OF_PLAY is 6 at least: the first and the last second do not count, and goodbyes take two"

play()
{
    "$build/bench/bots" --port "$port" --server "$server" --new --seed "$seed" --mix "$mix" --bots "$bots" --logins 48 --areas "$areas" \
        --seconds "$seconds" --pause "$pause" >"$folder/report" 2>"$folder/trouble"
    case $? in
    0) ;;
    1) echo "  the bots complain:"; cat "$folder/trouble" ;;
    *) cat "$folder/trouble"; stop "the bots cannot play" ;;
    esac
}

# A number of the bots' JSON.
figure() # NAME
{
    sed -n "s/^{.*\"$1\":\([0-9.a-z]*\)[,}].*\$/\1/p" "$folder/report"
}

# Every quarter of a second: the time, lines typed so far, CPU ns of worker 0, of worker 1, of the network thread.
sample()
{
    while kill -0 "$server" 2>/dev/null; do
        lines=$("$build/kallisti" ctl --data "$folder/data" stats 2>/dev/null | sed -n 's/^"net_lines":\([0-9]*\),$/\1/p')
        zero=0 one=0 net=0
        for task in /proc/"$server"/task/*; do
            read -r name <"$task/comm" && read -r ns rest <"$task/schedstat" || continue
            case $name in
            zones-0) zero=$ns ;;
            zones-1) one=$ns ;;
            net*) net=$ns ;;
            esac
        done 2>/dev/null
        idle=$(awk '$1 == "cpu" { print $5 + $6, $2 + $3 + $4 + $5 + $6 + $7 + $8 + $9 }' /proc/stat)
        [ -n "$lines" ] && echo "$(date +%s%N) $lines $zero $one $net $idle"
        sleep 0.25
    done
}

# Of the samples the last $steady seconds in which lines came steadily, as the model does it: ns for each line of worker 0, of worker 1,
# of the network thread; lines a second; share of a core of the network thread; what the machine had left.
measured()
{
    awk -v steady="$steady" '
        { t[NR] = $1 / 1e9; l[NR] = $2; a[NR] = $3; b[NR] = $4; n[NR] = $5; idle[NR] = $6; all[NR] = $7 }
        function before(i, s,    j) { for (j = i; j > 1 && t[i] - t[j] < s; j--); return j }
        function even(j, i,    k, m, rate) {
            rate = (l[i] - l[j]) / (t[i] - t[j])
            for (k = i; k > j; k = m) {
                m = before(k, 0.5)
                if (m < j) m = j
                if ((l[k] - l[m]) / (t[k] - t[m]) * 2 < rate) return 0
            }
            return rate > 0
        }
        END {
            for (i = NR; i > 3; i--) {
                j = before(i, steady)
                if (t[i] - t[j] >= steady && even(j, i)) break
            }
            if (i <= 3) exit
            lines = l[i] - l[j]; s = t[i] - t[j]
            printf "%.1f %.1f %.1f %.1f %.3f %.3f\n", (a[i] - a[j]) / lines, (b[i] - b[j]) / lines, (n[i] - n[j]) / lines, lines / s,
                (n[i] - n[j]) / s / 1e9, (idle[i] - idle[j]) / (all[i] - all[j] + 1e-9)
        }' "$folder/samples"
}

# What was measured in the run that has just been; why it is void, or "no".
void_of() # WORKERS LINE
{
    [ "$(figure void)" = false ] || { echo "the bots were the bottleneck"; return; }
    echo "$2 $(predicted "$1" per_s) $quiet" | awk '
        $5 > 0.9                           { print "the network thread was the bottleneck"; exit }
        $6 < 0.15                          { print "others left no core"; exit }
        $4 < $7 * 0.8 || $4 > $7 * 1.2     { print "orders came at another pace"; exit }
        $3 < $8 * 0.75 || $3 > $8 * 1.25   { print "others were at the machine"; exit }
                                           { print "no" }'
}

# Samples while bots play, into $line.
play_sampled()
{
    sample >"$folder/samples" &
    sampler=$!
    play
    server_end
    wait "$sampler"
    sampler=
    line=$(measured)
}

# The first run of a turn: into $folder/recording, and what its network thread took for an order into $quiet.  False: it is VOID.
record()
{
    rm -rf "$folder/recording"
    server_begin --threads.zone 1 --record.path "$folder/recording"
    play_sampled
    [ -n "$line" ] || { echo "  VOID: orders did not come steadily for $steady s"; return 1; }
    [ "$(figure void)" = false ] || { echo "  VOID: the bots were the bottleneck"; return 1; }
    echo "$line" | awk '$6 < 0.15 { exit 1 }' || { echo "  VOID: others left no core"; return 1; }
    quiet=$(echo "$line" | cut -d ' ' -f 3)
    echo "  recorded:  $(figure commands) orders, $(figure commands_per_s) /s; CPU ns an order: network thread $quiet"
    "$build/replay" "$folder/recording" --areas "$areas" --trace "$folder/trace" 2>"$folder/traced" || { cat "$folder/traced"; stop "the recording does not replay"; }
    "$build/bench/model" "$folder/trace" --costs "$folder/costs" --last "$steady" --live --plan 2 >"$folder/plan" 2>"$folder/why" ||
        { echo "  VOID: $(cat "$folder/why")"; return 1; }
}

# As fast as players are answered, on 1 to 64.
show()
{
    "$build/bench/model" "$folder/trace" --costs "$folder/costs" --last "$steady" --json "$build/model.json" --columns "$build/model.dat" || exit 1
    command -v gnuplot >/dev/null && gnuplot -e "folder='$build'" bench/model.gnuplot
    gzip -c "$folder/trace" >"$build/model.trace.gz"
}

# What the model says of this machine, before it is known.
say()
{
    "$build/bench/model" "$folder/trace" --costs "$folder/costs" --last "$steady" --live --pause 100 --nets 1 --turns-per-s $per_s --workers 1,2 \
        --json "$folder/said.json" >"$folder/said" || { cat "$folder/said"; exit 1; }
    awk '/limited by/ { told = 1; next } /are enough/ { exit } told { printf "  said:      %d worker%s: %.0f orders/s; CPU ns an order: %.0f\n", $1, ($1 > 1 ? "s" : " "), $2, $7 * 1000 }' "$folder/said"
}

# One run of the real server; false: it is VOID.
measure() # WORKERS
{
    server_begin --threads.zone "$1"
    if [ "$1" -gt 1 ]; then
        while read -r zone worker; do
            "$build/kallisti" ctl --data "$folder/data" pin "$zone" "$worker" >"$folder/pinned" || { cat "$folder/pinned"; stop "zone $zone cannot be pinned"; }
        done <"$folder/plan"
    fi
    play_sampled
    [ -n "$line" ] || { echo "  $1 workers: VOID: orders did not come steadily for $steady s"; return 1; }
    void=$(void_of "$1" "$line")
    echo "run $1 $line" >>"$folder/turn"
    echo "$1 $line $void" | awk '{ printf "  measured:  %d worker%s: %.0f orders/s; CPU ns an order: worker 0 %.0f, worker 1 %.0f, network thread %.0f%s\n", $1, ($1 > 1 ? "s" : " "), $5,
        $2, $3, $4, ($8 == "no" ? "" : "; VOID: " substr($0, index($0, $8))) }'
    [ "$void" = no ]
}

# A figure of the prediction, for so many workers.
predicted() # WORKERS NAME
{
    sed -n "s/^{\"bench\":\"model\",\"workers\":$1,.*\"$2\":\([0-9.]*\)[,}].*\$/\1/p" "$folder/said.json"
}

# The CPU ns an order of each worker in the prediction, a line.
predicted_each() # WORKERS
{
    sed -n "s/^{\"bench\":\"model\",\"workers\":$1,.*\"lines\":\([0-9]*\),.*\"busy_ns\":\[\([0-9,]*\)\].*\$/\1 \2/p" "$folder/said.json" |
        awk '{ n = split($2, ns, ","); for (i = 1; i <= n; i++) printf "%.1f\n", ns[i] / $1 }'
}

echo "== costs of this machine, ns"
"$build/bench/stage" --callgrind no --costs "$folder/costs" >"$folder/stages" || stop "costs cannot be measured"
sed 's/^cost //' "$folder/costs" | paste -s -d ' ' -
echo "== $bots bots, mix $mix, pause $pause ms"
: >"$folder/turns"
good=0 shown=no
for turn in $(seq $((turns * 2))); do
    [ "$good" -lt "$turns" ] || break
    : >"$folder/turn"
    record || continue
    [ "$shown" = yes ] || show
    shown=yes
    say
    measure 1 && measure 2 || continue
    good=$((good + 1))
    {
        echo "turn $quiet"
        for workers in 1 2; do
            echo "pace $workers $(predicted $workers per_s)"
            predicted_each $workers | sed "s/^/said $workers /"
        done
        cat "$folder/turn"
    } >>"$folder/turns"
done
[ "$good" -gt 0 ] || { echo "VOID: no run on this machine can be compared"; exit 1; }
echo "== said and measured: CPU ns of the workers for each order, on a machine as slow as in the recorded run; medians of $good turns"
awk -v most="$most" -v json="$build/model.json" '
    function median(what, list,    n, i, j, swap, sorted) {
        n = turns
        for (i = 1; i <= n; i++) sorted[i] = list[what, i]
        for (i = 1; i <= n; i++) for (j = i + 1; j <= n; j++) if (sorted[j] < sorted[i]) { swap = sorted[i]; sorted[i] = sorted[j]; sorted[j] = swap }
        return n % 2 ? sorted[(n + 1) / 2] : (sorted[n / 2] + sorted[n / 2 + 1]) / 2
    }
    function note(what, a, b) { said[what, turns] = a; got[what, turns] = b; errors[what, turns] = b > 0 ? (a - b) / b * 100 : 0 }
    function settle() {
        if (turns == 0) return
        note("1 worker", sum[1], run[1]); note("2 workers, both", sum[2], run[2]); note("2 workers, the busier", top[2], busier[2])
        note("how far 2 workers carry, against 1", sum[1] / top[2], run[1] / busier[2])
        note("orders a second, 1 worker", pace[1], rate[1]); note("orders a second, 2 workers", pace[2], rate[2])
        sum[1] = sum[2] = top[2] = 0
    }
    $1 == "turn" { settle(); turns++; quiet = $2 }
    $1 == "pace" { pace[$2] = $3 }
    $1 == "said" { sum[$2] += $3; if ($3 > top[$2]) top[$2] = $3 }
    $1 == "run"  { slow = $5 / quiet; run[$2] = ($3 + $4) / slow; busier[$2] = ($3 > $4 ? $3 : $4) / slow; rate[$2] = $6 }
    END {
        settle()
        printf "  %-40s %10s %10s %10s\n", "", "said", "measured", "error"
        count = split("1 worker,2 workers; both,2 workers; the busier,how far 2 workers carry; against 1,orders a second; 1 worker,orders a second; 2 workers", names, ",")
        for (at = 1; at <= count; at++) {
            what = names[at]
            sub(";", ",", what)
            error = median(what, errors)
            printf "  %-40s %10.2f %10.2f %+8.1f %%%s\n", what, median(what, said), median(what, got), error, (error > most || error < -most ? "   MORE THAN " most " %" : "")
            printf "{\"bench\":\"model_error\",\"what\":\"%s\",\"said\":%.3f,\"measured\":%.3f,\"error_percent\":%.1f,\"turns\":%d}\n", what, median(what, said), median(what, got), error, turns >>json
            if (error > most || error < -most) wrong = 1
        }
        exit wrong
    }' "$folder/turns"
