#!/bin/bash
# Mounts this node's own volume. A volume with anything on it is never formatted.
set -euo pipefail

device=/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${VOLUME_ID/-/}
# The volume is attached after the instance has booted.
for ((waited = 0; waited < 600; waited += 5)); do
  if [[ -e $device ]]; then break; fi
  sleep 5
done
if [[ ! -e $device ]]; then
  echo "$VOLUME_ID is not attached after 600 s" >&2
  exit 1
fi
status=0
blkid --probe "$device" >/dev/null || status=$?
case $status in
  0) ;;
  2) mkfs.xfs -q "$device" ;; # 2: nothing found; any other status means "could not tell"
  *)
    echo "blkid cannot tell what is on $device (status $status)" >&2
    exit 1
    ;;
esac
mkdir --parents /var/lib/qdrant
if ! mountpoint --quiet /var/lib/qdrant; then mount "$device" /var/lib/qdrant; fi
xfs_growfs /var/lib/qdrant >/dev/null
install --directory --owner=1000 --group=1000 /var/lib/qdrant/{storage,snapshots,temp}
