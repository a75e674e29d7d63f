#!/bin/bash
# pull.sh <repository@sha256:…>: makes an image present, with a login where its registry is private.
set -euo pipefail

image=$1
if docker image inspect "$image" >/dev/null 2>&1; then exit 0; fi
registry=${image%%/*}
if [[ $registry =~ \.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com$ ]]; then
  aws ecr get-login-password --region "${BASH_REMATCH[1]}" |
    docker login --username AWS --password-stdin "$registry"
fi
exec /opt/crossover/bin/retry.sh 8 docker pull --quiet "$image"
