#!/bin/bash
set -euo pipefail

docker rm --force vllm >/dev/null 2>&1 || true
exec docker run --name vllm --rm --gpus all --ipc host --publish 8000:8000 --user 2000:0 \
  --volume /etc/vllm:/etc/vllm:ro \
  --volume /var/cache/model:/var/cache/model:ro \
  --volume /var/cache/model/vllm:/var/cache/vllm \
  --env HOME=/var/cache/vllm --env VLLM_CACHE_ROOT=/var/cache/vllm \
  --env-file /etc/vllm/server.env --env-file /run/vllm/env \
  --log-driver awslogs --log-opt "awslogs-region=$AWS_REGION" --log-opt "awslogs-group=$LOG_GROUP" \
  --entrypoint vllm "$IMAGE" serve --config /etc/vllm/serve.yaml
