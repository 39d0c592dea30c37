"""What a caller is told for whom there is no room, and who takes over. Pure.

Nobody is worse off than without an assistant: people are rung at any hour, and the mailbox
follows where nobody answers. Only whom people did not answer before is not rung again.
"""

from dataclasses import dataclass
from datetime import datetime

from kibox_pbx.config.opening import is_open
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.phrases import phrase_book
from kibox_pbx.utterance import Language


@dataclass(frozen=True, slots=True)
class TurnedAway:
    """A caller for whom there is no room."""

    language: Language
    came_back: bool = False
    """People were rung already, and did not answer."""

    was_emergency: bool = False
    """And that was for an emergency."""


@dataclass(frozen=True, slots=True)
class Word:
    """What such a caller is told, and whether people or the mailbox take over then."""

    text: str
    """A fixed sentence; its sound is ready."""

    rings_people: bool


def word_for(caller: TurnedAway, settings: Settings, now: datetime) -> Word:
    """Return what to say at a moment (aware), and who takes over.

    At night the notice names the emergency number, which the assistant would have done.
    """
    rings_people = not caller.came_back or caller.was_emergency
    key = _phrase(caller, is_open(settings, now.astimezone(settings.practice.zone)))
    return Word(phrase_book(settings, caller.language).say(key, 0, {}), rings_people)


def _phrase(caller: TurnedAway, open_now: bool) -> str:  # noqa: FBT001 (a datum)
    if caller.was_emergency:
        return "emergency_again"
    if caller.came_back:
        return "no_room_mailbox"
    return "no_room_people" if open_now else "no_room_nobody"
