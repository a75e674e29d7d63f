#!/bin/bash
# Decides how this node starts: again, by joining, or, once in the cluster's life, as its first peer.
# A node that lost its volume must never start a second cluster beside the first.
set -euo pipefail

decide() {
  mkdir --parents /run/qdrant
  printf 'QDRANT_URI=http://%s:6335\nQDRANT_BOOTSTRAP=%s\nQDRANT_FIRST=%s\n' "$NODE_ADDRESS" "$1" "$2" \
    >/run/qdrant/peer.env
  exit 0
}

if [[ -e /var/lib/qdrant/storage/raft_state.json ]]; then decide "" no; fi
for ((waited = 0; waited < 900; waited += 15)); do
  for peer in $PEER_ADDRESSES; do
    if curl --fail --silent --max-time 5 --output /dev/null "http://$peer:6333/readyz"; then
      decide "http://$peer:6335" no
    fi
  done
  if [[ $NODE_INDEX == 0 ]]; then
    initialised=$(aws ssm get-parameter --name "$INITIALISED_PARAMETER" --query Parameter.Value --output text || true)
    if [[ $initialised == no ]]; then decide "" yes; fi
  fi
  sleep 15
done
echo "no peer answers and this node has no state: see the run book, a node without its volume" >&2
exit 1
