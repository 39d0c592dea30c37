"""What people read of appointments on which telephone and calendar do not agree. Pure."""

from datetime import datetime, timedelta

from kibox_pbx.config.settings import Settings
from kibox_pbx.records import Message
from kibox_pbx.storage.two_sides import Clash, Span
from kibox_pbx.utterance import Language

URGENT_BEFORE = timedelta(days=2)
"""What begins sooner is urgent."""

SUBJECT = {
    Language.GERMAN: "Termin und Kalender stimmen nicht überein",
    Language.ENGLISH: "Appointment and calendar do not agree",
}
MOMENT = {Language.GERMAN: "%d.%m.%Y, %H:%M", Language.ENGLISH: "%d/%m/%Y, %H:%M"}
GONE = {Language.GERMAN: "eine andere Zeit", Language.ENGLISH: "another time"}

_GERMAN = {
    Clash.TAKEN: "Der Termin am {here} wurde im Kalender auf {there} verschoben. Dort ist schon"
    " ein anderer Termin. Beide Zeiten bleiben belegt, bis einer von beiden verlegt ist.",
    Clash.UNCLEAR: "Der Eintrag zum Termin am {here} wurde im Kalender so geändert, dass er"
    " keine einzelne Zeit mehr ist, etwa in eine Serie. Der Termin bleibt, wie er war.",
    Clash.RESTRICTED: "Ein Termin mit eingeschränkten Daten wurde im Kalender geändert.",
    Clash.BOTH_MOVED: "Der Termin wurde am Telefon auf {here} verlegt, im Kalender auf {there}."
    " Es gilt {there}. Bitte geben Sie Bescheid.",
    Clash.MOVED_AND_DELETED: "Der Termin wurde am Telefon auf {here} verlegt, im Kalender aber"
    " gelöscht. Er ist abgesagt. Bitte geben Sie Bescheid.",
    Clash.CANCELLED_AND_MOVED: "Der Termin am {here} wurde am Telefon abgesagt oder bei jemand"
    " anderem gebucht; sein Eintrag wurde im Kalender auf {there} geändert. Der Eintrag bleibt"
    " und belegt seine Zeit. Bitte löschen Sie ihn, wenn er nicht mehr gilt.",
    Clash.OVERLAPS: "Der Termin am {here} wurde gebucht, während im Kalender für diese Zeit"
    " etwas eingetragen wurde. Bitte verlegen Sie eines von beiden.",
}
_ENGLISH = {
    Clash.TAKEN: "The appointment of {here} was moved to {there} in the calendar, where another"
    " appointment is. Both times stay blocked until one of the two is moved.",
    Clash.UNCLEAR: "The entry of the appointment of {here} was changed in the calendar into"
    " something that is no single time, such as a series. The appointment stays as it was.",
    Clash.RESTRICTED: "An appointment whose data are restricted was changed in the calendar.",
    Clash.BOTH_MOVED: "The appointment was moved to {here} on the telephone, and to {there} in"
    " the calendar. {there} holds. Please tell the caller.",
    Clash.MOVED_AND_DELETED: "The appointment was moved to {here} on the telephone, but deleted"
    " in the calendar. It is cancelled. Please tell the caller.",
    Clash.CANCELLED_AND_MOVED: "The appointment of {here} was cancelled on the telephone, or"
    " booked with somebody else; its entry in the calendar was changed to {there}. The entry"
    " stays and blocks its time. Please delete it if it no longer holds.",
    Clash.OVERLAPS: "The appointment of {here} was booked while something was entered in the"
    " calendar for that time. Please move one of the two.",
}
_WORDS = {Language.GERMAN: _GERMAN, Language.ENGLISH: _ENGLISH}


def clash_message(
    clash: Clash,
    person: str,
    times: tuple[Span, Span | None],
    settings: Settings,
    now: datetime,
) -> Message:
    """Return what the people of the office find in their inbox, without a name.

    Args:
        clash: What happened.
        person: Whose calendar it is.
        times: Of the appointment as it is or was, and of its entry; None: there is none, or
            it is no single time.
        settings: The practice's; its first language is used.
        now: Aware.
    """
    here, there = times
    language = settings.practice.languages[0]

    def said(span: Span | None) -> str:
        if span is None:
            return GONE[language]
        return span[0].astimezone(settings.practice.zone).strftime(MOMENT[language])

    text = _WORDS[language][clash].format(here=said(here), there=said(there))
    is_urgent = here[0] - now < URGENT_BEFORE
    return Message(text, None, None, person, is_urgent, SUBJECT[language])
