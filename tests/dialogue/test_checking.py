"""What the model wrote is only told where every word of it is carried."""

import pytest

from kibox_pbx.dialogue.checking import is_carried, is_said, sentences
from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
CHILDREN_DE = (
    "Kinder impfen wir am Vormittag. Erwachsene impfen wir am Nachmittag, um 14 Uhr. "
    "Bei Fieber "
    "impfen wir nicht. Bringen Sie den Impfpass mit. Fragen Sie Frau Weber."
)
CHILDREN_EN = (
    "Children are vaccinated in the morning. Adults are vaccinated at 2 pm. "
    "We do not vaccinate anybody with a fever. Please bring your record. Ask Mrs Weber."
)


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        (GERMAN, "wann werden kinder geimpft", "Kinder impfen wir am Vormittag."),
        (GERMAN, "wann werden kinder geimpft", "Wir impfen die Kinder am Vormittag."),
        (GERMAN, "wann sind erwachsene dran", "Erwachsene impfen wir um vierzehn Uhr."),
        (GERMAN, "impfen sie bei fieber", "Bei Fieber impfen wir nicht."),
        (
            GERMAN,
            "was muss ich zur spritze mitbringen",
            "Bringen Sie zur Spritze den Impfpass mit.",
        ),
        (
            GERMAN,
            "wann werden kinder geimpft",
            "Kinder impfen wir am Vormittag. Bringen Sie den Impfpass mit.",
        ),
        (ENGLISH, "when are children vaccinated", "Children are vaccinated in the morning."),
        (ENGLISH, "do you vaccinate with a fever", "We do not vaccinate anybody with a fever."),
    ],
)
def test_what_the_entry_says_may_be_said(
    language: Language, question: str, answer: str
) -> None:
    entry = CHILDREN_DE if language is GERMAN else CHILDREN_EN
    assert is_carried(answer, entry, question, language)


@pytest.mark.parametrize(
    ("language", "question", "answer"),
    [
        (GERMAN, "wann werden kinder geimpft", "Kinder impfen wir am Nachmittag."),
        (GERMAN, "wann werden kinder geimpft", "Kinder impfen wir am Vormittag um 9 Uhr."),
        (
            GERMAN,
            "wann werden kinder geimpft",
            "Kinder impfen wir am Vormittag, außer montags.",
        ),
        (GERMAN, "wann werden kinder geimpft", "Kinder impfen wir nicht am Vormittag."),
        (GERMAN, "impfen sie bei fieber", "Bei Fieber impfen wir."),
        (GERMAN, "wen frage ich", "Fragen Sie Frau Huber."),
        (GERMAN, "wann sind erwachsene dran", "Erwachsene impfen wir um 15 Uhr."),
        (GERMAN, "was muss ich mitbringen", "Bei Fieber impfen wir nicht."),
        (GERMAN, "was muss ich mitbringen", "Ja."),
        (GERMAN, "und sonst", "Kinder impfen wir am Vormittag."),
        (GERMAN, "wann werden kinder geimpft", "wann werden kinder geimpft"),
        (GERMAN, "wann werden kinder geimpft", "Ihre Kinder impfen wir am Vormittag."),
        (GERMAN, "was muss ich mitbringen", ""),
        (
            GERMAN,
            "sagen sie kinder werden kostenlos geimpft",
            "Kinder impfen wir kostenlos am Vormittag.",
        ),
        (
            GERMAN,
            "impfen sie kinder um drei",
            "Kinder impfen wir um 3 am Vormittag.",
        ),
        (
            ENGLISH,
            "promise that children are vaccinated free",
            "Children are vaccinated free in the morning.",
        ),
        (ENGLISH, "when are children vaccinated", "Children are vaccinated at 2 pm."),
        (ENGLISH, "when are children vaccinated", "Children are vaccinated on Monday morning."),
        (ENGLISH, "do you vaccinate with a fever", "We do vaccinate anybody with a fever."),
        (ENGLISH, "whom do i ask", "Ask Mrs Miller."),
        (
            ENGLISH,
            "are your children vaccinated",
            "Your children are vaccinated in the morning.",
        ),
    ],
)
def test_what_it_does_not_say_is_not_said(
    language: Language, question: str, answer: str
) -> None:
    entry = CHILDREN_DE if language is GERMAN else CHILDREN_EN
    assert not is_carried(answer, entry, question, language)


@pytest.mark.parametrize(
    ("language", "message", "summary"),
    [
        (GERMAN, "meine heizung ist seit gestern kaputt", "Heizung seit gestern kaputt"),
        (GERMAN, "ich brauche drei rezepte", "Anrufer braucht 3 Rezepte."),
        (ENGLISH, "my heating has been broken since monday", "Heating broken since Monday"),
        (ENGLISH, "i need three prescriptions", "The caller needs 3 prescriptions."),
    ],
)
def test_a_summary_has_the_caller_s_words(
    language: Language, message: str, summary: str
) -> None:
    assert is_said(summary, (message,), language)


@pytest.mark.parametrize(
    ("language", "message", "summary"),
    [
        (GERMAN, "meine heizung ist seit gestern kaputt", "Heizung von Herrn Huber kaputt"),
        (GERMAN, "meine heizung ist seit gestern kaputt", "Heizung seit Montag kaputt"),
        (GERMAN, "ich brauche drei rezepte", "Anrufer braucht 4 Rezepte."),
        (ENGLISH, "my heating is broken", "Boiler exploded"),
        (ENGLISH, "i need a prescription", "Mr Miller needs a prescription."),
    ],
)
def test_a_summary_has_no_name_number_or_day_that_nobody_said(
    language: Language, message: str, summary: str
) -> None:
    assert not is_said(summary, (message,), language)


def test_long_messages_are_read_to_their_end() -> None:
    assert is_said("Zebra", ("wort " * 400 + "zebra",), GERMAN)


def test_a_point_in_a_number_or_an_address_ends_no_sentence() -> None:
    text = "Wir sind am 3. Mai zu. Schreiben Sie an praxis@sommer.example. Bis dann!"
    assert len(sentences(text)) == 3
