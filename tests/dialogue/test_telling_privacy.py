"""The privacy notice comes in parts, is the office's own, and may be asked for singly."""

from dataclasses import replace
from typing import Any

import pytest

from kibox_pbx.dialogue.actions import Listen, Say, WithdrawConsent
from kibox_pbx.dialogue.notices import disclosure_version
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import practice

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
OFFICE: dict[str, Any] = {
    "responsible": {"name": "Dr. Eva Sommer", "address": "Marktplatz 3", "email": "e@s.de"},
    "officer": "Frau Lang",
    "authority": "Aufsicht in Ansbach",
    "retention": {"transcript_days": 14},
}


def ring(language: Language = GERMAN, **privacy: Any) -> Caller:
    return Caller(language, settings=practice(privacy=OFFICE | privacy))


@pytest.mark.parametrize(
    ("language", "first", "more"),
    [(GERMAN, "datenschutz", "mehr"), (ENGLISH, "privacy", "tell me more please")],
)
def test_the_notice_comes_in_three_parts_and_then_from_the_beginning(
    language: Language, first: str, more: str
) -> None:
    caller = ring(language)
    one, two, three, again = (told(caller.says(said)) for said in (first, more, more, more))
    assert len({one, two, three}) == 3
    assert again == one
    assert max(len(part.split()) for part in (one, two, three)) < 110


@pytest.mark.parametrize(
    ("language", "first", "more"),
    [(GERMAN, "datenschutz", "mehr"), (ENGLISH, "privacy", "more")],
)
def test_the_recogniser_expects_more_after_a_part_and_only_then(
    language: Language, first: str, more: str
) -> None:
    caller = ring(language)
    for said, is_told in ((first, True), (more, True), ("das nicht", False)):
        caller.says(said)
        [listen] = [each for each in caller.latest if isinstance(each, Listen)]
        assert (more in listen.phrases) is is_told


def told(caller: Caller) -> str:
    """Return what of the notice was told last."""
    says = [each for each in caller.latest if isinstance(each, Say)]
    return " ".join(each.text for each in says if each.act is Act.TELL_PRIVACY)


def test_to_ask_for_it_again_leads_to_the_next_part() -> None:
    caller = ring().says("datenschutz", "mehr zum datenschutz bitte")
    assert "Artikel sechs" in caller.heard


def test_every_part_comes_back_to_what_was_asked() -> None:
    caller = ring().says("termin zur vorsorge", "datenschutz", "mehr", "mehr")
    assert caller.acts[-1] is Act.ASK_DAY
    assert {*caller.acts[:-1]} == {Act.TELL_PRIVACY}


def test_more_is_no_aside_where_nothing_was_told() -> None:
    assert Act.TELL_PRIVACY not in ring().says("mehr").acts


@pytest.mark.parametrize(
    ("language", "asked", "told"),
    [
        (GERMAN, "wie lange wird das gespeichert", "nach vierzehn Tagen"),
        (GERMAN, "wann werden meine daten gelöscht", "nach vierzehn Tagen"),
        (GERMAN, "wer ist für den datenschutz verantwortlich", "Doktor Eva Sommer"),
        (GERMAN, "wer ist verantwortlich für meine daten", "Marktplatz drei und e ät s"),
        (GERMAN, "wo kann ich mich über den datenschutz beschweren", "Aufsicht in Ansbach"),
        (GERMAN, "wie heißt die aufsichtsbehörde", "Aufsicht in Ansbach"),
        (ENGLISH, "how long do you keep my data", "fourteen days"),
        (ENGLISH, "who is responsible for my data", "Frau Lang"),
        (ENGLISH, "where can i complain about my data", "Aufsicht in Ansbach"),
    ],
)
def test_a_single_question_gets_that_part_alone(
    language: Language, asked: str, told: str
) -> None:
    caller = ring(language).says(asked)
    assert told in caller.heard
    assert caller.acts[-1] is Act.ASK_INTENT
    assert {*caller.acts[:-1]} == {Act.TELL_PRIVACY}


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("und wie lange", "vierzehn"),
        ("wer ist da verantwortlich", "Sommer"),
        ("wo beschwere ich mich", "Ansbach"),
    ],
)
def test_right_after_a_part_a_question_need_not_say_what_it_is_about(
    asked: str, told: str
) -> None:
    assert told in ring().says("datenschutz", asked).heard


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (GERMAN, "wie lange dauert eine vorsorge"),
        (GERMAN, "wer ist verantwortlich für die rechnung"),
        (GERMAN, "ich möchte mich über frau sommer beschweren"),
        (ENGLISH, "how long does a check up take"),
        (ENGLISH, "i want to complain about my bill"),
    ],
)
def test_what_is_no_question_about_data(language: Language, said: str) -> None:
    assert Act.TELL_PRIVACY not in ring(language).says(said).acts


def test_an_office_without_officer_and_authority_names_none() -> None:
    caller = Caller().says("datenschutz", "mehr", "mehr")
    assert "Ihres Bundeslandes" in caller.heard
    assert "Praxis Doktor Sommer" in caller.heard
    assert "Für den Datenschutz" not in caller.heard


def test_what_is_asked_for_often_never_ends_in_a_person_offered() -> None:
    caller = ring().says("datenschutz", "mehr", "mehr", "wie lange wird das gespeichert")
    assert caller.acts[-1] is Act.ASK_INTENT


def test_a_consent_is_withdrawn_while_something_is_looked_up() -> None:
    caller = ring(record_calls=True).says("ja", "termin zur vorsorge")
    caller.state = replace(caller.state, question=None)
    caller.says("bitte nicht mehr aufzeichnen")
    ended, told = caller.latest
    assert isinstance(ended, WithdrawConsent)
    assert isinstance(told, Say)
    assert told.act is Act.TELL_PRIVACY
    assert caller.state.question is None


def mailed(content: str, address: str) -> dict[str, Any]:
    email = {"address": address, "sender": "a@s.de", "others": "b@s.de", "content": content}
    return {"privacy": OFFICE, "notify": {"email": email}}


@pytest.mark.parametrize(
    ("content", "address", "stays"),
    [
        ("full", "192.168.1.10", True),
        ("none", "9.9.9.9", True),
        ("subject", "9.9.9.9", False),
        ("full", "9.9.9.9", False),
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        (GERMAN, "datenschutz", ("hier im Haus und", "geht ins Internet"), "unseren Anbieter"),
        (ENGLISH, "privacy", ("stays in this house", "nothing goes to"), "our provider"),
    ],
    ids=["de", "en"],
)
def test_whose_words_leave_the_house_as_mail_is_told_so(
    words: tuple[Language, str, tuple[str, str], str],
    content: str,
    address: str,
    *,
    stays: bool,
) -> None:
    language, more, house, provider = words
    caller = Caller(language, settings=practice(**mailed(content, address)))
    for claim in house:
        assert (claim in caller.heard) is stays
        assert (provider in caller.heard) is not stays
        caller.says(more)


def test_a_notice_of_what_is_mailed_is_another_version() -> None:
    at_home, outside = (
        disclosure_version(practice(**mailed("full", each)), GERMAN)
        for each in ("192.168.1.10", "9.9.9.9")
    )
    assert at_home != outside
