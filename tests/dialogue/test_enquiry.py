"""Questions: answered from the practice's entries, or honestly not."""

from typing import Any

import pytest

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import (
    FindAnswer,
    HoldSlot,
    KeepQuestion,
    ReleaseSlot,
    Transfer,
    WordAnswer,
)
from kibox_pbx.dialogue.events import (
    AnswersFound,
    AnswerWorded,
    CallerHungUp,
    CallerSpoke,
    FormStored,
)
from kibox_pbx.dialogue.manager import step
from kibox_pbx.dialogue.skills.enquiry import is_question
from kibox_pbx.records import Act, Outcome
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import MONDAY_NIGHT, practice

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
LONG_DE = (
    "Kinder impfen wir am Vormittag. Erwachsene impfen wir am Nachmittag. "
    "Bringen Sie den Impfpass mit. Reiseimpfungen brauchen ein Gespräch vorab."
)
LONG_EN = (
    "Children are vaccinated in the morning. Adults come in the afternoon. "
    "Please bring your record. Travel vaccinations need a talk beforehand."
)


def entry(de: str, en: str, answer_de: str, answer_en: str) -> dict[str, Any]:
    return {"questions": {"de": de, "en": en}, "answer": {"de": answer_de, "en": answer_en}}


ENTRIES = {
    "parking": entry(
        "Wo kann ich parken?",
        "Where can I park?",
        "Hinter dem Haus sind 4 Parkplätze.",
        "There are 4 spaces behind the house.",
    ),
    "vaccination": entry(
        "Wann werden Kinder und Erwachsene geimpft?",
        "When do you vaccinate children and adults?",
        LONG_DE,
        LONG_EN,
    ),
    "flu_child": entry(
        "Was kostet die Grippespritze für Kinder?",
        "How much is a flu shot for children?",
        "Für Kinder nichts.",
        "It is free for children.",
    ),
    "flu_adult": entry(
        "Was kostet die Grippespritze für Erwachsene?",
        "How much is a flu shot for adults?",
        "Für Erwachsene 30 Euro.",
        "It is 30 euros for adults.",
    ),
    "report_school": entry(
        "Was kostet ein Attest für die Schule?",
        "How much is a certificate for school?",
        "Ein Attest für die Schule kostet fünf Euro, und wir brauchen dafür einen Tag Zeit, "
        "weil es die Ärztin selbst schreibt.",
        "A certificate for school costs five euros, and we need a day for it because the "
        "doctor writes it herself.",
    ),
    "report_sports": entry(
        "Was kostet ein Attest für den Sport?",
        "How much is a certificate for sports?",
        "Ein Attest für den Sport kostet zwanzig Euro, und Sie müssen dafür einmal zu uns in "
        "die Praxis kommen.",
        "A certificate for sports costs twenty euros, and you have to come to the practice "
        "once for it.",
    ),
}


def settings() -> Settings:
    return practice(enquiries=ENTRIES)


def caller(language: Language = GERMAN, **circumstances: Any) -> Caller:
    return Caller(language, settings=settings(), **circumstances)


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        (GERMAN, "haben sie parkplätze", "Hinter dem Haus sind vier Parkplätze."),
        (ENGLISH, "where can i park my car", "There are four spaces behind the house."),
    ],
)
def test_an_entry_is_told_as_it_is_written(
    language: Language, question: str, answer: str
) -> None:
    call = caller(language).says(question)
    assert call.heard.startswith(answer)
    assert call.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]
    assert call.hangs_up().outcome is Outcome.ANSWERED


@pytest.mark.parametrize(
    ("language", "question"),
    [(GERMAN, "darf ich meinen hund mitbringen"), (ENGLISH, "may i bring my dog along")],
)
def test_without_an_entry_we_say_so_keep_the_question_and_offer_a_person(
    language: Language, question: str
) -> None:
    call = caller(language).says(question)
    assert call.acts == [Act.OFFER_PERSON]
    assert call.asked(KeepQuestion) == [KeepQuestion(question, language)]
    call.says("ja gern" if language is GERMAN else "yes please")
    assert isinstance(call.ending, Transfer)


@pytest.mark.parametrize(
    ("language", "said"), [(GERMAN, "darf ich was fragen"), (ENGLISH, "just a question please")]
)
def test_who_only_says_that_they_have_a_question_is_asked_for_it(
    language: Language, said: str
) -> None:
    call = caller(language).says(said)
    assert call.acts == [Act.ASK_INTENT]
    assert call.asked(FindAnswer) == []
    call.says("haben sie parkplätze" if language is GERMAN else "where can i park")
    assert call.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]


