#!/bin/bash
# run.sh N WORKERS SEED: runs R1 through `lstrisk report` and prints its figures as one line of JSON.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
paths=${1:-1000000} workers=${2:-1} seed=${3:-1}
binary=${LSTRISK:-}
if [ -z "$binary" ]; then
  swift build -c release --package-path "$root" --product lstrisk >&2
  binary=$(swift build -c release --package-path "$root" --show-bin-path)/lstrisk
fi
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
python3 "$here/measure.py" "$out/usage.json" "$binary" report "$here/run.yaml" --paths "$paths" \
  --workers "$workers" --seed "$seed" --out "$out/run" --quiet
python3 "$here/figures.py" "$out/run" "$out/usage.json"
