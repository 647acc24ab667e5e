#!/bin/sh
# Installs the system packages that the program (or, with "tests", its tests) needs and that are missing.
# Without the right to install them, or without a way to their mirror, it says so, names them and stops.
set -eu

# seen on a Debian 12 that had nothing but Python, make and git; libcups2 is what lets Qt see the printers
PROGRAM="python3-venv libsqlite3-mod-spatialite libglib2.0-0 libegl1 libgl1 libdbus-1-3 libfontconfig1 libcups2
libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
libxcb-shape0 libxcb-xinerama0"
TESTS="xvfb xauth gdal-bin poppler-utils"

wanted=$PROGRAM
[ "${1:-}" = tests ] && wanted="$PROGRAM $TESTS"

command -v dpkg-query >/dev/null 2>&1 || exit 0 # no Debian: README.md says what is needed

# one call for all; those it has never heard of it leaves out
# shellcheck disable=SC2086
installed=" $(dpkg-query -W -f '${Package}:${db:Status-Status} ' $wanted 2>/dev/null || true)"
missing=""
for package in $wanted; do
    case $installed in
    *" $package:installed "*) ;;
    *) missing="$missing $package" ;;
    esac
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 &&
    # without a password first: `sudo -v` asks for one even where no command needs it
    { sudo -n true || sudo -p "Password of %u, to install$missing: " -v; } 2>/dev/null; then
    as_root=sudo
else
    echo "These packages are missing, and this user may not install them:$missing" >&2
    echo "Ask an administrator for: apt-get install --no-install-recommends$missing" >&2
    exit 1
fi

echo "Installing:$missing"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# one source of several may be away: what counts is whether the packages come
$as_root apt-get update -q >"$log" 2>&1 || true
# shellcheck disable=SC2086
if ! $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q -o DPkg::Lock::Timeout=120 \
    --no-install-recommends $missing >>"$log" 2>&1; then
    reason=$(sed -n 's/^[EW]: //p' "$log" | head -n 1)
    echo "These packages could not be installed (${reason:-apt-get gave no reason}):$missing" >&2
    exit 1
fi
