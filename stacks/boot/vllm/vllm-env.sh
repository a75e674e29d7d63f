#!/bin/bash
set -euo pipefail

umask 077
mkdir --parents /run/vllm
key=$(/opt/crossover/bin/secret.sh "$API_KEY_SECRET" 32)
printf 'VLLM_API_KEY=%s\n' "$key" >/run/vllm/env
