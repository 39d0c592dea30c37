"""The practice that the dialogue's tests call: Praxis Dr. Sommer."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kibox_pbx.config.settings import Settings

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY_MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN)
MONDAY_NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=BERLIN)

SPAN = {"opens": "08:00", "closes": "12:00"}
AFTERNOON = {"opens": "14:00", "closes": "18:00"}
WHOLE = (SPAN, AFTERNOON)


def practice(**changes: Any) -> Settings:
    """Return the settings, with top-level sections replaced."""
    raw: dict[str, Any] = {
        "practice": {
            "name": {"de": ["Praxis Dr. Sommer"], "en": ["Dr. Sommer's practice"]},
            "languages": ["de", "en"],
            "holidays": "BY",
        },
        "hours": {
            "monday": WHOLE,
            "tuesday": WHOLE,
            "wednesday": WHOLE,
            "thursday": WHOLE,
            "friday": (SPAN,),
        },
        "people": {"dr_sommer": {"names": {"de": ["Frau Dr. Sommer"], "en": ["Dr. Sommer"]}}},
        "services": {
            "checkup": {
                "names": {"de": ["Vorsorge", "Check"], "en": ["check-up", "checkup"]},
                "minutes": 30,
                "people": ["dr_sommer"],
            },
            "consultation": {
                "names": {"de": ["Sprechstunde"], "en": ["consultation"]},
                "minutes": 15,
                "people": ["dr_sommer"],
            },
        },
        "departments": {
            "reception": {
                "names": {"de": ["Empfang"], "en": ["reception"]},
                "dial": "PJSIP/200",
            },
            "billing": {
                "names": {"de": ["Buchhaltung", "Abrechnung"], "en": ["billing", "accounts"]},
                "dial": "PJSIP/201",
            },
        },
        "telephone": {"reception": "reception"},
        "store": {"database": "kibox.db", "key_file": "kibox.key"},
    }
    return Settings.model_validate(raw | changes)
