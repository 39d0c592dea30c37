"""What the privacy desk writes to people, in both languages: purposes and headings."""

from collections.abc import Mapping

from kibox_pbx.admin.subject.content import ProcessingPart
from kibox_pbx.config.settings import Settings
from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH

CONTRACT = {
    GERMAN: "Vertrag und seine Anbahnung, Art. 6 Abs. 1 lit. b DSGVO; wo Sie von Ihrer"
    " Gesundheit gesprochen haben, Art. 9 Abs. 2 lit. h DSGVO, sonst lit. f",
    ENGLISH: "a contract and the steps before it, Art. 6(1)(b) GDPR; where you spoke of your"
    " health, Art. 9(2)(h) GDPR, otherwise (f)",
}
INTEREST = {
    GERMAN: "berechtigtes Interesse, Missverständnisse und Beschwerden zu klären,"
    " Art. 6 Abs. 1 lit. f DSGVO",
    ENGLISH: "legitimate interest in clearing up misunderstandings and complaints,"
    " Art. 6(1)(f) GDPR",
}
CONSENT = {
    GERMAN: "Ihre Einwilligung, Art. 6 Abs. 1 lit. a DSGVO",
    ENGLISH: "your consent, Art. 6(1)(a) GDPR",
}
DUTY = {
    GERMAN: "rechtliche Verpflichtung, Art. 6 Abs. 1 lit. c mit Art. 5 Abs. 2 DSGVO",
    ENGLISH: "legal duty, Art. 6(1)(c) with Art. 5(2) GDPR",
}

PURPOSES: Mapping[str, tuple[Mapping[Language, str], Mapping[Language, str]]] = {
    "appointment_days": (
        {GERMAN: "Termine vereinbaren und ändern", ENGLISH: "making and changing appointments"},
        CONTRACT,
    ),
    "message_days": (
        {
            GERMAN: "Nachrichten, Anfragen und offene Fragen bearbeiten",
            ENGLISH: "dealing with messages, requests and open questions",
        },
        CONTRACT,
    ),
    "transcript_days": (
        {
            GERMAN: "Mitschrift und Ablauf von Gesprächen",
            ENGLISH: "transcripts and the course of calls",
        },
        INTEREST,
    ),
    "call_days": (
        {
            GERMAN: "wissen, wer wann angerufen hat und was daraus wurde",
            ENGLISH: "knowing who rang when, and what came of it",
        },
        INTEREST,
    ),
    "recording_days": (
        {GERMAN: "Aufnahmen von Gesprächen", ENGLISH: "recordings of calls"},
        CONSENT,
    ),
    "proof_days": (
        {
            GERMAN: "nachweisen, dass Rechte gewahrt wurden (Einwilligungen, Anträge,"
            " Löschungen, Zugriffe)",
            ENGLISH: "proving that rights were served (consents, requests, erasures, accesses)",
        },
        DUTY,
    ),
}
"""By the setting of ``privacy.retention`` that says how long."""

FROM = {
    "appointment_days": {GERMAN: "nach dem Termin", ENGLISH: "after the appointment"},
    "message_days": {GERMAN: "nach der Erledigung", ENGLISH: "after it was dealt with"},
    "transcript_days": {GERMAN: "nach dem Anruf", ENGLISH: "after the call"},
    "call_days": {GERMAN: "nach dem Anruf", ENGLISH: "after the call"},
    "recording_days": {GERMAN: "nach dem Anruf", ENGLISH: "after the call"},
    "proof_days": {GERMAN: "nach dem Eintrag", ENGLISH: "after it was written"},
}

