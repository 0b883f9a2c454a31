#!/bin/sh
# tests/web.sh [SECONDS] -- who watches a server from outside, while 40 bots play: /metrics, /health, /stats and the page; rude and slow
# clients; the service manager (readiness, watchdog, the end); a shutdown that is announced and taken back; a log of JSON lines.
#
# FULL=1, for `make test-all`: Prometheus scrapes the server and promtool reads its figures, a browser draws the page, and systemd
# reads the unit.  PICTURE=FILE keeps what the browser drew.
set -u
seconds=${1:-${SECONDS_OF_PLAY:-10}}
test=web
. tests/server.sh
tables_hasten
others=

others_end()
{
    for process in $others; do
        kill "$process" 2>/dev/null
        wait "$process" 2>/dev/null
    done
}
trap 'others_end; finish' EXIT

ctl()
{
    "$build/kallisti" ctl --data "$folder/data" "$@"
}

web()
{
    /usr/bin/python3 tests/web.py "$@" || complain "$1: see above"
}

health()
{
    /usr/bin/python3 -c 'import sys, urllib.request as r, urllib.error as e
try: print(r.urlopen("http://127.0.0.1:" + sys.argv[1] + "/health", timeout=20).status)
except e.HTTPError as answer: print(answer.code)' "$web_port"
}

/usr/bin/python3 tests/web.py manager "$folder/notify" "$folder/notified" &
others=$!
tries=0
while [ ! -S "$folder/notify" ] && [ $tries -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
NOTIFY_SOCKET=$folder/notify WATCHDOG_USEC=1000000
export NOTIFY_SOCKET WATCHDOG_USEC
server_open --threads.zone 2 --threads.net 1 --web.port 0 --log.format json --game.keepers botwarden --newcomer.level 3 --room.occupants_max 40
unset NOTIFY_SOCKET WATCHDOG_USEC
web_port=$(sed -n 's/^.*http:..127.0.0.1:\([0-9]*\).*$/\1/p' "$folder/out")
[ -n "$web_port" ] || complain "the server does not say where its figures are"
"$build/bench/bots" --port "$port" --bots 40 --seconds "$seconds" --mix wander --seed 3 --new --keeper botwarden >"$folder/report" 2>&1 &
bots=$!
sleep 2
web watch "$web_port" "$build/kallisti" ctl --data "$folder/data" -- README.md
web rude "$web_port"
ctl announce "hear \"this\", all of you: \\ and more" >/dev/null || complain "nothing can be announced"
ctl shutdown 5 >/dev/null
[ "$(health)" = 503 ] || complain "a server that will end in five minutes is called ready"
ctl shutdown never >/dev/null
[ "$(health)" = 200 ] || complain "a server that goes on is not called ready"

full()
{
    /usr/bin/python3 -c 'import sys, urllib.request as r; sys.stdout.write(r.urlopen("http://127.0.0.1:" + sys.argv[1] + "/metrics").read().decode())' \
        "$web_port" | promtool check metrics >"$folder/promtool" 2>&1 || complain "promtool: $(cat "$folder/promtool")"
    [ ! -s "$folder/promtool" ] || complain "promtool: $(cat "$folder/promtool")"
    printf 'scrape_configs:\n  - job_name: kallisti\n    scrape_interval: 1s\n    static_configs: [{targets: ["127.0.0.1:%s"]}]\n' "$web_port" >"$folder/prometheus.yml"
    prometheus_port=$(/usr/bin/python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    prometheus --config.file="$folder/prometheus.yml" --storage.tsdb.path="$folder/prometheus" \
        --web.listen-address="127.0.0.1:$prometheus_port" >"$folder/prometheus.log" 2>&1 &
    others="$others $!"
    web scrape "$prometheus_port"
    chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$folder/browser" --window-size=1280,1000 \
        --virtual-time-budget=6000 --screenshot="$folder/page.png" --dump-dom "http://127.0.0.1:$web_port/" >"$folder/page.html" 2>"$folder/browser.log"
    grep -q 'Drawn anew every second' "$folder/page.html" || complain "the page did not draw itself"
    grep -q '<dt>99 of 100</dt>' "$folder/page.html" || complain "the page shows no percentiles"
    [ "$(grep -o 'Worker [01]</span>' "$folder/page.html" | wc -l)" = 2 ] || complain "the page does not show both workers"
    grep -q '<li[^>]*title="midgaard: ' "$folder/page.html" || complain "the page does not show Midgaard"
    [ -z "${PICTURE:-}" ] || cp "$folder/page.png" "$PICTURE"
    sed "s|/opt/kallisti/build/kallisti|$(realpath "$build")/kallisti|; /^User=/d" config/kallisti.service >"$folder/kallisti.service"
    systemd-analyze verify "$folder/kallisti.service" >"$folder/verified" 2>&1 || complain "the unit: $(cat "$folder/verified")"
}
[ -z "${FULL:-}" ] || full

wait $bots || complain "the bots found mistakes"
grep -v '^{' "$folder/report" | tail -n 3
server_end
others_end
grep -q '^READY=1 STATUS=Open at port' "$folder/notified" || complain "the service manager was not told that the server is ready"
grep -q '^STOPPING=1' "$folder/notified" || complain "the service manager was not told of the end"
barks=$(grep -c '^WATCHDOG=1$' "$folder/notified")
[ "$barks" -ge $((seconds - 2)) ] || complain "the watchdog was fed only $barks times"
web log "$folder/log"
grep -q '"words":"hear '"'this'"', all of you: \\\\ and more"' "$folder/log" || complain "the log does not tell what was announced as it was"
server_check
"$build/kallisti" --data "$folder/data" --web.port 0 --web.address 0.0.0.0 >"$folder/said" 2>&1 && complain "figures are open to everybody without a token"
grep -q 'web.token is not set' "$folder/said" || complain "nobody says that the token is missing"

verdict
