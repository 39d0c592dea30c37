"""What callers say to "anything else?" that is no further wish.

"Super" and "bis Dienstag" end the call; "wann war das noch mal?" has the last words repeated.
"""

import re
from collections.abc import Mapping

from kibox_pbx.dialogue.state import Dialogue
from kibox_pbx.language.words import fold
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language

Words = Mapping[Language, re.Pattern[str]]

_CONTENT: Words = {
    Language.GERMAN: re.compile(
        r"^(?:(?:super|toll|klasse|prima|perfekt|wunderbar|passt|gut|okay|ok|alles|das|ist"
        r"|schoen|vielen|dank|danke|bestens|sehr|dann|bis|also|na) )*"
        r"(?:super|toll|klasse|prima|perfekt|wunderbar|passt|bestens|schoen)"
        r"(?: (?:danke|vielen dank|dann|so))*$"
        r"|^(?:(?:ja|danke|gut|okay|super) )*"
        r"(?:ihnen (?:auch|ebenso)|gleichfalls|eben(?:so|falls))"
        r"|^(?:(?:gut|okay|super|danke|dann|also|ja|alles klar) )*bis (?:dann|bald|spaeter"
        r"|morgen|uebermorgen|\w*(?:tag|woch)|naechste woche|zum \w+)(?: dann| also)*$"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:(?:thats|that is|great|lovely|super|perfect|brilliant|wonderful|good|excellent"
        r"|okay|ok|all|oh|well|just|really|thanks|thank you) )*"
        r"(?:great|lovely|super|perfect|brilliant|wonderful|excellent|marvellous)"
        r"(?: (?:thanks|thank you|then))*$"
        r"|^(?:(?:yes|thanks|thank you|and) )*(?:you too|same to you|likewise)"
        r"|^(?:(?:okay|ok|great|right|thanks|so|then|well) )*(?:see|speak to|talk to)"
        r" (?:you|ya)\b"
    ),
}
_WHEN_AGAIN: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:wann|wie ?viel uhr|um wie ?viel uhr|welche\w* (?:tag|uhrzeit|datum)|wie) "
        r"(?:war|ist|waere|soll) (?:\w+ ){0,4}?(?:noch ?mal|noch einmal|gleich|jetzt)\b"
        r"|^(?:und |aeh )*wie war die uhrzeit$"
        r"|\b(?:den|das) termin (?:bitte )?noch ?mal sagen\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:when|what time|what day|which day) (?:was|is|did you say) (?:\w+ ){0,3}?again\b"
        r"|^(?:sorry |and )*(?:when|what time|what day) (?:was|is) (?:that|it)$"
    ),
}
_SETTLED = frozenset({Act.BOOKED, Act.RESCHEDULED})


def leaves(state: Dialogue, text: str) -> bool:
    """Say whether a caller is only pleased, returns good wishes, or forgot what was told."""
    is_content = _CONTENT[state.language].search(fold(text)) is not None
    return is_content or asks_when_again(state, text)


def asks_when_again(state: Dialogue, text: str) -> bool:
    """Say whether a caller asks once more for the time that was told in the last words."""
    was_told = any(said.act in _SETTLED for said in state.said)
    return was_told and _WHEN_AGAIN[state.language].search(fold(text)) is not None
