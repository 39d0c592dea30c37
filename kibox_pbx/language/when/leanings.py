"""What a sentence says of a time beside naming one: soon, late, earlier, any time at all."""

import re

from kibox_pbx.language.when.meaning import Direction

_SOONEST = re.compile(
    r"\bso (?:bald|schnell|frueh|zeitnah|rasch)\w* (?:wie"
    r"|als) (?:es )?(?:nur )?(?:moeglich|geht|irgend)|\bso (?:bald|schnell)\w* es (?:nur )?geht"
    r"|\bmoeglichst (?:bald|schnell|zeitnah|rasch)\w*|\bschnellst\w*"
    r"|\bmoeglichst frueh\w*(?! (?:am|morgens))"
    r"|\bfruehest(?:moeglich\w*|en?\b|er\b)"
    r"|\b(?:naechst|erst)\w* (?:freie|moegliche|verfuegbare)\w*|\bnaechste[rn]? termin"
    r"|\bsofort\b|\bbaldmoeglichst\w*|\bbald\b|\bje (?:eher|frueher|schneller) (?:desto|umso)"
    r" besser\b|\bjedes frueher\w*"
    r"|\bas (?:soon|early|quickly) as (?:possible|you can|you have|it gets)|\basap\b"
    r"|\bsoon as (?:possible|you can|you like|may be)\b"
    r"|(?<!at the )\b(?:earliest|soonest)\b|\b(?:next|first) (?:available|free|possible|open)\b"
    r"|\bnext (?:appointment|slot)\b|\bstraight away\b|\bright away\b|\bimmediately\b"
    r"|\bthe (?:sooner|earlier|quicker)(?: \w+){0,3} the better\b"
)
_LATEST = re.compile(
    r"\b(?:aller ?)?letzte[rnsm]? (?:freie[rn]? |moegliche[rn]? )?(?:termin|zeit|uhrzeit)"
    r"(?: (?:am|des|vom|an dem) tage?s?)?\b(?! (?:war|ist (?:her|schon)|hatte))"
    r"|\b(?:so spaet (?:wie|als) (?:es )?(?:nur )?(?:moeglich|geht|irgend)\w*"
    r"|so spaet es geht|moeglichst spaet\w*|spaetest(?:moeglich\w*|er|en) termin)"
    r"|\b(?:very )?(?:last|latest) (?:available |possible |free )?(?:slot|appointment|thing)"
    r"(?: (?:of|in) the (?:day|afternoon|evening))?\b(?! (?:was|i |you|we))"
    r"|\bas late as (?:possible|you (?:can|have|ve got|do)|it gets|ye can)\b"
)
_NOT_LATEST = re.compile(r"\b(?:beim|mein\w*|seit\w*|unser\w*|my|our|your|since|at the)$")
_ANY_TIME = re.compile(
    r"\begal\b|\bganz gleich\b|\b(?:spielt|keine) rolle\b|\bjederzeit\b|\bflexib\w+"
    r"|\bwann (?:sie|es|immer)\b|\birgendwann\b|\bjede\w* (?:tag|zeit|uhrzeit)\b"
    r"|\bwhichever\b|\byou (?:choose|pick|decide)\b"
    r"|^either$|\beither (?:one|of (?:them|those|these|the two))\b"
    r"|\beithers? (?:is )?(?:fine|good|okay|ok|great|works)\b|\bboth (?:are )?(?:fine|good)\b"
    r"|\bbeides? (?:recht|gut|okay|ok|in ordnung|passt|geht)\b(?! nicht)"
    r"|\b(?:passt|geht) (?:mir )?(?:auch )?beides\b(?! nicht)"
    r"|\bany ?time\b|\bwhenever\b|\bdo ?n ?t mind\b|\bdoes ?n ?t matter\b|\bany day\b"
    r"|\bup to you\b|\bsometime\b|\bno preference\b|\ball the same\b"
    r"|^(?:ja |na |halt |einfach |dann )*was (?:sie|ihr|so|halt|gerade|grad|noch)?"
    r"(?: (?:so|halt|gerade|grad|noch|eben))* ?(?:haben|habt|da ist|frei (?:ist|haben|habt))$"
    r"|\b(?:whatever|anything|any|whichever)(?: (?:slot|time|one))?"
    r"(?: is|s| you| that is| that s| thats| you ve| youve)*"
    r" (?:have|got|free|available|going|left|open)\b"
)
_NEXT_SPAN = (
    r"\b(?:naechste[nm]?|folgende[nm]?) tag\b|\btags? (?:drauf|darauf|danach)\b"
    r"|\bwoche (?:drauf|darauf|danach|darauffolgend)\b|\bfolgende[nr]? woche\b|\bfolgewoche\b"
    r"|\b(?:next|following) day\b|\bday after(?! tomorrow| (?:the )?_)\b"
    r"|\bweek after(?! next| (?:the )?_)\b"
    r"|\bfollowing week\b"
)
_SPAN_BEFORE = (
    r"\bvortag\b|\b(?:tag|woche) (?:davor|zuvor|vorher)\b"
    r"|\b(?:day|week) before\b(?! (?:the )?_)"
)
_DIRECTIONS = (
    (
        re.compile(
            r"\bander\w* (?:tag|datum|woche)\w*|\bein andermal\b"
            r"|\b(?:other|another|different) (?:day|date|week)\b"
        ),
        Direction.OTHER_DAY,
    ),
    (
        re.compile(
            r"\bzu frueh\b|\btoo (?:early|soon)\b|\bspaeter\w*|\bspaeteres\b|\bnicht so frueh\b"
            r"|\blater\b(?! (?:this|today|in the (?!day)))|\bnot so early\b|\bnach hinten\b"
            r"|\b(?:push|put|move|shift)\w*(?: \w+){0,3} back\b|\bpostpon\w+|\bdelay\w*"
            rf"|{_NEXT_SPAN}"
        ),
        Direction.LATER,
    ),
    (
        re.compile(
            r"\bzu spaet\b|\btoo late\b|\bfrueher\w*|\b(?:etwas|noch|bisschen|geht es) eher\b"
            r"|\beher geht\b|\bearlier\b|\bsooner\b|\bnot so late\b|\bnicht so spaet\b"
            r"|\bnach vorne?\b|\bvor(?:ver)?(?:leg|zieh)\w*"
            r"|\b(?:erst so spaet|so spaet erst)\b|\bso lange (?:hin|warten)\b"
            r"|\b(?:so|noch|sehr|zu) (?:lange|ewig|weit) hin\b"
            r"|\b(?:ages|weeks|a long (?:way|time)|miles) (?:away|off|yet)\b"
            r"|\b(?:bring|move)\w*(?: \w+){0,3} forward\b"
            rf"|\b(?:tag|woche|stunde) eher\b|{_SPAN_BEFORE}"
        ),
        Direction.EARLIER,
    ),
)
_NOT_A_DIRECTION = re.compile(
    r"\b(?:frueher|spaeter)\w* (?:am )?(?:vor|nach)mittag\w*|\b(?:oder|or) (?:spaeter|later)\b"
    r"|\b(?:nicht|no|not) (?:spaeter|frueher|later|earlier) (?:als|than)\b"
    r"|\blater (?:afternoon|morning|_)"
    r"|\b(?:oder|or) (?:frueher|earlier)\b"
)
_TOO_MUCH = re.compile(
    r"\b(?:zu|too|nicht (?:ganz )?so|not (?:quite )?so) (?:frueh|spaet|early|late|soon)\b"
)


def wants_soonest(wording: str) -> bool:
    """Say whether the sooner the better."""
    return _SOONEST.search(wording) is not None


def wants_latest(wording: str) -> bool:
    """Say whether the last time of a day is wished for."""
    found = _LATEST.search(wording)
    return found is not None and not _NOT_LATEST.search(wording[: found.start()].rstrip())


def without_eagerness(wording: str) -> str:
    """Return the sentence without these words, some of which name a day elsewhere."""
    return _LATEST.sub(" , ", _SOONEST.sub(" , ", wording))


def without_too_much(wording: str) -> str:
    """Return the sentence without "too early" and the like, which name no time of day."""
    return _TOO_MUCH.sub(" ", wording)


def takes_any_time(wording: str) -> bool:
    """Say whether any time will do."""
    return _ANY_TIME.search(wording) is not None


def direction(wording: str) -> Direction | None:
    """Return where to from a time in mind ("later", "the day after")."""
    plain = _NOT_A_DIRECTION.sub(" ", wording)
    return next((meant for words, meant in _DIRECTIONS if words.search(plain)), None)
