"""A machine that has no network and an Asterisk at work: three commands later, it answers."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kibox_pbx.cli import main
from kibox_pbx.egress.sealed import sealing_command, why_not_sealed

WHY_NOT = why_not_sealed() or (None if os.geteuid() == 0 else "only root may add accounts")

ALL_WELL = {
    "asterisk", "asterisk-modules", "asterisk-rights", "asterisk-version", "configuration",
    "database", "dialplan", "egress", "key", "service", "systemd",
}  # fmt: skip
"""What the doctor must find in order; models may be stand-ins, backups another disk."""

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(WHY_NOT is not None, reason=f"no machine of its own here: {WHY_NOT}"),
]


@pytest.mark.timeout(1800)
def test_a_call_is_answered_three_commands_after_the_bundle_came(tmp_path: Path) -> None:
    bundle = tmp_path / "kibox.tar"
    assert main(["bundle", str(bundle)]) == 0
    ran = subprocess.run(  # noqa: S603 (our own module)
        sealing_command([sys.executable, "-m", "tests.setup.offline_machine", str(bundle)]),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    told = json.loads(ran.stdout)
    assert (told["attempts"], told["missed"]) == ([], 0)
    assert len(told["commands"]) == 3
    assert 0 <= told["heard_ms"] < 1000
    assert not told["rang_people"]
    assert {name for name, state in told["doctor"].items() if state == "ok"} >= ALL_WELL
    assert told["asterisk_is_as_before"]
    assert told["undo_left"][0].startswith("/var/lib/kibox/kibox.db:")
