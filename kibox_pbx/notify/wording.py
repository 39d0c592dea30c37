"""What a notification says, in words and as JSON. Pure."""

from typing import Any

from kibox_pbx.storage.outbox import Kind, Notification
from kibox_pbx.terminal import on_one_line
from kibox_pbx.utterance import Language

_GERMAN = {
    Kind.MESSAGE: "Eine neue Nachricht wartet",
    Kind.FORM: "Eine neue Anfrage wartet",
    Kind.QUESTIONS: "Neue Fragen ohne Antwort warten",
    Kind.REQUEST_DUE: "Eine Datenschutzanfrage wird fällig",
    Kind.FAILED: "kibox braucht Hilfe",
    Kind.TEST: "Probe: kibox kann Sie benachrichtigen",
    "urgent": "Dringend",
    "waiting": "Es warten",
    "id": "Kennung",
    "due": "Fällig am",
    "subject": "Betreff",
    "name": "Name",
    "phone": "Telefon",
    "retention": "Das Löschen nach Fristen ist fehlgeschlagen. Weiter: kibox retention",
    "calendar": "Telefon und Kalender stimmen nicht überein. Weiter: kibox calendar conflicts",
    "backup": "Es konnte keine Sicherung gemacht werden. Weiter: kibox backup make",
}
_ENGLISH = {
    Kind.MESSAGE: "A new message waits",
    Kind.FORM: "A new request waits",
    Kind.QUESTIONS: "New questions wait for an answer",
    Kind.REQUEST_DUE: "A privacy request falls due",
    Kind.FAILED: "kibox needs help",
    Kind.TEST: "Test: kibox can notify you",
    "urgent": "Urgent",
    "waiting": "Waiting",
    "id": "Identifier",
    "due": "Due on",
    "subject": "Subject",
    "name": "Name",
    "phone": "Telephone",
    "retention": "Deleting what is due has failed. Go on with: kibox retention",
    "calendar": "Telephone and calendar do not agree. Go on with: kibox calendar conflicts",
    "backup": "No backup could be made. Go on with: kibox backup make",
}
_WORDS: dict[Language, dict[str, str]] = {
    Language.GERMAN: {str(key): text for key, text in _GERMAN.items()},
    Language.ENGLISH: {str(key): text for key, text in _ENGLISH.items()},
}


def headline(told: Notification, language: Language) -> str:
    """Return one line without line breaks, whatever a caller said."""
    words = _WORDS[language]
    urgent = f"{words['urgent']}: " if told.urgent else ""
    about = f" - {told.subject}" if told.subject and told.kind is Kind.MESSAGE else ""
    return _plain(f"{urgent}{words[told.kind]}{about}")


def lines(told: Notification, language: Language) -> list[str]:
    """Return everything that is told, in lines; a caller's text may hold line breaks."""
    words = _WORDS[language]
    text = [headline(told, language), ""]
    if told.kind is Kind.FAILED:
        text.append(words[told.id])
    if told.waiting:
        text.append(f"{words['waiting']}: {told.waiting}")
    if told.kind in {Kind.MESSAGE, Kind.FORM, Kind.REQUEST_DUE}:
        text.append(f"{words['id']}: {told.id}")
    if told.subject:
        label = words["due" if told.kind is Kind.REQUEST_DUE else "subject"]
        text.append(f"{label}: {_plain(told.subject)}")
    named = (("name", told.name), ("phone", told.phone))
    text += [f"{words[key]}: {_plain(value)}" for key, value in named if value]
    return [*text, "", *map(_plain, told.text.splitlines())] if told.text else text


def _plain(text: str) -> str:
    """Return a caller's words in one line, without anything that a reader's program obeys."""
    return on_one_line(" ".join(text.split()))


def as_json(told: Notification) -> dict[str, Any]:
    """Return what machines are told; what is not told is not there either."""
    always = {
        "kind": told.kind.value,
        "id": told.id,
        "at": told.at.isoformat(),
        "urgent": told.urgent,
        "waiting": told.waiting,
    }
    maybe = {
        "recipient": told.recipient,
        "form": told.form,
        "due_on" if told.kind is Kind.REQUEST_DUE else "subject": told.subject,
        "text": told.text,
        "name": told.name,
        "phone": told.phone,
    }
    return always | {key: value for key, value in maybe.items() if value is not None}
