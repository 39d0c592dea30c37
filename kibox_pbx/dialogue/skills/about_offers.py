"""What callers ask about the times they are offered, and that they would rather call again.

With whom, how long, on which day: the calendar knows, so no entry of the office is needed.
"""

import re
from collections.abc import Mapping
from datetime import timedelta

from kibox_pbx.dialogue.reply import Line
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.offering import person_name
from kibox_pbx.dialogue.skills.preferring import Anybody, heard_preference
from kibox_pbx.language.saying import say_number
from kibox_pbx.language.words import fold
from kibox_pbx.records import Act, Slot
from kibox_pbx.utterance import Language

Words = Mapping[Language, re.Pattern[str]]

_WITH_WHOM: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:bei|mit|zu) (?:wem|welche[mr] (?:arzt|aerztin|doktor\w*|person|kolleg\w+))\b"
        r"|\bwer (?:macht|behandelt|untersucht|ist da|ist das|waere das)\b"
        r"|^(?:und )?(?:ist|sind|waere|waeren) (?:das|der|die|es|beide)(?: termine?| beide)*"
        r"(?: dann)? (?:bei|mit|beim) (?!ihnen)\w+"
    ),
    Language.ENGLISH: re.compile(
        r"\bwho (?:is|s|are|would|will)?(?: (?:that|this|it|they|those|i))?(?: be)?"
        r"(?: seeing)?(?: with)?$|\b(?:with|see) whom?$|\bwhich (?:doctor|dentist|person)$"
        r"|^(?:and )?(?:is|are|would) (?:that|this|it|they|those|both)(?: be)?"
        r"(?: appointments?)? with (?!you)\w+"
    ),
}
_HOW_LONG: Words = {
    Language.GERMAN: re.compile(
        r"\bwie lange (?:dauert|dauern|geht|gehen|brauch\w*|muss ich|ist|sind)\b"
        r"|\bwie viel zeit\b"
    ),
    Language.ENGLISH: re.compile(
        r"\bhow (?:long|much time) (?:does|do|is|are|will|would)\b"
        r"|\bhow long (?:should|for$)|^how long$"
    ),
}
_WHICH_DAY: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:welcher|was fuer ein) (?:wochen)?tag (?:ist|war|waere|sind)\b"
        r"|\bwelches datum\b|\bwann (?:war|waere|waren|ist) (?:das|der|die)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:what|which) (?:day|date)s? (?:is|are|was|were|would)\b"
        r"|\bwhen (?:is|was|were|are) (?:that|it|they|those|the first)\b"
    ),
}
_CALLS_AGAIN: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:ruf|rufe|melde|meld) (?:ich )?(?:mich )?(?:(?:dann|da|spaeter|noch ?mal"
        r"|noch einmal|wieder|lieber|einfach|sie|morgen|eben|kurz) )*"
        r"(?:noch ?mal|noch einmal|wieder|spaeter|zurueck)\b(?: an)?"
        r"|\b(?:kann|koennte|darf) ich (?:(?:da|sie|dann|mich|spaeter|auch) )*"
        r"(?:noch ?mal|noch einmal|wieder|spaeter|zurueck) ?(?:anrufen|melden|rufen)\b"
        r"|\b(?:muss|muesste|will|wuerde|moechte) (?:ich )?(?:das )?"
        r"(?:(?:erst|noch|vorher|da|mal|mich|zuerst) )+(?:mit )?(?:mein\w+|der|dem|den) "
        r"(?:\w+ )?(?:fragen|besprechen|absprechen|abklaeren|reden|sprechen|abstimmen)\b"
        r"|\b(?:muss|moechte|will|wuerde) (?:ich )?(?:mir )?(?:das |es )?(?:mir )?(?:\w+ )?"
        r"ueberlegen\b|\bueberlege? (?:ich )?(?:es |das )?mir\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:call|ring|phone) (?:(?:you|back) )*(?:back|again|later)\b"
        r"|\bget back to you\b"
        r"|\b(?:have to|need to|must|better|ll|should) (?:first )?(?:ask|check with|talk to"
        r"|speak to|run it by) (?:my|the|our)\b"
        r"|\b(?:have to|need to|ll) think (?:about it|it over)\b"
    ),
}


def told(scene: Scene, text: str, offered: tuple[Slot, ...]) -> tuple[Line, ...] | None:
    """Return what is said of the offered times before they are offered again.

    Args:
        scene: The call.
        text: What the caller said to the offer.
        offered: At least one slot.

    Returns:
        None where nothing was asked about them.
    """
    folded, language = fold(text), scene.language
    if heard_preference(scene, text) is Anybody.ANYBODY:
        return None
    if _WITH_WHOM[language].search(folded):
        return _with_whom(scene, offered)
    if _HOW_LONG[language].search(folded):
        return (_how_long(scene, offered[0]),)
    return () if _WHICH_DAY[language].search(folded) else None


def calls_again(text: str, language: Language) -> bool:
    """Say whether the caller wants to ask somebody first, or to call another time."""
    return _CALLS_AGAIN[language].search(fold(text)) is not None


def _with_whom(scene: Scene, offered: tuple[Slot, ...]) -> tuple[Line, ...]:
    """Name the person; where there are several, the offer names each."""
    if len({slot.person for slot in offered}) > 1:
        return ()
    name = person_name(scene, offered[0].person)
    return (Line(Act.TELL_ANSWER, "slot_with", {"person": name}),)


def _how_long(scene: Scene, slot: Slot) -> Line:
    minutes = (slot.end - slot.start) // timedelta(minutes=1)
    return Line(
        Act.TELL_ANSWER, "slot_minutes", {"minutes": say_number(minutes, scene.language)}
    )
