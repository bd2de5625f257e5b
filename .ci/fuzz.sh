#!/usr/bin/env bash
# Hostile input: .ci/fuzz.sh [seconds] [target]
#
# Lets libFuzzer and the address sanitizer look for bytes that make the engine or the compiler trap, each target for that
# many seconds (60): rulebook, event, rules, state (Sources/rules-fuzz/FuzzTarget.swift). It begins with bytes made from the
# samples and keeps what it finds in .fuzz. What trapped is in .fuzz/found; `rules-fuzz TARGET SAMPLE --try FILE` tries it.
# With --smoke: a fixed number of random changes with the debug build, without libFuzzer, for CI.
set -euo pipefail
cd "$(dirname "$0")/.."
# Swift's own report of a trap would keep libFuzzer from writing the input.
export SWIFT_BACKTRACE=enable=no
samples=(samples/support-desk samples/it-incidents)

if [ "${1:-}" = --smoke ]; then
  swift build --product rules-fuzz
  fuzz="$(swift build --show-bin-path)/rules-fuzz"
  for sample in "${samples[@]}"; do
    for target in rulebook event state; do "$fuzz" "$target" "$sample" --runs 500; done
    "$fuzz" rules "$sample" --runs 100
  done
  exit
fi

seconds="${1:-60}"
targets=("${2:-}")
if [ -z "${2:-}" ]; then targets=(rulebook event rules state); fi
export RULES_FUZZ=1 ASAN_OPTIONS=detect_leaks=0
swift build -c release --product rules-fuzz --scratch-path .fuzz/build
fuzz="$(swift build -c release --scratch-path .fuzz/build --show-bin-path)/rules-fuzz"
mkdir -p .fuzz/found
for target in "${targets[@]}"; do
  for sample in "${samples[@]}"; do
    corpus=".fuzz/$target-$(basename "$sample")"
    mkdir -p "$corpus"
    "$fuzz" "$target" "$sample" --seeds "$corpus"
    "$fuzz" "$target" "$sample" --fuzz -max_total_time=$((seconds / ${#samples[@]})) -max_len=20000 -timeout=20 \
      -rss_limit_mb=4096 -print_final_stats=1 -artifact_prefix=".fuzz/found/$target-" "$corpus"
  done
done
