"""Long passwords are taken whatever they are made of; those that everybody tries are not."""

import pytest

from kibox_pbx.privacy.passwords import MAX_LENGTH, normal, refusal


@pytest.mark.parametrize(
    "password",
    [
        "lamp gravel seventeen tea",
        "ein Fahrrad im Winter",
        "brombeerhecke",
        "82736450198265",
        "Ünter-dér-Brücke",
        "x" * 5 + "y" * 4 + "z7w2q",
    ],
)
def test_a_long_password_needs_nothing_else(password: str) -> None:
    assert refusal(password, "erika") is None


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("short words", "at least 12"),
        ("x1" * MAX_LENGTH, "at most"),
        ("12 Erikas Haus", "account's name"),
        ("Passwort2026!", "first that are tried"),
        ("!!!Willkommen1", "first that are tried"),
        ("adminadminadmin", "first that are tried"),
        ("sommer-sommer", "first that are tried"),
        ("abcabcabcabcabc", "first that are tried"),
        ("aaaaaaaaaaaaaa", "first that are tried"),
        ("............", "first that are tried"),
        ("123456789012", "first that are tried"),
        ("098765432109", "first that are tried"),
        ("qwertzuiopas", "first that are tried"),
        ("1qaz2wsx3edc", "first that are tried"),
        ("correct horse battery staple", "first that are tried"),
    ],
)
def test_what_is_short_usual_or_the_owners_name_is_refused(password: str, told: str) -> None:
    assert told in (refusal(password, "erika") or "")


def test_a_password_is_the_same_from_every_keyboard() -> None:
    assert normal("Bru\u0308cke") == normal("Br\u00fccke")
