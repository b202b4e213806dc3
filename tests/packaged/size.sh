#!/bin/sh
# Report what a packaged folder weighs, as it is and zipped; fail beyond the budget.
set -eu
folder=$1
most=400
most_zipped=150

installed=$(($(du --summarize --block-size=1 --apparent-size "$folder" | cut -f1) / 1048576))
zipped=$(($(tar --create --directory "$(dirname "$folder")" "$(basename "$folder")" | gzip -6 | wc -c) / 1048576))
echo "$folder: $installed MiB (at most $most), $zipped MiB compressed (at most $most_zipped)"
[ "$installed" -le "$most" ] && [ "$zipped" -le "$most_zipped" ]
