#!/bin/bash
# install/venv.sh - the Python environment (.venv) with kibox and all it needs.
#
# Every package must be the file that install/lock-dev.txt names by its SHA-256 (install/lock.sh).
# Does nothing when nothing has changed. VENV=FOLDER puts it elsewhere, PYTHON= picks the Python.
set -euo pipefail
source "$(dirname "$0")/steps.sh"

VENV=${VENV:-$ROOT/.venv}
STAMP=$VENV/.kibox-setup
WANT=$(cat "$ROOT"/setup.cfg "$ROOT"/pyproject.toml "$ROOT"/install/{lock-dev.txt,lock-llama.txt,venv.sh,llama.sh} |
  sha256sum | cut -c1-32)

find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  fail "Python 3.11 or newer is missing; as root: apt-get install python3 python3-venv"
}

make_venv() {
  local python
  python=$(find_python)
  if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    need_debian "Python's venv" python3-venv
  fi
  step "Python environment in $VENV" "$python" -m venv "$VENV"
}

install_project() {
  local wheels=$1
  set -- "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps
  "$@" --require-hashes --requirement "$ROOT/install/lock-dev.txt"
  "$@" "$wheels"/llama_cpp_python-*.whl
  "$@" --editable "$ROOT"
  "$VENV/bin/python" -m pip check
}

if [ "$(cat "$STAMP" 2>/dev/null)" = "$WANT" ]; then exit 0; fi
[ -x "$VENV/bin/python" ] || make_venv
wheels=$(bash "$ROOT/install/llama.sh" "$VENV/bin/python")
step "kibox and its packages" install_project "$wheels"
echo "$WANT" >"$STAMP"
