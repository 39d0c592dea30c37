"""Whether a caller speaks of somebody else: asks about them, or acts for them.

Whether another person has or had an appointment is never told (L3). Who cancels or moves for
another person gives that person's name, not their own.
"""

import re
from collections.abc import Mapping

from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills.naming import heard_department, heard_person, heard_service
from kibox_pbx.language.names import understand_name
from kibox_pbx.utterance import Language

Words = Mapping[Language, re.Pattern[str]]

_RELATIVE = {
    Language.GERMAN: (
        r"(?:ehe ?)?(?:frau|mann|gatt\w+|partner\w*|lebensgefährt\w+|freund\w*|verlobte\w*"
        r"|tochter|töchter\w*|sohn\w*|söhne\w*|kind\w*|kleine\w*|baby\w*|mutter|mama|vaters?"
        r"|papas?|eltern|bruders?|schwester|oma|opas?|großmutter|großvaters?|enkel\w*|tante"
        r"|onkels?|nichte|neffen?|schwieger\w+|ex|exmann\w*|exfrau|nachbar\w*"
        r"|mitarbeiter\w*|angestellte\w*|kolleg\w+|chefs?|chefin|azubis?|schüler\w*"
        r"|patient\w*|mandant\w*|klient\w*|kund\w+|versicherte\w*|betreute\w*|mündel)"
    ),
    Language.ENGLISH: (
        r"(?:wife|husband|partner|girlfriend|boyfriend|fiancée?|daughter|son|child|children"
        r"|kids?|baby|mother|mum|mom|father|dad|parents?|brother|sister|grand\w+|aunt|uncle"
        r"|niece|nephew|ex|neighbou?r|employee|colleague|boss|pupil|student|patient|client"
        r"|customer|friend|ward|\w+-in-law|\w+ in law)(?:'?s)?"
    ),
}
_CLIENT = {
    Language.GERMAN: r"(?:patient|mandant|klient|kund)\w*",
    Language.ENGLISH: r"(?:patient|client|customer)s?",
}
_OURS: Words = {
    Language.GERMAN: re.compile(
        rf"\b(?:mein|unser|sein|dein)(?:e[rnms]?|s)? (?:\w+ )?{_RELATIVE[Language.GERMAN]}\b"
        rf"|\bihre?[rnms]? {_CLIENT[Language.GERMAN]}"
    ),
    Language.ENGLISH: re.compile(
        rf"\b(?:my|our|his|her|their) (?:\w+ )?{_RELATIVE[Language.ENGLISH]}\b"
        rf"|\byour {_CLIENT[Language.ENGLISH]}\b"
    ),
}
_TITLED: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:herrn?|frau|familie) (?!(?:doktor|professor|am|vom|von|die|der|hat|ist)\b)"
        r"[^\W\d_]+"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:mr|mrs|ms|miss|mister|missus) (?!(?:the|my|our|it|this|that|an?)\b)[^\W\d_]+"
    ),
}
_OF_ONESELF: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:hier (?:ist|spricht)|ich bin|mein name ist|am apparat(?: ist)?|hier) "
        r"(?:die |der )?(?:herr|frau) \w+|\b(?:herr|frau) \w+ (?:hier|am apparat)\b"
        r"|\b(?:hier (?:ist|spricht)|mein name ist) \w+(?: \w+)?"
        rf"|\b(?:ich|wir) (?:bin|sind|war\w*|würde\w*|möchte\w*|will|wollen)"
        rf" .*?{_CLIENT[Language.GERMAN]}|\b(?:bin|war|sind) (?:ich|wir) .*?"
        rf"{_CLIENT[Language.GERMAN]}"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:this is|i am|i'm|my name is|it's|it is) (?:mr|mrs|ms|miss|mister|missus) \w+"
        r"|\b(?:mr|mrs|ms|miss|mister|missus) \w+ (?:here|speaking)\b"
        r"|\b(?:this is|my name is) \w+(?: \w+)?"
        rf"|\b(?:i|we)(?:'m| am|'d| would| want| was| are).*?{_CLIENT[Language.ENGLISH]}\b"
        rf"|\b(?:am|was|are|were) (?:i|we) .*?{_CLIENT[Language.ENGLISH]}\b"
    ),
}
"""What callers say of themselves, and which is about nobody else."""

