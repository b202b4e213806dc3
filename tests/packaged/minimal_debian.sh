#!/usr/bin/env bash
# Prove that a fresh clone passes `make test` and `make run` in a Debian 12 that has git, make and
# python3 and nothing else. Run as root; needs debootstrap and about 3 GiB in a temporary folder.
#
#   tests/packaged/minimal_debian.sh [COMMIT]
#
# Packages come from the mirror this machine's own apt uses; pip inside is configured as it is outside.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
release=bookworm

if [ "${1:-}" != --inside ]; then
    [ "$(id -u)" -eq 0 ] || { echo "Only root can build a Debian of its own." >&2; exit 1; }
    command -v debootstrap > /dev/null || { echo "Install it first: apt install debootstrap" >&2; exit 1; }
    commit=$(git -C "$here" rev-parse "${1:-HEAD}")
    root=$(mktemp -d -t minimal-debian.XXXXXX)
    # It becomes a root folder, which everybody may enter.
    chmod 755 "$root"
    trap 'rm -rf --one-file-system "$root"' EXIT
    # Mounts and processes made inside are gone when it ends, however it ends.
    unshare --mount --pid --fork --kill-child "${BASH_SOURCE[0]}" --inside "$root" "$commit"
    echo "A minimal Debian 12 passed make test and make run at $commit."
    exit
fi

root=$2 commit=$3

mirror=$(apt-get indextargets --format '$(REPO_URI)' \
    'Created-By: Packages' "Codename: $release" 'Component: main' | head -n 1)
[ -n "$mirror" ] || { echo "This machine's apt knows no mirror of $release." >&2; exit 1; }
debootstrap --variant=minbase --include=git,make,python3 "$release" "$root" "$mirror" > "$root.log" ||
    { tail "$root.log" >&2; exit 1; }
rm -f "$root.log"

mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"

# The way out as this machine knows it: names, proxies, certificates, pip's configuration, and any
# local folder pip takes packages from.
cp /etc/resolv.conf /etc/hosts "$root/etc/"
apt-config dump | grep -E '^Acquire::https?::(Proxy|CAInfo)' > "$root/etc/apt/apt.conf.d/99outside" || true
for path in /etc/ssl/certs /usr/local/share/ca-certificates /etc/pip.conf "$HOME/.config/pip" "$HOME/.pip"; do
    [ -e "$path" ] || continue
    mkdir -p "$root$(dirname "$path")"
    cp -rL --no-target-directory "$path" "$root$path"
done
{ python3 -m pip config list; env | grep '^PIP_'; } | grep -oE "(file://)?/[^' ]+" | sed 's|^file://||' |
    while read -r folder; do
        [ -d "$folder" ] || continue
        mkdir -p "$root$folder"
        # The folder above an index's `simple` holds the files it points to.
        [ "$(basename "$folder")" = simple ] && folder=$(dirname "$folder")
        mountpoint -q "$root$folder" || mount --rbind -o ro "$folder" "$root$folder"
    done || true
mapfile -t settings < <(env | grep -iE '^(PIP_|SSL_CERT_|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|(https?|no)_proxy)')

mkdir -p "$root/outside"
mount --bind -o ro "$here" "$root/outside"

# Not a mere chroot: in one, no program may make a namespace of its own, and some tests do.
cd "$root"
mkdir -p before
pivot_root . before
umount --lazy /before
exec chroot . /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$HOME" LANG=C.UTF-8 \
    "${settings[@]}" bash -euxo pipefail -c "
        git config --global --add safe.directory '*'
        git clone --quiet /outside /vecinos
        cd /vecinos
        git checkout --quiet $commit
        time make test
        time make run
        test -s out/vecinos.png
        test -s out/projection.csv
        git status --porcelain | { ! grep .; }
    "
