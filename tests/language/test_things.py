import pytest
from hypothesis import given
from hypothesis import strategies as st

from kibox_pbx.language.things import understand_thing
from kibox_pbx.utterance import Language

GERMAN_NAMES = {
    "check": ("Kontrolle", "Vorsorge"),
    "cleaning": ("Zahnreinigung", "Prophylaxe"),
    "pain": ("Schmerzen", "Zahnschmerzen"),
    "implant": ("Implantat Beratung",),
    "mueller": ("Frau Dr. Müller",),
    "schneider": ("Herr Schneider",),
    "meier": ("Frau Doktor Meier", "Doktor Meier"),
}
ENGLISH_NAMES = {
    "check": ("check-up", "checkup"),
    "cleaning": ("cleaning", "teeth cleaning"),
    "teeth": ("teeth whitening",),
    "smith": ("Dr. Smith",),
}


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("ich brauche eine zahnreinigung", "cleaning"),
        ("zahn reinigung", "cleaning"),
        ("zahnreinigungstermin", "cleaning"),
        ("zahnreinigun", "cleaning"),
        ("zur vorsorgeuntersuchung", "check"),
        ("konntrolle", "check"),
        ("eine implantatberatung", "implant"),
        ("ich habe zahnschmerzen", "pain"),
        ("bei frau doktor mueller", "mueller"),
        ("zur frau miller", "mueller"),
        ("beim schneider", "schneider"),
        ("zur frau meyer", "meier"),
        ("für meine mutter", None),
        ("kontrolle und zahnreinigung", None),
        ("hallo", None),
        ("", None),
    ],
)
def test_german_words_find_their_thing(said: str, key: str | None) -> None:
    assert understand_thing(said, GERMAN_NAMES, Language.GERMAN) == key


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("a check up please", "check"),
        ("a teeth cleaning", "cleaning"),
        ("teeth whitening", "teeth"),
        ("doctor smith", "smith"),
        ("doctor smith for a check up", None),
    ],
)
def test_english_words_find_their_thing(said: str, key: str | None) -> None:
    assert understand_thing(said, ENGLISH_NAMES, Language.ENGLISH) == key


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("zwei angebote", "quote"),
        ("wegen der op", "surgery"),
        ("mein opa", None),
        ("das kostenangebot", "quote"),
    ],
)
def test_endings_and_compounds_are_seen_through_but_short_names_are_said(
    said: str, key: str | None
) -> None:
    names = {"quote": ("Angebot",), "surgery": ("OP",)}
    assert understand_thing(said, names, Language.GERMAN) == key


@given(st.text(max_size=200), st.sampled_from(Language))
def test_no_text_whatever_upsets_it(text: str, language: Language) -> None:
    assert understand_thing(text, GERMAN_NAMES, language) in {None, *GERMAN_NAMES}
