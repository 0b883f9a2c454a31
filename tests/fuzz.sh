#!/bin/sh
# tests/fuzz.sh -- builds every tests/*/fuzz_NAME.c with clang's libFuzzer, address and undefined, and runs each
# for FUZZ_SECONDS (default 5), beginning with the inputs kept in corpus/NAME beside it.  What it finds stays
# in BUILD/fuzz/found, to be looked at and kept.
set -u
cd "$(dirname "$0")/.."
build=${BUILD:-build}/fuzz
seconds=${FUZZ_SECONDS:-5}
flags=-fsanitize=fuzzer-no-link,address,undefined
libraries="-lurcu-cds -lurcu-common -lurcu-memb -lhiredis -llz4 -lsodium -lyaml -lxxhash -lutf8proc -lpthread -lm"
failed=0
folder=$(mktemp -d "${TMPDIR:-/tmp}/kallisti-fuzz.XXXXXX") || exit 1
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' INT TERM
mkdir -p "$build/found"

# The Makefile's own rules, in a folder of their own, with these flags for "address".
make_fuzzed() # TARGET...
{
    make --no-print-directory -s -j"$(nproc)" CC=clang SAN=address SAN_FLAGS_address="$flags" BUILD="$build" "$@"
}

fuzz() # SOURCE
{
    name=$(basename "${1%.c}")
    corpus=$(dirname "$1")/corpus/${name#fuzz_}
    mkdir -p "$folder/$name"
    # shellcheck disable=SC2086
    make_fuzzed "$build/obj/${1%.c}.o" && clang -fsanitize=fuzzer,address,undefined -o "$build/$name" "$build/obj/${1%.c}.o" \
        "$build/libkallisti.a" $libraries &&
        "$build/$name" -max_total_time="$seconds" -timeout=10 -max_len=4096 -print_final_stats=1 -verbosity=0 \
            -artifact_prefix="$build/found/$name-" "$folder/$name" $([ -d "$corpus" ] && echo "$corpus")
}

make_fuzzed "$build/libkallisti.a" || { echo "FAIL fuzz: the library does not build"; exit 1; }
for source in tests/*/fuzz_*.c tests/*/*/fuzz_*.c; do
    [ -e "$source" ] || continue
    if fuzz "$source" >"$folder/out" 2>&1; then
        echo "ok   $source ($(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/out") inputs in $seconds s)"
    else
        echo "FAIL $source"
        tail -n 60 "$folder/out" | sed 's/^/     /'
        failed=1
    fi
done
exit $failed
