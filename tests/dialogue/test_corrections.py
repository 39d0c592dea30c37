"""The caller may correct anything at any time, and is never asked twice for what is known."""

import pytest

from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.two_doctors import Visit, only, two_doctors

BORN = {"ask_birthdate": True}


def to_the_name() -> Visit:
    visit = Visit().says("Impfung am Mittwoch um zehn")
    assert visit.acts == [Act.TELL_ANSWER, Act.ASK_NAME]
    return visit


def to_the_end(visit: Visit | None = None) -> Visit:
    visit = (visit or Visit()).says("Vorsorge am Donnerstag um zehn", "Sabine Huber", "ja")
    assert visit.acts == [Act.CONFIRM_BOOKING]
    return visit


def test_everything_in_one_sentence_is_not_asked_again() -> None:
    visit = Visit(number=None).says(
        "Eine Impfung morgen um neun, mein Name ist Sabine Huber,"
        " meine Nummer ist null acht neun sieben sieben sieben acht acht acht"
    )
    assert visit.acts == [Act.CONFIRM_BOOKING]
    assert visit.says("ja").booked == [("Tue 24.11. 09:00", "sommer", "Sabine Huber")]


@pytest.mark.parametrize(
    "said",
    [
        (
            "ich brauche einen termin",
            "die Impfung, mein Name ist Sabine Huber",
            "am Mittwoch um zehn",
        ),
        (
            "ich brauche einen termin",
            "mein Name ist Sabine Huber",
            "Impfung",
            "am Mittwoch um zehn",
        ),
        ("eine Impfung", "mein Name ist Sabine Huber", "am Mittwoch um zehn"),
        ("eine Impfung", "am Mittwoch um zehn, mein Name ist Sabine Huber"),
        ("eine Impfung am Mittwoch", "mein Name ist Sabine Huber", "um zehn"),
    ],
)
def test_a_name_is_taken_whenever_it_is_told(said: tuple[str, ...]) -> None:
    assert Visit().says(*said).acts[-1] is Act.ASK_PHONE


def test_name_birthdate_and_number_may_come_together() -> None:
    visit = Visit(two_doctors(booking=BORN)).says("Impfung am Mittwoch um zehn")
    visit.says("Sabine Huber, geboren am dritten Mai 1985, meine Nummer ist 089 777888")
    assert visit.acts == [Act.CONFIRM_BOOKING]
    assert "geboren am dritten Mai neunzehnhundertfünfundachtzig" in visit.heard
    visit.says("ja")
    (written,) = visit.world.appointments
    assert (written.birthdate, written.phone) == ("1985-05-03", "+4989777888")


def test_the_birthdate_is_asked_after_the_name_and_read_back() -> None:
    visit = Visit(two_doctors(booking=BORN)).says("Impfung am Mittwoch um zehn", "Uwe Kraft")
    assert visit.acts == [Act.ASK_BIRTHDATE]
    assert visit.says("das weiß ich nicht").acts == [Act.CLARIFY, Act.ASK_BIRTHDATE]
    assert visit.says("am dritten Mai 1985").acts == [Act.ASK_PHONE]
    assert visit.says("ja").acts == [Act.CONFIRM_BOOKING]
    visit.says("nein, am vierten Mai 1985")
    assert "vierten Mai" in visit.heard
    assert visit.says("nein, das Geburtsdatum ist falsch").acts == [Act.ASK_BIRTHDATE]
    visit.says("am fünften Mai 1985", "ja, am fünften Mai 1985")
    assert visit.world.appointments[0].birthdate == "1985-05-05"


def test_a_birthdate_after_an_apology_is_no_other_day() -> None:
    visit = Visit(two_doctors(booking=BORN), language=Language.ENGLISH)
    visit.says("a vaccination on Wednesday at ten", "John Miller")
    assert visit.says("yes sorry, third of May 1985").acts == [Act.ASK_PHONE]


