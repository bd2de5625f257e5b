#!/usr/bin/env bash
# What `rulesc check` costs: .ci/bench-check.sh [runs]
#
# Generates a rulebook of 10,000 rules, one with a mistake in every rule and one of a single rule, builds rulesc in release
# and static, and an empty Swift program both ways. Prints CPU (user + system, the best of the runs) and, where valgrind
# is installed, instructions, which repeat to 0.03 %. Nothing fails here: thresholds on time would be about the machine.
set -euo pipefail
cd "$(dirname "$0")/.."
runs="${1:-20}"
work=".build/bench-check"
mkdir -p "$work/empty/Sources/empty"

awk -v rules=10000 -f .ci/rulebook.awk > "$work/book.rules"
awk -v rules=10000 -v errors=1 -f .ci/rulebook.awk > "$work/errors.rules"
cat > "$work/one.rules" << 'RULES'
portal "Acme" edition professional in "Europe/Berlin"
pipeline Support default
  stage New
  stage Closed closed
rule "Hello"
  on stage New
  do add note "hello"
RULES

# An empty program, linked as rulesc is.
cat > "$work/empty/Package.swift" << 'SWIFT'
// swift-tools-version: 6.2
import PackageDescription

let isStatic = Context.environment["RULES_STATIC"] == "1"
let package = Package(
  name: "empty",
  targets: [
    .executableTarget(
      name: "empty", swiftSettings: isStatic ? [.unsafeFlags(["-static-stdlib"])] : [],
      linkerSettings: isStatic
        ? [.unsafeFlags(["-static-executable", "-Xlinker", "-s", "-Xlinker", "--gc-sections"])] : [])
  ])
SWIFT
cat > "$work/empty/Sources/empty/main.swift" << 'SWIFT'
import Glibc

if CommandLine.arguments.count > 9 { print(getpid()) }
SWIFT

# build FOLDER PRODUCT SCRATCH [VARIABLE=VALUE]: the path of the executable
build() {
  local scratch="$3"
  env "${4:-RULES_STATIC=0}" swift build -c release --package-path "$1" --product "$2" --scratch-path "$scratch" >&2
  echo "$(env "${4:-RULES_STATIC=0}" swift build -c release --package-path "$1" --scratch-path "$scratch" --show-bin-path)/$2"
}
rulesc="$(build . rulesc .build)"
static="$(build . rulesc .build-static RULES_STATIC=1)"
empty="$(build "$work/empty" empty "$work/empty/.build")"
empty_static="$(build "$work/empty" empty "$work/empty/.build-static" RULES_STATIC=1)"

# The best CPU milliseconds of one run: the shell's own account of a loop cannot tell single runs apart.
cpu() {
  local best="" now
  for _ in $(seq "$runs"); do
    now="$({ TIMEFORMAT='%U %S'; time "$@" > /dev/null 2>&1 || true; } 2>&1 | awk '{ printf "%.1f", ($1 + $2) * 1000 }')"
    best="$(printf '%s\n%s\n' "$best" "$now" | grep . | sort -n | head -1)"
  done
  echo "$best"
}
# The CPU milliseconds of a short program: the mean of many runs, since the clock counts milliseconds.
short() {
  local count=$((runs * 20))
  { TIMEFORMAT='%U %S'; time for _ in $(seq "$count"); do "$@" > /dev/null 2>&1 || true; done; } 2>&1 |
    awk -v n="$count" '{ printf "%.2f", ($1 + $2) * 1000 / n }'
}
instructions() {
  command -v valgrind > /dev/null || { echo "-"; return; }
  SWIFT_DETERMINISTIC_HASHING=1 valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 > /dev/null |
    awk '/Collected/ { printf "%.1f M", $4 / 1e6 }'
}
row() { printf '%-54s %12s %14s\n' "$1" "$2" "$3"; }

printf '%s bytes, %s rules\n' "$(wc -c < "$work/book.rules")" "$(grep -c '^rule ' "$work/book.rules")"
printf '%s errors\n\n' "$("$rulesc" check "$work/errors.rules" 2>&1 | grep -c '^error\[' || true)"
row "" "CPU ms" "instructions"
for which in rulesc static; do
  program="${!which}"
  row "check --quick, 10,000 rules ($which)" "$(cpu "$program" check --quick "$work/book.rules")" \
    "$(instructions "$program" check --quick "$work/book.rules")"
  row "fmt --check: parse, lay out, parse again ($which)" "$(cpu "$program" fmt --check "$work/book.rules")" \
    "$(instructions "$program" fmt --check "$work/book.rules")"
  row "check, a mistake in each rule ($which)" "$(cpu "$program" check "$work/errors.rules")" \
    "$(instructions "$program" check "$work/errors.rules")"
  row "compile, 10,000 rules ($which)" "$(cpu "$program" compile --quiet "$work/book.rules" -o "$work/book.rulebook")" \
    "$(instructions "$program" compile --quiet "$work/book.rules" -o "$work/book.rulebook")"
  row "check, one rule ($which)" "$(short "$program" check "$work/one.rules")" \
    "$(instructions "$program" check "$work/one.rules")"
done
# With the proofs: seconds at 10,000 rules, so a run is enough.
all_runs="$runs"
runs=1
for rules in 500 2000 10000; do
  awk -v rules="$rules" -f .ci/rulebook.awk > "$work/proved.rules"
  row "check with proofs, $rules rules" "$(cpu "$rulesc" check "$work/proved.rules")" ""
done
runs="$all_runs"
row "empty program (rulesc)" "$(short "$empty")" "$(instructions "$empty")"
row "empty program (static)" "$(short "$empty_static")" "$(instructions "$empty_static")"
row "true(1)" "$(short "$(type -P true)")" ""
