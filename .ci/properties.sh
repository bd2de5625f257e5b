#!/bin/sh
# The long form of the property tests, in a release build: .ci/properties.sh [cases] [seed] [release|debug]
# Prints what was tried; fails on the first differences, made small.
set -eu
cd "$(dirname "$0")/.."
RULES_PROPERTY_CASES="${1:-100000}"
RULES_PROPERTY_SEED="${2:-1}"
export RULES_PROPERTY_CASES RULES_PROPERTY_SEED
swift test -c "${3:-release}" --filter PropertyTests
