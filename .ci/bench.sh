#!/usr/bin/env bash
# The engine against the hand-written floor: .ci/bench.sh [sizes], such as `.ci/bench.sh 100 10000`.
# With --smoke: instructions and allocations an event, instructions a rule of `rulesc check --quick` and `rulesc compile`, and
# instructions of `rulesc check` on a single rule, counted by valgrind, against .ci/bench-limits.txt.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build -c release --product rules-bench
bench="$(swift build -c release --show-bin-path)/rules-bench"
if [ "${1:-}" != --smoke ]; then
  exec "$bench" "$@"
fi

command -v valgrind > /dev/null || { echo "missing: valgrind (apt-get install valgrind)"; exit 1; }
export SWIFT_DETERMINISTIC_HASHING=1
few=500
many=1500

# Two runs of different length: what both do (making and compiling the workload) cancels out.
instructions() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$bench" --once "$1" --events "$3" "$2" 2>&1 \
    | sed -n 's/.*Collected : //p'
}
allocations() {
  valgrind --tool=memcheck --leak-check=no --undef-value-errors=no "$bench" --once "$1" --events "$3" "$2" 2>&1 \
    | sed -n 's/.*total heap usage: \([0-9,]*\) allocs.*/\1/p' | tr -d ,
}

failed=0
# judge COUNT LIMIT [COUNT LIMIT]: sets `verdict`.
judge() {
  verdict=ok
  while [ $# -gt 0 ]; do
    if [ "$1" -gt "$2" ]; then
      verdict="TOO MUCH"
      failed=1
    fi
    shift 2
  done
}
while read -r path rules most_instructions most_allocations; do
  case "$path" in ''|'#'*) continue ;; esac
  # The workload itself allocates for each event: `load` makes it and does nothing with it.
  work=$(( $(instructions "$path" "$rules" $many) - $(instructions "$path" "$rules" $few) ))
  idle=$(( $(instructions load "$rules" $many) - $(instructions load "$rules" $few) ))
  made=$(( $(allocations "$path" "$rules" $many) - $(allocations "$path" "$rules" $few) ))
  none=$(( $(allocations load "$rules" $many) - $(allocations load "$rules" $few) ))
  per_event=$(( (work - idle) / (many - few) ))
  allocated=$(( (made - none) / (many - few) ))
  judge "$per_event" "$most_instructions" "$allocated" "$most_allocations"
  printf '%-8s %6s rules: %7d instructions (at most %d), %4d allocations (at most %d) an event: %s\n' \
    "$path" "$rules" "$per_event" "$most_instructions" "$allocated" "$most_allocations" "$verdict"
done < <(grep -vE '^(check|compile|start) ' .ci/bench-limits.txt)

# So many rules less half as many: starting the process cancels out.
swift build -c release --product rulesc
rulesc="$(swift build -c release --show-bin-path)/rulesc"
books="$(mktemp -d)"
trap 'rm -rf "$books"' EXIT
process_instructions() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$rulesc" "$@" 2>&1 | sed -n 's/.*Collected : //p'
}
command_instructions() {
  awk -v rules="$2" -f .ci/rulebook.awk > "$books/book.rules"
  case "$1" in
    check) process_instructions check --quick "$books/book.rules" ;;
    compile) process_instructions compile --quiet "$books/book.rules" -o "$books/book.rulebook" ;;
  esac
}
while read -r command rules most_instructions; do
  whole="$(command_instructions "$command" "$rules")"
  half="$(command_instructions "$command" $((rules / 2)))"
  per_rule=$(( (whole - half) * 2 / rules ))
  judge "$per_rule" "$most_instructions"
  printf '%-8s %6s rules: %7d instructions (at most %d) a rule: %s\n' \
    "$command" "$rules" "$per_rule" "$most_instructions" "$verdict"
done < <(grep -E '^(check|compile) ' .ci/bench-limits.txt)

# One rule less none at all: what is left is what a small file costs, not what the loader does.
printf '%s\n' 'portal "Acme" edition professional in "Europe/Berlin"' 'pipeline Support default' '  stage New' \
  '  stage Closed closed' 'rule "Hello"' '  on stage New' '  do add note "hello"' > "$books/one.rules"
read -r _ _ most_instructions < <(grep '^start ' .ci/bench-limits.txt)
started=$(( $(process_instructions check "$books/one.rules") - $(process_instructions --version) ))
judge "$started" "$most_instructions"
printf '%-8s %6s rule:  %7d instructions (at most %d): %s\n' check 1 "$started" "$most_instructions" "$verdict"
exit $failed
