#!/usr/bin/env bash
# Ratios of CPU time in one run on one machine; absolute times mean nothing on a shared one.
#
# usage: benches/ratios.sh FOLDER [RUNS]
#   FOLDER  text files, 2,000 or so
#   RUNS    pairs of runs, 5 unless given; the median ratio is printed
#
# 1. the check against `rg -j1 -c -F -f` with 5,000 phrases over the same files
# 2. four times the rules (generated) against the built-in ones
# Needs rg, python3, and a release build.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:?usage: benches/ratios.sh FOLDER [RUNS]}
runs=${2:-5}
cargo build --release --quiet
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 benches/generate.py phrases 5000 "$folder" >"$work/phrases.txt"
python3 benches/generate.py rules 4 rules/solidarity "$work/pack"
python3 benches/ratios.py "$runs" "$work" "$folder"
