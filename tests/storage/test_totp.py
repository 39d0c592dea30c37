"""Codes as RFC 6238 has them; each works once."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlparse

import pytest

from kibox_pbx.storage.totp import SECRET_BYTES, app_uri, code_at, new_secret, step_of

SECRET = b"12345678901234567890"
NOW = datetime.fromtimestamp(1111111109, UTC)
STEP = 1111111109 // 30


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_vectors_of_rfc_6238_appendix_b(seconds: int, code: str) -> None:
    assert code_at(SECRET, seconds // 30, digits=8) == code


@pytest.mark.parametrize("off", [-1, 0, 1])
def test_a_clock_may_be_one_step_off(off: int) -> None:
    assert step_of(SECRET, code_at(SECRET, STEP + off), NOW, 0) == STEP + off


@pytest.mark.parametrize("off", [-2, 2])
def test_and_no_more(off: int) -> None:
    assert step_of(SECRET, code_at(SECRET, STEP + off), NOW, 0) is None


def test_a_code_works_once() -> None:
    code = code_at(SECRET, STEP)
    assert step_of(SECRET, code, NOW, STEP) is None
    assert step_of(SECRET, code, NOW, STEP - 1) == STEP


def test_blanks_do_not_count_and_anything_may_be_typed() -> None:
    code = code_at(SECRET, STEP)
    assert step_of(SECRET, f" {code[:3]} {code[3:]}", NOW, 0) == STEP
    for typed in ("", "000000", code[:-1], "abcdef", "ÄÖÜäöü"):
        assert step_of(SECRET, typed, NOW, 0) is None


def test_an_app_is_told_all_it_needs() -> None:
    secret = new_secret()
    assert len(secret) == SECRET_BYTES
    told = urlparse(app_uri(SECRET, "erika"))
    assert (told.scheme, told.netloc, told.path) == ("otpauth", "totp", "/kibox%3Aerika")
    assert parse_qs(told.query) == {
        "secret": ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"],
        "issuer": ["kibox"],
    }
