#!/bin/bash
set -euo pipefail

join=(--uri "$QDRANT_URI")
if [[ -n $QDRANT_BOOTSTRAP ]]; then join+=(--bootstrap "$QDRANT_BOOTSTRAP"); fi
docker rm --force qdrant >/dev/null 2>&1 || true
exec docker run --name qdrant --rm --init --network host --user 1000:1000 --ulimit nofile=65536:65536 \
  --volume /etc/qdrant:/etc/qdrant:ro --volume /var/lib/qdrant:/var/lib/qdrant \
  --env-file /run/qdrant/env \
  --log-driver awslogs --log-opt "awslogs-region=$AWS_REGION" --log-opt "awslogs-group=$LOG_GROUP" \
  --entrypoint ./qdrant "$IMAGE" --config-path /etc/qdrant/config.yaml "${join[@]}"
