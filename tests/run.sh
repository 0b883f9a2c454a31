#!/usr/bin/env bash
# tests/run.sh -- every test there is, for `make test`, which has built them: BUILD is its folder, SAN its
# sanitizer or nothing.  QUICK=1 leaves out what takes long: for sanitizers in CI.
#
# One line for each thing as soon as it has ended, its output where it failed, and `N passed, N failed` as the last line.
set -u
cd "$(dirname "$0")/.."
exec </dev/null
BUILD=${BUILD:-build} SAN=${SAN:-} QUICK=${QUICK:-}
export BUILD SAN QUICK
jobs=$(($(nproc) * 2))                # most of what is tested waits for something
beside=$(($(nproc) + 1))              # of what takes long, and has a server with players, so many at once
work=$(mktemp -d "${TMPDIR:-/tmp}/kallisti-tests.XXXXXX") || exit 1
export work
trap 'kill $(jobs -p) 2>/dev/null; wait; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
passed=0 failed=0

# The first finding ends the process with a status nobody can miss.
export ASAN_OPTIONS="abort_on_error=0:exitcode=77:detect_leaks=1${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
export UBSAN_OPTIONS="print_stacktrace=1${UBSAN_OPTIONS:+:$UBSAN_OPTIONS}"
export TSAN_OPTIONS="exitcode=77${TSAN_OPTIONS:+:$TSAN_OPTIONS}"

count() # PASSED FAILED
{
    passed=$((passed + $1))
    failed=$((failed + $2))
}

# Runs a command of one thing that passes or fails as a whole, while others run: wholes_end() counts them.
whole() # NAME SECONDS COMMAND...
{
    while [ "$(jobs -rp | wc -l)" -ge "$beside" ]; do
        wait -n
    done
    whole_now "$@" &
}

whole_now()
{
    local name=$1 patience=$2 status=0 out
    shift 2
    out=$(mktemp "$work/whole.XXXXXX")
    timeout --kill-after=10 "$patience" "$@" >"$out" 2>&1 &
    trap "kill $! 2>/dev/null; exit 1" TERM
    wait $! || status=$?
    if [ "$status" -eq 0 ]; then
        echo "ok   $name"
        echo ok >>"$work/wholes"
    else
        { echo "FAIL $name (status $status)"; tail -n 100 "$out" | sed 's/^/     /'; } >"$out.told"
        cat "$out.told"
        echo FAIL >>"$work/wholes"
    fi
}

wholes_end()
{
    wait
    count "$(grep -c ok "$work/wholes")" "$(grep -c FAIL "$work/wholes")"
}

# -- unit tests: twice as many at once as there are processors; cmocka says how many each holds ---------------

unit_tests()
{
    for source in $(make --no-print-directory -s units); do
        program=$BUILD/${source%.c}
        if [ -x "$program" ]; then
            echo "$program"
        else
            echo "FAIL $source (was not built)" >&3
            count 0 1
        fi
    done 3>&1 >"$work/units"
    xargs -P "$jobs" -n 1 sh -c '
        out=$work/unit.$(echo "$1" | tr / _)
        timeout --kill-after=10 300 "$1" >"$out" 2>&1
        echo "status $?" >>"$out"' unit <"$work/units"
    while read -r program; do
        unit_report "$program" "$work/unit.$(echo "$program" | tr / _)"
    done <"$work/units"
}

cmocka_sum() # WORD FILE
{
    sed -n "s/^\[  $1  \] \([0-9]*\) test(s).*/\1/p" "$2" | awk '{ sum += $1 } END { print sum + 0 }'
}

unit_report() # PROGRAM OUTPUT
{
    good=$(cmocka_sum PASSED "$2")
    bad=$(cmocka_sum FAILED "$2")
    status=$(sed -n 's/^status //p' "$2" | tail -n 1)
    [ "$status" = 0 ] || [ "$bad" -gt 0 ] || bad=1
    [ "$good" -gt 0 ] || [ "$bad" -gt 0 ] || bad=1       # it ran no test at all
    count "$good" "$bad"
    if [ "$bad" -eq 0 ]; then
        echo "ok   ${1#"$BUILD"/} ($good)"
    else
        echo "FAIL ${1#"$BUILD"/} ($bad failed, status $status)"
        grep -a -v '^\[ RUN  \|^\[       OK' "$2" | tail -n 100 | sed 's/^/     /'
    fi
}

# -- scenarios: each has a server of its own ------------------------------------------------------------

