#!/bin/bash
# Installing a package reloads systemd, which takes GPUs away from running containers: this goes before any of them.
set -euo pipefail

if [[ -x /opt/aws/amazon-cloudwatch-agent/bin/start-amazon-cloudwatch-agent ]]; then exit 0; fi
exec /opt/crossover/bin/retry.sh 6 dnf install --assumeyes --quiet amazon-cloudwatch-agent
