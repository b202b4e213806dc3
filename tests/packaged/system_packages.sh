#!/bin/sh
# Make sure that the Debian packages named in debian-packages.txt (and those given as arguments)
# are there. As root it installs what is missing; otherwise it stops with the line that would.
# On any other system it does nothing: there the packages have other names.
set -eu

[ -r /etc/os-release ] || exit 0
[ "$(. /etc/os-release && echo "${ID:-}")" = debian ] || exit 0

# A renamed library (libglib2.0-0t64) provides its old name, so that both count as present.
present=$(dpkg-query --show --showformat '${db:Status-Abbrev} ${Package}, ${Provides}\n' |
    sed -n 's/^ii *//p' | tr ',' '\n' | sed 's/ *(.*//; s/ //g')

missing=
for package in $(sed 's/#.*//' "$(dirname "$0")/../../debian-packages.txt") "$@"; do
    printf '%s\n' "$present" | grep -qxF "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "Some Debian packages are missing; install them with: sudo apt install$missing" >&2
    exit 1
fi
echo "Installing Debian packages:$missing"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
# shellcheck disable=SC2086  # the list is meant to fall apart into words
apt-get install -q -y --no-install-recommends $missing
