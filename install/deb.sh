#!/bin/bash
# install/deb.sh - the Debian package: kibox with all its Python packages under /usr/lib/kibox.
#
# Built from the same files as everywhere (install/lock.txt), with the pip that Debian's
# own Python brings. The same sources and wheels make the same bytes (SOURCE_DATE_EPOCH; by
# default the last commit's time). No models: `kibox models fetch` gets them where it is installed.
# Prints where the package is. DEB=FOLDER puts it elsewhere.
set -euo pipefail
source "$(dirname "$0")/steps.sh"

PYTHON=/usr/bin/python3   # Debian's: the package depends on it, whatever else is on this machine
[ "$(dpkg --print-architecture)" = amd64 ] || fail "the package is made for amd64 only"
WORK=$ROOT/build/deb
OUT=${DEB:-$ROOT/build}
TREE=$WORK/tree
HOME_OF_KIBOX=/usr/lib/kibox
SITE=$TREE$HOME_OF_KIBOX
DOC=$TREE/usr/share/doc/kibox
VERSION=$(sed -n 's/^__version__ = "\(.*\)"/\1/p' "$ROOT/kibox_pbx/__init__.py")-1
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$ROOT" log -1 --format=%ct 2>/dev/null ||
  stat -c %Y "$ROOT/CHANGELOG.md")}
export SOURCE_DATE_EPOCH
umask 022

# this_python N - the version of Debian's Python, N further: compiled packages fit one only.
this_python() {
  "$PYTHON" -c 'import sys; print("3.%d" % (sys.version_info.minor + int(sys.argv[1])))' "$1"
}

prepare() {
  rm -rf "$WORK"
  mkdir -p "$WORK" "$TREE" "$OUT"
  "$PYTHON" -m venv "$WORK/tools"
  "$PYTHON" -m venv --without-pip "$SITE"
  # A copy: building in place would leave its traces in the sources.
  mkdir "$WORK/source"
  cp -r "$ROOT"/{agi,dialplan,install,kibox_pbx,models} \
    "$ROOT"/{setup.cfg,pyproject.toml,README.md,LICENSE} "$WORK/source"
  find "$WORK/source" -name __pycache__ -prune -exec rm -rf {} +
}

install_packages() {
  local wheels=$1
  set -- "$WORK/tools/bin/python" -m pip --python "$SITE/bin/python" install --quiet --no-compile \
    --disable-pip-version-check --no-warn-script-location --no-deps
  "$@" --require-hashes --requirement "$ROOT/install/lock.txt"
  "$@" "$wheels"/llama_cpp_python-*.whl
  "$@" "$WORK/source"
}

# The environment must not know where it was built, only where it will be.
move_home() {
  local minor
  minor=$(this_python 0)
  find "$SITE/bin" -mindepth 1 ! -name kibox -delete
  ln -s "../../../bin/python$minor" "$SITE/bin/python"
  ln -s python "$SITE/bin/python3"
  sed -i "1s|.*|#!$HOME_OF_KIBOX/bin/python|" "$SITE/bin/kibox"
  printf '%s\n' 'home = /usr/bin' 'include-system-site-packages = false' \
    "version = $("$PYTHON" -c 'import platform; print(platform.python_version())')" >"$SITE/pyvenv.cfg"
  rm -rf "$SITE"/lib64 "$SITE"/include "$SITE"/share/{man,doc}
  rm -rf "$SITE/lib/python$minor"/site-packages/{include,lib}   # llama.cpp's, a second time
  find "$SITE" \( -name direct_url.json -o -name .gitignore \) -delete
  find "$SITE" -name RECORD -exec sed -i '/^\.\.\/\.\.\/\.\.\/bin\//d; /direct_url.json/d' {} +
  find "$SITE" -name __pycache__ -prune -exec rm -rf {} +
}

debian_changelog() {
  printf 'kibox (%s) stable; urgency=medium\n\n  * As CHANGELOG.md tells.\n\n -- %s  %s\n' "$VERSION" \
    "$(sed -n 's/^Maintainer: //p' "$ROOT/install/deb/control")" \
    "$(LC_ALL=C date --utc --date="@$SOURCE_DATE_EPOCH" '+%a, %d %b %Y %T +0000')"
}

