"""Checks that settings fit each other: every name used is defined somewhere.

They work on the file as written, not on validated settings, so that their findings are
reported together with all others. What has the wrong shape is passed over here.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from kibox_pbx.config.calendar_sync import is_address, is_here
from kibox_pbx.config.yaml_lines import Place, Tree
from kibox_pbx.utterance import Language

Finding = tuple[Place, str]


def cross_check(tree: Tree) -> Iterator[Finding]:
    """Yield what does not fit together: where it stands, and what is wrong."""
    yield from _people_of_services(tree)
    yield from _departments(tree)
    yield from _languages(tree)
    yield from _names(tree)
    yield from _calendars(tree)
    yield from _written_calendars(tree)


def _people_of_services(tree: Tree) -> Iterator[Finding]:
    people = _mapping(tree, "people")
    for service, body in _mapping(tree, "services").items():
        named = _get(body, "people")
        for index, person in enumerate(_texts(named)):
            if person not in people:
                place = ("services", service, "people")
                yield (
                    place if isinstance(named, str) else (*place, index),
                    _unknown(person, people),
                )


def _departments(tree: Tree) -> Iterator[Finding]:
    """Wherever callers and requests are sent, somebody must be; their service is one."""
    departments = _mapping(tree, "departments")
    places: list[tuple[Place, dict[str, Tree]]] = [
        (("telephone", "reception"), departments),
        (("emergency", "department"), departments),
        (("booking", "otherwise"), _mapping(tree, "services")),
    ]
    people = departments | _mapping(tree, "people")
    places += [(("forms", form, "recipient"), people) for form in _mapping(tree, "forms")]
    notified = ("notify", "email", "recipients")
    for key in _mapping(_at(tree, notified[:2]), notified[2]):
        if key not in people:
            yield (*notified, key), _unknown(key, people)
    for place, known in places:
        named = _at(tree, place)
        if isinstance(named, str) and named not in known:
            yield place, _unknown(named, known)


def _languages(tree: Tree) -> Iterator[Finding]:
    spoken = _spoken(tree)
    numbers = _get(_get(tree, "telephone"), "languages_by_number")
    for number, language in (numbers if isinstance(numbers, dict) else {}).items():
        if language not in spoken:
            place = ("telephone", "languages_by_number", number)
            yield place, f"{language} is not among practice.languages"


def _calendars(tree: Tree) -> Iterator[Finding]:
    """Each is somebody's, and on this machine or at a peer."""
    people, peers = _mapping(tree, "people"), _texts(_get(tree, "peers"))
    for person, body in _mapping(_get(tree, "calendar_sync"), "people").items():
        place = ("calendar_sync", "people", person)
        if person not in people:
            yield place, _unknown(person, people)
        for kind in ("caldav", "ics"):
            url = _get(_get(body, kind), "url")
            host = (urlsplit(url).hostname or "") if isinstance(url, str) else ""
            if is_address(host) and not is_here(host) and host not in peers:
                yield (*place, kind, "url"), f"{host} is not among peers"


def _written_calendars(tree: Tree) -> Iterator[Finding]:
    """Several hosts that share a book would each enter every appointment."""
    if _get(tree, "shared") is None:
        return
    for person, body in _mapping(_get(tree, "calendar_sync"), "people").items():
        if str(_get(body, "write")).lower() in {"true", "yes"}:
            place = ("calendar_sync", "people", person, "write")
            yield place, "hosts that share a book (shared) only read calendars"


def _names(tree: Tree) -> Iterator[Finding]:
    """Whatever a caller may hear of needs words in each language that is spoken."""
    for place in _worded(tree):
        words = _at(tree, place)
        for language in _spoken(tree):
            if isinstance(words, dict) and not _get(words, language):
                yield place, f"has no words for the language {language}"


def _worded(tree: Tree) -> Iterator[Place]:
    yield ("practice", "name")
    for part in ("services", "people", "departments", "forms"):
        for key in _mapping(tree, part):
            yield (part, key, "names")
    for key in _mapping(tree, "enquiries"):
        yield ("enquiries", key, "questions")
        yield ("enquiries", key, "answer")
    for form, body in _mapping(tree, "forms").items():
        for key, asked in _mapping(body, "fields").items():
            yield ("forms", form, "fields", key, "prompt")
            for choice in _mapping(asked, "choices"):
                yield ("forms", form, "fields", key, "choices", choice)


def _spoken(tree: Tree) -> list[str]:
    """Return the languages spoken; one that we do not know is told of elsewhere."""
    named = _texts(_get(_get(tree, "practice"), "languages"))
    return [language for language in Language if language in named] or [Language.GERMAN]


def _unknown(name: str, known: dict[str, Tree]) -> str:
    return f"{name} is not defined; there are: {', '.join(known) or 'none'}"


def _get(tree: Tree, key: str) -> Tree:
    return tree.get(key) if isinstance(tree, dict) else None


def _at(tree: Tree, place: Place) -> Tree:
    """Return what stands at a place."""
    for key in place:
        tree = _get(tree, str(key))
    return tree


def _mapping(tree: Tree, key: str) -> dict[str, Tree]:
    found = _get(tree, key)
    return found if isinstance(found, dict) else {}


def _texts(tree: Tree) -> list[str]:
    if isinstance(tree, str):
        return [part.strip() for part in tree.split(",")]
    return [item for item in tree if isinstance(item, str)] if isinstance(tree, list) else []
