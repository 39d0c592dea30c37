#!/bin/bash
# install/for_tests.sh - programs of others that tests try ours with: a browser, an MQTT broker,
# mandoc, zsh. What the system has is used.
#
# The small ones are unpacked into the cache, without root, so that installing a broker does not
# start one. A browser finds its own files only where Debian puts them, so it is installed, which
# needs root; without, its tests are left out. Prints the folder that belongs at the end of PATH.
# PRIVATE=1 passes the system's small ones over.
set -euo pipefail
source "$(dirname "$0")/steps.sh"
source "$(dirname "$0")/debian.sh"

SUITE=${SUITE:-bookworm}
PROGRAMS=(mosquitto mosquitto_passwd mandoc zsh)
PACKAGES=(mosquitto mandoc zsh)
PLACE=$CACHE/for_tests
PATH=$PATH:/usr/sbin

system_has() {
  local program
  [ -z "${PRIVATE:-}" ] || return 1
  for program in "$@"; do command -v "$program" >/dev/null || return 1; done
}

has_all() {
  local program
  for program in "${PROGRAMS[@]}"; do [ -x "$1/launch/$program" ] || return 1; done
}

build() {
  local new=$PLACE.new program file
  rm -rf "$PLACE" "$new"
  mkdir -p "$new"
  debian_unpack "$new" "$SUITE" main "${PACKAGES[@]}"
  mv "$new" "$PLACE"
  for program in "${PROGRAMS[@]}"; do
    for file in "$PLACE"/{usr/bin,usr/sbin,bin}/"$program"; do
      if [ -x "$file" ]; then
        debian_launcher "$PLACE" "${file#"$PLACE"/}" "$PLACE/launch/$program"
      fi
    done
  done
  has_all "$PLACE" || fail "Debian's $SUITE lacks one of: ${PROGRAMS[*]}"
}

if ! system_has "${PROGRAMS[@]}"; then
  one_at_a_time "$PLACE"
  has_all "$PLACE" || step "programs that tests need, in the cache" build
fi
if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null; then
  if is_root && command -v apt-get >/dev/null; then
    need_debian "tests of the pages" chromium
  else
    say "Chromium is missing, so tests of the pages are left out; as root: apt-get install chromium"
  fi
fi
echo "$PLACE/launch"
