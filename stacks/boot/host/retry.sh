#!/bin/bash
# retry.sh <tries> <command> [argument…]: runs it until it succeeds, waiting longer each time.
set -euo pipefail

tries=$1
shift
for ((try = 1; try <= tries; try++)); do
  if "$@"; then exit 0; fi
  echo "try $try of $tries failed: $1" >&2
  sleep $((try * 5))
done
exit 1
