"""The example practice's kibox.yaml, moved behind an Asterisk of our own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from kibox_pbx.admin.setup import CONFIG, example, make_practice_folder
from kibox_pbx.demo.machine import LINES
from kibox_pbx.rehearsal.private_asterisk import AMI_USER, STAFF_PHONE, PrivateAsterisk


def as_it_is(practice: dict[str, Any]) -> None:
    """Change nothing."""


def write_practice(
    folder: Path,
    pbx: PrivateAsterisk,
    calls: int,
    change: Callable[[dict[str, Any]], None] = as_it_is,
) -> Path:
    """Write the example practice with a key of its own, behind one Asterisk.

    Args:
        folder: New, or empty.
        pbx: Every department rings its one staff telephone.
        calls: As many at once are let in.
        change: Is given the settings, as they stand in the file, to make them its own.

    Returns:
        Its kibox.yaml.
    """
    make_practice_folder(folder)
    practice: dict[str, Any] = yaml.safe_load(example())
    for department in practice["departments"].values():
        department["dial"] = f"PJSIP/{STAFF_PHONE}"
    practice["telephone"] |= {
        "calls": calls,
        "fastagi": {"port": pbx.ports.fastagi},
        "audiosocket": {"port": pbx.ports.audiosocket},
        "ami": {
            "port": pbx.ports.ami,
            "user": AMI_USER,
            "secret_file": str(pbx.secret_file),
        },
        "languages_by_number": {line: language.value for language, line in LINES.items()},
    }
    practice.pop("web", None)  # its port is one for the whole machine
    change(practice)
    config = folder / CONFIG
    config.write_text(yaml.safe_dump(practice, allow_unicode=True), encoding="utf-8")
    return config
