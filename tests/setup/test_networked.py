"""A machine with network and an Asterisk at work: four commands later, it answers."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kibox_pbx.egress.sealed import why_not_sealed
from tests.setup.test_offline import ALL_WELL

WHY_NOT = why_not_sealed() or (None if os.geteuid() == 0 else "only root may add accounts")
CHECKOUT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(WHY_NOT is not None, reason=f"no mounts of its own here: {WHY_NOT}"),
    pytest.mark.skipif(not (CHECKOUT / ".git").exists(), reason="there is nothing to clone"),
]


@pytest.mark.timeout(3600)
def test_a_call_is_answered_four_commands_after_the_admin_came() -> None:
    ran = subprocess.run(  # noqa: S603 (our own module)
        [
            *("unshare", "--mount", "--"),
            *(sys.executable, "-m", "tests.setup.networked_machine", str(CHECKOUT)),
        ],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    sys.stdout.write(ran.stdout)
    told = json.loads(ran.stdout.splitlines()[-1])
    assert len(told["commands"]) == 4
    assert 0 <= told["heard_ms"] < 1000
    assert not told["rang_people"]
    assert {name for name, state in told["doctor"].items() if state == "ok"} >= ALL_WELL
    assert told["asterisk_is_as_before"]
