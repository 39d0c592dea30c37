"""What callers are told of their data (Art. 13 GDPR), and the exact texts with their versions.

The long notice comes in three parts, each a few sentences: what everybody should know; what
for, on what basis and for how long; who is responsible, and which rights there are.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.phrases import PhraseBook, phrase_book
from kibox_pbx.privacy.consent import ConsentPurpose
from kibox_pbx.utterance import Language

VERSION_LETTERS = 12

Part = tuple[str, ...]
"""Keys of phrases, said one after the other."""


class NoticeKind(StrEnum):
    """What a text is put to callers for."""

    OPENING = "opening"
    """The first sentences of a call: an AI answers (AI Act, Art. 50), what is kept."""

    RECORDING = "recording"
    IMPROVEMENT = "improvement"


@dataclass(frozen=True, slots=True)
class Notice:
    """The text of one notice: what is said, and below it what "Datenschutz" leads to."""

    kind: NoticeKind
    language: Language
    text: str

    @property
    def version(self) -> str:
        """Return what the text is known by: it changes with any letter of it."""
        named = f"{self.kind}\n{self.language}\n{self.text}"
        return hashlib.sha256(named.encode()).hexdigest()[:VERSION_LETTERS]


_ASKED = {
    NoticeKind.RECORDING: "ask_recording_consent",
    NoticeKind.IMPROVEMENT: "ask_improvement_consent",
}
_ASKED_WITH = {
    ConsentPurpose.RECORDING: NoticeKind.RECORDING,
    ConsentPurpose.IMPROVEMENT: NoticeKind.IMPROVEMENT,
}


def short_notice(settings: Settings) -> str:
    """Return the phrase that says, after the greeting, what is kept and who gets it."""
    return "notice_mailed" if settings.notify.tells_outside else "notice"


def long_notice(settings: Settings) -> tuple[Part, Part, Part]:
    """Return the parts of the long notice, as far as they hold for this office."""
    privacy = settings.privacy
    records, asks = privacy.record_calls, privacy.record_calls or privacy.improve
    first = (
        "privacy_mailed" if settings.notify.tells_outside else "privacy",
        "privacy_recorded" if records else "privacy_unrecorded",
        "privacy_more",
    )
    second = (
        "privacy_purposes",
        *(["privacy_consent"] if asks else []),
        *times(settings),
        "privacy_more",
    )
    third = (*responsible(settings), "privacy_rights", *authority(settings), "privacy_erasing")
    return first, second, third


def times(settings: Settings) -> Part:
    """Return what tells how long things are kept."""
    privacy = settings.privacy
    recording = ("privacy_recording_time",) if privacy.record_calls else ()
    learned = ("privacy_improvement_time",) if privacy.improve else ()
    return ("privacy_times", *recording, *learned)


def responsible(settings: Settings) -> Part:
    """Return what tells who is responsible, and how they are reached."""
    who = settings.privacy.responsible
    contact = ("privacy_contact",) if who.address or who.phone or who.email else ()
    officer = ("privacy_officer",) if settings.privacy.officer else ()
    return ("privacy_responsible", *contact, *officer)


def authority(settings: Settings) -> Part:
    """Return what tells where to complain (Art. 77 GDPR)."""
    return ("privacy_authority" if settings.privacy.authority else "privacy_any_authority",)


def notice(kind: NoticeKind, settings: Settings, book: PhraseBook) -> Notice:
    """Return a notice as this office words it; of several wordings all are in it."""
    said = (_ASKED[kind],) if kind in _ASKED else ("disclosure", short_notice(settings))
    below = (key for part in long_notice(settings) for key in part)
    lines = (wording for key in (*said, *below) for wording in book.every(key))
    return Notice(kind, book.language, "\n".join(lines))


def notices(settings: Settings) -> tuple[Notice, ...]:
    """Return every notice that callers of this office may hear."""
    books = [phrase_book(settings, language) for language in settings.practice.languages]
    return tuple(notice(kind, settings, book) for book in books for kind in NoticeKind)


def version_asked(purpose: ConsentPurpose, settings: Settings, book: PhraseBook) -> str:
    """Return the version of the text with which a consent is asked for."""
    return notice(_ASKED_WITH[purpose], settings, book).version


def disclosure_version(settings: Settings, language: Language) -> str:
    """Return the version of what a call begins with, to be kept with the call."""
    return notice(NoticeKind.OPENING, settings, phrase_book(settings, language)).version
