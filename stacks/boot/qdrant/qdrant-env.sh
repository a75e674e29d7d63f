#!/bin/bash
# Qdrant takes an empty key for "no authentication": secret.sh fails on a short one and the server does not start.
set -euo pipefail

umask 077
mkdir --parents /run/qdrant
key=$(/opt/crossover/bin/secret.sh "$API_KEY_SECRET" 32)
read_key=$(/opt/crossover/bin/secret.sh "$READ_ONLY_KEY_SECRET" 32)
printf 'QDRANT__SERVICE__API_KEY=%s\nQDRANT__SERVICE__READ_ONLY_API_KEY=%s\n' "$key" "$read_key" >/run/qdrant/env