scenario_files()
{
    if [ -z "$QUICK" ]; then
        ls tests/scenarios/*.mud tests/scenarios/statements/*.mud tests/stores/*.mud
        return
    fi
    for name in convoy_over_the_border convoy_partly_refused crash_after_save groups keeper_moves_people login_takes_over noise \
        quit_and_return_at_once reconnect_after_lost_link redis_is_killed round_trip_over_four_lands \
        who_hears_what zone_moves_while_people_play; do
        echo "tests/scenarios/$name.mud"
    done
}

scenarios()
{
    [ -n "$SAN" ] && export SCENARIO_PATIENCE_MS="${SCENARIO_PATIENCE_MS:-30000}"
    scenario_files >"$work/scenarios"
    xargs -P "$jobs" -n 1 sh -c '
        out=$work/scenario.$(basename "$1")
        timeout --kill-after=10 300 "$BUILD/scenario" "$1" >"$out" 2>&1
        echo "status $?" >>"$out"' scenario <"$work/scenarios"
    while read -r file; do
        out=$work/scenario.$(basename "$file")
        if [ "$(tail -n 1 "$out")" = "status 0" ]; then
            echo "ok   $file"
            count 1 0
        else
            echo "FAIL $file"
            sed 's/^/     /' "$out"
            count 0 1
        fi
    done <"$work/scenarios"
}

# -- all of it, the quick things first ------------------------------------------------------------------

pick() # WHEN-PLAIN WHEN-SANITIZED WHEN-QUICK
{
    if [ -n "$QUICK" ]; then echo "$3"; elif [ -n "$SAN" ]; then echo "$2"; else echo "$1"; fi
}

fuzz()
{
    sh tests/fuzz.sh >"$work/fuzz" 2>&1 || echo "fuzz: status $?" >>"$work/fuzz"
    good=$(grep -c '^ok  ' "$work/fuzz")
    bad=$(grep -c '^FAIL' "$work/fuzz")
    [ "$bad" -gt 0 ] || ! grep -q '^fuzz: status' "$work/fuzz" || bad=1
    cat "$work/fuzz"
    count "$good" "$bad"
}

whole "layers" 60 sh tests/layers.sh
unit_tests
scenarios
if [ -x "$BUILD/sim" ]; then
    whole "simulator, $(pick 200 10 5) seeds" 900 "$BUILD/sim" --seeds "$(pick 200 10 5)"
    whole "simulator in a market, $(pick 60 10 5) seeds" 900 "$BUILD/sim" --areas tests/scenarios/market --seeds "$(pick 60 10 5)"
    whole "simulator over tiles, $(pick 60 10 5) seeds" 900 "$BUILD/sim" --areas tests/scenarios/wilds --seeds "$(pick 60 10 5)"
    whole "simulator, a forgotten touch is found where it was forgotten" 60 sh -c \
        "for seed in 1 2 3 4 5 6 7 8 9; do \"$BUILD/sim\" --untouched --break mark --from \$seed --expect-failure; done \\
         | grep 'nobody had called holder_touch() for it: COMMAND'"
    for rule in $("$BUILD/sim" --rules); do
        [ -n "$SAN$QUICK" ] || whole "simulator notices: no $rule" 300 "$BUILD/sim" --break $rule --seeds 200 --expect-failure
    done
fi
[ -n "$QUICK" ] || [ -n "$SAN" ] || whole "grown alike by two compilers" 300 sh tests/grow.sh
[ -n "$QUICK" ] || whole "replay" 300 sh tests/replay.sh
whole "wander, $(pick 10 10 5) s" 600 env LONGER=${SAN:+3} sh tests/wander.sh "$(pick 10 10 5)"
[ -n "$QUICK" ] || whole "war, 10 s" 600 sh tests/war.sh 10
[ -n "$QUICK" ] || whole "threads, 12 s" 600 sh tests/threads.sh 12
[ -n "$QUICK" ] || whole "web, 10 s" 300 sh tests/web.sh 10
whole "moves, $(pick 300 300 100)" 600 sh tests/moves.sh $(pick "300 60 10" "300 60 10" "100 40 10")
whole "babble, $(pick 10 10 5) s" 600 sh tests/babble.sh "$(pick 10 10 5)"
whole "storm, $(pick 1000 200 200) newcomers" 600 sh tests/storm.sh "$(pick 1000 200 200)"
[ -n "$SAN" ] || whole "crash, 5 rounds" 600 sh tests/crash.sh 5
wholes_end
[ -n "$SAN" ] || fuzz

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
