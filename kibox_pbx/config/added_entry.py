"""An entry that is not in ``kibox.yaml``: checked as if it stood there, and put beside those.

What the file says comes first: an entry of the same key hides the added one.
"""

from collections.abc import Mapping

from pydantic import ValidationError

from kibox_pbx.config.checks import cross_check
from kibox_pbx.config.settings import Enquiry, Settings
from kibox_pbx.config.yaml_lines import Tree
from kibox_pbx.errors import ConfigError
from kibox_pbx.utterance import Language

PART = "enquiries"


def checked_entry(key: str, entry: Tree, languages: tuple[Language, ...]) -> Enquiry:
    """Return an entry that `loader.load` would take, too.

    Args:
        key: What the settings are to know it by.
        entry: As it would be written: ``questions`` and ``answer``, by language.
        languages: Spoken by the office.

    Raises:
        ConfigError: All problems, each with its place in the entry.
    """
    spoken: Tree = [language.value for language in languages]
    tree: Tree = {"practice": {"languages": spoken}, PART: {key: entry}}
    problems = [
        f"{'.'.join(map(str, place[2:]))}: {text}"
        for place, text in cross_check(tree)
        if place[:2] == (PART, key)
    ]
    try:
        checked = Enquiry.model_validate(entry)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        problems += [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in found]
    if problems:
        raise ConfigError(*problems)
    return checked


def with_added(settings: Settings, added: Mapping[str, Enquiry]) -> Settings:
    """Return settings that have these entries as well."""
    return settings.model_copy(update={PART: {**added, **settings.enquiries}})
