"""The voice's round trip: what the assistant reads back to callers, to be heard again."""

from datetime import date, timedelta

from kibox_pbx.hearing.corpus import Kind, Sentence
from kibox_pbx.hearing.slots import COUNTRY, NOW
from kibox_pbx.language.saying import say_birthdate, say_phone, say_when
from kibox_pbx.utterance import Language

_APPOINTMENTS = ((1, 8, 0), (2, 9, 30), (3, 14, 15), (10, 11, 45), (17, 16, 0), (50, 17, 30))
"""Days from now, hour, minute."""

_BORN = (date(1985, 5, 3), date(1972, 11, 12), date(2001, 1, 1), date(1969, 8, 27))
_NUMBERS = ("+4989123456", "+4917642189730", "+493078901234", "+49221987655")


def read_backs(language: Language) -> tuple[Sentence, ...]:
    """Return appointments, dates of birth and telephone numbers as the assistant says them."""
    days = [
        (NOW + timedelta(days=days)).replace(hour=hour, minute=minute)
        for days, hour, minute in _APPOINTMENTS
    ]
    return (
        *(Sentence(Kind.DAY, say_when(each, language, NOW.date()), language) for each in days),
        *(Sentence(Kind.BIRTHDATE, say_birthdate(each, language), language) for each in _BORN),
        *(
            Sentence(Kind.PHONE, say_phone(each, language, COUNTRY), language)
            for each in _NUMBERS
        ),
    )
