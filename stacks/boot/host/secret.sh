#!/bin/bash
# secret.sh <arn> <least length>: prints a secret, or fails when it is missing, empty or short.
# An empty key would switch authentication off; the value itself is never printed to the log.
set -euo pipefail

value=$(/opt/crossover/bin/retry.sh 6 aws secretsmanager get-secret-value \
  --secret-id "$1" --query SecretString --output text)
if ((${#value} < $2)); then
  echo "secret $1 has ${#value} characters, fewer than $2" >&2
  exit 1
fi
printf '%s' "$value"
