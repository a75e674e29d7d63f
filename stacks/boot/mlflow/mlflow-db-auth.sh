#!/bin/bash
# Writes the password that RDS rotates. Open connections survive a rotation, new ones read the new file.
set -euo pipefail

umask 077
document=$(/opt/crossover/bin/secret.sh "$DATABASE_SECRET" 8)
python3 -c 'import json, sys
escape = lambda text: text.replace("\\", "\\\\").replace(":", "\\:")
secret = json.load(sys.stdin)
print(":".join([sys.argv[1], "5432", "*", escape(secret["username"]), escape(secret["password"])]))' \
  "$DATABASE_HOST" <<<"$document" >/run/mlflow/pgpass.part
chown mlflow:mlflow /run/mlflow/pgpass.part
mv /run/mlflow/pgpass.part /run/mlflow/pgpass
