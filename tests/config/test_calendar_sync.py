"""Calendars elsewhere: only in the house, only over TLS, and each is somebody's."""

from pathlib import Path

import pytest
import yaml

from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import CalendarServer
from kibox_pbx.errors import ConfigError
from tests.storage.practice import PRACTICE

PEER = "https://192.168.1.5/sommer/"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://192.168.1.5/x/", "http is for this machine only"),
        ("https://calendar.example/x/", "no name is looked up"),
        ("https://kibox:secret@127.0.0.1/x/", "settings of their own"),
        ("webcal://127.0.0.1/x/", "write it as https://ADDRESS/PATH"),
        ("/srv/x.ics", "write it as https://ADDRESS/PATH"),
    ],
)
def test_a_url_that_leaves_the_house_or_shows_a_password_is_refused(
    url: str, told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        CalendarServer(url=url)


def test_a_user_without_a_password_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a password_file"):
        CalendarServer(url=PEER, user="kibox")


@pytest.mark.parametrize("url", ["http://127.0.0.1:5232/x/", "http://localhost/x/", PEER])
def test_this_machine_and_the_house_are_fine(url: str) -> None:
    assert CalendarServer(url=url).url == url


def test_a_server_has_to_be_a_peer_and_a_calendar_somebodys(tmp_path: Path) -> None:
    file = tmp_path / "kibox.yaml"
    people = {"sommer": {"caldav": {"url": PEER}}, "herbst": {"ics_file": "x.ics"}}
    written = PRACTICE | {"calendar_sync": {"people": people}}
    file.write_text(yaml.safe_dump(written))
    with pytest.raises(ConfigError) as refused:
        load(file)
    assert sorted(each.split(": ", 1)[1] for each in refused.value.problems) == [
        "calendar_sync.people.herbst: herbst is not defined; there are: sommer, winter",
        "calendar_sync.people.sommer.caldav.url: 192.168.1.5 is not among peers",
    ]
    del people["herbst"]
    file.write_text(yaml.safe_dump(written | {"peers": "192.168.1.5, 192.168.1.6"}))
    assert [str(each) for each in load(file).peers] == ["192.168.1.5", "192.168.1.6"]
