#!/bin/sh
# Installs the system packages that the program (or, with "tests", its tests) needs and that are missing.
# Without the right to install it names them and stops.
set -eu

PROGRAM="python3-venv libsqlite3-mod-spatialite libegl1 libgl1 libdbus-1-3 libfontconfig1 libxkbcommon-x11-0
libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
libxcb-xinerama0"
TESTS="xvfb xauth gdal-bin poppler-utils"

wanted=$PROGRAM
[ "${1:-}" = tests ] && wanted="$PROGRAM $TESTS"

command -v dpkg-query >/dev/null 2>&1 || exit 0 # no Debian: README.md says what is needed

missing=""
for package in $wanted; do
    status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -v; then
    as_root=sudo
else
    echo "These packages are missing, and this user may not install them:$missing" >&2
    echo "Ask an administrator for: apt-get install$missing" >&2
    exit 1
fi

echo "Installing:$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
$as_root apt-get update -q >/dev/null
# shellcheck disable=SC2086
$as_root apt-get install -y -q --no-install-recommends $missing >/dev/null
