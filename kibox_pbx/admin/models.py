"""`kibox models`: which models are here, fetch what is missing, check what is here."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from kibox_pbx.admin.fetch_report import report_to
from kibox_pbx.errors import ModelError
from kibox_pbx.models.fetch import fetch
from kibox_pbx.models.installed import find_installed, location, models_folder, verify
from kibox_pbx.models.manifest import Manifest, load_manifest

DONE, REFUSED = 0, 1

Row = dict[str, str | bool]


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `models` and its verbs to the command line; each sets `run` to its function."""
    models = subparsers.add_parser("models", help="list, fetch or verify the models")
    verbs = models.add_subparsers(dest="verb", required=True)

    listing = verbs.add_parser("list", help="show each role, its models and what is installed")
    listing.set_defaults(run=run_list)

    fetching = verbs.add_parser("fetch", help="install the best model that can be had")
    fetching.add_argument(
        "roles", nargs="*", metavar="ROLE", help="stt-de, llm, ... (default: all)"
    )
    fetching.add_argument("--model", help="this one, for the one role named")
    fetching.add_argument("--from", dest="source", type=Path, help="a folder or USB stick")
    fetching.add_argument("--missing", action="store_true", help="leave filled roles alone")
    fetching.add_argument("--tests", action="store_true", help="also what only tests need")
    fetching.set_defaults(run=run_fetch)

    verifying = verbs.add_parser("verify", help="read every installed model and compare")
    verifying.set_defaults(run=run_verify)

    for verb in (listing, fetching, verifying):
        verb.add_argument("--folder", type=Path, default=None, help="where the models are")
        verb.add_argument("--json", action="store_true", help="for machines")


def run_list(args: argparse.Namespace) -> int:
    """Show the models of each role, best first, and which of them are installed."""
    manifest, folder = load_manifest(), args.folder or models_folder()
    rows: list[Row] = [
        {
            "role": role,
            "name": name,
            "engine": manifest.models[name].engine,
            "licence": manifest.models[name].licence,
            "stand_in": manifest.models[name].stand_in,
            "installed": location(manifest.models[name], name, folder) is not None,
        }
        for role in manifest.roles
        for name in manifest.candidates(role)
    ]
    _print_rows(rows, as_json=args.json)
    return DONE


def run_fetch(args: argparse.Namespace) -> int:
    """Install models; say what could not be had and what was taken instead."""
    manifest, folder = load_manifest(), args.folder or models_folder()
    if args.model and len(args.roles) != 1:
        raise ModelError("--model needs exactly one ROLE")
    if args.model:
        manifest = manifest.narrowed(args.roles[0], args.model)
    useful = [role for role in manifest.roles if args.tests or manifest.serves_callers(role)]
    roles = args.roles or useful
    if args.missing:
        roles = [role for role in roles if not _is_filled(manifest, role, folder)]
    with report_to(sys.stderr) as report:
        installed = fetch(manifest, roles, folder, from_folder=args.source, report=report)
    rows: list[Row] = [
        {
            "role": model.role,
            "name": model.name,
            "path": str(model.path),
            "stand_in": model.stand_in,
        }
        for model in installed
    ]
    _print_rows(rows, as_json=args.json)
    return DONE


def run_verify(args: argparse.Namespace) -> int:
    """Read every installed model again; 1 if any has changed."""
    problems = verify(load_manifest(), args.folder or models_folder())
    _print_rows(
        [{"name": one.name, "problem": one.text} for one in problems], as_json=args.json
    )
    if problems:
        sys.stderr.write("Broken models: delete their folders and run: kibox models fetch\n")
    return REFUSED if problems else DONE


def _is_filled(manifest: Manifest, role: str, folder: Path) -> bool:
    try:
        find_installed(manifest, role, folder)
    except ModelError:
        return False
    return True


def _print_rows(rows: Iterable[Row], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(list(rows), indent=1) + "\n")
        return
    for row in rows:
        words = [str(value) for value in row.values() if not isinstance(value, bool)]
        flags = [key.replace("_", "-") for key, value in row.items() if value is True]
        sys.stdout.write("  ".join([*words, *flags]) + "\n")
