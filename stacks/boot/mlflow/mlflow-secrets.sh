#!/bin/bash
# Without this file MLflow would make the administrator that everybody knows; the server does not start without it.
set -euo pipefail

umask 077
install --directory --owner=mlflow --group=mlflow --mode=0700 /run/mlflow
document=$(/opt/crossover/bin/secret.sh "$ADMIN_SECRET" 64)
field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1" <<<"$document"; }
printf 'MLFLOW_FLASK_SERVER_SECRET_KEY=%s\n' "$(field flask_secret_key)" >/run/mlflow/secrets.env
cat >/run/mlflow/auth.ini <<INI
[mlflow]
default_permission = $DEFAULT_PERMISSION
database_uri = $MLFLOW_BACKEND_STORE_URI
admin_username = admin
admin_password = $(field admin_password)
INI
chown mlflow:mlflow /run/mlflow/secrets.env /run/mlflow/auth.ini