add_files() {
  local run="env PYTHONPATH=$SITE/lib/python$(this_python 0)/site-packages $PYTHON -B -m kibox_pbx.cli"
  install -D -m 755 "$ROOT/install/deb/kibox" "$TREE/usr/bin/kibox"
  install -D -m 755 -t "$SITE/agi" "$ROOT"/agi/*.py
  sed -i "1s|.*|#!$HOME_OF_KIBOX/bin/python|" "$SITE"/agi/*.py
  install -D -m 644 "$ROOT/install/kibox.service" "$TREE/usr/lib/systemd/system/kibox.service"
  sed -i "s|/opt/kibox|$HOME_OF_KIBOX|" "$TREE/usr/lib/systemd/system/kibox.service"
  install -d "$TREE"/usr/share/kibox/dialplan "$DOC/docs"
  install -m 644 "$ROOT"/dialplan/* "$TREE/usr/share/kibox/dialplan"
  install -m 644 "$ROOT"/docs/* "$DOC/docs"
  install -m 644 "$ROOT/README.md" "$DOC"
  install -m 644 "$ROOT/install/deb/copyright" "$DOC"
  gzip -9n <"$ROOT/CHANGELOG.md" >"$DOC/changelog.gz"
  debian_changelog | gzip -9n >"$DOC/changelog.Debian.gz"
  install -d "$TREE"/usr/share/man/man{1,5} \
    "$TREE"/usr/share/{bash-completion/completions,zsh/vendor-completions}
  $run manual kibox.1 | gzip -9n >"$TREE/usr/share/man/man1/kibox.1.gz"
  $run manual kibox.yaml.5 | gzip -9n >"$TREE/usr/share/man/man5/kibox.yaml.5.gz"
  env PYTHONPATH="$SITE/lib/python$(this_python 0)/site-packages" "$PYTHON" -B "$ROOT/install/sbom.py" |
    gzip -9n >"$DOC/sbom.json.gz"
  $run completion bash >"$TREE/usr/share/bash-completion/completions/kibox"
  $run completion zsh >"$TREE/usr/share/zsh/vendor-completions/_kibox"
  install -D -m 644 "$ROOT/install/deb/lintian-overrides" "$TREE/usr/share/lintian/overrides/kibox"
}

add_control() {
  local size
  mkdir "$TREE/DEBIAN"
  size=$(du -sk --apparent-size --exclude=DEBIAN "$TREE" | cut -f1)
  sed -e "s/@VERSION@/$VERSION/; s/@ARCHITECTURE@/$(dpkg --print-architecture)/; s/@SIZE@/$size/" \
    -e "s/@PYTHON@/$(this_python 0)/; s/@NEXT_PYTHON@/$(this_python 1)/" \
    "$ROOT/install/deb/control" >"$TREE/DEBIAN/control"
  install -m 755 "$ROOT"/install/deb/{preinst,postinst,prerm,postrm} "$TREE/DEBIAN"
  (cd "$TREE" && find . -path ./DEBIAN -prune -o -type f -printf '%P\0' | LC_ALL=C sort -z |
    xargs -0 md5sum >DEBIAN/md5sums)
}

build() {
  chmod -R u=rwX,go=rX "$TREE"
  find "$TREE" -type f -path '*/site-packages/*' -perm /111 -exec chmod a-x {} +
  find "$TREE" -newermt "@$SOURCE_DATE_EPOCH" -print0 |
    xargs -0r touch --no-dereference --date="@$SOURCE_DATE_EPOCH"
  dpkg-deb --root-owner-group -Zxz -z3 --build "$TREE" "$PACKAGE"
}

"$PYTHON" -c 'import venv, ensurepip' 2>/dev/null || need_debian "Python's venv" python3-venv
PACKAGE=$OUT/kibox_${VERSION}_$(dpkg --print-architecture).deb
step "empty environment" prepare
wheels=$(KIBOX_PROCESSOR=x86-64-v3 bash "$ROOT/install/llama.sh" "$WORK/tools/bin/python")
step "kibox and its packages" install_packages "$wheels"
step "environment for $HOME_OF_KIBOX" move_home
step "unit, pages, completion" add_files
step "who it is and what it needs" add_control
step "$(basename "$PACKAGE")" build
echo "$PACKAGE"
