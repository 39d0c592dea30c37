"""Has the whole head ready for the first caller: patterns, weights, the office's own words."""

from datetime import datetime

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.dialogue.completeness import standing
from kibox_pbx.dialogue.events import CallAnswered, CallerSpoke
from kibox_pbx.dialogue.manager import step
from kibox_pbx.dialogue.state import start
from kibox_pbx.language.warm_up import warm_up as warm_up_language
from kibox_pbx.utterance import Language

_SAID = {
    Language.GERMAN: (
        "ich möchte am donnerstag um zehn einen termin",
        "mein name ist sabine huber",
        "wo kann ich parken",
    ),
    Language.ENGLISH: (
        "i'd like an appointment on thursday at ten",
        "my name is sabine huber",
        "where can i park",
    ),
}


def warm_up(settings: Settings, now: datetime) -> None:
    """Hold a few words of a conversation in every language of the office; nothing is kept.

    Without it the first caller waits half a second longer. Call it in the main thread.
    """
    warm_up_language()
    for language in settings.practice.languages:
        state, _ = step(start(settings), CallAnswered(0, now, None, language))
        for at_ms, text in enumerate(_SAID[language], start=1):
            step(state, CallerSpoke(at_ms, text, 1.0))
            standing(Expect.ANYTHING, text, language, ())
