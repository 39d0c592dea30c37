"""The caller's turn: what they said, keyed, or left unsaid, and what it leads to."""

from dataclasses import replace
from typing import assert_never

from kibox_pbx.dialogue import consenting, several, telling_privacy, wishes
from kibox_pbx.dialogue.alarm import raise_alarm, with_advice
from kibox_pbx.dialogue.aside_words import Aside
from kibox_pbx.dialogue.asides import heard_aside, person_wanted, repeat, take_aside
from kibox_pbx.dialogue.danger import Danger, danger
from kibox_pbx.dialogue.events import CallerPressed, CallerSpoke, ModelReplied, SilenceTimedOut
from kibox_pbx.dialogue.fallback import (
    ask_again,
    goodbye,
    leads_nowhere,
    not_understood,
    silent,
)
from kibox_pbx.dialogue.filling import begin_filled
from kibox_pbx.dialogue.guessing import is_doubtful
from kibox_pbx.dialogue.intents import Intent, without_later
from kibox_pbx.dialogue.introducing import only_introduces, welcome, with_name
from kibox_pbx.dialogue.keeping import without_kept
from kibox_pbx.dialogue.keys import PERSON_KEY, collect, is_complete, shortcut
from kibox_pbx.dialogue.leaving import asks_when_again, leaves
from kibox_pbx.dialogue.listening import listen_for_next_key
from kibox_pbx.dialogue.meanwhile import in_vain, look_up, may_be_question, taken
from kibox_pbx.dialogue.performing import ANYTHING_ELSE, Step, perform
from kibox_pbx.dialogue.reply import Reply
from kibox_pbx.dialogue.resuming import MOST_RESUMED, heard_question, take_up
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.several import announces_wish
from kibox_pbx.dialogue.skills import transfer
from kibox_pbx.dialogue.skills.enquiry import Doubt
from kibox_pbx.dialogue.skills.opening import asks_when_open
from kibox_pbx.dialogue.state import Dialogue
from kibox_pbx.dialogue.switching import WHAT_ELSE, said_beside, switch, wanted_language
from kibox_pbx.dialogue.tasks import GOODBYE
from kibox_pbx.dialogue.unheard import take_unheard, wants_more
from kibox_pbx.language.length import first_of
from kibox_pbx.language.yes_no import understand_yes_no


def callers_turn(state: Dialogue, event: CallerSpoke | CallerPressed | SilenceTimedOut) -> Step:
    """Return what follows from a sentence, a key or a silence."""
    scene = state.scene(event.at_ms)
    state = replace(state, turns=state.turns + 1, at_ms=event.at_ms)
    if leads_nowhere(state):
        return perform(state, transfer.to_somebody(scene, "transfer_lost"))
    match event:
        case CallerSpoke(text=text):
            return _heard(replace(state, silences=0, keys=""), scene, first_of(text))
        case SilenceTimedOut() if state.agreed.open:
            return consenting.go_on(consenting.unanswered(state, scene))
        case SilenceTimedOut():
            return _keyed(state, scene) if state.keys else silent(state, scene)
        case CallerPressed(key=key):
            return _pressed(replace(state, silences=0), scene, key)
        case _:
            assert_never(event)


def _heard(state: Dialogue, scene: Scene, text: str) -> Step:
    """Take a sentence: dangers first, then its language, asides, and the answer."""
    found = danger(text, state.language, scene.settings.emergency)
    if found is Danger.SURE:
        return raise_alarm(state, scene)
    taken_up = take_up(state, text) or _heard_in_safety(state, scene, text)
    is_plain = telling_privacy.heard(state, text) is Aside.WITHDRAW
    return with_advice(taken_up) if found and not is_plain else taken_up


def _heard_in_safety(state: Dialogue, scene: Scene, text: str) -> Step:
    was_interrupted, was_put = state.cut is not None, heard_question(state)
    state = replace(state, cut=None, asked_model=None)
    wanted = wanted_language(state, text)
    if wanted:
        return switch(state, scene, text, wanted, _take_other)
    said = said_beside(state, scene, text)
    if state.agreed.open:
        return _take_consent(state, scene, said, was_put=was_put)
    return _take(state, scene, said, was_interrupted=was_interrupted)


def _take_other(state: Dialogue, scene: Scene, text: str) -> Step:
    """Take what was said in another language than the question: it is no yes to that."""
    if state.agreed.open:
        return _take_consent(state, scene, text, was_put=False)
    return _take(state, scene, text, was_interrupted=False)


