"""Gets everything ready that the first caller would otherwise wait half a second for."""

from datetime import UTC, date, datetime, time

from kibox_pbx.language.grammar import likely_phrases
from kibox_pbx.language.names import understand_name
from kibox_pbx.language.phone import understand_phone
from kibox_pbx.language.when import understand_when
from kibox_pbx.utterance import Language

_ANY_DAY = datetime.combine(date(2026, 1, 1), time(), UTC)


def warm_up() -> None:
    """Load number words, patterns and Duckling for every language; from the main thread."""
    for language in Language:
        understand_when("mothers day", language, _ANY_DAY)
        understand_name("", language)
        understand_phone("", language, "DE", None)
        likely_phrases("day", language)
