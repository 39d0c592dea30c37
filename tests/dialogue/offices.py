"""The practice with people, departments and forms of every kind, for messages and forms."""

from typing import Any

from kibox_pbx.config.settings import Settings
from tests.dialogue.practice import practice

PEOPLE = {
    "dr_sommer": {"names": {"de": ["Frau Dr. Sommer"], "en": ["Dr. Sommer"]}},
    "dr_winter": {"names": {"de": ["Frau Dr. Winter"], "en": ["Dr. Winter"]}},
    "mr_herbst": {"names": {"de": ["Herr Herbst"], "en": ["Mr. Herbst"]}},
}
PRESCRIPTION: dict[str, Any] = {
    "names": {
        "de": ["Folgerezept", "Rezept"],
        "en": ["repeat prescription", "prescription", "refill"],
    },
    "fields": {
        "medication": {
            "prompt": {"de": "Welches Medikament brauchen Sie?", "en": "Which medicine is it?"}
        },
        "packs": {
            "kind": "number",
            "prompt": {"de": "Wie viele Packungen?", "en": "How many packs?"},
        },
        "pick_up": {
            "kind": "choice",
            "prompt": {
                "de": "Holen Sie es ab, oder sollen wir es schicken?",
                "en": "Will you collect it, or shall we post it?",
            },
            "choices": {
                "collect": {"de": ["abholen", "selbst"], "en": ["collect", "pick it up"]},
                "post": {"de": ["mit der Post", "zuschicken"], "en": ["post", "send it"]},
            },
        },
    },
}
EVERYTHING: dict[str, Any] = {
    "names": {"de": ["Unfallmeldung"], "en": ["accident report"]},
    "identify": False,
    "fields": {
        "patient": {
            "kind": "name",
            "prompt": {"de": "Wer war betroffen?", "en": "Who was involved?"},
        },
        "born": {
            "kind": "birthdate",
            "prompt": {"de": "Wann geboren?", "en": "And the date of birth?"},
        },
        "happened": {
            "kind": "date",
            "prompt": {"de": "An welchem Tag war der Unfall?", "en": "On which day was it?"},
        },
        "at_work": {
            "kind": "yes_no",
            "prompt": {"de": "War es bei der Arbeit?", "en": "Was it at work?"},
        },
        "mobile": {
            "kind": "phone",
            "optional": True,
            "prompt": {"de": "Unter welcher Handynummer?", "en": "Which mobile number?"},
        },
        "remarks": {
            "optional": True,
            "prompt": {"de": "Noch eine Bemerkung?", "en": "Any remarks?"},
        },
    },
}


def office(**changes: Any) -> Settings:
    """Return the practice's settings with forms and more people."""
    forms = {"prescription": PRESCRIPTION, "accident": EVERYTHING}
    return practice(**{"people": PEOPLE, "forms": forms} | changes)
