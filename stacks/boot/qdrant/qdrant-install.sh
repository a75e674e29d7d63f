#!/bin/bash
set -euo pipefail

if ! command -v docker >/dev/null; then
  /opt/crossover/bin/retry.sh 6 dnf install --assumeyes --quiet docker
fi
systemctl start docker
# Each segment maps its own files; the kernel's default of 65,530 maps is too few for large collections.
sysctl --quiet --write vm.max_map_count=1048576
exec /opt/crossover/bin/pull.sh "$IMAGE"
