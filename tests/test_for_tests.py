"""Tests that need programs of others are not left out without a word."""

import os
import shutil

import pytest

NEEDED = ("bash", "mandoc", "mosquitto", "mosquitto_passwd", "zsh")
BROWSERS = ("chromium", "chromium-browser")

pytestmark = pytest.mark.whole


def test_what_tests_need_is_there() -> None:
    missing = [each for each in NEEDED if shutil.which(each) is None]
    assert missing == [], "run: bash install/for_tests.sh"


def test_a_browser_is_there() -> None:
    is_there = any(map(shutil.which, BROWSERS))
    if not is_there and os.geteuid() != 0:
        pytest.skip("as root: apt-get install chromium")
    assert is_there, "run: bash install/for_tests.sh"
