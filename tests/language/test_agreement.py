"""Only a yes with hardly anything beside it agrees to a read-back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kibox_pbx.language.agreement import understand_agreement
from kibox_pbx.utterance import Language
from tests.language.test_yes_no import NO, YES, phrases

DE, EN = Language.GERMAN, Language.ENGLISH
AGREED = {
    DE: "ja;ja bitte;passt so;das ist richtig;die nummer stimmt;ja mittwoch um drei stimmt"
    ";ja bitte eintragen;tragen sie das ein;super danke;ich denke schon;bin ich;bitte"
    ";ja sabine huber am donnerstag um zehn bei frau doktor sommer;stimmt alles so",
    EN: "yes;yes please;that's right;spot on;book it;put me down;yes that suits me;please"
    ";you may;yes wednesday at three;i think so;all good",
}
NOT_AGREED = {
    DE: "verschieben bitte;streichen bitte;raus aus dem kalender bitte;bitte zurückrufen"
    ";den doktor schilling bitte;es geht um miete;machen sie auch hausbesuche;neun bitte"
    ";jan schulze;ja warten sie mal;ja den termin bitte löschen;mittags wäre gut"
    ";wir sind ja im sommer weggezogen und mein neuer arzt hätte gern meine unterlagen"
    ";der termin steht ja ich wollte nur dass der notar weiß dass er laut lesen muss"
    ";nein;vielleicht;ja aber um zehn",
    EN: "cancel please;please remove my booking;call me back please;the doctor please"
    ";eight works for me;morning would be grand;yes please cancel it;yes hold on"
    ";my hands go numb at night so yeah i'd like it checked out if that is all right"
    ";no;maybe;yes but at ten;fax number please",
}


@pytest.mark.parametrize(("said", "language"), phrases(AGREED))
def test_a_plain_yes_agrees(said: str, language: Language) -> None:
    assert understand_agreement(said, language) is True


@pytest.mark.parametrize(("said", "language"), phrases(NOT_AGREED))
def test_a_word_of_consent_beside_something_else_does_not(
    said: str, language: Language
) -> None:
    assert understand_agreement(said, language) is not True


@pytest.mark.parametrize(("said", "language"), phrases(NO))
def test_a_no_is_a_no(said: str, language: Language) -> None:
    assert understand_agreement(said, language) is False


def test_most_words_of_consent_agree() -> None:
    said = phrases(YES)
    agreed = [each for each in said if understand_agreement(*each)]
    assert len(agreed) >= 0.95 * len(said)


@given(st.text(max_size=200), st.sampled_from(Language))
def test_it_agrees_to_nothing_that_has_no_yes(text: str, language: Language) -> None:
    assert understand_agreement(text, language) in {True, False, None}
