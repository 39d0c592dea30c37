"""Libraries that report to their makers, or ask them for files, are told not to.

They read these settings when they are loaded, so `switch_off` runs before the first of them is:
when anything of this package is imported. Whoever this process starts inherits them. What the
environment said before does not count.
"""

import os
from collections.abc import Mapping

OFF: Mapping[str, str] = {
    "ORT_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "GGML_NO_BACKTRACE": "1",
}
"""What each is for, as far as its name does not say it.

``ORT_DISABLE_TELEMETRY``: onnxruntime's Linux builds (seen in 1.32) report to
mobile.events.data.microsoft.com from the first model on and keep what they could not send, with
a number for this machine, in the user's cache folder. Its ``Privacy.md`` says that only this
variable stops all of it: ``disable_telemetry_events`` comes too late for the first report.
``HF_HUB_OFFLINE``: faster-whisper and llama-cpp-python look for missing files on a hub.
``GGML_NO_BACKTRACE``: a crash of llama.cpp starts gdb, which may ask servers for symbols.
"""

_ASKS_SERVERS = ("DEBUGINFOD_URLS",)


def switch_off() -> None:
    """Set what keeps libraries quiet, whatever was set before."""
    os.environ.update(OFF)
    for name in _ASKS_SERVERS:
        os.environ.pop(name, None)
