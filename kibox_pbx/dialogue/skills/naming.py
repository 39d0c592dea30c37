"""Which service, person, department or form of the practice a caller names."""

import re
from collections.abc import Iterable, Mapping

from kibox_pbx.config.settings import Department, Form, Person, Service
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.language.parts import GENERIC, understand_part
from kibox_pbx.language.things import understand_thing
from kibox_pbx.language.when.wording import corrected_parts
from kibox_pbx.language.words import fold
from kibox_pbx.utterance import Language


def heard_service(scene: Scene, text: str) -> str | None:
    """Return the key of the service that is named."""
    return understand_thing(text, _words(scene, scene.settings.services), scene.language)


def chosen_service(scene: Scene, text: str, keys: Iterable[str]) -> str | None:
    """Return which of some services is named, be it by a part of its name ("die Reinigung").

    Only where the caller was asked which.
    """
    services = scene.settings.services
    asked = {key: services[key] for key in keys if key in services}
    return understand_part(text, _words(scene, asked), scene.language)


def wished_service(scene: Scene, text: str) -> str | None:
    """Return the service of a wish for an appointment: "einen Termin zur Kontrolle".

    Of two, the one that corrects the other. A part of its name is enough after "zur" or "for
    a", unless it may mean anything.
    """
    for part in reversed(corrected_parts(fold(text), scene.language)):
        named = heard_service(scene, part)
        if named:
            return named
    found = _FOR_WHAT[scene.language].finditer(text)
    said = " ".join(each[each.lastindex or 0] for each in found)
    services = _words(scene, scene.settings.services)
    return understand_part(said, services, scene.language, without=GENERIC)


def heard_person(scene: Scene, text: str) -> str | None:
    """Return the key of the person that is named."""
    return understand_thing(text, _words(scene, scene.settings.people), scene.language)


def heard_department(scene: Scene, text: str) -> str | None:
    """Return the key of the department that is named."""
    return understand_thing(text, _words(scene, scene.settings.departments), scene.language)


_FOR_WHAT: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"(?:^(?:die |den |einen? |nen? )?|\b(?:zur|zum|für (?:die|den|das|eine|einen|ne|nen)"
        r"|wegen (?:der|einer|des|dem)|eine|einen|ne|nen) )"
        r"(?:neue[nr]? |nächste[nr]? |jährliche[nr]? )?(\w+)"
        r"|\b(ge\w+t) (?:werden|bekommen|kriegen)\b"
    ),
    Language.ENGLISH: re.compile(
        r"(?:^(?:an? |my )?|\b(?:for|an?|the|my) )(?:new |next |yearly )?(\w+)"
    ),
}
_OUT_OF_MEDICINE: Mapping[Language, re.Pattern[str]] = {
    Language.GERMAN: re.compile(
        r"\b(?:meine?n?|neue|wieder|unsere?n?) (?:\w+ )?\w*(?:tabletten|medikamente?|tropfen"
        r"|salbe|pille|spray|insulin)\b.*\b(?:aufschreiben|verschreiben|(?:nach)?bestellen"
        r"|ausgegangen|(?:sind|ist) (?:\w+ )?(?:alle|leer|aus|aufgebraucht))\b"
    ),
    Language.ENGLISH: re.compile(
        r"\b(?:ran|run|running) out of (?:my |our )?(?:\w+ ){0,3}(?:tablets|pills|medication"
        r"|medicines?|inhaler|insulin)\b|\b(?:need|order|get) (?:some )?more of my (?:\w+ )?"
        r"(?:tablets|pills|medication|medicine)\b"
    ),
}
_PRESCRIPTION = {Language.GERMAN: "rezept", Language.ENGLISH: "prescription"}
"""What is wanted by whose medicine is finished, if the practice has such a request."""


def heard_form(scene: Scene, text: str) -> str | None:
    """Return the key of the request that is named, such as a repeat prescription.

    See `likely_forms` for one that is meant, but not named.
    """
    forms = _words(scene, scene.settings.forms)
    named = understand_thing(text, forms, scene.language)
    if named or not _OUT_OF_MEDICINE[scene.language].search(text):
        return named
    return understand_thing(_PRESCRIPTION[scene.language], forms, scene.language)


def _words(
    scene: Scene,
    things: Mapping[str, Service]
    | Mapping[str, Person]
    | Mapping[str, Department]
    | Mapping[str, Form],
) -> dict[str, tuple[str, ...]]:
    return {key: scene.words(thing.names) for key, thing in things.items()}