def test_english_birthdates_are_read_back() -> None:
    visit = Visit(two_doctors(booking=BORN), language=Language.ENGLISH)
    visit.says("a vaccination on Wednesday at ten", "John Miller", "third of May 1985", "yes")
    assert "born on the third of May nineteen eighty-five" in visit.heard


@pytest.mark.parametrize(
    ("said", "acts"),
    [
        ("nein, Donnerstag", [Act.TELL_ANSWER, Act.ASK_NAME]),
        ("am Donnerstag wäre doch besser", [Act.TELL_ANSWER, Act.ASK_NAME]),
        ("eine Woche später", [Act.TELL_ANSWER, Act.ASK_NAME]),
        ("Entschuldigung, ich meinte die Vorsorge", [Act.TELL_ANSWER, Act.ASK_NAME]),
        ("nein, mein Name ist Huber", [Act.ASK_PHONE]),
        ("Freitag", [Act.ASK_PHONE]),
        (
            "nein, null acht neun sieben sieben sieben acht acht acht",
            [Act.ASK_NAME],
        ),
        ("heute ist aber ein schöner tag nicht wahr finden sie nicht auch so schön", None),
    ],
)
def test_a_question_for_the_name_may_be_answered_with_a_correction(
    said: str, acts: list[Act] | None
) -> None:
    visit = to_the_name().says(said)
    assert acts is None or visit.acts == acts


def test_a_name_may_be_corrected_at_the_question_for_the_number() -> None:
    visit = to_the_name().says("Sabine Huber", "Moment, nicht Huber, Hubert")
    assert visit.acts == [Act.ASK_PHONE]
    assert visit.says("ja", "ja").booked[0][2] == "Sabine Hubert"


def test_an_introduction_that_changes_nothing_is_no_correction() -> None:
    visit = to_the_name().says("Sabine Huber", "nein, mein Name ist Sabine Huber")
    assert Act.ASK_PHONE in visit.acts


def test_what_is_neither_yes_nor_no_nor_a_number_is_asked_again() -> None:
    visit = to_the_name().says("Sabine Huber", "das kommt darauf an")
    assert visit.acts == [Act.CLARIFY, Act.ASK_PHONE]


def test_a_no_at_the_own_number_is_no_correction() -> None:
    visit = to_the_name().says("Sabine Huber", "nein")
    assert visit.acts == [Act.ASK_PHONE]


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("nein, mit u", "Was soll ich ändern"),
        ("nein, Hubert", "Sabine Hubert"),
        ("ja, aber Hubert", "Sabine Hubert"),
        ("ja, aber mein Name ist Claudia Huber", "Claudia Huber"),
        ("nein, Freitag", "Freitag"),
        ("nein, um elf", "elf Uhr"),
        (
            "nein, am Freitag um dieselbe Zeit",
            "Freitag, den siebenundzwanzigsten November, um zehn",
        ),
        ("nein, bei Herrn Winter", "Herr Doktor Winter"),
        ("nein, die Impfung", "Impfung"),
        (
            "nein, die Impfung am Freitag um neun",
            "Freitag, den siebenundzwanzigsten November, um neun",
        ),
        (
            "nein, die Nummer ist null acht neun sieben sieben sieben acht acht acht",
            "sieben sieben",
        ),
        ("nein, null acht neun sieben sieben sieben acht acht acht", "sieben sieben"),
        ("die Nummer ist falsch", "Telefonnummer"),
        ("der Name ist falsch", "Name"),
        ("die Uhrzeit ist falsch", "besser passen"),
        ("die Behandlung ist falsch", "Impfung"),
        ("nein", "Was soll ich ändern"),
        ("hmm vielleicht", "nicht"),
    ],
)
def test_what_was_read_back_may_be_corrected(said: str, heard: str) -> None:
    assert heard in to_the_end().says(said).heard


