#!/bin/bash
# A virtual environment per lock file, so that an interrupted or older one is never used.
set -euo pipefail

if ! id mlflow >/dev/null 2>&1; then useradd --system --home-dir /var/lib/mlflow --create-home mlflow; fi
install --directory --owner=mlflow --group=mlflow /var/log/mlflow
home=/opt/mlflow/${LOCK_SHA256:0:12}
if [[ ! -e $home/.complete ]]; then
  /opt/crossover/bin/retry.sh 6 dnf install --assumeyes --quiet python3.12 python3.12-pip
  mkdir --parents /opt/mlflow
  lock=/opt/mlflow/requirements.lock
  /opt/crossover/bin/retry.sh 6 aws s3 cp --only-show-errors "s3://$BUCKET/$LOCK_KEY" "$lock"
  echo "$LOCK_SHA256  $lock" | sha256sum --check --quiet
  python3.12 -m venv --clear "$home"
  /opt/crossover/bin/retry.sh 4 "$home/bin/pip" install --quiet --require-hashes --only-binary :all: --requirement "$lock"
  touch "$home/.complete"
fi
ln --symbolic --force --no-dereference "$home" /opt/mlflow/current
if [[ ! -s /etc/pki/rds/bundle.pem ]]; then
  mkdir --parents /etc/pki/rds
  curl --fail --silent --show-error --retry 5 --output /etc/pki/rds/bundle.part \
    https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem
  mv /etc/pki/rds/bundle.part /etc/pki/rds/bundle.pem
fi
