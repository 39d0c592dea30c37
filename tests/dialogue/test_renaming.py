"""A name that was taken down wrong is put right."""

import pytest

from kibox_pbx.dialogue.skills.renaming import renamed
from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


@pytest.mark.parametrize(
    ("name", "said", "meant"),
    [
        ("Sabine Huber", "nein nicht huber hubert", "Sabine Hubert"),
        ("Sabine Huber", "nein nicht huber sondern sabine hubert", "Sabine Hubert"),
        ("Sabine Huber", "nein hubert", "Sabine Hubert"),
        ("Sabine Huber", "sabine hubert", "Sabine Hubert"),
        ("Sabine Huber", "nein nicht sabine sabrina", "Sabrina Huber"),
        ("Thomas Schmidt", "nein mit t t", "Thomas Schmitt"),
        ("Thomas Schmitt", "mit d t", "Thomas Schmidt"),
        ("Anna Maier", "mit e i", "Anna Meier"),
        ("Anna Maier", "nein maier mit e y", "Anna Meyer"),
        ("Peter Kaufman", "mit doppel n", "Peter Kaufmann"),
        ("Peter Hofman", "mit zwei f", "Peter Hoffman"),
        ("Peter Thiel", "nein ohne h", "Peter Tiel"),
        ("Peter Huber", "ohne x", None),
        ("Peter Huber", "nein mit u", None),
        ("Petra Walter", "nein wolter mit o", "Petra Wolter"),
        ("Peter Huber", "mit q", None),
        ("Peter Huber", "mit l", None),
        ("Sabine Huber", "der nachname ist meier", "Sabine Meier"),
        ("Sabine Huber", "der vorname ist claudia", "Claudia Huber"),
        ("Huber", "der name ist sabine meier", "Sabine Meier"),
        ("Huber", "der name ist meier", "Meier"),
        ("Sabine Huber", "der name ist falsch", None),
        ("Sabine Huber", "h u b e r t", "Sabine Hubert"),
        ("Sabine Huber", "nein nicht am montag am dienstag", None),
        ("Sabine Huber", "nicht huber", None),
        ("Sabine Huber", "nein hubert und nicht huber", "Sabine Hubert"),
        ("Lisa Maier", "maier schreibt man aber m e y e r", "Lisa Meyer"),
        ("Lisa Maier", "maier schreibt man aber x y z x y z", None),
        ("Sabine Huber", "ja genau", None),
        ("Petra Huber", "ja super perfekt", None),
        ("Petra Huber", "da fehlt noch was beim namen petra huberbauer", "Petra Huberbauer"),
        ("Sabine Huber", "nein mittwoch", None),
        ("Sabine Huber", "claudia meier", None),
        ("Sabine Huber", "nein das stimmt so leider noch nicht ganz wie ich wollte", None),
        ("Sabine Huber", "der name ist ein sehr langer satz ohne jeden namen darin", None),
        ("", "mit d t", None),
    ],
)
def test_a_german_correction(name: str, said: str, meant: str | None) -> None:
    assert renamed(name, said, GERMAN) == meant


@pytest.mark.parametrize(
    ("name", "said", "meant"),
    [
        ("John Miller", "no not miller muller", "John Muller"),
        ("Nigel Brown", "the surname is browne with an e at the end", "Nigel Browne"),
        ("Nigel Brown", "brown with an e", "Nigel Browne"),
        ("Peter Harri", "with an s at the end", "Peter Harris"),
        ("Nigel Browne", "with an e at the end", None),
        ("", "with an e at the end", None),
        ("Anna Schmidt", "with double t", "Anna Schmitt"),
        ("John Thompson", "without a p", "John Thomson"),
        ("John Miller", "the first name is jon", "Jon Miller"),
        ("John Miller", "no my surname is milner", "John Milner"),
        ("John Miller", "no millar", "John Millar"),
        ("Petra Huber", "yes but it's hubbert with two b's", "Petra Hubbert"),
        ("John Clarke", "no it's carter not clarke", "John Carter"),
    ],
)
def test_an_english_correction(name: str, said: str, meant: str | None) -> None:
    assert renamed(name, said, ENGLISH) == meant