def test_a_yes_to_what_should_be_changed_is_no_yes_to_the_booking() -> None:
    visit = to_the_end().says("nein", "ja")
    assert visit.acts == [Act.CONFIRM_BOOKING]
    assert visit.booked == []
    assert len(visit.says("ja").booked) == 1


def test_the_first_is_no_day_of_the_month_where_a_yes_is_asked_for() -> None:
    assert to_the_end().says("der erste").acts == [Act.CLARIFY, Act.CONFIRM_BOOKING]
    assert "ersten Dezember" in to_the_end().says("nein am ersten Dezember").heard


def test_yes_with_what_was_read_back_is_a_yes() -> None:
    visit = to_the_end().says("ja, Sabine Huber am Donnerstag um zehn bei Frau Doktor Sommer")
    assert visit.acts == [Act.BOOKED, Act.ANYTHING_ELSE]


def test_another_service_that_is_not_for_this_caller_gives_the_slot_back() -> None:
    visit = to_the_end().says("nein, doch ein Belastungstest")
    assert visit.acts == [Act.ASK_KNOWN]
    assert visit.world.holds == []


def test_another_service_may_be_wanted_instead_of_an_offer() -> None:
    visit = Visit().says("Vorsorge am Donnerstag", "ach nein, eine Impfung am Freitag")
    assert "Freitag" in visit.heard
    assert visit.says("der erste", "Uwe Kraft", "ja", "ja").booked[0][0] == "Fri 27.11. 08:00"


def test_what_is_asked_after_the_service_was_called_wrong_is_the_service() -> None:
    visit = to_the_end().says("die Behandlung ist falsch")
    assert visit.acts == [Act.ASK_SERVICE]
    assert visit.says("blabla").acts == [Act.CLARIFY, Act.ASK_SERVICE]
    assert visit.says("die Impfung").acts == [Act.CONFIRM_BOOKING]


def test_a_practice_without_services_sends_to_people() -> None:
    visit = Visit(two_doctors(services={})).says("ich brauche einen termin")
    assert visit.acts[-1] in {Act.OFFER_PERSON, Act.ASK_MESSAGE, Act.OFFER_MESSAGE}


def test_with_one_service_only_the_day_is_asked() -> None:
    visit = Visit(two_doctors(services=only("jab"))).says("ich brauche einen termin")
    assert visit.acts == [Act.ASK_DAY]


def test_time_and_name_are_corrected_in_one_sentence() -> None:
    visit = to_the_end().says("nein, am Freitag um elf, und ich heiße Hubert")
    assert visit.acts == [Act.CONFIRM_BOOKING]
    assert visit.says("ja").booked == [("Fri 27.11. 11:00", "sommer", "Sabine Hubert")]


@pytest.mark.parametrize(
    ("said", "born"),
    [
        ("nein ich bin am zwölften februar geboren", "zwölften Februar neunzehnhundertfünfzig"),
        ("falsch mein geburtstag ist der dritte mai", "dritten Mai neunzehnhundertfünfzig"),
    ],
)
def test_day_and_month_of_birth_are_corrected_without_the_year(said: str, born: str) -> None:
    visit = Visit(two_doctors(booking=BORN)).says(
        "Vorsorge am Donnerstag um zehn", "Sabine Huber", "2. 2. 1950", "ja", said
    )
    assert visit.acts == [Act.CONFIRM_BOOKING]
    assert born in visit.heard


def test_a_wrong_date_of_birth_alone_is_asked_again() -> None:
    visit = Visit(two_doctors(booking=BORN)).says(
        "Vorsorge am Donnerstag um zehn", "Sabine Huber", "2. 2. 1950", "ja"
    )
    assert visit.says("nein im februar bin ich nicht geboren").acts == [Act.ASK_BIRTHDATE]


def test_one_service_instead_of_another_is_a_change() -> None:
    visit = to_the_end().says("ach nein keine vorsorge sondern eine impfung")
    assert visit.acts[-1] is Act.CONFIRM_BOOKING
    assert "Impfung" in visit.heard
