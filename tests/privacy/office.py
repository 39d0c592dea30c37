"""An office whose documents are written: every setting that they tell of can be changed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from kibox_pbx.privacy.activities import ACTIVITY_OF
from kibox_pbx.privacy.document_facts import (
    Facts,
    Incident,
    KeyPlace,
    ModelAtWork,
    Reach,
    Reached,
)
from tests.dialogue.practice import practice

PRIVACY: dict[str, Any] = {
    "kind": "medical",
    "responsible": {
        "name": "Dr. Sabine Sommer",
        "address": "Lindenweg 7, 80331 München",
        "email": "praxis@sommer.example",
        "phone": "+49 89 23125 001",
    },
    "officer": "schutz@sommer.example",
    "authority": "Landesamt für Datenschutzaufsicht, Promenade 18, Ansbach",
    "further_measures": ["Der Raum des Geräts ist verschlossen."],
}

MODELS = (
    ModelAtWork("stt-de", "vosk-de-small"),
    ModelAtWork("tts-de", "piper-de-thorsten"),
    ModelAtWork("stt-en", "vosk-en-us-small"),
    ModelAtWork("tts-en", "piper-en-joe"),
    ModelAtWork("llm", "qwen2.5-1.5b"),
    ModelAtWork("vad", "silero-vad"),
)


def facts(privacy: dict[str, Any] | None = None, **changes: Any) -> Facts:
    """Return the facts of an office that lacks nothing; some sections or facts changed.

    Args:
        privacy: Settings of the section that differ.
        changes: Sections of the settings, or fields of `Facts`.
    """
    fields = {key: changes.pop(key) for key in list(changes) if key in Facts.__slots__}
    settings = practice(**{"privacy": PRIVACY | (privacy or {})} | changes)
    usual = Facts(
        settings=settings,
        written_on=date(2026, 11, 28),
        version="1.2.3",
        models=MODELS,
        tables=frozenset(ACTIVITY_OF),
        key=KeyPlace.APART,
        swap=False,
    )
    return replace(usual, **fields)


REACH = Reach(
    rows={"calls": 3, "turns": 41, "appointments": 2},
    keys={"conversation": 3, "messages": 1},
    calls=("c1", "c2", "c3"),
    appointments=("a1", "a2"),
    erased_since=("e1",),
    numbers=4,
    people=2,
)


def incident(**changes: Any) -> Incident:
    """Return an incident of one day, noticed two days later and told at once."""
    usual = Incident(
        began=datetime(2026, 11, 23, 8, tzinfo=UTC),
        ended=datetime(2026, 11, 24, 8, tzinfo=UTC),
        noticed=datetime(2026, 11, 26, 8, tzinfo=UTC),
        written=datetime(2026, 11, 26, 9, tzinfo=UTC),
        reached=Reached.DATABASE_AND_KEY,
        reach=REACH,
    )
    return replace(usual, **changes)
