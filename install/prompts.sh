#!/bin/bash
# install/prompts.sh - a real person's English with its text, for `kibox hear`: Asterisk's prompts.
#
# Two packages of Debian (CC-BY-SA-3.0), unpacked into the cache without root, unless the system
# has them. Prints the folder that holds `usr`. PRIVATE=1 passes the system's over.
set -euo pipefail
source "$(dirname "$0")/steps.sh"
source "$(dirname "$0")/debian.sh"

SUITE=${SUITE:-bookworm}
SOUNDS=usr/share/asterisk/sounds/en_US_f_Allison
TEXT=usr/share/doc/asterisk-core-sounds-en/core-sounds-en.txt.gz
PLACE=$CACHE/prompts

has_prompts() { [ -e "$1/$SOUNDS/goodbye.wav" ] && [ -e "$1/$TEXT" ]; }

build() {
  local new=$PLACE.new
  rm -rf "$PLACE" "$new"
  mkdir -p "$new"
  KEEP_DOC=1 debian_unpack "$new" "$SUITE" main asterisk-core-sounds-en asterisk-core-sounds-en-wav
  has_prompts "$new" || fail "Debian's $SUITE ships the prompts without their text"
  mv "$new" "$PLACE"
}

if [ -z "${PRIVATE:-}" ] && has_prompts ""; then
  echo /
  exit 0
fi
one_at_a_time "$PLACE"
has_prompts "$PLACE" || step "a real person's prompts, in the cache" build
echo "$PLACE"