def test_without_an_entry_at_night_a_message_is_offered() -> None:
    call = caller(now=MONDAY_NIGHT).says("darf ich meinen hund mitbringen")
    assert call.acts == [Act.OFFER_MESSAGE]
    assert len(call.asked(KeepQuestion)) == 1


@pytest.mark.parametrize(
    ("language", "question"),
    [
        (GERMAN, "soll ich das medikament absetzen"),
        (GERMAN, "wie viele tabletten soll mein kind nehmen"),
        (ENGLISH, "should i stop taking the tablets"),
        (ENGLISH, "what dose should i take for my flu"),
    ],
)
def test_advice_is_never_given_from_an_entry_that_is_about_something_else(
    language: Language, question: str
) -> None:
    assert caller(language).says(question).acts == [Act.OFFER_PERSON]


def test_a_question_for_a_department_that_has_no_entry_is_put_through() -> None:
    call = caller().says("was kostet die zweite mahnung ich glaube das macht die buchhaltung")
    assert call.ending == Transfer("billing", Outcome.TRANSFERRED)


@pytest.mark.parametrize(
    ("language", "opener", "question"),
    [
        (GERMAN, "ich habe mal eine frage", "wo kann ich denn parken"),
        (ENGLISH, "i have a question", "where can i park"),
    ],
)
def test_who_only_has_a_question_is_asked_for_it(
    language: Language, opener: str, question: str
) -> None:
    call = caller(language).says(opener)
    assert call.acts == [Act.ASK_INTENT]
    assert call.says(question).acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]


@pytest.mark.parametrize(
    ("language", "question", "worded"),
    [
        (GERMAN, "wann werden kinder geimpft", "Kinder impfen wir am Vormittag."),
        (ENGLISH, "when do you vaccinate children", "Children are vaccinated in the morning."),
    ],
)
def test_a_long_entry_is_worded_by_the_model_while_the_caller_is_told_to_wait(
    language: Language, question: str, worded: str
) -> None:
    call = caller(language)
    call.worded = lambda _: worded
    call.says(question)
    assert call.asked(WordAnswer) == [WordAnswer("vaccination", question, language)]
    assert call.acts == [Act.TELL_ANSWER, Act.TELL_ANSWER, Act.ANYTHING_ELSE]
    assert worded in call.heard
    assert "Reiseimpfungen" not in call.heard
    assert "Travel" not in call.heard


def test_a_long_entry_is_told_whole_where_the_model_fails() -> None:
    call = caller().says("wann werden kinder geimpft")
    assert LONG_DE in call.heard


def test_two_short_entries_that_may_be_meant_are_both_told() -> None:
    call = caller().says("was kostet die grippespritze")
    assert "Für Kinder nichts." in call.heard
    assert "Für Erwachsene dreißig Euro." in call.heard


@pytest.mark.parametrize(
    ("language", "question", "answer", "told"),
    [
        (GERMAN, "was kostet ein attest", "das für den sport", "zwanzig Euro"),
        (GERMAN, "was kostet ein attest", "die erste frage", "fünf Euro"),
        (GERMAN, "was kostet ein attest", "das zweite", "zwanzig Euro"),
        (ENGLISH, "how much is a certificate", "the one for school", "five euros"),
        (ENGLISH, "how much is a certificate", "the second one", "twenty euros"),
    ],
)
def test_of_two_long_entries_the_caller_is_asked_which_is_meant(
    language: Language, question: str, answer: str, told: str
) -> None:
    call = caller(language).says(question)
    assert call.acts == [Act.CLARIFY]
    call.says(answer)
    assert told in call.heard
    assert call.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]


def test_who_does_not_say_which_is_meant_is_asked_again() -> None:
    call = caller().says("was kostet ein attest", "ja genau")
    assert call.acts == [Act.CLARIFY, Act.CLARIFY]


@pytest.mark.parametrize(
    ("language", "wish", "question", "day"),
    [
        (
            GERMAN,
            "ein termin zur vorsorge",
            "wo kann ich denn bei ihnen parken",
            "am mittwoch um 15 uhr",
        ),
        (ENGLISH, "a check up appointment", "where can i park", "on wednesday at three"),
    ],
)
def test_a_question_in_the_middle_of_a_booking_is_answered_and_the_booking_goes_on(
    language: Language, wish: str, question: str, day: str
) -> None:
    call = caller(language).says(wish)
    call.says(question)
    assert call.acts == [Act.TELL_ANSWER, Act.ASK_DAY]
    call.says(day)
    held = call.asked(HoldSlot)
    call.says(question)
    assert call.acts == [Act.TELL_ANSWER, Act.ASK_NAME]
    assert call.asked(HoldSlot) == held
    assert not call.asked(ReleaseSlot)


