#!/bin/bash
# Mounts the instance's own disks at /var/cache/model. They are empty after a stop, so this runs at every boot.
set -euo pipefail

cache=/var/cache/model
mkdir --parents "$cache"
if ! mountpoint --quiet "$cache"; then
  mapfile -t disks < <(lsblk --nodeps --noheadings --paths --output NAME,MODEL |
    awk '/Amazon EC2 NVMe Instance Storage/ { print $1 }')
  if ((${#disks[@]} == 0)); then
    echo "no instance store: the model stays on the root volume" >&2
  else
    mounted=$(lsblk --noheadings --output MOUNTPOINT "${disks[0]}" | awk 'NF { print; exit }')
    if [[ -n $mounted ]]; then
      mkdir --parents "$mounted/model"
      mount --bind "$mounted/model" "$cache"
    else
      device=${disks[0]}
      if ((${#disks[@]} > 1)); then
        device=/dev/md/model
        if [[ ! -e $device ]]; then
          mdadm --create "$device" --level=0 --raid-devices="${#disks[@]}" --run "${disks[@]}"
        fi
      fi
      if ! blkid "$device" >/dev/null; then mkfs.xfs -q "$device"; fi
      mount "$device" "$cache"
    fi
  fi
fi
# The server runs as user 2000 of group 0; a cache that it cannot write would be compiled again by each container.
mkdir --parents "$cache/vllm"
chgrp 0 "$cache/vllm"
chmod g+rwX "$cache/vllm"
