#!/bin/bash
# install/callers.sh - the voices of simulated callers, for demonstrations and tests only.
#
# espeak-ng with the mbrola voices us2, de7 and de4 (Debian non-free: used here, never shipped).
# Where the system does not have them they are unpacked into the cache, without root. Without
# non-free packages in reach the callers speak with espeak-ng's own, poorer voices.
# Prints the folder that holds `espeak-ng`. PRIVATE=1 passes the system's over.
set -euo pipefail
source "$(dirname "$0")/steps.sh"
source "$(dirname "$0")/debian.sh"

SUITE=${SUITE:-bookworm}
VOICES=(us2 de7 de4)
PLACE=$CACHE/espeak
BIN=$PLACE/bin

system_speaks() {
  local voice
  [ -z "${PRIVATE:-}" ] || return 1
  command -v espeak-ng >/dev/null && command -v mbrola >/dev/null || return 1
  for voice in "${VOICES[@]}"; do [ -e "/usr/share/mbrola/$voice/$voice" ] || return 1; done
}

# espeak-ng looks for mbrola voices beside its own data first, and for mbrola in the PATH.
arrange() {
  local folder=$1 data voice
  data=$(dirname "$(ls -d "$folder"/usr/lib/*/espeak-ng-data)")
  if [ -d "$folder/usr/share/mbrola" ]; then
    mkdir -p "$data/espeak-ng-data/mbrola"
    for voice in "${VOICES[@]}"; do
      ln -sfn "$folder/usr/share/mbrola/$voice/$voice" "$data/espeak-ng-data/mbrola/$voice"
    done
    # espeak-ng watches mbrola's process, so it is started directly where the host can.
    mkdir -p "$folder/bin"
    if "$folder/usr/bin/mbrola" -h >/dev/null 2>&1; then
      ln -sfn ../usr/bin/mbrola "$folder/bin/mbrola"
    else
      debian_launcher "$folder" usr/bin/mbrola "$folder/bin/mbrola"
    fi
  fi
  debian_launcher "$folder" usr/bin/espeak-ng "$folder/bin/espeak-ng" \
    "ESPEAK_DATA_PATH=$data" "PATH=$folder/bin:\$PATH"
}

build() {
  local parts=$1
  shift
  rm -rf "$PLACE"
  mkdir -p "$PLACE"
  debian_unpack "$PLACE" "$SUITE" "$parts" "$@"
  arrange "$PLACE"
  "$BIN/espeak-ng" -v de --stdout eins | wc -c | grep -vx 0
}

one_at_a_time "$PLACE"
if system_speaks; then
  [ -d "$BIN" ] || mkdir -p "$BIN"
  [ -e "$BIN/espeak-ng" ] || ln -sfn "$(command -v espeak-ng)" "$BIN/espeak-ng"
elif [ ! -e "$PLACE/.ready" ]; then
  quietly "callers' voices, in the cache" \
    build "main contrib non-free" espeak-ng mbrola "${VOICES[@]/#/mbrola-}"
  if [ "$outcome" != 0 ]; then
    say "no mbrola voices can be had; callers speak with espeak-ng's own"
    step "espeak-ng, in the cache" build main espeak-ng
  fi
  touch "$PLACE/.ready"
fi
echo "$BIN"
