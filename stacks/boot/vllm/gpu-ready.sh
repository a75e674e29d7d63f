#!/bin/bash
set -euo pipefail

seen=$(nvidia-smi --list-gpus | wc -l)
if ((seen != GPU_COUNT)); then
  echo "expected $GPU_COUNT GPUs, nvidia-smi shows $seen" >&2
  exit 1
fi
# Older toolkits lose the GPUs of a running container when systemd reloads.
toolkit=$(nvidia-ctk --version | grep --only-matching --extended-regexp '[0-9]+\.[0-9]+\.[0-9]+' | head --lines=1)
oldest=$(printf '%s\n' 1.18.0 "$toolkit" | sort --version-sort | head --lines=1)
if [[ $oldest != 1.18.0 ]]; then
  echo "NVIDIA container toolkit $toolkit is older than 1.18.0" >&2
  exit 1
fi
