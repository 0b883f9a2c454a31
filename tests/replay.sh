#!/bin/sh
# tests/replay.sh -- a run on four workers, recorded, is played again on one, by a gcc and a clang build.
#
# 50 bots wander, and 50 hunt, for SECONDS (default 10) while zones move between workers; the server is stopped cleanly.  Every
# emission and every state hash of the replay must equal the recorded one.  It is traced, and what is no whole recording is not.  Then
# the replay is spoilt as a zone that looked at a clock, or at addresses, would spoil it: that must be noticed.
# KEEP=FOLDER keeps the recording.
set -eu
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
SECONDS_OF_PLAY=${SECONDS_OF_PLAY:-10}
folder=$(mktemp -d "${TMPDIR:-/tmp}/kallisti-replay.XXXXXX")
server=
clean_up() {
    [ -n "$server" ] && kill -9 "$server" 2>/dev/null
    [ -n "${KEEP:-}" ] && mkdir -p "$KEEP" && cp -r "$folder/recording" "$folder/tables" "$KEEP"; rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 1' INT TERM

# Six rounds of a fight in the time of one.
cp -r zones/tables "$folder/tables"
sed 's/^\( *round_ms:\) 3000/\1 500/' zones/tables/constants.yaml >"$folder/tables/constants.yaml"
grep -q 'round_ms: 500' "$folder/tables/constants.yaml"

"$BUILD/kallisti" --port 0 --net.address 127.0.0.1 --data "$folder/data" --threads.zone 4 --threads.net 1 \
    --record.path "$folder/recording" --game.keepers botwarden --character.tiring_percent 0 --room.occupants_max 12 \
    --game.tables "$folder/tables" --newcomer.level 3 --area.reset_s 4 \
    --password.memory_kib 8 --password.passes 1 --log.file "$folder/log" >"$folder/out" &
server=$!
waited=0
until grep -q 'telnet localhost' "$folder/out"; do
    waited=$((waited + 1))
    [ $waited -lt 100 ] || { echo "replay: the server did not start"; cat "$folder/log"; exit 1; }
    sleep 0.1
done
port=$(sed -n 's/.*telnet localhost \([0-9]*\).*/\1/p' "$folder/out")

"$BUILD/bench/bots" --port "$port" --bots 50 --prefix hunter --seconds "$SECONDS_OF_PLAY" --mix fight --seed 2 >"$folder/hunters" 2>&1 &
hunters=$!
"$BUILD/bench/bots" --port "$port" --bots 50 --seconds "$SECONDS_OF_PLAY" --mix wander --keeper botwarden --seed 1 >"$folder/bots" 2>&1 ||
    { echo "replay: the bots complain"; tail -20 "$folder/bots"; exit 1; }
wait "$hunters" || { echo "replay: the hunters complain"; tail -20 "$folder/hunters"; exit 1; }
for happened in fights kills deaths; do
    count=$(cat "$folder/bots" "$folder/hunters" | sed -n "s/^{.*\"$happened\":\([0-9]*\)[,}].*\$/\1/p" | awk '{ sum += $1 } END { print sum + 0 }')
    echo "$happened: $count"
    [ "$count" -gt 0 ] || { echo "replay: there were no $happened to play again"; exit 1; }
done
kill -TERM "$server"
wait "$server" || { echo "replay: the server ended with $?"; tail -5 "$folder/log"; exit 1; }
server=

"$BUILD/replay" "$folder/recording" || exit 1
if command -v clang >/dev/null && [ -z "${SAN:-}" ]; then
    # One at a time: tests/grow.sh builds into the same folder, and may run beside this.
    flock "$BUILD/clang.lock" make --no-print-directory -s CC=clang BUILD="$BUILD/clang" "$BUILD/clang/replay" || exit 1
    told=$("$BUILD/clang/replay" "$folder/recording") || { echo "clang: $told"; exit 1; }
    echo "clang: $told"
fi
# For the model of more cores: nearly all mail is found again, of inputs that came within a millisecond on two workers perhaps not.
"$BUILD/replay" "$folder/recording" --trace "$folder/trace" --times 2 2>"$folder/traced" || { cat "$folder/traced"; exit 1; }
cat "$folder/traced"
mail=$(grep -c ' mail:' "$folder/trace") lost=$(sed -n 's/^traced .*unknown origin=\([0-9]*\)$/\1/p' "$folder/traced")
[ "$mail" -gt 100 ] && [ $((lost * 50)) -lt "$mail" ] || { echo "replay: of $mail letters $lost come from nowhere"; exit 1; }
cp -r "$folder/recording" "$folder/bad"
head -c 100 "$folder/recording/setting.rec" >"$folder/bad/setting.rec"
"$BUILD/replay" "$folder/bad" --trace "$folder/trace" 2>"$folder/refused" && { echo "replay: half a recording was traced"; exit 1; }
grep -q 'not a recording' "$folder/refused" || { echo "replay: no word of what is wrong"; cat "$folder/refused"; exit 1; }
cp "$folder/recording/setting.rec" "$folder/bad/setting.rec"
rm "$folder/bad/worker-1.rec" "$folder/bad/worker-2.rec" "$folder/bad/worker-3.rec"
"$BUILD/replay" "$folder/bad" --trace "$folder/trace" 2>"$folder/refused" && { echo "replay: a recording with holes was traced"; exit 1; }
grep -q 'missing before it' "$folder/refused" || { echo "replay: no word of what is missing"; cat "$folder/refused"; exit 1; }

for trouble in real-time addresses; do
    if "$BUILD/replay" "$folder/recording" --trouble $trouble >"$folder/spoilt"; then
        echo "replay: a zone that uses $trouble was not noticed"
        exit 1
    fi
    grep -q 'wrong=[1-9]' "$folder/spoilt" || { echo "replay: it did not live to notice $trouble"; exit 1; }
    echo "planted $trouble: noticed ($(tail -1 "$folder/spoilt"))"
done
