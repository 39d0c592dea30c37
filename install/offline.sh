#!/bin/sh
# install.sh [FOLDER] - kibox with its models from this bundle, on a machine without any network.
#
# FOLDER is where its Python environment goes (/opt/kibox), KIBOX_MODELS where the models go.
# Everything is checked before anything is written. Running it again brings all up to date.
set -eu

HERE=$(cd "$(dirname "$0")" && pwd)
PLACE=${1:-/opt/kibox}
MODELS=${KIBOX_MODELS:-/var/cache/kibox/models}

say() { printf 'kibox: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

version=$(sed -n 's/^ *"python": "\([0-9.]*\)".*/\1/p' "$HERE/MANIFEST.json")
python=$(command -v "python$version") || fail "Python $version is missing; as root: apt-get install python$version"

say "checking the bundle"
"$python" -I "$HERE/check_bundle.py" "$HERE" || fail "nothing was installed"

say "Python environment in $PLACE"
umask 022
"$python" -m venv --without-pip "$PLACE"
# pip runs out of its own wheel, so that python3-venv need not be there
"$PLACE/bin/python" "$(echo "$HERE"/wheels/pip-*.whl)/pip" --isolated install --quiet \
  --disable-pip-version-check --no-warn-script-location --upgrade \
  --no-index --find-links "$HERE/wheels" kibox-pbx

say "models in $MODELS"
mkdir -p "$MODELS"
for model in "$HERE"/models/*; do
  name=$(basename "$model")
  rm -rf "$MODELS/.$name.new"
  cp -R "$model" "$MODELS/.$name.new"
  rm -rf "${MODELS:?}/$name"
  mv "$MODELS/.$name.new" "$MODELS/$name"
done
"$PLACE/bin/kibox" models verify --folder "$MODELS"
say "done; now, as root: $PLACE/bin/kibox setup"
