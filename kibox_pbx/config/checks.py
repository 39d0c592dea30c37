"""Checks that settings fit each other: every name used is defined somewhere.

They work on the file as written, not on validated settings, so that their findings are
reported together with all others. What has the wrong shape is passed over here.
"""

from collections.abc import Iterator

from kibox_pbx.config.yaml_lines import Place, Tree
from kibox_pbx.utterance import Language

Finding = tuple[Place, str]


def cross_check(tree: Tree) -> Iterator[Finding]:
    """Yield what does not fit together: where it stands, and what is wrong."""
    yield from _people_of_services(tree)
    yield from _reception(tree)
    yield from _languages(tree)
    yield from _names(tree)


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


def _reception(tree: Tree) -> Iterator[Finding]:
    reception = _get(_get(tree, "telephone"), "reception")
    departments = _mapping(tree, "departments")
    if isinstance(reception, str) and reception not in departments:
        yield ("telephone", "reception"), _unknown(reception, departments)


def _languages(tree: Tree) -> Iterator[Finding]:
    spoken = _spoken(tree)
    numbers = _get(_get(tree, "telephone"), "languages_by_number")
    for number, language in (numbers if isinstance(numbers, dict) else {}).items():
        if language not in spoken:
            place = ("telephone", "languages_by_number", number)
            yield place, f"{language} is not among practice.languages"


def _names(tree: Tree) -> Iterator[Finding]:
    """Whatever a caller may hear of needs words in each language that is spoken."""
    things: list[tuple[Place, Tree]] = [
        (("practice", "name"), _get(_get(tree, "practice"), "name"))
    ]
    for part in ("services", "people", "departments"):
        for key, body in _mapping(tree, part).items():
            things.append(((part, key, "names"), _get(body, "names")))
    for place, names in things:
        for language in _spoken(tree):
            if isinstance(names, dict) and not _get(names, language):
                yield place, f"has no words for the language {language}"


def _spoken(tree: Tree) -> list[str]:
    """Return the languages spoken; one that we do not know is told of elsewhere."""
    named = _texts(_get(_get(tree, "practice"), "languages"))
    return [language for language in Language if language in named] or [Language.GERMAN]


def _unknown(name: str, known: dict[str, Tree]) -> str:
    return f"{name} is not defined; there are: {', '.join(known) or 'none'}"


def _get(tree: Tree, key: str) -> Tree:
    return tree.get(key) if isinstance(tree, dict) else None


def _mapping(tree: Tree, key: str) -> dict[str, Tree]:
    found = _get(tree, key)
    return found if isinstance(found, dict) else {}


def _texts(tree: Tree) -> list[str]:
    if isinstance(tree, str):
        return [part.strip() for part in tree.split(",")]
    return [item for item in tree if isinstance(item, str)] if isinstance(tree, list) else []
