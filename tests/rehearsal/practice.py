"""The example practice and scenario files beside it, for the tests of rehearsals."""

from pathlib import Path
from typing import Any

import yaml

from kibox_pbx.admin.setup import CONFIG, make_practice_folder

BOOKS: dict[str, Any] = {
    "name": "books-a-checkup",
    "language": "de",
    "now": "2026-11-23T09:00:00+01:00",
    "config": CONFIG,
    "caller": "+4989123456",
    "says": "Guten Tag, ich hätte gern einen Termin zur Vorsorge.",
    "answers": {
        "ask_day": "am Donnerstag um halb zehn",
        "offer_slots": "den ersten bitte",
        "ask_name": "Huber, Sabine Huber",
        "ask_phone": "ja, unter dieser Nummer",
        "ask_known": "ja",
        "ask_birthdate": "am dritten Mai 1980",
        "confirm_booking": "ja genau",
        "anything_else": "nein danke, auf Wiederhören",
    },
    "expect": {
        "outcome": "booked",
        "appointments": [
            {
                "service": "checkup",
                "start": "2026-11-26T09:30:00+01:00",
                "name": "Sabine Huber",
                "phone": "+4989123456",
            }
        ],
    },
}


def practice(folder: Path) -> Path:
    """Write the example practice."""
    make_practice_folder(folder)
    return folder / CONFIG


def write(folder: Path, **changes: Any) -> Path:
    """Write a scenario that books a check-up, with changes; None leaves a part out."""
    scenario = {key: value for key, value in (BOOKS | changes).items() if value is not None}
    path = folder / f"{scenario['name']}.yaml"
    path.write_text(yaml.safe_dump(scenario, allow_unicode=True), encoding="utf-8")
    return path
