"""Which telephones of the house there are: nobody on the pages can choose another."""

from collections.abc import Mapping

from kibox_pbx.config.settings import Settings


def telephones_of(settings: Settings) -> Mapping[str, str]:
    """Return what Asterisk dials for each telephone, by key: of departments, and extensions."""
    departments = {key: there.dial for key, there in settings.departments.items()}
    return departments | settings.telephone.extensions
