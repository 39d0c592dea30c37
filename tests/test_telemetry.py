"""Libraries report nothing to their makers, whatever the environment said before."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kibox_pbx.egress.sealed import sealing_command, why_not_sealed
from kibox_pbx.telemetry import OFF

LOADS_A_MODEL = """
import sys, time
{ours}
import onnxruntime
example = f"{{onnxruntime.__path__[0]}}/datasets/sigmoid.onnx"
onnxruntime.InferenceSession(example, providers=["CPUExecutionProvider"])
time.sleep({seconds})  # it waits some seconds before it reports
"""
WATCHED = """
import sys
from kibox_pbx.demo.sealed_call import sealed_report
import os
os.environ.pop("ORT_DISABLE_TELEMETRY")
print(sealed_report([sys.executable, "-c", sys.argv[1]]).attempts)
"""


def test_a_process_that_imports_us_is_quiet_against_the_environment() -> None:
    loud = {**os.environ, **dict.fromkeys(OFF, "0"), "DEBUGINFOD_URLS": "https://example.org"}
    tells = "import kibox_pbx, json, os; print(json.dumps(dict(os.environ)))"
    ran = subprocess.run(  # noqa: S603 (our own words)
        [sys.executable, "-c", tells], env=loud, capture_output=True, text=True, check=True
    )
    for name, value in OFF.items():
        assert f'"{name}": "{value}"' in ran.stdout
    assert "DEBUGINFOD_URLS" not in ran.stdout


@pytest.mark.engine
@pytest.mark.skipif(why_not_sealed() is not None, reason="no network of its own here")
def test_onnxruntime_wants_to_report_and_with_us_does_not(tmp_path: Path) -> None:
    # An environment of our own: where CI, GITHUB_ACTIONS and the like are set it says nothing.
    def attempts(ours: str, seconds: int) -> str:
        loads_a_model = LOADS_A_MODEL.format(ours=ours, seconds=seconds)
        ran = subprocess.run(  # noqa: S603 (our own words)
            sealing_command([sys.executable, "-c", WATCHED, loads_a_model]),
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "HOME": str(tmp_path),
                "XDG_CACHE_HOME": str(tmp_path),
            },
            capture_output=True,
            text=True,
            check=True,
        )
        return ran.stdout

    def seen_within(seconds: int) -> bool:
        return "events.data.microsoft.com" in attempts("", seconds)

    # How long it waits differs from run to run.
    waited = next((seconds for seconds in (12, 30, 60) if seen_within(seconds)), None)
    assert waited is not None
    assert attempts("import kibox_pbx", waited).strip() == "()"
