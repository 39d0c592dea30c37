# Sourced: Debian packages in a folder of our own, without root and without touching the host.
#
# apt works with a private state, so the host's sources and packages stay as they are. The
# programs run on the loader and libraries that were unpacked with them, whatever the host's.

# debian_mirror - the address that this host's own apt uses for Debian.
debian_mirror() {
  local format='$(REPO_URI)' mirror
  mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format "$format" 'Component: main' \
    'Created-By: Packages' 2>/dev/null | grep -E '/debian/?$' | sort -u | head -n 1)}
  [ -n "$mirror" ] || fail "apt on this machine knows no Debian mirror; set DEBIAN_MIRROR"
  printf '%s' "$mirror"
}

# debian_unpack FOLDER SUITE "COMPONENTS" PACKAGE... - FOLDER gets the packages and all they need,
# their documentation only with KEEP_DOC=1.
debian_unpack() {
  local folder=$1 suite=$2 components=$3 apt=$1/.apt mirror merged
  shift 3
  mirror=$(debian_mirror)
  mkdir -p "$apt"/state/lists/partial "$apt"/cache/archives/partial "$apt"/etc
  : >"$apt/state/status"
  mkdir -p "$folder"/usr/{lib,lib64}   # older suites still fill /lib beside /usr/lib
  for merged in lib lib64; do ln -sfn "usr/$merged" "$folder/$merged"; done
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite $components" \
    >"$apt/etc/sources.list"
  # Check-Valid-Until: mirrors of fast suites are often some days behind.
  local options=(-q=2 -y
    -o "Dir::State=$apt/state" -o "Dir::State::status=$apt/state/status"
    -o "Dir::Cache=$apt/cache" -o "Dir::Etc=$apt/etc"
    -o "Dir::Etc::sourcelist=$apt/etc/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o Dir::Etc::parts=/dev/null -o Dir::Etc::preferencesparts=/dev/null
    -o APT::Install-Recommends=false -o APT::Sandbox::User= -o Debug::NoLocking=1
    -o Acquire::Check-Valid-Until=false -o Acquire::Languages=none -o Acquire::Retries=3
    -o APT::Update::Post-Invoke= -o APT::Update::Post-Invoke-Success= -o DPkg::Post-Invoke=
    -o Binary::apt::APT::Keep-Downloaded-Packages=true)
  apt-get "${options[@]}" update
  apt-get "${options[@]}" --download-only install "$@"
  printf '%s\0' "$apt"/cache/archives/*.deb | xargs -0 -P "$(nproc)" -I{} sh -c '
    dpkg-deb --fsys-tarfile "$1" |
    tar -x -C "$2" --no-same-owner --keep-directory-symlink' _ {} "$folder"
  (cd "$folder" && rm -rf .apt usr/share/{man,locale,perl,info,zoneinfo,lintian} \
    usr/share/bash-completion usr/lib/*-linux-gnu/{perl,perl-base,gconv}
  [ -n "${KEEP_DOC:-}" ] || rm -rf usr/share/doc)
}

# debian_launcher FOLDER PROGRAM FILE [SETTING=VALUE...] - write a script that runs PROGRAM of FOLDER.
debian_launcher() {
  local folder=$1 program=$2 file=$3 loader libraries
  shift 3
  loader=$(ls "$folder"/usr/lib/*-linux-gnu*/ld-linux*.so.* | head -n 1)
  libraries=$(dirname "$loader"):$(dirname "$loader")/pulseaudio
  mkdir -p "$(dirname "$file")"
  {
    echo '#!/bin/sh'
    for setting in "$@"; do echo "export ${setting%%=*}=\"${setting#*=}\""; done
    echo "exec \"$loader\" --argv0 \"${program##*/}\" --library-path \"$libraries\" \"$folder/$program\" \"\$@\""
  } >"$file"
  chmod +x "$file"
}

# one_at_a_time FOLDER - wait until no other run of ours works beside FOLDER.
one_at_a_time() {
  mkdir -p "$(dirname "$1")"
  exec 9>"$1.lock"
  flock 9
}
