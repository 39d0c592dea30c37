"""Which service or department a free sentence is about: forms the language model fills in.

A form has one field, as the caller is waiting: with service, department, time and name in
it, the small model wrote for 1.7 s (median of 36 sentences), and gave 23 of the callers a
name that they had not said. Time, name and number are left to rules (`volunteered`,
`language.when`).
"""

import json
from collections.abc import Mapping

from kibox_pbx.config.settings import Department, Service, Settings
from kibox_pbx.dialogue.writing_tasks import WritingTask
from kibox_pbx.utterance import Language

SERVICE = "service"
DEPARTMENT = "department"

Things = Mapping[str, Service] | Mapping[str, Department]

MOST_EXAMPLES = 8
"""Things that stand in an example; further ones are in the list only."""

_NOTHING = ""
"""In a field of which the caller said nothing."""

_INSTRUCTION = {
    (SERVICE, Language.GERMAN): (
        "Du hörst einen Anrufer. Trage ein, zu welcher Leistung sein Anliegen passt. Sagt er "
        "nichts dazu, bleibt das Feld leer. Die Leistungen: {}"
    ),
    (SERVICE, Language.ENGLISH): (
        "You hear a caller. Fill in which service fits what they need. If they do not say, "
        "the field stays empty. The services: {}"
    ),
    (DEPARTMENT, Language.GERMAN): (
        "Du hörst einen Anrufer. Trage ein, welche Abteilung zuständig ist. Sagt er nichts "
        "dazu, bleibt das Feld leer. Die Abteilungen: {}"
    ),
    (DEPARTMENT, Language.ENGLISH): (
        "You hear a caller. Fill in which department deals with it. If they do not say, the "
        "field stays empty. The departments: {}"
    ),
}
_NAMED = {
    (SERVICE, Language.GERMAN): ("ich hätte gern einen termin {}", "es geht um {}"),
    (SERVICE, Language.ENGLISH): ("i'd like an appointment {}", "it is about {}"),
    (DEPARTMENT, Language.GERMAN): ("mit jemandem sprechen {}", "rufen sie mich zurück {}"),
    (DEPARTMENT, Language.ENGLISH): ("i want to talk to somebody {}", "call me back {}"),
}
_UNNAMED = {
    (SERVICE, Language.GERMAN): ("ich käme gern am dienstag vorbei", "haben sie etwas frei"),
    (SERVICE, Language.ENGLISH): ("i'd like to come on tuesday", "have you got anything free"),
    (DEPARTMENT, Language.GERMAN): ("rufen sie mich bitte an", "ist da ein mensch"),
    (DEPARTMENT, Language.ENGLISH): ("please ring me", "is there somebody real"),
}


def form_name(field: str, language: Language) -> str:
    """Return the name of the task that fills in a service or a department."""
    return f"{field}-{language.value}"


def wish_forms(settings: Settings) -> tuple[WritingTask, ...]:
    """Return the tasks to prepare; none where there is nothing to choose between."""
    return tuple(
        _form(field, things, language, settings.models.deadline_ms)
        for language in settings.practice.languages
        for field, things in choices(settings).items()
    )


def choices(settings: Settings) -> dict[str, Things]:
    """Return what there is to choose between, by field."""
    every: dict[str, Things] = {SERVICE: settings.services, DEPARTMENT: settings.departments}
    return {field: things for field, things in every.items() if len(things) > 1}


def read_form(form: str) -> tuple[tuple[str, str], ...]:
    """Return the fields of a filled form that are not empty; none if it is no form."""
    try:
        fields = json.loads(form)
    except ValueError:
        return ()
    found = fields.items() if isinstance(fields, dict) else ()
    return tuple((key, said) for key, said in found if isinstance(said, str) and said)


def _form(field: str, things: Things, language: Language, deadline_ms: int) -> WritingTask:
    names = {key: _names(thing, language) for key, thing in things.items()}
    listed = "; ".join(f"{key} = {', '.join(spoken[:2])}" for key, spoken in names.items())
    wordings = _NAMED[field, language]
    examples = [
        (wordings[number % len(wordings)].format(spoken[0].lower()), key)
        for number, (key, spoken) in enumerate([*names.items()][:MOST_EXAMPLES])
    ]
    examples += [(sentence, _NOTHING) for sentence in _UNNAMED[field, language]]
    schema = {
        "type": "object",
        "properties": {field: {"enum": [_NOTHING, *things]}},
        "required": [field],
    }
    return WritingTask(
        form_name(field, language),
        _INSTRUCTION[field, language].format(listed),
        tuple((sentence, json.dumps({field: key})) for sentence, key in examples),
        json.dumps(schema),
        max_tokens=40,
        deadline_ms=deadline_ms,
    )


def _names(thing: Service | Department, language: Language) -> tuple[str, ...]:
    """Return what a thing is called, in the other language if this one has no word."""
    return thing.names.words(language) or (*thing.names.de, *thing.names.en)