def test_hanging_up_while_a_question_is_looked_up_gives_the_slot_back() -> None:
    call = caller().says("ein termin zur vorsorge am mittwoch um 15 uhr")
    busy, actions = step(call.state, CallerSpoke(9000, "wo kann ich parken"))
    assert [type(action) for action in actions] == [FindAnswer]
    _, actions = step(busy, CallerHungUp(9500))
    assert [type(action) for action in actions] == [ReleaseSlot]


@pytest.mark.parametrize(
    ("language", "wish", "question"),
    [
        (GERMAN, "ein termin zur vorsorge", "haben sie eigentlich wlan im wartezimmer"),
        (ENGLISH, "a check up appointment", "do you have wifi in the waiting room"),
    ],
)
def test_a_question_without_an_entry_is_noted_in_the_middle_and_the_matter_goes_on(
    language: Language, wish: str, question: str
) -> None:
    call = caller(language).says(wish, question)
    assert call.acts == [Act.TELL_ANSWER, Act.ASK_DAY]
    assert call.asked(KeepQuestion) == [KeepQuestion(question, language)]


def test_an_answer_worded_as_a_question_is_still_an_answer() -> None:
    call = caller().says("ein termin zur vorsorge", "haben sie am mittwoch um 15 uhr was frei")
    assert call.acts[-1] is Act.ASK_NAME


def test_who_asks_in_vain_again_and_again_is_offered_a_person() -> None:
    call = caller().says("ein termin zur vorsorge")
    call.says(*["haben sie eigentlich wlan im wartezimmer"] * 3)
    assert call.acts[-1] is Act.OFFER_PERSON


def test_what_nobody_understood_may_still_be_a_question() -> None:
    call = caller().says("ein termin zur vorsorge", "mein auto muss ja auch irgendwo parken")
    assert call.acts == [Act.TELL_ANSWER, Act.ASK_DAY]
    call.says("ach das weiß der kuckuck")
    assert call.acts == [Act.CLARIFY, Act.ASK_DAY]


def test_what_neither_rules_nor_model_know_is_looked_up_before_asking_again() -> None:
    call = caller().says("mein auto muss ja auch irgendwo parken")
    assert call.acts == [Act.TELL_ANSWER, Act.ANYTHING_ELSE]
    call.says("der kuckuck ruft im wald")
    assert call.acts[0] is Act.CLARIFY


def test_a_message_may_be_worded_as_a_question() -> None:
    call = caller().says(
        "ich möchte eine nachricht hinterlassen", "wo kann ich bei ihnen parken"
    )
    assert Act.TELL_ANSWER not in call.acts


def test_news_that_nobody_waits_for_is_ignored() -> None:
    call = caller().says("was kostet ein attest")
    for late in (AnswersFound(9000, ("parking",)), AnswerWorded(9000, "Ja.")):
        assert step(call.state, late) == (call.state, ())


def test_news_of_something_else_leaves_a_question_that_is_looked_up_alone() -> None:
    call = caller().says("ein termin zur vorsorge am mittwoch um 15 uhr")
    busy, _ = step(call.state, CallerSpoke(9000, "wo kann ich parken"))
    for news in (AnswerWorded(9100, "Ja."), FormStored(9100)):
        assert step(busy, news) == (busy, ())
    wording, _ = step(caller().state, CallerSpoke(9000, "wann werden kinder geimpft"))
    wording, _ = step(wording, AnswersFound(9100, ("vaccination",)))
    assert step(wording, AnswersFound(9200, ())) == (wording, ())


def test_a_switch_is_heard_after_a_look_up_in_vain() -> None:
    call = caller().says(
        "ein termin zur vorsorge", "kann ich bitte mit jemandem verbunden werden"
    )
    assert Act.ASK_DAY not in call.acts


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (GERMAN, "und wo kann ich parken", True),
        (GERMAN, "moment sagen sie mal haben sie einen aufzug", True),
        (GERMAN, "am mittwoch nachmittag bitte", False),
        (GERMAN, "was", False),
        (GERMAN, "was soll das", False),
        (GERMAN, "kann ich nicht sagen", False),
        (ENGLISH, "oh and do you have a lift", True),
        (ENGLISH, "hang on is there a lift", True),
        (ENGLISH, "wednesday afternoon would be fine", False),
    ],
)
def test_questions_are_told_from_answers_by_their_words(
    language: Language, text: str, *, expected: bool
) -> None:
    assert is_question(text, language) is expected


def test_what_has_an_entry_is_answered_before_the_model_is_asked() -> None:
    asked: list[str] = []
    call = caller()
    call.model = asked.append
    assert call.says("mein auto muss ja auch irgendwo parken").acts[0] is Act.TELL_ANSWER
    assert asked == []
    call.says("der kuckuck ruft im wald")
    assert asked == ["der kuckuck ruft im wald"]
