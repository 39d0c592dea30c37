"""Edits ``kibox-settings.conf`` as an admin would. Pure."""

import re
from collections.abc import Mapping


def set_variables(text: str, wanted: Mapping[str, str]) -> str:
    """Return the text with other values in its variables.

    Raises:
        KeyError: The file sets no such variable.
    """
    for name, value in wanted.items():
        setting = re.search(rf"Set\({name}=([^)\n]*)\)", text)
        if setting is None:
            raise KeyError(name)
        text = text[: setting.start(1)] + value + text[setting.end(1) :]
    return text
