"""What callers answer to one question of a form, and how it is said back.

Kept as `FilledForm.fields` says: dates ISO, telephone numbers E.164, numbers as digits,
``yes`` or ``no``, the key of a choice, "" where the caller declines; else their own words.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from kibox_pbx.config.settings import FormField
from kibox_pbx.dialogue import field_choices
from kibox_pbx.dialogue.contact import heard_phone, spoken_phone
from kibox_pbx.dialogue.field_choices import understand_choice
from kibox_pbx.dialogue.field_numbers import NONE, understand_number
from kibox_pbx.dialogue.field_yes_no import understand_yes_no_field
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.language.birthdate import understand_birthdate
from kibox_pbx.language.digits import understand_digits
from kibox_pbx.language.names import understand_name
from kibox_pbx.language.saying import say_birthdate, say_date
from kibox_pbx.language.speakable import speakable
from kibox_pbx.language.when import When, understand_when
from kibox_pbx.language.words import fold, with_digits
from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.utterance import Language

DECLINED = ""

Patterns = Mapping[Language, re.Pattern[str]]

_DECLINES: Patterns = {
    Language.GERMAN: re.compile(
        r"^(?:nein|nee|keine?[nrs]?|nichts|weiter|überspringen|entfällt|egal)"
        r"(?: (?:danke|bitte|weiter|nicht|besonderen?))*$"
        r"|\b(?:weiß (?:ich|es) (?:\w+ ){0,3}?nicht|weiß nicht|keine ahnung|keine angabe\w*"
        r"|(?:möchte?|will|kann|sag\w*|hab\w*|würde?) ich (?:\w+ ){0,3}?(?:nicht|keine?[nrs]?)"
        r"|ich (?:möchte?|will|kann|weiß|hab\w*|würde?) (?:\w+ ){0,4}?(?:nicht|keine?[nrs]?)"
        r"|(?:müsste?|muss) ich (?:\w+ ){0,2}(?:nach\w+|suchen|fragen)|nicht (?:\w+ )?so gern"
        r"|liegt (?:\w+ )?(?:zu ?hause|daheim|im auto)$|find\w*(?: ich)? (?:\w+ ){0,2}nicht"
        r"|lieber nicht|geht sie nichts an)\b"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:no|nope|none|nothing|skip(?: (?:it|that|this))?|next)"
        r"(?: (?:thanks|thank you|please|special|no|none|nothing|not really|really|more|else"
        r"|i don'?t|(?:i can )?think of|to (?:add|say|mention)|at all|that'?s (?:all|it)))*$"
        r"|\b(?:don'?t know|do not know|not sure|no idea|rather not|prefer not|don'?t have"
        r"|do not have|haven'?t got|don'?t want|can'?t (?:say|remember|find|tell|recall|think)"
        r"|not (?:on me|to hand|at hand|handy|with me)|none of your|(?:no|a) clue"
        r"|(?:have|need) to (?:look|check|find|ask)|couldn'?t (?:say|tell|find)|sooner not"
        r"|it'?s at home)\b"
    ),
}
LONGEST_REFUSAL_WORDS = 9
"""A longer sentence says something beside that."""

_LEAD_IN: Patterns = {
    Language.GERMAN: re.compile(
        r"^(?:(?:ja|also|äh|ähm|na|gut|gern|gerne|das (?:ist|wäre|sind)|es (?:ist|wäre|geht um)"
        r"|ich (?:brauche|bräuchte|möchte|hätte gerne?|nehme)|bitte|einmal) )+"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:(?:yes|well|uh|um|er|so|it's|it is|that's|that is|that would be"
        r"|i(?: would|'d) like|i need|i take|please) )+"
    ),
}
_TRAILS = re.compile(r" (?:bitte|please|danke|thanks|thank you)$")
_BEFORE_TODAY = {"vorgestern": 2, "gestern": 1, "yesterday": 1}
_PAST = re.compile(
    r"\b(?:letzte[nmr]?|vergangene[nmr]?|vorige[nmr]?|seit|war|waren|hatten?|passiert|last|past"
    r"|since|was|were|did|happened)\b"
)
_UNTIL = re.compile(r"\b(?:bis|spätestens|until|till|by|before)\b")
DAYS_BACK = (8, 365)
"""A day that is over is the next one, seen from a week or a year ago."""

HALF_A_YEAR = timedelta(days=183)

_YEAR = re.compile(r"\b20\d\d\b|\b20 \d\d\b|\b(?:jahr|year)\b")


def understand_field(scene: Scene, each: FormField, text: str) -> str | None:
    """Return the answer as it is kept; None: not understood."""
    if each.kind == "text":
        return _text(scene, text, optional=each.optional)
    value = _KINDS[each.kind](scene, each, text)
    if each.optional and (value is None or (value == NONE and declines(scene, text))):
        has_none = understand_yes_no(text, scene.language) is False
        return DECLINED if has_none or declines(scene, text) else None
    return value


def declines(scene: Scene, text: str) -> bool:
    """Say whether the caller does not know or would rather not say."""
    is_short = len(text.split()) <= LONGEST_REFUSAL_WORDS
    return is_short and _DECLINES[scene.language].search(text) is not None


def plain_text(scene: Scene, text: str) -> str:
    """Return the caller's words without what only leads in to them."""
    said = _TRAILS.sub("", _LEAD_IN[scene.language].sub("", text))
    return said.strip() or text


