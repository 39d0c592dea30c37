"""The documents that the law asks of the office, written from the live settings. Pure.

A document is Markdown. Its text is a template under ``documents/<language>``; it says nothing
of what is switched off, and what it needs and is not set is marked, and listed.
"""

import hashlib
import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined

from kibox_pbx.privacy.activities import Activity, tables_of
from kibox_pbx.privacy.document_facts import Facts, Incident
from kibox_pbx.privacy.markdown_text import literal
from kibox_pbx.privacy.roles import Role, permissions
from kibox_pbx.utterance import Language

PARTS = "parts"
"""The template of what several documents share."""

_BLANK_LINES = re.compile(r"\n(?:[ ]*\n){2,}")

LEVELS = ("low", "medium", "high")
"""How likely, or how grave, a risk is; in this order."""


class Kind(StrEnum):
    """Which document."""

    PRIVACY_NOTICE = "privacy-notice"
    """What callers are told (Art. 13 and 14 GDPR)."""
    PROCESSING_RECORD = "processing-record"
    """The record of processing activities (Art. 30(1) GDPR)."""
    MEASURES = "measures"
    """The technical and organisational measures (Art. 32 GDPR)."""
    DPIA = "dpia"
    """The draft of a data protection impact assessment (Art. 35(7) GDPR)."""
    INCIDENT = "incident"
    """The notification of a personal data breach (Art. 33(3) GDPR)."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document, as it was written."""

    text: str
    """Markdown."""

    missing: tuple[str, ...]
    """The settings and facts without which it is a draft."""

    version: str
    """A short fingerprint of the text, which changes when what it says does."""


@dataclass(slots=True)
class _Notes:
    """What is noted down while a template is filled in."""

    missing: list[str] = field(default_factory=list)
    risks: list[tuple[str, str, str, str]] = field(default_factory=list)

    def note_missing(self, setting: str) -> str:
        """Note that a setting or fact is missing, and return it."""
        if setting not in self.missing:
            self.missing.append(setting)
        return setting

    def note_risk(self, title: str, likely: str, grave: str, left: str) -> str:
        """Note a risk, its levels, and the level that is left; return its number, R1."""
        self.risks.append((title, likely, grave, left))
        return f"R{len(self.risks)}"

    def highest_left(self) -> str:
        """Return the highest level that any risk noted so far leaves."""
        return max((left for *_, left in self.risks), key=LEVELS.index)


def write(
    kind: Kind, language: Language, facts: Facts, incident: Incident | None = None
) -> Document:
    """Write a document.

    Args:
        kind: Which one.
        language: Of its text.
        facts: Of this office and this machine.
        incident: What happened; for `Kind.INCIDENT` alone, which needs it.
    """
    notes = _Notes()
    pages = _environment(language)
    context = _context(language, facts, notes) | {"incident": incident}
    body = pages.get_template(kind.value).render(context)
    body = _BLANK_LINES.sub("\n\n", body).strip()
    version = hashlib.sha256(body.encode()).hexdigest()[:12]
    parts: Any = pages.get_template(PARTS).make_module(context)
    title, _, rest = body.partition("\n")
    draft = f"{parts.draft(notes.missing)}\n\n" if notes.missing else ""
    text = f"{title}\n\n{draft}{rest.strip()}\n\n{parts.footer(version)}\n"
    return Document(text, tuple(notes.missing), version)


@cache
def _environment(language: Language) -> Environment:
    folder = files("kibox_pbx.privacy") / "documents" / language.value
    return Environment(
        loader=FunctionLoader(lambda name: (folder / f"{name}.md").read_text("utf-8")),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=literal,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _context(language: Language, facts: Facts, notes: _Notes) -> dict[str, Any]:
    settings = facts.settings
    borrowed = {
        setting: server
        for setting, server in settings.engines_elsewhere.items()
        if server.leaves_this_machine
    }
    stt = sorted({each.role for each in facts.models if each.role.startswith("stt-")})
    return {
        "facts": facts,
        "settings": settings,
        "privacy": settings.privacy,
        "keep": settings.privacy.retention,
        "office": settings.privacy.responsible.name or settings.practice.name.name(language),
        "afterwards": [each for each in settings.speech.values() if each.afterwards],
        "stand_ins": [each.name for each in facts.models if each.stand_in],
        "spoken": [role.removeprefix("stt-") for role in stt],
        "zone": settings.practice.zone,
        "mailed": settings.notify.mailed_outside,
        "borrowed": borrowed,
        "shared": settings.shared,
        "several": bool(settings.shared or borrowed),
        "tells_outside": settings.notify.tells_outside,
        "language": language,
        "has": facts.tables.__contains__,
        "tables_of": lambda activity: tables_of(Activity(activity), facts.tables),
        "roles": {role: sorted(permissions(frozenset({role}))) for role in Role},
        "note_missing": notes.note_missing,
        "note_risk": notes.note_risk,
        "risks": notes.risks,
        "highest_left": notes.highest_left,
    }
