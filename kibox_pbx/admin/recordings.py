"""`kibox recording`: which calls were recorded with their caller's consent, and their sound."""

import argparse
import asyncio
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from kibox_pbx.admin.signing_in import (
    CONFIG,
    add_sign_in,
    practice_store,
    signed_in,
    write_note,
)
from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage import recordings
from kibox_pbx.storage.recorded_sound import as_wav
from kibox_pbx.storage.recordings import RecordedCall
from kibox_pbx.storage.sealed import SealedTexts


def add_commands(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `recording` to the command line; each verb sets `run` to its function."""
    recording = subparsers.add_parser("recording", help="recordings of calls, with consent")
    verbs = recording.add_subparsers(required=True, metavar="WHAT")
    listing = verbs.add_parser("list", help="which calls have a recording")
    listing.add_argument("--json", action="store_true", help="for machines")
    listing.set_defaults(run=run_list)
    export = verbs.add_parser(
        "export", help="write one as a WAV file: caller left, assistant right"
    )
    export.add_argument("call", metavar="CALL", help="its identifier")
    export.add_argument("file", type=Path, metavar="FILE", help="a new file")
    export.set_defaults(run=run_export)
    for verb in (listing, export):
        verb.add_argument("--config", type=Path, default=CONFIG, help="the settings")
        add_sign_in(verb)


def run_list(args: argparse.Namespace) -> int:
    """List the recordings, latest first."""
    settings, found = asyncio.run(_listed(args))
    rows = [
        {
            "call": each.call_id,
            "started_at": each.started_at.astimezone(settings.practice.zone).isoformat(),
            "length_ms": each.length_ms,
        }
        for each in found
    ]
    if args.json:
        sys.stdout.write(json.dumps(rows, indent=1) + "\n")
        return 0
    for each in found:
        at = each.started_at.astimezone(settings.practice.zone).strftime("%Y-%m-%d %H:%M")
        sys.stdout.write(f"{at}  {each.length_ms / 1000:6.1f} s  {each.call_id}\n")
    return 0


def run_export(args: argparse.Namespace) -> int:
    """Write a recording into a new file that its owner alone can read."""
    wav = asyncio.run(_exported(args))
    _write_new(args.file, wav)
    sys.stderr.write(f"{args.file}: unencrypted now; delete it when it has served\n")
    return 0


async def _listed(args: argparse.Namespace) -> tuple[Settings, tuple[RecordedCall, ...]]:
    async with practice_store(args.config) as (settings, database):
        who = await signed_in(database, args, Permission.HEAR_RECORDINGS)
        await write_note(database, who, "list_recordings")
        return settings, await database.read(recordings.recorded)


async def _exported(args: argparse.Namespace) -> bytes:
    if args.file.exists():
        raise _is_there(args.file)
    async with practice_store(args.config) as (_, database):
        who = await signed_in(database, args, Permission.HEAR_RECORDINGS)
        known = {each.call_id for each in await database.read(recordings.recorded)}
        if args.call not in known:
            raise StorageError(
                "there is no recording of such a call; see: kibox recording list"
            )
        await write_note(database, who, "export_recording", args.call)
        texts = SealedTexts(database.envelope)
        sound = await database.read(
            lambda tables: recordings.sound_of(tables, texts, args.call)
        )
    if sound is None:
        raise StorageError("the recording was destroyed meanwhile")
    return as_wav(sound)


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that was not there; what was begun is removed where it fails."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise _is_there(path) from None
    except OSError as error:
        raise StorageError(f"{path}: cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    except OSError as error:
        with suppress(OSError):
            path.unlink()
        raise StorageError(f"{path}: cannot be written: {error.strerror}") from None


def _is_there(path: Path) -> StorageError:
    return StorageError(f"{path}: is there already; name a new file")
