#!/bin/bash
# install/postgresql.sh - the programs of a PostgreSQL server, for tests of several hosts alone.
#
# The system's where there are any, else Debian's, unpacked into the cache without root. Nothing
# is started, and no service is set up. Prints the folder that holds `initdb` and `postgres`.
# PRIVATE=1 passes the system's over.
set -euo pipefail
source "$(dirname "$0")/steps.sh"
source "$(dirname "$0")/debian.sh"

SUITE=${SUITE:-bookworm}
PLACE=$CACHE/postgresql-$SUITE-2   # 2: its programs can be put elsewhere
BIN=$PLACE/bin

systems() {
  [ -z "${PRIVATE:-}" ] || return 0
  { ls -d /usr/lib/postgresql/*/bin 2>/dev/null || true; } | sort -V | tail -n 1
}

build() {
  local there program
  rm -rf "$PLACE"
  mkdir -p "$PLACE"
  debian_unpack "$PLACE" "$SUITE" main postgresql
  there=$(ls -d "$PLACE"/usr/lib/postgresql/*/bin | tail -n 1)
  mkdir -p "$BIN"
  for program in "$there"/*; do
    {
      echo '#!/bin/sh'
      echo 'place=$(dirname "$(dirname "$(readlink -f "$0")")")   # wherever it was put'
      echo "export LD_LIBRARY_PATH=\"\$place/usr/lib/$(uname -m)-linux-gnu\""
      echo "exec \"\$place/${program#"$PLACE"/}\" \"\$@\""
    } >"$BIN/${program##*/}"
    chmod +x "$BIN/${program##*/}"
  done
  "$BIN/postgres" --version
}

found=$(systems)
if [ -n "$found" ]; then
  echo "$found"
  exit 0
fi
one_at_a_time "$PLACE"
if [ ! -x "$BIN/postgres" ]; then
  step "PostgreSQL of Debian $SUITE, in the cache" build
fi
echo "$BIN"
