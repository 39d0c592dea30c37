"""Which service, person, department or form of the practice a caller names."""

from collections.abc import Mapping

from kibox_pbx.config.settings import Department, Form, Person, Service
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.language.things import understand_thing


def heard_service(scene: Scene, text: str) -> str | None:
    """Return the key of the service that is named."""
    return understand_thing(text, _words(scene, scene.settings.services), scene.language)


def heard_person(scene: Scene, text: str) -> str | None:
    """Return the key of the person that is named."""
    return understand_thing(text, _words(scene, scene.settings.people), scene.language)


def heard_department(scene: Scene, text: str) -> str | None:
    """Return the key of the department that is named."""
    return understand_thing(text, _words(scene, scene.settings.departments), scene.language)


def heard_form(scene: Scene, text: str) -> str | None:
    """Return the key of the request that is named, such as a repeat prescription."""
    return understand_thing(text, _words(scene, scene.settings.forms), scene.language)


def _words(
    scene: Scene,
    things: Mapping[str, Service]
    | Mapping[str, Person]
    | Mapping[str, Department]
    | Mapping[str, Form],
) -> dict[str, tuple[str, ...]]:
    return {key: scene.words(thing.names) for key, thing in things.items()}
