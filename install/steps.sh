# Sourced by the scripts beside it: how they talk, and where they keep things.
#
# Messages go to standard error; standard output holds results only.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE="${KIBOX_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}}/kibox"

say() { printf 'kibox: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# start LOG COMMAND... - run a command beside us, as `job`. It has a process group of its own, so
# that an interruption ends all of it: bash would leave its children to run on.
start() {
  local log=$1
  shift
  set -m
  (set -e; "$@") >"$log" 2>&1 </dev/null &
  job=$!
  set +m
  trap 'kill -- -"$job" 2>/dev/null || true; exit 130' INT TERM
}

# quietly TEXT COMMAND... - run a command and show its output only if it fails; `outcome` is its
# status. Never call it in an `if`: there bash forgets `set -e`, in functions and subshells too.
quietly() {
  local text=$1 began=$SECONDS log
  shift
  log=$(mktemp)
  start "$log" "$@"
  outcome=0
  wait "$job" || outcome=$?
  trap - INT TERM
  if [ "$outcome" != 0 ]; then cat "$log" >&2; fi
  rm -f "$log"
  say "$text: $([ "$outcome" = 0 ] && echo done || echo FAILED) ($((SECONDS - began)) s)"
}

# step TEXT COMMAND... - run a command quietly; all ends here if it fails.
step() {
  quietly "$@"
  if [ "$outcome" != 0 ]; then exit 1; fi
}

# fingerprint TEXT - a short name for everything that TEXT says.
fingerprint() { printf '%s' "$*" | sha256sum | cut -c1-12; }

is_root() { [ "$(id -u)" = 0 ]; }

# need_debian WHAT PACKAGE... - install system packages, or say who must.
need_debian() {
  local what=$1
  shift
  if ! is_root || ! command -v apt-get >/dev/null; then
    fail "$what is missing; as root: apt-get install $*"
  fi
  step "list of system packages" apt-get update -qq
  step "system packages for $what" apt-get install -qq -y --no-install-recommends "$@"
}
