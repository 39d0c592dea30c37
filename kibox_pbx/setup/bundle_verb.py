"""`kibox bundle`: one file with which kibox is installed where there is no network."""

import argparse
import sys
from pathlib import Path

from kibox_pbx.models.installed import models_folder
from kibox_pbx.models.manifest import load_manifest
from kibox_pbx.setup.bundle import check, held, unpack
from kibox_pbx.setup.bundling import make_bundle

DONE = 0


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `bundle` to the command line."""
    bundle = verbs.add_parser("bundle", help="one file to install kibox from without network")
    bundle.add_argument("file", type=Path, help="ends in .tar or .tar.gz")
    what = bundle.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="read one, and write nothing")
    what.add_argument("--unpack", type=Path, metavar="FOLDER", help="unpack one, checked")
    bundle.add_argument("--models", type=Path, default=None, help="where the models are")
    bundle.set_defaults(run=_bundle)


def _bundle(chosen: argparse.Namespace) -> int:
    if chosen.check:
        manifest = check(chosen.file)
    elif chosen.unpack is not None:
        manifest = unpack(chosen.file, chosen.unpack)
        sys.stderr.write(f"now, as root: {chosen.unpack / 'install.sh'}\n")
    else:
        folder = chosen.models or models_folder()
        manifest = make_bundle(chosen.file, load_manifest(), folder, _tell)
    size = sum(file.bytes for file in manifest.files.values())
    sys.stderr.write(
        f"kibox {manifest.version} for Python {manifest.python} on {manifest.machine}:"
        f" {len(manifest.files)} files, {size // 1_000_000} MB\n"
    )
    sys.stdout.write(f"{held(chosen.file).sha256}  {chosen.file.name}\n")
    return DONE


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")