def spoken_field(  # noqa: PLR0911 (one line a kind)
    scene: Scene, each: FormField, value: str
) -> str:
    """Return the answer as it is read back, with its question where it needs one."""
    prompt = speakable(scene.name(each.prompt), scene.language)
    match each.kind:
        case "yes_no":
            return f"{prompt} {scene.phrase(f'field_{value}')}"
        case "number":
            return f"{prompt} {speakable(value, scene.language)}"
        case "date":
            day = say_date(date.fromisoformat(value), scene.language, scene.today)
            return f"{prompt} {day}"
        case "birthdate":
            born = say_birthdate(date.fromisoformat(value), scene.language)
            return scene.book.say("field_born", 0, {"birthdate": born})
        case "phone":
            return spoken_phone(scene, value)
        case "choice":
            return speakable(scene.name(each.choices[value]), scene.language)
        case _:
            return speakable(value, scene.language)


def _text(scene: Scene, text: str, *, optional: bool) -> str | None:
    if declines(scene, text):
        return DECLINED if optional else None
    return plain_text(scene, text)


def _name(scene: Scene, each: FormField, text: str) -> str | None:
    return understand_name(text, scene.language)


def _birthdate(scene: Scene, each: FormField, text: str) -> str | None:
    born = understand_birthdate(text, scene.language, scene.today)
    return born.isoformat() if born else None


def _phone(scene: Scene, each: FormField, text: str) -> str | None:
    if (
        scene.caller
        and understand_yes_no(text, scene.language)
        and not understand_digits(text, scene.language)
    ):
        return scene.caller
    return heard_phone(scene, text)


def _number(scene: Scene, each: FormField, text: str) -> str | None:
    return understand_number(text, scene.name(each.prompt), scene.language)


def _date(scene: Scene, each: FormField, text: str) -> str | None:
    words = set(fold(text).split())
    back = next((days for word, days in _BEFORE_TODAY.items() if word in words), None)
    if back is not None:
        return (scene.today - timedelta(days=back)).isoformat()
    past = understand_birthdate(text, scene.language, scene.today)
    if past:
        return past.isoformat()
    is_over = _PAST.search(text) or _PAST.search(" ".join(scene.words(each.prompt)))
    for days in (*DAYS_BACK, 0) if is_over else (0,):
        now = scene.now - timedelta(days=days)
        wish = understand_when(_PAST.sub(" ", text), scene.language, now)
        day = _one_day(wish, text) if wish else None
        if day and (days == 0 or day <= scene.today):
            return _nearest(scene, day, text).isoformat()
    return None


def _nearest(scene: Scene, day: date, text: str) -> date:
    """Return the day that is meant without a year: a letter of last week is no year ahead."""
    is_far = day - scene.today > HALF_A_YEAR
    if not is_far or _YEAR.search(with_digits(fold(text), scene.language)):
        return day
    return day - timedelta(days=DAYS_BACK[-1])


def _one_day(wish: When, text: str) -> date | None:
    """Return the day of "am Montag", "ab Montag" or "bis Montag"."""
    if _UNTIL.search(text):
        return wish.last_day
    return None if wish.last_day not in {None, wish.first_day} else wish.first_day


def _yes_no(scene: Scene, each: FormField, text: str) -> str | None:
    agreed = understand_yes_no_field(text, scene.name(each.prompt), scene.language)
    if agreed is None:
        return None
    return "yes" if agreed else "no"


def _choice(scene: Scene, each: FormField, text: str) -> str | None:
    return understand_choice(text, _choices(scene, each), scene.language)


def heard_choice(scene: Scene, each: FormField, text: str) -> str | None:
    """Return the key of the choice that is named somewhere in a sentence."""
    return field_choices.heard_choice(text, _choices(scene, each), scene.language)


def _choices(scene: Scene, each: FormField) -> dict[str, tuple[str, ...]]:
    return {key: scene.words(names) for key, names in each.choices.items()}


_KINDS: Mapping[str, Callable[[Scene, FormField, str], str | None]] = {
    "name": _name,
    "birthdate": _birthdate,
    "phone": _phone,
    "number": _number,
    "date": _date,
    "yes_no": _yes_no,
    "choice": _choice,
}
