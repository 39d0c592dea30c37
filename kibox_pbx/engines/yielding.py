"""Who computes makes way for who carries the sound.

A frame must leave every 20 ms, and takes microseconds; a voice or a model computes for tenths
of a second. On a full machine the scheduler of Linux gives the event loop its turn at once
only if those who compute are nicer than it.
"""

import os
import threading

NICENESS = 5
"""A third of the processor against a thread of usual priority, where both want all of it
(sched(7): each step is a quarter less)."""

MOST = 19
"""The nicest there is."""


def make_way() -> None:
    """Lower the priority of the current thread, and of those that it begins (Linux)."""
    thread = threading.get_native_id()
    usual = os.getpriority(os.PRIO_PROCESS, thread)
    os.setpriority(os.PRIO_PROCESS, thread, min(usual + NICENESS, MOST))
