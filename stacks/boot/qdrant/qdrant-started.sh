#!/bin/bash
# Remembers, outside the node, that the cluster exists: from now on nobody may start another.
set -euo pipefail

if [[ $QDRANT_FIRST != yes ]]; then exit 0; fi
/opt/crossover/bin/retry.sh 12 curl --fail --silent --max-time 5 --output /dev/null http://localhost:6333/readyz
exec /opt/crossover/bin/retry.sh 6 aws ssm put-parameter --overwrite --type String \
  --name "$INITIALISED_PARAMETER" --value yes --output text