_OTHER_ONE: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:hat|hatte|war|kommt|kam) (?:denn |auch |eigentlich )?(?:er|sie)\b"
        r"|\b(?:ob|wann|dass|wie oft) (?:er|sie)\b.*\b(?:hat|hatte|war|kommt|kam)$"
        r"|\bseine[nmrs]? termine?s?\b|\bwessen\b"
        r"|\bwer (?:ist|war|hat|hatte|kommt|kam|alles|noch)\b"
        rf"|\bnamen? (?:von |der |aller |ihrer |allen )*{_CLIENT[Language.GERMAN]}"
        rf"|\b{_CLIENT[Language.GERMAN]} (?:bei|von) ihnen\b|\beine[rn]? "
        rf"{_CLIENT[Language.GERMAN]}|\balle (?:\w+ )*termine\b"
        r"|^(?:\w+ ){0,7}?(?:hat|hatte|war|ist|kommt|kam|ob|dass|kennen sie) "
        r"(?!(?:ich|mein|der|die|das|es|heute|morgen|denn|ihre?|unser|noch|da|dort|man|bei"
        r"|jemand|sie|er|mir|mich|wir|ein\w*|doktor|mit|am|im|nicht|für)\b)"
        rf"[^\W\d]+ [^\W\d]+ .*\b(?:einen termin|bei ihnen|{_CLIENT[Language.GERMAN]})\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:when|if|whether|that|is|was|did|does|has|had) (?:he|she)\b"
        r"|\b(?:his|her|their) (?:appointments?|bookings?|visits?)\b|\bwhose\b"
        r"|\bwho(?:'s| is| was| has| had| comes?| came| else)\b"
        rf"|\bnames? of (?:\w+ )*{_CLIENT[Language.ENGLISH]}\b"
        rf"|\b{_CLIENT[Language.ENGLISH]} (?:of yours|there)\b"
        rf"|\b(?:an?|one of your) {_CLIENT[Language.ENGLISH]}\b|\ball (?:\w+ )*appointments\b"
        r"|\b(?:has|had|does|did|is|was|that|if|whether|know) "
        r"(?!(?:i|my|the|there|it|this|that|he|she|you|your|anyone|anybody|someone|somebody|a|an"
        r"|doctor|dr|next|open|one|what|we|our|to|if|when|not|mister|miss)\b)"
        rf"\w+ \w+ .*\b(?:an appointment|an? {_CLIENT[Language.ENGLISH]}|with you|seen you)\b"
    ),
}
"""Ways to speak of others without "my wife" or "Mr Huber"."""

_ATTENDANCE: Words = {
    Language.GERMAN: re.compile(
        r"\btermin\w*|\b(?:bei|zu) (?:ihnen|euch)\b|\bda gewesen\b|\bbehandl\w+|\bgekommen\b"
        r"|\berschienen\b|\beingetragen\b|\bbestellt\b|\bvorgemerkt\b|\bangemeldet\b"
        r"|\b(?:patient|mandant|klient)\w*\b|\bkund(?:e|in)\b|\bdran(?:gekommen)?\b"
        r"|\bin (?:der|ihrer) praxis\b|\bdagewesen\b|\bgewesen\b"
    ),
    Language.ENGLISH: re.compile(
        r"\bappointments?|\b(?:with|at|to see|seen by|treated by) (?:you|yours)\b|\bpatients?\b"
        r"|\bclients?\b|\bcustomers?\b|\bbooked in\b|\bturn(?:ed)? up\b|\bshow(?:ed)? up\b"
        r"|\bbeen (?:in|there|treated)\b|\bseeing you\b|\bcome in\b|\bcame in\b|\battend\w*"
        r"|\b(?:at|in) (?:the|your) (?:practice|surgery|office|clinic)\b|\bvisit\w*"
    ),
}
_ASKS: Words = {
    Language.GERMAN: re.compile(
        r"^(?:\w+ ){0,12}?(?:hat|hatte|haben|ist|war|waren|wann|kommt|kam|kennen|steht|stimmt"
        r"|welche\w*|wer|wessen|wie oft|um wie ?viel uhr|bis wann)\b|\bob\b"
        r"|\b(?:wissen|sagen|bestätigen|mitteilen|nachsehen|nachschauen|vorlesen|verraten"
        r"|auskunft|nennen|lies|lesen|erfahren)\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:has|have|had|is|was|were|does|did|do|when|whether|if|who|whose|what time"
        r"|know|tell|confirm|check|find out|read|list|give me)\b"
    ),
}
_WANTS_NEW: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:brauch\w*|bräuchte\w*|einen termin (?:für|machen|haben|ausmachen|vereinbaren)"
        r"|termin (?:machen|ausmachen|vereinbaren|bekommen|frei)|frei|freie\w*|neuen termin"
        r"|(?:hätte\w*|möchte\w*|will|wollte) (?:\w+ ){0,3}einen termin(?! hat)"
        r"|(?:kann|können|könnte\w*|darf|dürfte\w*|soll\w*) (?:ich|wir|sie|er|mein\w*)"
        r"(?!.*\b(?:sagen|wissen|bestätigen|nach(?:sehen|schauen)|verraten|vorlesen))"
        r"|muss (?:mal )?zu|noch (?:was|etwas)|vorbeikommen"
        r"|(?:möchte|will|würde|müsste) (?:\w+ ){0,5}(?:kommen|untersucht|geimpft))\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:needs?|would like|wants?|make|book|arrange|get|new|free|available) "
        r"(?:\w+ )*(?:appointments?|slots?|visit)\b|\bappointments? (?:for my|free|available)\b"
        r"|\bfree\b|\bavailable\b"
        r"|(?:'d|\bwould) like to (?:come|see|be seen|have)\b|\bwants to (?:come|see|have)\b"
        r"|\b(?:can|could|may|should) (?:i|we|he|she|my)\b(?! (?:know|ask|check|find))"
    ),
}
_OF_THE_HOUSE: Words = {
    Language.GERMAN: re.compile(
        r"^(?!.*termin).*\b(?:rollstuhl\w*|rollator|treppen?|stufen|aufzug|fahrstuhl|lift"
        r"|barriere\w*)\b"
    ),
    Language.ENGLISH: re.compile(
        r"^(?!.*appointment).*\b(?:wheelchair|walker|walking frame|stairs|steps|lift|elevator"
        r"|step free)\b"
    ),
}
"""Questions for the way in, which are not about whether anybody comes."""

