"""A real bash completes kibox's commands without starting it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from kibox_pbx.admin.manual.verb import SHELLS, completion_for
from kibox_pbx.cli import _parser

ASK_BASH = """\
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
$(complete -p kibox | sed 's/.*-F \\([^ ]*\\).*/\\1/') kibox "${@: -1}" "${@: -2:1}"
printf '%s\\n' "${COMPREPLY[@]}"
"""

BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None, reason="bash is not installed")


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("completion") / "kibox"
    path.write_text(completion_for("bash", _parser()), encoding="utf-8")
    return path


def completed(script: Path, folder: Path, *words: str) -> set[str]:
    asked = subprocess.run(  # noqa: S603 (bash itself)
        [BASH or "", "--norc", "-c", ASK_BASH, "bash", str(script), *words],
        capture_output=True,
        text=True,
        check=True,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin"},
    )
    return set(asked.stdout.split())


def test_verbs_are_completed(script: Path, tmp_path: Path) -> None:
    assert completed(script, tmp_path, "kibox", "do") == {"doctor", "document"}


def test_what_stands_below_a_verb_is_completed(script: Path, tmp_path: Path) -> None:
    assert completed(script, tmp_path, "kibox", "backup", "") >= {"make", "list", "restore"}


def test_options_and_their_choices_are_completed(script: Path, tmp_path: Path) -> None:
    assert completed(script, tmp_path, "kibox", "init", "--ex") == {"--example"}
    chosen = completed(script, tmp_path, "kibox", "init", "--example", "law")
    assert chosen == {"lawyer"}


def test_files_are_completed(script: Path, tmp_path: Path) -> None:
    (tmp_path / "practice.yaml").touch()
    found = completed(script, tmp_path, "kibox", "config", "check", "--config", "prac")
    assert found == {"practice.yaml"}


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_reads_its_script(shell: str, tmp_path: Path) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is missing; run: bash install/for_tests.sh")
    path = tmp_path / "kibox"
    path.write_text(completion_for(shell, _parser()), encoding="utf-8")
    subprocess.run([program, "-n", str(path)], check=True)  # noqa: S603 (the shell itself)
