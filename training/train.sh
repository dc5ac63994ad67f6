#!/usr/bin/env bash
# Make the reader again from the data: some four hours on two cores. Can be stopped and started again: every epoch leaves a checkpoint.
#
#   SHARED  folder with gold/, polnear/ and corpora/   (default ../shared; without it only the project's own invented reports are used)
#   PUBLIC  public news as training/public.sh writes it   (default RUNS/public; fetched if it is not there)
#   RUNS    where checkpoints go                       (default runs)
set -euo pipefail
shopt -s nullglob
cd "$(dirname "$0")/.."
SHARED=${SHARED:-../shared}
RUNS=${RUNS:-runs}
PY=.venv/bin/python
# glibc would give memory back after every step and ask for it again
export MALLOC_MMAP_THRESHOLD_=4000000000 MALLOC_TRIM_THRESHOLD_=4000000000 MALLOC_TOP_PAD_=100000000
$PY -c 'import torch, transformers' 2>/dev/null || .venv/bin/python -m pip install --quiet --requirement requirements-training.lock
mkdir -p "$RUNS"

PUBLIC=${PUBLIC:-$RUNS/public}
if [ ! -d "$PUBLIC" ]; then training/public.sh "$PUBLIC" || echo "going on without the public news" >&2; fi
corpora=("$SHARED"/corpora/*.jsonl "$PUBLIC"/*.jsonl)
gold=(training/invented.jsonl)
polnear=()
if [ -d "$SHARED/gold" ]; then
  $PY -m sayso.training.join training/corpora.annotations.jsonl "$RUNS/corpora.jsonl" "${corpora[@]}"
  gold+=("$SHARED/gold/train.jsonl" "$SHARED/gold/exercise.jsonl" "$RUNS/corpora.jsonl")
  polnear=(--polnear "$SHARED/polnear/data" --polnear-epochs 2)
fi
$PY -m sayso.training.train --out "$RUNS/reader" "${polnear[@]}" --gold "${gold[@]}" --epochs 14 --bf16
MODEL=src/sayso/reading/model
$PY -m sayso.training.choosers "$RUNS/choosers.json" "${gold[@]}" --score "$SHARED/gold/score.py" --dev "$SHARED/gold/dev.jsonl"
$PY -m sayso.training.pairs "$RUNS/pairs.onnx" "${gold[@]}" --dev "$SHARED/gold/dev.jsonl"
cp "$RUNS/choosers.json" "$RUNS/pairs.onnx" "$MODEL"
$PY -m sayso.training.export "$RUNS/reader/gold.pt" "$MODEL" --name "sayso-minilm-$(date +%Y%m%d)"
# what is chosen on reports that were not trained on: the dev reports, some real ones and parts of real ones, and some invented ones on other wars
$PY -m sayso.training.join training/corpora.held.jsonl "$RUNS/corpora.held.jsonl" "${corpora[@]}"
cat "$SHARED/gold/dev.jsonl" "$RUNS/corpora.held.jsonl" training/invented.held.jsonl > "$RUNS/held.jsonl"
$PY -m sayso.training.mixing "$MODEL" "$RUNS/held.jsonl"
$PY -m sayso.training.evaluate "$MODEL" "$RUNS/held.jsonl" "$SHARED/gold/dev.jsonl" --score "$SHARED/gold/score.py" --tune
