"""What a caller is told of their data, a part at a time, and taking a consent back by voice.

"Datenschutz" leads to the first part of the long notice, and again to the next one. Whether
the call is recorded is answered as it is.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from kibox_pbx.dialogue import notices
from kibox_pbx.dialogue.actions import Action, Listen, WithdrawConsent
from kibox_pbx.dialogue.aside_words import Aside, understand_aside
from kibox_pbx.dialogue.performing import Step, perform, say_line
from kibox_pbx.dialogue.reply import Line, Reply
from kibox_pbx.dialogue.state import Dialogue, better
from kibox_pbx.privacy.consent import ConsentPurpose
from kibox_pbx.records import Act, Outcome
from kibox_pbx.utterance import Language

RECORDING, IMPROVEMENT = ConsentPurpose.RECORDING, ConsentPurpose.IMPROVEMENT

_NAMED: Mapping[ConsentPurpose, re.Pattern[str]] = {
    RECORDING: re.compile(
        r"aufzeich|aufgezeich|aufnahme|aufnehm|aufgenommen|aufzunehmen|mitschn|mitgeschn"
        r"|mitzuschn|\b(?:zeichnen|nehmen|schneiden) sie\b|record|\btap(?:e|ing)"
    ),
    IMPROVEMENT: re.compile(r"verbesser|training|trainieren|schulung|improv"),
}
"""What a sentence that withdraws names; one that names nothing means all."""

_AFTER_A_PART: Mapping[Language, Mapping[Aside, re.Pattern[str]]] = {
    Language.GERMAN: {
        Aside.PRIVACY: re.compile(
            r"^(?:ja |bitte |gern\w* |und |noch )*(?:mehr|weiter)(?: dazu| davon)?(?: bitte)?$"
            r"|^(?:bitte )?erzählen sie (?:mir )?mehr(?: dazu)?$"
        ),
        Aside.HOW_LONG: re.compile(r"\bwie lange\b"),
        Aside.RESPONSIBLE: re.compile(r"\bwer\b.*\b(?:verantwortlich|zuständig)\b"),
        Aside.COMPLAINT: re.compile(r"\bbeschwer\w*"),
    },
    Language.ENGLISH: {
        Aside.PRIVACY: re.compile(
            r"^(?:yes |please |and )*(?:more|go on|continue|tell me more)"
            r"(?: about (?:it|that))?(?: please)?$"
        ),
        Aside.HOW_LONG: re.compile(r"\bhow long\b"),
        Aside.RESPONSIBLE: re.compile(r"\bwho\b.*\b(?:responsible|in charge)\b"),
        Aside.COMPLAINT: re.compile(r"\bcomplain\w*"),
    },
}
"""Right after a part these need not say what they are about."""

_MORE: Mapping[Language, tuple[str, ...]] = {
    Language.GERMAN: ("mehr", "mehr bitte", "mehr dazu", "weiter bitte", "mehr datenschutz"),
    Language.ENGLISH: ("more", "more please", "more privacy", "more privacy please"),
}
"""What a recogniser is told to expect after a part: alone, "mehr" was heard as "mir"."""


def heard(state: Dialogue, text: str) -> Aside | None:
    """Return the aside in a sentence, as far as the sentence alone tells; see `Aside`."""
    language, agreed = state.language, state.agreed
    may_withdraw = bool(agreed.given and meant(text, agreed.given))
    aside = understand_aside(text, language, may_withdraw=may_withdraw)
    if (
        aside is None
        and state.settings.privacy.record_calls
        and _wants_no_recording(state, text)
    ):
        return Aside.RECORDED
    return aside or _follow_up(state, text)


def meant(text: str, given: frozenset[ConsentPurpose]) -> frozenset[ConsentPurpose]:
    """Return which of some consents a sentence that withdraws is about."""
    named = {purpose for purpose, words in _NAMED.items() if words.search(text)}
    return given & named if named else given


def tell(state: Dialogue, aside: Aside) -> Step:
    """Answer a question about the caller's data, and come back to what was asked."""
    match aside:
        case Aside.RECORDED:
            is_recorded = RECORDING in state.agreed.given
            keys: notices.Part = ("is_recorded" if is_recorded else "is_not_recorded",)
        case Aside.HOW_LONG:
            keys = notices.times(state.settings)
        case Aside.RESPONSIBLE:
            keys = notices.responsible(state.settings)
        case Aside.COMPLAINT:
            keys = notices.authority(state.settings)
        case _:
            state, keys = _next_part(state)
    lines = tuple(Line(Act.TELL_PRIVACY, key) for key in keys)
    told, actions = perform(state, Reply(state.skill, lines, question=state.question))
    if aside is Aside.PRIVACY:
        actions = tuple(_expecting_more(each, state.language) for each in actions)
    return replace(told, reached=better(told.reached, Outcome.ANSWERED)), actions


def withdraw(state: Dialogue, text: str) -> Step:
    """End consents at once; the conversation goes on where it was."""
    ended = meant(text, state.agreed.given)
    requests, line = withdrawals(state, ended), Line(Act.TELL_PRIVACY, _word_for(ended))
    state = replace(state, agreed=state.agreed.without(ended))
    if state.question is None:
        return state, (*requests, say_line(state, line))
    return perform(state, Reply(state.skill, (line,), requests, state.question))


def withdrawals(
    state: Dialogue, ended: frozenset[ConsentPurpose]
) -> tuple[WithdrawConsent, ...]:
    """Return what ends consents, now."""
    now = state.scene(state.at_ms).now
    return tuple(WithdrawConsent(purpose, now) for purpose in sorted(ended))


def _word_for(ended: frozenset[ConsentPurpose]) -> str:
    if ended == {RECORDING}:
        return "withdrawn_recording"
    return "withdrawn_improvement" if ended == {IMPROVEMENT} else "withdrawn_all"


def _expecting_more(action: Action, language: Language) -> Action:
    if not isinstance(action, Listen):
        return action
    return replace(action, phrases=(*_MORE[language], *action.phrases))


def _next_part(state: Dialogue) -> tuple[Dialogue, notices.Part]:
    parts = notices.long_notice(state.settings)
    told = state.privacy_parts
    return replace(state, privacy_parts=(told + 1) % len(parts)), parts[told]


def _wants_no_recording(state: Dialogue, text: str) -> bool:
    """Say whether a caller wants a recording stopped that there is none of."""
    aside = understand_aside(text, state.language, may_withdraw=True)
    return aside is Aside.WITHDRAW and _NAMED[RECORDING].search(text) is not None


def _follow_up(state: Dialogue, text: str) -> Aside | None:
    if not any(say.act is Act.TELL_PRIVACY for say in state.said):
        return None
    asked = _AFTER_A_PART[state.language].items()
    return next((aside for aside, words in asked if words.search(text)), None)
