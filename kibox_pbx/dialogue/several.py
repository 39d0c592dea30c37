"""Several wishes in one sentence: "cancel my appointment, and order a prescription"."""

import re
from collections.abc import Mapping

from kibox_pbx.dialogue.intents import Intent, understand_intent
from kibox_pbx.dialogue.others import asks_about_another
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.naming import heard_service
from kibox_pbx.dialogue.wishes import heard_wish
from kibox_pbx.utterance import Language

Wish = tuple[Intent, str]

MOST_WISHES = 3
"""Nobody remembers more; a story that is told with many "and"s has an end."""

_AND: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r" (?:und )?(?:außerdem|ausserdem|und|sowie|danach|zweitens|dann noch)"
        r"(?: (?:dann|noch|auch|außerdem|zwar))* "
    ),
    Language.ENGLISH: re.compile(
        r" (?:and )?(?:as well as|and|also|secondly|plus)(?: (?:then|also|another thing))* "
    ),
}
_NO_NEW_WISH: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"^(?:wie (?:wäre|wär|sieht)|ist das|geht das|passt|das|dass|ob|weil"
        r"|wenn|am|um|ab|bis)\b"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:how about|what about|is that|would that|does that|that|if|because|on|at|from)\b"
    ),
}
"""Beginnings that go on with the same matter."""

_OF_EXISTING = frozenset({Intent.MOVE, Intent.CANCEL, Intent.EXISTING})
_TURNED = re.compile(r"^(brauche?|bräuchte|möchte|hätte|wollte|muss|müsste) (ich|wir)\b")

_HAS_ONE: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:(?:ich|wir) (?:hab|habe|haben|hätte?n? ja)|(?:hab|habe|haben) (?:ich|wir))\b"
        r"(?!.*\b(?:gern|noch nicht|keinen|frage)\b).*\b\w*(?:termin|besprechung)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:i'?ve got|we'?ve got|i have|we have|i got)(?! to\b) (?:\w+ ){0,4}"
        r"(?:appointment|booking|meeting|visit)\b"
    ),
}
"""Says that there is an appointment; what comes of it is said in another part."""

_ANNOUNCED: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"^(?:ja |gern |gerne |bitte |genau |doch |eigentlich |okay )*(?:da )?(?:ich )?"
        r"(?:hab|habe|hätte|wäre|gäbe) (?:ich |da |es )*(?:noch |auch |mal |gern )*"
        r"(?:etwas|was|eine? (?:kurze |kleine |andere )?(?:frage|bitte|sache|anliegen))"
        r"(?: noch| an sie| anderes)*$|^(?:ja )?(?:noch )?(?:etwas|eine frage)(?: noch)?$"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:yes |yeah |please |actually |okay )*(?:i (?:have|had|'?ve got)|there is|there'?s)"
        r" (?:just |also )*(?:a |another |one |one more |a quick )*(?:question|thing|request"
        r"|favou?r|something(?: else)?)(?: else| more)?$"
        r"|^(?:yes )?(?:one more thing|a question)$"
    ),
}
"""That there is a wish, but not which."""


def heard_wishes(scene: Scene, text: str) -> tuple[Wish, ...]:
    """Return what the caller wants, in the order to do it; a sentence is mostly one wish.

    It is cut only where both halves are wishes of different kinds. People are rung last:
    after that nobody comes back to the rest. A message is never cut: it may hold anything.
    """
    first = heard_wish(scene, text)
    if first is None:
        return ()
    if asks_about_another(scene, text):
        return ((first, text),)
    wishes = _cut(scene, text)[:MOST_WISHES]
    if not wishes[1:] or wishes[0][0] is Intent.MESSAGE:
        return ((first, text),)
    return tuple(sorted(wishes, key=lambda wish: wish[0] is Intent.PERSON))


def announces_wish(text: str, language: Language) -> bool:
    """Say whether the caller has only said that there is something ("one more question")."""
    return _ANNOUNCED[language].search(text) is not None


def _cut(scene: Scene, text: str) -> list[Wish]:
    """Return the wishes that stand by themselves between the "and"s."""
    ands = list(_AND[scene.language].finditer(text))
    starts = [0, *(each.end() for each in ands)]
    ends = [*(each.start() for each in ands), len(text)]
    found: list[Wish] = []
    for start, end in zip(starts, ends, strict=True):
        part = _set_right(text[start:end]) if start else text[:end]
        intent = _new_wish(scene, part, [kind for kind, _ in found])
        if intent:
            found.append((intent, part))
        elif found:
            kind, so_far = found[-1]
            found[-1] = (kind, f"{so_far} {part}")
    return _without_what_there_is(scene, found)


def _without_what_there_is(scene: Scene, found: list[Wish]) -> list[Wish]:
    """Drop a service that was only named, beside what is wanted of it or something like it.

    "Ich hab morgen eine Massage und muss sie verlegen" is one wish; so is "my blood pressure
    tablets are nearly gone and I need a prescription".
    """
    kinds = {kind for kind, _ in found}
    if not kinds & _OF_EXISTING and Intent.FORM not in kinds:
        return found
    return [
        (kind, part)
        for kind, part in found
        if kind is not Intent.BOOK
        or understand_intent(part, scene.language) is kind
        or (not kinds & _OF_EXISTING and heard_service(scene, part))
    ]


def _set_right(part: str) -> str:
    """Return "brauche ich ein Rezept", as it stands after "außerdem", as a statement."""
    return _TURNED.sub(r"\2 \1", part)


def _new_wish(scene: Scene, part: str, before: list[Intent]) -> Intent | None:
    """Return the wish of a part, if it is another one than those before."""
    goes_on = _NO_NEW_WISH[scene.language].search(part)
    intent = None if goes_on else heard_wish(scene, part)
    if intent is Intent.BOOK and _HAS_ONE[scene.language].search(part):
        return None
    is_another = intent is Intent.QUESTION or intent not in before
    return intent if is_another else None
