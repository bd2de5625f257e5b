#!/usr/bin/env bash
# The engine against the hand-written floor: .ci/bench.sh [sizes], such as `.ci/bench.sh 100 10000`.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build -c release --product rules-bench
"$(swift build -c release --show-bin-path)/rules-bench" "$@"
