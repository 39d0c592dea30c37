"""What the voice makes before the first call: the office's words and ours, never a caller's."""

import re
from collections.abc import Mapping

from kibox_pbx.config.settings import Enquiry, Settings
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
    begun = answers_begun(settings.enquiries, language)
    return tuple(dict.fromkeys((*book.fixed(), *book.openings(), *prompts, *begun)))


def answers_begun(entries: Mapping[str, Enquiry], language: Language) -> tuple[str, ...]:
    """Return the first sentence of each entry's answer."""
    answers = (speakable(each.answer.name(language), language) for each in entries.values())
    return tuple(_SENTENCE_END.split(answer)[0] for answer in answers)
