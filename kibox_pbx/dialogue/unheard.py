"""A sentence in which no rule hears a wish: guessed, looked up, and asked of the model.

What is certainly a wish begins at once; else an entry of the practice that answers it goes
before the likeliest wish, and that before the language model.
"""

from dataclasses import replace

from kibox_pbx.dialogue import wishes
from kibox_pbx.dialogue.actions import AskModel
from kibox_pbx.dialogue.fallback import goodbye, not_understood
from kibox_pbx.dialogue.filling import forms_for
from kibox_pbx.dialogue.guessing import CERTAIN, DONE, SURE, guessed_wish, is_done
from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.dialogue.introducing import with_name
from kibox_pbx.dialogue.performing import ANYTHING_ELSE, Step, perform
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import enquiry
from kibox_pbx.dialogue.skills.enquiry import Doubt, Enquiry, is_question
from kibox_pbx.dialogue.state import Dialogue
from kibox_pbx.dialogue.subjects import LEAST_IN_BETWEEN, entry_about, subject
from kibox_pbx.dialogue.tasks import intent_task_name
from kibox_pbx.language.complaints import complains

FEWEST_WORDS = 3
"""Shorter sentences anybody can only guess at."""


MORE_THAN_NO = 5
"""Words; who says more than this after a "no" or "yes" may want something else by it."""

NO_QUESTIONS = frozenset(set(Intent) - {Intent.QUESTION, Intent.BOOK})
"""Wishes that no entry can answer."""


def wants_more(scene: Scene, text: str) -> bool:
    """Say whether a sentence with a yes or no in it is rather a wish, a question or an end."""
    is_long = len(text.split()) > MORE_THAN_NO
    is_wish = is_long and guessed_wish(scene, text, SURE) is not None
    is_asked = is_long and is_question(text, scene.language)
    return is_wish or is_asked or is_done(text, scene.language, DONE)


def take_unheard(state: Dialogue, scene: Scene, text: str) -> Step:
    """Find out what a sentence is that was said when anything may be said."""
    if is_done(text, scene.language, DONE if state.question == ANYTHING_ELSE else CERTAIN):
        return perform(state, goodbye())
    at_once = _wish_at_once(scene, text)
    if at_once:
        return _begin(state, scene, text, at_once)
    if len(text.split()) < FEWEST_WORDS:
        return not_understood(state, scene)
    if scene.settings.enquiries:
        looked_up = Enquiry(text, state.question, state.skill, Doubt.NO_WISH)
        return perform(state, enquiry.look_up(looked_up, scene))
    return take_unanswered(state, scene, text)


def take_unanswered(state: Dialogue, scene: Scene, text: str) -> Step:
    """Go on with a sentence that no entry answers: the likeliest wish, or the model's."""
    likely = guessed_wish(scene, text) or wishes.heard_wish(scene, text)
    if likely is Intent.BOOK and _asks_rather(scene, text):
        likely = Intent.QUESTION
    return _begin(state, scene, text, likely) if likely else ask_model(state, scene, text)


def ask_model(state: Dialogue, scene: Scene, text: str) -> Step:
    """Ask what the caller wants by a sentence that nothing else knows."""
    task = intent_task_name(state.language)
    return replace(state, asked_model=text), (AskModel(task, text, forms_for(scene, text)),)


def _wish_at_once(scene: Scene, text: str) -> Intent | None:
    """Return a wish that needs no look at the entries first."""
    sure = guessed_wish(scene, text, SURE)
    if sure in NO_QUESTIONS:
        return None if entry_about(scene, text, LEAST_IN_BETWEEN) else sure
    if _only_complains(scene, text):
        return Intent.BOOK
    is_plain = subject(text, scene.language).probability < LEAST_IN_BETWEEN
    return sure if sure is Intent.BOOK and is_plain and _is_certain(scene, text) else None


def _only_complains(scene: Scene, text: str) -> bool:
    """Say whether somebody says what ails them, in a practice that has a service for it."""
    has_service = scene.settings.booking.otherwise is not None
    is_told = complains(text, scene.language) and not is_question(text, scene.language)
    return has_service and is_told


def _asks_rather(scene: Scene, text: str) -> bool:
    """Tell "do you do acupuncture as well?" from a wish for an appointment, where in doubt."""
    about = subject(text, scene.language)
    return about.probability >= LEAST_IN_BETWEEN and not _is_certain(scene, text)


def _is_certain(scene: Scene, text: str) -> bool:
    return guessed_wish(scene, text, CERTAIN) is not None


def _begin(state: Dialogue, scene: Scene, text: str, intent: Intent) -> Step:
    begun = wishes.begin(intent, scene, with_name(state, intent, text))
    return perform(replace(state, misses=0), begun)
