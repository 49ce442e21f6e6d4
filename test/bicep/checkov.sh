#!/usr/bin/env bash
# Runs checkov over what the template deploys. Every finding must be explained in checkov-explained.json.
# checkov comes from PyPI into a folder of its own (ASSAY_CHECKOV names it; kept for the next run).
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
venv="${ASSAY_CHECKOV:-${TMPDIR:-/tmp}/assay-checkov}"
if [ ! -x "$venv/bin/checkov" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet 'checkov==3.3.30'
fi
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
node "$here/checkov.ts" --templates "$work"
# It ends with 1 on findings; what counts is what is said of them below.
"$venv/bin/checkov" --directory "$work" --framework arm --output json --quiet --compact --skip-download \
  >"$work/results" 2>"$work/errors" || [ -s "$work/results" ] || { cat "$work/errors" >&2; exit 1; }
node "$here/checkov.ts" "$work/results"
