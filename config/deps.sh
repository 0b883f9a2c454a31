#!/bin/sh
# Installs the Debian packages this project builds, runs and tests with, if any is missing; with `all` those, too, that only
# `make test-all` and the plots of `make bench` want.  Needs root, or sudo.  Says nothing and touches nothing when all are there.
set -eu

packages="gcc clang libclang-rt-14-dev libc6-dev make binutils git procps python3
    liburcu-dev libjemalloc-dev libhiredis-dev liblz4-dev libsodium-dev libargon2-dev libyaml-dev libxxhash-dev libutf8proc-dev
    libcmocka-dev redis-server redis-tools"
[ "${1:-}" != all ] || packages="$packages prometheus chromium systemd gnuplot-nox valgrind"

missing=
for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

as_root=
if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { echo "These packages are missing and only root can install them:$missing" >&2; exit 1; }
    as_root=sudo
fi
echo "Installing:$missing"
# The packaged Redis must not start a service of its own: the server brings up its private one.
policy=/usr/sbin/policy-rc.d
made_policy=
if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee $policy >/dev/null
    $as_root chmod 755 $policy
    made_policy=yes
fi
status=0
$as_root apt-get update -qq || status=$?
# shellcheck disable=SC2086
[ $status = 0 ] && { $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null || status=$?; }
[ -n "$made_policy" ] && $as_root rm -f $policy
exit $status