def _take_consent(state: Dialogue, scene: Scene, text: str, *, was_put: bool) -> Step:
    """Take what is said to a question for consent; what is no answer is heard like any."""
    if not text.strip() and was_put:
        return consenting.go_on(consenting.unanswered(state, scene))
    aside = heard_aside(state, scene, text)
    if not text.strip() or aside in consenting.LEAVE_IT_OPEN:
        return _take(state, scene, text, was_interrupted=not was_put)
    settled = consenting.answered(state, scene, text, was_put=was_put)
    is_more = aside is not None or consenting.is_more(scene, settled)
    if not (settled.more and is_more):
        return consenting.go_on(settled)
    state, actions = _take(settled.state, scene, settled.more, was_interrupted=False)
    return state, (*settled.actions, *actions)


def _take(state: Dialogue, scene: Scene, text: str, *, was_interrupted: bool) -> Step:
    """Take a sentence of the language that is spoken."""
    aside = heard_aside(state, scene, text)
    if aside and not asks_when_open(scene, text):
        return take_aside(state, scene, aside, text)
    state = replace(state, remarks=0)
    if state.question is None:
        return state, ()
    if text.strip():
        return _answered(replace(state, resumed=0), scene, text)
    if was_interrupted and state.resumed < MOST_RESUMED:
        return ask_again(replace(state, resumed=state.resumed + 1), state.question)
    return not_understood(state, scene)


def _pressed(state: Dialogue, scene: Scene, key: str) -> Step:
    if state.agreed.open and key != PERSON_KEY:
        return consenting.go_on(consenting.unanswered(state, scene))
    question = state.question
    if question and question.keyed:
        state = replace(state, keys=collect(state.keys, key))
        if is_complete(state.keys, key):
            return _keyed(state, scene)
        return state, (listen_for_next_key(question),)
    if key == PERSON_KEY:
        return person_wanted(state, scene)
    answer = shortcut(question, key, state.language)
    return _answered(state, scene, answer) if answer else (state, ())


def _keyed(state: Dialogue, scene: Scene) -> Step:
    """Take the keys pressed so far as the answer; a lone 0 still means a person."""
    keys, state = state.keys, replace(state, keys="")
    if keys == PERSON_KEY:
        return person_wanted(state, scene)
    answer = shortcut(state.question, keys, state.language) or keys
    return _answered(state, scene, answer)


def _answered(state: Dialogue, scene: Scene, text: str) -> Step:
    """Give an answer to the skill at work, else look for a wish in it."""
    if state.skill is None:
        return _wished(state, scene, text)
    if may_be_question(state, scene, text):
        return look_up(state, scene, text, Doubt.UNHEARD)
    return taken(state, scene, text)


def _wished(state: Dialogue, scene: Scene, said: str) -> Step:
    text = without_kept(without_later(said, state.language), state.language) or said
    if announces_wish(text, state.language):
        return perform(state, Reply(None, question=WHAT_ELSE))
    if state.question == ANYTHING_ELSE and leaves(state, text):
        return repeat(state) if asks_when_again(state, text) else perform(state, goodbye())
    wanted = several.heard_wishes(scene, text)
    if wanted and not is_doubtful(scene, text, wanted):
        (intent, said), *later = wanted
        state = replace(state, misses=0, later=(*state.later, *later))
        return perform(state, wishes.begin(intent, scene, with_name(state, intent, said)))
    if not wanted and only_introduces(scene, text):
        return welcome(state, scene, text)
    agreed = understand_yes_no(text, state.language)
    if state.question == ANYTHING_ELSE and agreed is not None and not wants_more(scene, text):
        reply = Reply(None, question=WHAT_ELSE) if agreed else goodbye()
        return perform(state, reply)
    return take_unheard(state, scene, text)


def model_replied(state: Dialogue, reply: ModelReplied) -> Step:
    """Go by what the language model takes the sentence for, or ask again."""
    scene, label = state.scene(reply.at_ms), reply.label
    text, state = state.asked_model, replace(state, asked_model=None)
    if text is None:
        return state, ()
    if label == GOODBYE:
        return perform(state, goodbye())
    if label in set(Intent):
        begun = begin_filled(Intent(label), scene, text, reply.slots)
        return perform(replace(state, misses=0), begun)
    return in_vain(state, scene, text)
