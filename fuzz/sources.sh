#!/bin/sh
# Fuzzes sources one after another: sh fuzz/sources.sh SECONDS [NAME...]. Needs a nightly compiler and cargo-fuzz.
# It begins with the fixtures; what it finds lies in fuzz/artifacts/source.
set -eu
cd "$(dirname "$0")/.."
seconds=${1:?how many seconds for each source}
shift
[ $# -gt 0 ] || set -- $(ls fixtures)
cargo +nightly fuzz build source
for name in "$@"; do
    # A folder of fixtures without a page is no source, such as the demo shop.
    [ -f "docs/formats/$name.md" ] || continue
    corpus=fuzz/corpus/$name
    mkdir -p "$corpus"
    files=$(find "fixtures/$name" -type f ! -name NOTE.md ! -name expected.json ! -name hearback.toml | sort)
    echo "$files" | while IFS= read -r file; do
        cp "$file" "$corpus/$(echo "$file" | sha1sum | cut -c1-16)"
    done
    echo "$name: $(echo "$files" | wc -l) fixtures, $seconds s"
    HEARBACK_SOURCE=$name HEARBACK_FILE=$(echo "$files" | head -n 1) \
        cargo +nightly fuzz run source "$corpus" -- -max_total_time="$seconds" -max_len=65536 \
        -timeout=20 -rss_limit_mb=2048 -verbosity=0 -print_funcs=0 -print_final_stats=1
done