_NAME_ENDS = re.compile(
    r"\b(?:absag\w*|ab|sagen|verschieb\w*|verleg\w*|stornier\w*|änder\w*|umbuch\w*|leider|am|um"
    r"|im|vom|von|auf|für|bei|hat|hatte|ist|war|kann|könn\w*|muss|möcht\w*|würd\w*|heute|morgen"
    r"|übermorgen|nächste\w*|termin\w*|ich|wir|und|bitte|nicht|doch|heißt|heisst|geboren|in"
    r"|cancel\w*|mov\w*|reschedul\w*|postpon\w*|appointment\w*|has|had|is|was|on|at|from|to|for"
    r"|can|can't|cannot|please|today|tomorrow|next|i|we|and|needs?|who|would|could|called|born"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag\w*|mittwoch\w*|\w+day)\b|\d"
)


def speaks_of_another(scene: Scene, text: str) -> bool:
    """Say whether the sentence is about somebody who is neither the caller nor works here."""
    language = scene.language
    rest = _OF_ONESELF[language].sub(" ", text)
    if _OURS[language].search(rest) or _OTHER_ONE[language].search(rest):
        return True
    return any(not _works_here(scene, each[0]) for each in _TITLED[language].finditer(rest))


def _works_here(scene: Scene, text: str) -> bool:
    return (heard_person(scene, text) or heard_department(scene, text)) is not None


_QUOTED: Words = {
    Language.GERMAN: re.compile(
        r"\b(?:meine?|unsere?|ihre?) (?:\w+ )?\w+ (?:hat )?(?:mir |uns )?"
        r"(?:meinte?|sagte?|gesagt|erzählt|empfohlen|empfiehlt|geschickt|schwört auf"
        r"|schwärmt von)"
        r"(?: (?:sie|ihnen|euch))?\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:my|our|your) (?:\w+ )?\w+ (?:has )?(?:told|said|says|recommended|recommends"
        r"|reckons|sent|swears by|raves about|speaks highly of)(?: me| us| you)?\b"
    ),
}
"""Who only told the caller something is not asked about."""


def asks_about_another(scene: Scene, text: str) -> bool:
    """Say whether the caller wants to hear if or when somebody else comes, or came."""
    language = scene.language
    text = " ".join(_QUOTED[language].sub(" ", text).split())
    return (
        speaks_of_another(scene, text)
        and _ATTENDANCE[language].search(text) is not None
        and _ASKS[language].search(text) is not None
        and _WANTS_NEW[language].search(text) is None
        and _OF_THE_HOUSE[language].search(text) is None
    )


def named_other(scene: Scene, text: str) -> str | None:
    """Return the full name that is said beside "my daughter"; None if there is none."""
    found = _OURS[scene.language].search(text)
    if found is None:
        return None
    after = text[found.end() :]
    end = _NAME_ENDS.search(after)
    said = after[: end.start()] if end else after
    if found[0].endswith("'s") or heard_service(scene, said):
        return None
    name = understand_name(said, scene.language)
    return name if name and " " in name else None
