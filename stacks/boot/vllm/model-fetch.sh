#!/bin/bash
# Copies the weights into a partial folder, checks every size, and renames it: an interrupted copy is never served.
set -euo pipefail

weights=/var/cache/model/weights
partial=$weights.partial
if [[ $MODEL_SOURCE == stream || -e $weights/.complete ]]; then exit 0; fi
mkdir --parents "$partial"

# Lists "<bytes> <path>" of every file of the model.
expected() {
  if [[ $MODEL_SOURCE == s3 ]]; then
    aws s3 ls --recursive "$MODEL_URI/" | awk -v prefix="${MODEL_URI#s3://*/}/" \
      '{ size = $3; sub(/^([^ ]+ +){3}/, ""); print size, substr($0, length(prefix) + 1) }'
  else
    curl --fail --silent --show-error --retry 5 "${hub[@]}" \
      "https://huggingface.co/api/models/$MODEL_REPOSITORY/tree/$MODEL_COMMIT?recursive=true" |
      python3 -c 'import json, sys
for entry in json.load(sys.stdin):
    if entry["type"] == "file": print(entry["size"], entry["path"])'
  fi
}

hub=()
if [[ $MODEL_SOURCE == s3 ]]; then
  aws configure set default.s3.max_concurrent_requests 64
  /opt/crossover/bin/retry.sh 5 aws s3 sync "$MODEL_URI/" "$partial" --only-show-errors
else
  if [[ -n $HUB_TOKEN_SECRET ]]; then
    hub=(--header "Authorization: Bearer $(/opt/crossover/bin/secret.sh "$HUB_TOKEN_SECRET" 8)")
  fi
  while read -r _ path; do
    mkdir --parents "$(dirname "$partial/$path")"
    printf 'url = "https://huggingface.co/%s/resolve/%s/%s"\noutput = "%s"\n' \
      "$MODEL_REPOSITORY" "$MODEL_COMMIT" "$path" "$partial/$path"
  done < <(expected) >"$partial.urls"
  curl --fail --silent --show-error --location --retry 8 --continue-at - --parallel --parallel-max 8 \
    "${hub[@]}" --config "$partial.urls"
fi

listed=0
while read -r size path; do
  listed=$((listed + 1))
  if [[ $(stat --format=%s "$partial/$path" 2>/dev/null) != "$size" ]]; then
    echo "$path is not of $size bytes" >&2
    exit 1
  fi
done < <(expected)
if ((listed == 0)); then
  echo "the model has no files" >&2
  exit 1
fi
touch "$partial/.complete"
chmod --recursive a+rX "$partial"
rm --recursive --force "$weights"
mv "$partial" "$weights"
