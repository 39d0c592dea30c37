"""Parts of a recording, and that jumping in it is listening once."""

from datetime import timedelta

import pytest

from kibox_pbx.dashboard.byte_range import Part, part_wanted
from kibox_pbx.dashboard.listening import ONE_LISTENING, Listening
from tests.dashboard.conftest import Browser
from tests.dashboard.office import CALL, NOW
from tests.dashboard.test_pages import accesses

PATH = f"/calls/{CALL}/recording"


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("bytes=0-", Part(0, 99)),
        ("bytes=10-19", Part(10, 19)),
        ("bytes=90-500", Part(90, 99)),
        ("bytes=-30", Part(70, 99)),
        ("bytes=-500", Part(0, 99)),
        ("bytes=100-", Part(100, 99)),
        ("bytes=-0", Part(100, 99)),
    ],
)
def test_a_part_is_within_the_whole_or_is_none(header: str, part: Part) -> None:
    assert part_wanted(header, 100) == part


@pytest.mark.parametrize(
    "header",
    ["", "bytes=-", "bytes=20-10", "bytes=0-1,5-6", "lines=0-5", "bytes=a-b", "bytes=²-", "0-"],
)
def test_what_is_no_part_is_answered_by_the_whole(header: str) -> None:
    assert part_wanted(header, 100) is None


def test_parts_put_together_are_the_recording(browser: Browser) -> None:
    browser.sign_in("paula")
    whole = browser.client.get(PATH)
    assert (whole.status_code, whole.headers["accept-ranges"]) == (200, "bytes")
    length, parts = len(whole.content), b""
    for first in range(0, length, 5000):
        asked = {"range": f"bytes={first}-{first + 4999}"}
        answer = browser.client.get(PATH, headers=asked)
        assert answer.status_code == 206
        last = min(first + 4999, length - 1)
        assert answer.headers["content-range"] == f"bytes {first}-{last}/{length}"
        parts += answer.content
    assert parts == whole.content
    beyond = browser.client.get(PATH, headers={"range": f"bytes={length}-"})
    assert (beyond.status_code, beyond.content) == (416, b"")
    assert beyond.headers["content-range"] == f"bytes */{length}"
    assert accesses(browser).count(("paula", "hear_recording", CALL)) == 1


def test_who_listens_later_or_to_something_else_or_as_somebody_else_begins_anew() -> None:
    now = NOW
    listening = Listening(lambda: now)
    assert listening.begins("paula's", "c0ffee")
    assert not listening.begins("paula's", "c0ffee")
    assert listening.begins("paula's", "f00d")
    assert listening.begins("pia's", "c0ffee")
    now += ONE_LISTENING - timedelta(seconds=1)
    assert not listening.begins("paula's", "c0ffee")
    now += timedelta(seconds=1)
    assert listening.begins("paula's", "c0ffee")
