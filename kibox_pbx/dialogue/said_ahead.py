"""What the voice makes before the first call: the office's words and ours, never a caller's."""

import re

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.phrases import phrase_book
from kibox_pbx.language.speakable import speakable
from kibox_pbx.utterance import Language

_SENTENCE_END = re.compile(r"(?<=[.!?])\s")


def said_ahead(settings: Settings, language: Language) -> tuple[str, ...]:
    """Return fixed sentences and beginnings, what callers hear first coming first.

    Of answers to questions it is the first sentence: the rest can be made while that is heard.
    """
    book = phrase_book(settings, language)
    fields = (field for form in settings.forms.values() for field in form.fields.values())
    prompts = (speakable(field.prompt.name(language), language) for field in fields)
    answers = (
        speakable(entry.answer.name(language), language)
        for entry in settings.enquiries.values()
    )
    begun = (_SENTENCE_END.split(answer)[0] for answer in answers)
    return tuple(dict.fromkeys((*book.fixed(), *book.openings(), *prompts, *begun)))