HEADINGS: Mapping[Language, Mapping[str, str]] = {
    GERMAN: {
        "title": "Ihre Daten",
        "made": "Erstellt am",
        "person": "Gesucht wurde nach",
        "calls": "Anrufe",
        "appointments": "Termine",
        "requests": "Ihre Anträge",
        "processing": "Wozu und wie lange",
        "none": "Nichts gespeichert.",
        "caller": "Sie",
        "assistant": "Assistent",
        "message": "Nachricht",
        "form": "Anfrage",
        "question": "Frage ohne Antwort",
        "changed": "Berichtigt",
        "remark": "Ihre Anmerkung",
        "recording": "Aufnahme",
        "consent": "Einwilligung",
        "lesson": "Daraus gelernt",
        "restricted": "Verarbeitung eingeschränkt seit",
        "no_transcript": "Eine Mitschrift ist nicht mehr gespeichert.",
        "withheld": "unterdrückte Nummer",
        "purpose": "Zweck",
        "basis": "Rechtsgrundlage",
        "kept": "Dauer",
        "objects": "Diese Nummer erreicht auf Ihren Widerspruch hin sofort einen Menschen.",
    },
    ENGLISH: {
        "title": "Your data",
        "made": "Made on",
        "person": "Looked for",
        "calls": "Calls",
        "appointments": "Appointments",
        "requests": "Your requests",
        "processing": "What for, and how long",
        "none": "Nothing is kept.",
        "caller": "You",
        "assistant": "Assistant",
        "message": "Message",
        "form": "Request",
        "question": "Question without an answer",
        "changed": "Put right",
        "remark": "Your remark",
        "recording": "Recording",
        "consent": "Consent",
        "lesson": "Learned from it",
        "restricted": "Processing restricted since",
        "no_transcript": "No transcript is kept any more.",
        "withheld": "withheld number",
        "purpose": "Purpose",
        "basis": "Legal basis",
        "kept": "How long",
        "objects": "Since you object, this number reaches a person at once.",
    },
}

OUTCOMES: Mapping[Language, Mapping[str, str]] = {
    GERMAN: {
        "booked": "Termin vereinbart",
        "rescheduled": "Termin verlegt",
        "cancelled": "Termin abgesagt",
        "answered": "Frage beantwortet",
        "message_taken": "Nachricht aufgenommen",
        "transferred": "verbunden",
        "emergency": "Notfall, Menschen gerufen",
        "abandoned": "aufgelegt",
        "failed": "Fehler, Menschen gerufen",
    },
    ENGLISH: {
        "booked": "appointment made",
        "rescheduled": "appointment moved",
        "cancelled": "appointment cancelled",
        "answered": "question answered",
        "message_taken": "message taken",
        "transferred": "put through",
        "emergency": "emergency, people were rung",
        "abandoned": "hung up",
        "failed": "a fault, people were rung",
    },
}

KINDS: Mapping[Language, Mapping[str, str]] = {
    GERMAN: {
        "access": "Auskunft",
        "rectification": "Berichtigung",
        "erasure": "Löschung",
        "restriction": "Einschränkung",
        "portability": "Übertragung",
        "objection": "Widerspruch",
        "withdrawal": "Widerruf",
        "open": "offen",
        "done": "erledigt",
        "refused": "abgelehnt",
    },
    ENGLISH: {
        "access": "access",
        "rectification": "rectification",
        "erasure": "erasure",
        "restriction": "restriction",
        "portability": "portability",
        "objection": "objection",
        "withdrawal": "withdrawal",
        "open": "open",
        "done": "done",
        "refused": "refused",
    },
}


def processing(settings: Settings, language: Language) -> tuple[ProcessingPart, ...]:
    """Return what data are kept for, why that is lawful, and how long, from the settings."""
    unit = {GERMAN: "Tage", ENGLISH: "days"}[language]
    return tuple(
        ProcessingPart(
            purpose=purpose[language],
            legal_basis=basis[language],
            kept=f"{getattr(settings.privacy.retention, key)} {unit} {FROM[key][language]}",
        )
        for key, (purpose, basis) in PURPOSES.items()
        if key != "recording_days" or settings.privacy.record_calls
    )
