"""Who may be told at all: refused settings say why."""

from typing import Any

import pytest
from pydantic import ValidationError

from kibox_pbx.config.notify import Notify

EMAIL = {"address": "192.168.1.10", "sender": "a@b.test", "others": "c@d.test"}


@pytest.mark.parametrize(
    ("section", "why"),
    [
        ({"email": EMAIL | {"address": "mail.test"}}, "no names are looked up"),
        ({"email": EMAIL | {"tls": "none"}}, "tls: must be on"),
        ({"email": EMAIL | {"user": "x"}}, "belong together"),
        ({"email": EMAIL | {"others": []}}, "at least one mail address"),
        ({"email": EMAIL | {"sender": "a@b.test\nBcc: x@y.test"}}, "mail address in ASCII"),
        ({"mqtt": {"address": "8.8.8.8"}}, "your own network"),
        ({"mqtt": {"address": "192.168.1.9", "tls": False}}, "tls: must be on"),
        ({"webhook": {"address": "8.8.8.8", "secret_file": "s"}}, "your own network"),
        (
            {"webhook": {"address": "10.0.0.1", "secret_file": "s", "tls": False}},
            "tls: must be on",
        ),
        (
            {"webhook": {"address": "10.0.0.1", "secret_file": "s", "path": "/a\r\nb"}},
            "pattern",
        ),
    ],
)
def test_what_is_open_or_leaves_the_house_is_refused(section: Any, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Notify.model_validate(section)


def test_only_what_is_named_may_be_reached() -> None:
    assert Notify().addresses == ()
    named = Notify.model_validate({"email": EMAIL, "mqtt": {"address": "127.0.0.1"}})
    assert named.addresses == ("127.0.0.1", "192.168.1.10")


@pytest.mark.parametrize(
    ("changes", "leaves", "tells"),
    [
        ({}, False, False),
        ({"content": "full"}, False, False),
        ({"address": "127.0.0.1"}, False, False),
        ({"address": "9.9.9.9"}, True, False),
        ({"address": "2620:fe::fe", "content": "subject"}, True, True),
        ({"provider": "Post, Bonn", "content": "full"}, True, True),
    ],
)
def test_mail_is_carried_by_somebody_outside_or_not(
    changes: dict[str, str], *, leaves: bool, tells: bool
) -> None:
    notify = Notify.model_validate({"email": EMAIL | changes})
    assert (notify.mailed_outside is not None) is leaves
    assert notify.tells_outside is tells


def test_who_sends_no_mail_tells_nobody_outside() -> None:
    assert Notify().mailed_outside is None
    assert not Notify().tells_outside
