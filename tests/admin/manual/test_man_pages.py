"""The manual pages are ones that man itself finds nothing wrong with."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kibox_pbx.admin.manual.command_tree import command_tree, every_command
from kibox_pbx.admin.manual.man_pages import kibox_1, kibox_yaml_5
from kibox_pbx.admin.manual.setting_tree import Setting, setting_tree
from kibox_pbx.cli import _parser

TOP = command_tree(_parser())
PAGES: dict[str, Callable[[], str]] = {
    "kibox.1": lambda: kibox_1(TOP),
    "kibox.yaml.5": lambda: kibox_yaml_5(setting_tree()),
}

needs_man = pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
needs_mandoc = pytest.mark.skipif(
    shutil.which("mandoc") is None, reason="mandoc is missing; run: bash install/for_tests.sh"
)


def shown(page: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 (man itself)
        [shutil.which("man") or "", "--warnings", "-E", "UTF-8", "-P", "cat", "-l", str(page)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"LC_ALL": "C.UTF-8", "MANWIDTH": "80", "MANPAGER": "cat"},
    )


def written(text: str, folder: Path, name: str = "kibox.1") -> Path:
    page = folder / name
    page.write_text(text, encoding="utf-8")
    return page


@needs_man
@pytest.mark.parametrize("page", PAGES)
def test_man_shows_it_without_a_warning(page: str, tmp_path: Path) -> None:
    told = shown(written(PAGES[page](), tmp_path, page))
    assert (told.returncode, told.stderr) == (0, "")


@needs_man
def test_man_warns_where_a_page_is_broken(tmp_path: Path) -> None:
    assert shown(written(PAGES["kibox.1"]() + ".NOSUCH\n", tmp_path)).stderr


@needs_mandoc
@pytest.mark.parametrize("page", PAGES)
def test_mandoc_misses_nothing_but_the_date(page: str, tmp_path: Path) -> None:
    told = subprocess.run(  # noqa: S603 (mandoc itself)
        [shutil.which("mandoc") or "", "-Tlint", str(written(PAGES[page](), tmp_path, page))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in told.stdout.splitlines() if "missing date" not in line] == []


@needs_man
def test_every_command_and_option_can_be_read(tmp_path: Path) -> None:
    text = " ".join(shown(written(kibox_1(TOP), tmp_path)).stdout.split())
    for command in every_command(TOP):
        assert command.name in text
        assert all(each.names[-1] in text for each in command.arguments if each.names)


@needs_man
def test_text_that_looks_like_a_request_is_shown_as_it_is(tmp_path: Path) -> None:
    odd = Setting(("odd",), "", "", r".SH \fBquoted\fP 'n ~ -x", required=False)
    assert r".SH \fBquoted\fP 'n ~ -x" in shown(written(kibox_yaml_5((odd,)), tmp_path)).stdout
