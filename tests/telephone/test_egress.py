"""A whole call, Asterisk and simulated caller and all, in a network that nothing can leave."""

import asyncio
import json
import sys

import pytest

from kibox_pbx.egress.sealed import why_not_sealed
from tests.telephone.conftest import TELEPHONE

pytestmark = [
    *TELEPHONE,
    pytest.mark.skipif(
        why_not_sealed() is not None, reason=f"no network of its own here: {why_not_sealed()}"
    ),
]
VERIFY = (sys.executable, "-m", "kibox_pbx.cli", "egress", "verify", "--json")


@pytest.mark.timeout(600)
async def test_nothing_of_a_whole_call_wants_to_leave() -> None:
    verifying = await asyncio.create_subprocess_exec(*VERIFY, stdout=asyncio.subprocess.PIPE)
    printed, _ = await verifying.communicate()
    report = json.loads(printed)
    assert report["attempts"] == []
    assert report["call_succeeded"]
    assert report["watched_by"] == "packets"
    assert report["missed"] == 0
    assert report["packets"] > 1000
    assert verifying.returncode == 0
