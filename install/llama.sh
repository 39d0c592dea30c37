#!/bin/bash
# install/llama.sh PYTHON - build llama-cpp-python, which comes as source only, once per machine.
#
# The wheel stays in the cache, under a name that says version, settings and processor. A build
# that was interrupted goes on where it was. Prints the folder that holds the wheel.
set -euo pipefail
source "$(dirname "$0")/steps.sh"

PYTHON=$1
VERSION=$(sed -n 's/^llama-cpp-python==//p' "$ROOT/install/lock-llama.txt" | cut -d ' ' -f 1)

# What this processor can do decides which instructions are compiled in; for other machines,
# KIBOX_PROCESSOR=x86-64-v3 takes what nearly all since 2015 can.
processor_settings() {
  local has wanted
  if [ "$(uname -m)" != x86_64 ]; then
    echo "-DGGML_NATIVE=ON"
    return
  fi
  has=" $(grep -m 1 '^flags' /proc/cpuinfo) "
  if [ "${KIBOX_PROCESSOR:-}" = x86-64-v3 ]; then has=" sse4_2 avx avx2 fma f16c bmi2 "; fi
  echo "-DGGML_NATIVE=OFF"
  for wanted in SSE42:sse4_2 AVX:avx AVX2:avx2 FMA:fma F16C:f16c BMI2:bmi2; do
    case $has in
      *" ${wanted#*:} "*) echo "-DGGML_${wanted%:*}=ON" ;;
      *) echo "-DGGML_${wanted%:*}=OFF" ;;
    esac
  done
}

SETTINGS="$(processor_settings | tr '\n' ' ')-DLLAVA_BUILD=OFF -DLLAMA_OPENSSL=OFF"
KEY=$VERSION-$(uname -m)-$(fingerprint "$SETTINGS $(uname -m)")
WHEELS=$CACHE/wheels/llama-$KEY
WORK=$CACHE/build/llama-$KEY

get_source() {
  rm -rf "$WORK/new" "$WORK/sdist"
  mkdir -p "$WORK/new"
  "$PYTHON" -m pip download --quiet --no-deps --no-binary llama-cpp-python \
    --dest "$WORK/sdist" --require-hashes --requirement "$ROOT/install/lock-llama.txt"
  tar -xzf "$WORK"/sdist/*.tar.gz -C "$WORK/new" --strip-components=1
  # The `common` library is half of the compilation, and nothing here calls it.
  sed -i 's/set(LLAMA_BUILD_COMMON ON CACHE/set(LLAMA_BUILD_COMMON OFF CACHE/' \
    "$WORK/new/CMakeLists.txt"
  mv "$WORK/new" "$WORK/source"
}

compile() {
  CMAKE_ARGS=$SETTINGS CMAKE_BUILD_PARALLEL_LEVEL=$(nproc) \
    "$PYTHON" -m pip wheel --verbose --no-deps -C "build-dir=$WORK/objects" \
    --wheel-dir "$WORK/wheels" "$WORK/source"
}

# Show how far the compiler is: a moving bar at a terminal, a line now and then elsewhere.
watch() {
  local log=$1 every=30 end='\n' began=$SECONDS next=0 step
  if [ -t 2 ]; then every=1 end='\r'; fi
  while kill -0 "$job" 2>/dev/null; do
    step=$(grep -oE '\[[0-9]+/[0-9]+\]' "$log" | tail -n 1 | tr -d '[]' || true)
    if [ -n "$step" ] && [ $((SECONDS - began)) -ge "$next" ]; then
      printf "kibox: compiling llama.cpp %s %s (%s s)$end" \
        "$(bar "${step%/*}" "${step#*/}")" "$step" "$((SECONDS - began))" >&2
      next=$((SECONDS - began + every))
    fi
    sleep 1
  done
  if [ -t 2 ]; then echo >&2; fi
}

# bar DONE ALL - thirty characters wide
bar() {
  local filled=$(($1 * 30 / $2))
  printf '%*s' "$filled" '' | tr ' ' '#'
  printf '%*s' $((30 - filled)) '' | tr ' ' '.'
}

build() {
  local log=$WORK/build.log began=$SECONDS
  start "$log" compile
  watch "$log"
  if ! wait "$job"; then
    tail -n 30 "$log" >&2
    fail "llama-cpp-python could not be built; all of it is in $log"
  fi
  mkdir -p "$(dirname "$WHEELS")"
  mv "$WORK/wheels" "$WHEELS"
  rm -rf "$WORK"
  say "llama-cpp-python $VERSION built ($((SECONDS - began)) s)"
}

mkdir -p "$CACHE/wheels"
exec 9>"$WHEELS.lock"
flock 9
if ! compgen -G "$WHEELS/*.whl" >/dev/null; then
  command -v g++ >/dev/null && command -v gcc >/dev/null || need_debian "a C++ compiler" gcc g++ libc6-dev
  [ -d "$WORK/source" ] || step "llama-cpp-python $VERSION, its source" get_source
  build
fi
echo "$WHEELS"
