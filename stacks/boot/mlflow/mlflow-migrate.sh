#!/bin/bash
# An empty database is made by the server itself; an older schema stops it unless this was allowed.
set -euo pipefail

if [[ $ALLOW_MIGRATE != true ]]; then exit 0; fi
exec /opt/mlflow/current/bin/mlflow db upgrade "$MLFLOW_BACKEND_STORE_URI"
