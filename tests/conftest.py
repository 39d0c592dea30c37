"""What all tests share: programs that `install/for_tests.sh` brought, and cheap passwords."""

import os
from collections.abc import Iterator

import pytest

from kibox_pbx.models.installed import cache_folder
from kibox_pbx.storage import password_hashes

LAUNCH = cache_folder() / "for_tests" / "launch"

os.environ["PATH"] = os.pathsep.join([os.environ["PATH"], "/usr/sbin", str(LAUNCH)])
"""Behind the system's own; now, since tests look for programs as soon as they are read."""

LEAST_KIB = 32
"""Argon2 takes 8 KiB for each of four lanes at least."""


@pytest.fixture(scope="session", autouse=True)
def passwords_cost_little() -> Iterator[None]:
    """Have hashes made by the same function at the least cost: hundreds of tests sign in.

    What they cost in truth is for tests/storage/test_sign_in.py to say.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(password_hashes, "MEMORY_KIB", LEAST_KIB)
        patch.setattr(password_hashes, "PASSES", 1)
        yield
