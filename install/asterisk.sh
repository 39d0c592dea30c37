#!/bin/bash
# install/asterisk.sh [PREFIX] - an Asterisk that kibox can use: the system's where it fits, else
# a private one in the cache (about 200 MB), without root and without touching the host.
#
# Prints where it is: the link CACHE/kibox/asterisk, to "/" or to the private folder. With PREFIX,
# always a private one, there. PRIVATE=1 passes the system's over.
set -euo pipefail
source "$(dirname "$0")/steps.sh"
source "$(dirname "$0")/debian.sh"

SUITE=${SUITE:-sid}   # Debian's stable releases are older than 20.19, the oldest that kibox can use
PACKAGES=(asterisk asterisk-modules asterisk-core-sounds-en-wav)
MODULES=(app_audiosocket res_audiosocket res_agi chan_pjsip app_voicemail)

# fits VERSION - whether it has AudioSocket without its early faults: 20.19 or 22.9 and newer.
fits() {
  local major=${1%%.*} minor=${1#*.}
  minor=${minor%%[!0-9]*}
  case $major in
    20) [ "${minor:-0}" -ge 19 ] ;;
    22) [ "${minor:-0}" -ge 9 ] ;;
    *) [[ $major =~ ^[0-9]+$ ]] && [ "$major" -ge 23 ] ;;
  esac
}

# has_modules FOLDER - whether the Asterisk under FOLDER has all that a call needs.
has_modules() {
  local module
  for module in "${MODULES[@]}"; do
    compgen -G "$1/usr/lib/*/asterisk/modules/$module.so" >/dev/null ||
      compgen -G "$1/usr/lib/asterisk/modules/$module.so" >/dev/null || return 1
  done
}

system_fits() {
  local version
  [ -z "${PRIVATE:-}" ] && [ -x /usr/sbin/asterisk ] || return 1
  version=$(/usr/sbin/asterisk -V | grep -oE '[0-9]+\.[0-9]+' | head -n 1) || return 1
  if fits "$version" && has_modules ""; then return 0; fi
  say "the system's Asterisk ($version) is too old or lacks modules; using a private one"
  return 1
}

build() {
  local prefix=$1 new=$1.new
  rm -rf "$new"
  mkdir -p "$new"
  debian_unpack "$new" "$SUITE" main "${PACKAGES[@]}"
  ln -sfn en_US_f_Allison "$new/usr/share/asterisk/sounds/en"   # its postinst would do this
  has_modules "$new" || fail "the Asterisk of $SUITE lacks modules that kibox needs"
  rm -rf "$prefix"
  mv "$new" "$prefix"
  debian_launcher "$prefix" usr/sbin/asterisk "$prefix/asterisk"
  "$prefix/asterisk" -V
}

private() {
  local prefix=$1
  one_at_a_time "$prefix"
  if [ ! -x "$prefix/asterisk" ]; then
    step "Asterisk of Debian $SUITE, in the cache" build "$prefix"
  fi
}

if [ -n "${1:-}" ]; then
  private "$(realpath -m "$1")"
  realpath -m "$1"
  exit 0
fi
place=/
if ! system_fits; then
  place=$CACHE/asterisk-$(fingerprint "2 $SUITE ${PACKAGES[*]}")
  private "$place"
fi
mkdir -p "$CACHE"
ln -sfn "$place" "$CACHE/asterisk"
echo "$CACHE/asterisk"
