"""A process that holds what callers said leaves no memory behind."""

import subprocess
import sys

STATE = """
import ctypes, os, resource, signal
from kibox_pbx.memory import allow_no_dumps
allow_no_dumps()
dumpable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)  # PR_GET_DUMPABLE
print(resource.getrlimit(resource.RLIMIT_CORE), dumpable, flush=True)
os.kill(os.getpid(), signal.SIGSEGV)
"""


def test_a_crash_leaves_no_core() -> None:
    crashed = subprocess.run(  # noqa: S603 -- ours
        [sys.executable, "-c", STATE], capture_output=True, text=True, check=False
    )
    assert crashed.stdout == "(0, 0) 0\n"
    assert crashed.returncode < 0
