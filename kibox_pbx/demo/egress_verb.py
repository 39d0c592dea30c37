"""``kibox egress verify``: whether anything of a whole call wants to leave this machine."""

import argparse
import asyncio
import subprocess
import sys

from kibox_pbx.demo.machine import prepared
from kibox_pbx.demo.sealed_call import guarded_report, tell
from kibox_pbx.egress.sealed import own_name_is_known, sealing_command, why_not_sealed
from kibox_pbx.utterance import Language

OWN_NAME = (
    "this machine's own name is not in /etc/hosts for both IPv4 and IPv6, so Asterisk asks a "
    "name server for it when it starts; add two lines such as: 127.0.1.1 NAME and ::1 NAME\n"
)


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `egress` to the command line."""
    verb = verbs.add_parser("egress", help="whether anything wants to leave this machine")
    verb.add_argument("what", choices=["verify"], help="by a whole call in a sealed network")
    verb.add_argument(
        "--call",
        type=Language,
        choices=list(Language),
        default=Language.ENGLISH,
        help="language of the caller",
    )
    verb.add_argument("--guard", action="store_true", help="watch Python code only, unsealed")
    verb.add_argument("--json", action="store_true", help="for machines")
    verb.set_defaults(run=run_egress)


def run_egress(chosen: argparse.Namespace) -> int:
    """Place a call and watch; 0 only if it succeeded and nothing wanted to leave."""
    asyncio.run(_prepare())
    why_not = "as wished" if chosen.guard else why_not_sealed()
    if why_not is not None:
        sys.stderr.write(f"no network of its own ({why_not}): only Python code is watched\n")
        return tell(guarded_report(chosen.call), as_json=chosen.json)
    if not own_name_is_known():
        sys.stderr.write(OWN_NAME)
    inside = [sys.executable, "-m", "kibox_pbx.demo.sealed_call", chosen.call.value]
    command = sealing_command([*inside, *(["--json"] if chosen.json else [])])
    return subprocess.run(command, check=False).returncode  # noqa: S603 (our own module)


async def _prepare() -> None:
    """Fetch what a call needs while there is a network; quick when all is there."""
    for script in ("asterisk.sh", "callers.sh"):
        await prepared(script)
