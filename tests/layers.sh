#!/bin/sh
# Keeps the map of the folders true: who includes whom, no state outside zones in zones/, and no zone code
# that asks the machine for time, chance or threads.  BUILD=folder with the objects of this build.
# Prints each offence, and nothing when there is none; the status says which.
set -u
cd "$(dirname "$0")/.."
BUILD=${BUILD:-build}
offences=$(mktemp)
trap 'rm -f "$offences"' EXIT

# includes FOLDER ALLOWED...: every "..." included in the folder begins with one of the allowed.
includes() {
    folder=$1
    shift
    allowed=$(echo "$*" | tr ' ' '|')
    find "$folder" \( -name '*.[ch]' -o -name '*.def' \) ! -path 'core/main*' -exec grep -Hn '^ *# *include *"' {} + |
        grep -Ev "\"($allowed)/[^\"]*\"" | sed "s/\$/   <- $folder may include only: $*/" >>"$offences"
}
includes core    core
includes config  core config
includes zones   core config zones
includes net     core config net
includes persist core config persist
grep -Hn '^ *# *include *"\(tests\|bench\)/' core/main* | sed 's/$/   <- nothing includes tests or bench/' >>"$offences"
grep -rHn '^ *# *include *"\.\.*/' --include='*.[ch]' core config zones net persist |
    sed 's/$/   <- from the root, never relative/' >>"$offences"

# A zone's state lives in the zone: no object of zones/ has a variable that can be written.  Constants that hold
# addresses are in .data.rel.ro and do not count.  Sanitizers add variables of their own: not looked at then.
writable() {
    objdump -t "$1" | awk '
        $0 ~ / \.(data|bss|tdata|tbss|lbss|ldata)(\.|\t| )/ && $0 !~ /\.data\.rel\.ro/ && $NF !~ /^\./ { print $NF }
        $0 ~ /\*COM\*/ { print $NF }'
}
# Zone code is told the time and throws its own dice (zones/grow is a program of its own).  These three look things up for it, outside zone_apply().
outside='^zones/(worker|lookup|recording)\.c$'
asks='^(time|gettimeofday|clock|clock_.*|sleep|usleep|nanosleep'
asks=$asks'|rand|rand_r|srand|random|srandom|[dlm]rand48|arc4random.*|getrandom|getentropy|getenv|secure_getenv'
asks=$asks'|pthread_.*|thrd_.*|mtx_.*|rcu_.*|urcu_.*|route_.*|directory_.*|mailbox_.*'
asks=$asks'|fopen|open|open64|read|write|socket|connect)$'
# The loader of areas reads its files with several threads, before any zone lives.
loader='^zones/world/world\.c$'
# The grower is a program of its own that writes those files.
grower='^zones/grow/'

checked=0
for source in $(find zones -name '*.c' -not -path 'zones/grow/*' | LC_ALL=C sort); do
    object=$BUILD/obj/${source%.c}.o
    [ -e "$object" ] || { echo "$source: no object in $BUILD; build first" >>"$offences"; continue; }
    checked=$((checked + 1))
    [ -n "${SAN:-}" ] || writable "$object" | sed "s|^|$source: state outside a zone: |" >>"$offences"
    echo "$source" | grep -Eq "$outside" && continue
    echo "$source" | grep -Eq "$loader" && continue
    echo "$source" | grep -Eq "$grower" && continue
    nm -u "$object" | sed 's/^ *U //; s/@.*//' | grep -E "$asks" | sed "s|^|$source: calls |" >>"$offences"
done
[ "$checked" -gt 20 ] || echo "only $checked objects of zones/ were looked at" >>"$offences"

cat "$offences"
[ ! -s "$offences" ]
