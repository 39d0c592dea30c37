#!/bin/bash
# install/lock.sh - write the lock files anew: every package that kibox needs, with the SHA-256 of
# each of its files, for every Python and machine that it runs on.
#
# The versions come from install/constraints.txt. Run it when that or setup.cfg has changed.
set -euo pipefail
source "$(dirname "$0")/steps.sh"

UV=uv==0.13.9
TOOLS=$ROOT/build/lock
LLAMA=llama-cpp-python   # built here, out of its source: install/llama.sh

prepare() {
  python3 -m venv "$TOOLS"
  "$TOOLS/bin/python" -m pip install --quiet --disable-pip-version-check "$UV"
}

# lock TO ARGUMENTS... - resolve what setup.cfg asks for
lock() {
  local to=$1
  shift
  "$TOOLS/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --constraint "$ROOT/install/constraints.txt" --no-header --no-annotate \
    --output-file "$to" "$@"
}

lock_all() {
  local source="$ROOT/setup.cfg"
  rm -f "$TOOLS"/*.txt   # uv keeps what an older file says
  lock "$TOOLS/lock.txt" --no-emit-package "$LLAMA" "$source"
  lock "$TOOLS/lock-dev.txt" --no-emit-package "$LLAMA" --extra dev "$source"
  grep "^$LLAMA==" "$ROOT/install/constraints.txt" >"$TOOLS/llama.in"
  lock "$TOOLS/lock-llama.txt" --no-deps "$TOOLS/llama.in"
  mv "$TOOLS"/lock*.txt "$ROOT/install"
}

[ -x "$TOOLS/bin/uv" ] || step "what resolves packages" prepare
step "install/lock.txt, lock-dev.txt, lock-llama.txt" lock_all
