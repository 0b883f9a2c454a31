# tests/server.sh -- for scripts that play against a server of their own: sourced with $test set to the script's name.
#
# Gives a folder that goes away at the end with the server in it, `complain` (the script goes on, and ends with $wrong), and what
# begins, ends and checks a server.
build=${BUILD:-build}
folder=$(mktemp -d "${TMPDIR:-/tmp}/kallisti-$test.XXXXXX") || exit 1
server=
wrong=0

finish()
{
    [ -n "$server" ] && kill -9 "$server" 2>/dev/null && wait "$server" 2>/dev/null
    [ -n "${KEEP:-}" ] && cp -r "$folder" "$KEEP"
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM

complain()
{
    echo "$test: $*"
    wrong=1
}

# Tables of its own, with six rounds of a fight in the time of one: who fights at all should live to see its end, while the test
# does.  More of sed's commands change more.
tables_hasten() # SED'S COMMANDS
{
    cp -r zones/tables "$folder/tables"
    sed "s/^\\( *round_ms:\\) 3000/\\1 500/; ${1:-}" zones/tables/constants.yaml >"$folder/tables/constants.yaml"
    grep -q 'round_ms: 500' "$folder/tables/constants.yaml" || exit 1
}

# The server is this shell's child; its port, as soon as it has said it, is $port.
server_open() # OPTIONS...
{
    "$build/kallisti" --port 0 --net.address 127.0.0.1 --data "$folder/data" --log.file "$folder/log" \
        --game.tables "$folder/tables" --character.tiring_percent 0 --area.reset_s 4 --password.memory_kib 8 --password.passes 1 \
        "$@" >"$folder/out" 2>&1 &
    server=$!
    port=
    tries=0
    while [ -z "$port" ] && [ $tries -lt 300 ] && kill -0 "$server" 2>/dev/null; do
        sleep 0.1
        tries=$((tries + 1))
        port=$(sed -n 's/^.*telnet localhost \([0-9]*\)$/\1/p' "$folder/out")
    done
    [ -n "$port" ] && return
    complain "the server does not open:"
    cat "$folder/out" "$folder/log"
    exit 1
}

# 60 s for the last cut, then it is a failure.
server_end()
{
    kill -TERM "$server" 2>/dev/null
    tries=0
    while kill -0 "$server" 2>/dev/null && [ $tries -lt 600 ]; do
        sleep 0.1
        tries=$((tries + 1))
    done
    kill -9 "$server" 2>/dev/null && complain "the server does not end within 60 s of SIGTERM"
    wait "$server"
    status=$?
    server=
    [ $status -eq 0 ] || complain "the server ended with status $status"
}

# What it has written into its log, and into its store.
server_check() # OPTIONS FOR --fsck...
{
    if grep -a -E -i 'assert|thread_died|Sanitizer|runtime error|record_damaged|unreadable| error ' "$folder/out" "$folder/log" \
        >"$folder/found"; then
        complain "the server's log tells of trouble:"
        head -n 60 "$folder/found"
    fi
    "$build/kallisti" --fsck --data "$folder/data" --game.tables "$folder/tables" "$@" >"$folder/found" 2>&1 || {
        complain "the store does not check:"
        tail -n 20 "$folder/found"
    }
}

# A figure of the bots' report, which is in $folder/report.
figure() # NAME
{
    sed -n "s/^{.*\"$1\":\([0-9]*\)[,}].*\$/\1/p" "$folder/report"
}

# What happened, how often it did, how often it must in 60 s; once at least, however short the run of $seconds.
enough() # WORDS COUNT LEAST
{
    scaled=$(($3 * seconds / 60))
    [ "$scaled" -gt 0 ] || scaled=1
    printf '  %-46s %9d   at least %d\n' "$1" "$2" "$scaled"
    [ "$2" -ge "$scaled" ] || complain "not enough: $1"
}

# To be called last.
verdict()
{
    [ $wrong -eq 0 ] && echo "$test: all is well"
    exit $wrong
}
