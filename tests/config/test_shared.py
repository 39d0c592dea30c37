"""What the settings say of other hosts fits together."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from kibox_pbx.config.checks import cross_check
from kibox_pbx.config.settings import Shared
from tests.storage.practice import PRACTICE

FILES: dict[str, Any] = {"password_file": "password", "key_file": "key"}


def test_a_server_elsewhere_needs_a_certificate_and_an_address_in_the_house() -> None:
    assert Shared(address="127.0.0.1", **FILES).ca_file is None
    Shared(address="192.168.1.5", ca_file=Path("ca.pem"), **FILES)
    with pytest.raises(ValidationError, match="ca_file"):
        Shared(address="192.168.1.5", **FILES)
    for elsewhere in ("8.8.8.8", "db.practice.lan"):
        with pytest.raises(ValidationError):
            Shared(address=elsewhere, ca_file=Path("ca.pem"), **FILES)


def test_hosts_that_share_a_book_write_into_no_calendar() -> None:
    url = {"url": "http://localhost/sommer/"}
    people = {"sommer": {"caldav": url, "write": True}}
    alone = PRACTICE | {"calendar_sync": {"people": people}}
    assert list(cross_check(alone)) == []
    found = list(cross_check(alone | {"shared": {"address": "127.0.0.1"}}))
    assert [place for place, _ in found] == [("calendar_sync", "people", "sommer", "write")]
