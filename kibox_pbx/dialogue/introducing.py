"""Callers who say who they are, and wait to be asked what they want.

They are greeted and asked, as people do it, instead of being told that they were not
understood; the name is kept for the matter that follows.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.performing import ASK_INTENT, Step, perform
from kibox_pbx.dialogue.reply import Line, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.state import Dialogue
from kibox_pbx.dialogue.volunteered import told_of_oneself
from kibox_pbx.language.names import understand_name
from kibox_pbx.language.stems import stems
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language

Words = Mapping[Language, re.Pattern[str]]

_NAME = r"(?P<name>(?!(?:ich|wir|i|i'm|we)\b)[^\W\d][\w'-]*(?: [^\W\d][\w'-]*)?)"
_FROM_DE = r"\b(?:von|vom|aus)(?: (?!wegen\b|für\b|zu\b|ich\b|wir\b|mit\b)[\w-]+){1,3}$"
_FROM_EN = r"\b(?:from|at)(?: (?!about\b|for\b|to\b|i\b|we\b|i'm\b)[\w-]+){1,4}$"
_FROM: Words = {
    Language.GERMAN: re.compile(_FROM_DE),
    Language.ENGLISH: re.compile(_FROM_EN),
}
"""Where somebody calls from."""

_GREETED: Words = {
    Language.GERMAN: re.compile(
        r"^(?:(?:ja|hallo|servus|moin|grüß gott|grüß sie"
        rf"|(?:schönen )?guten (?:tag|morgen|abend)) )+{_NAME}(?:$| (?={_FROM_DE}))"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:(?:yes|hello|hi|hey|good (?:morning|afternoon|evening|day)) )+"
        rf"{_NAME}(?:$| (?={_FROM_EN}))"
    ),
}
"""A greeting, and a word or two that may be a name: nothing is made of it."""

_MY_NAME = {
    Language.GERMAN: "mein name ist {} guten tag ",
    Language.ENGLISH: "my name is {} hello ",
}
_NAME_IS_ASKED = frozenset(set(Intent) - {Intent.QUESTION, Intent.PERSON})


def only_introduces(scene: Scene, text: str) -> bool:
    """Say whether a sentence is a greeting and a name, and holds nothing that is wanted."""
    told = told_of_oneself(scene, text)
    if told.name:
        return not stems(_FROM[scene.language].sub(" ", told.rest), scene.language)
    greeted = _GREETED[scene.language].search(text)
    return greeted is not None and understand_name(greeted["name"], scene.language) is not None


def welcome(state: Dialogue, scene: Scene, text: str) -> Step:
    """Greet, and ask what the caller wants."""
    name = told_of_oneself(scene, text).name
    known = replace(state, misses=0, introduced=name or state.introduced)
    question = state.question or ASK_INTENT
    return perform(known, Reply(None, (Line(Act.GREET, "welcome"),), question=question))


def with_name(state: Dialogue, intent: Intent, text: str) -> str:
    """Return a wish with the name that the caller gave before it, where one is needed."""
    if not state.introduced or intent not in _NAME_IS_ASKED:
        return text
    return _MY_NAME[state.language].format(state.introduced.lower()) + text
