"""Words that somebody wrote, made safe within Markdown: they stay the words they are. Pure."""

import re

from markupsafe import Markup

_SPECIAL = re.compile(r"[\\`*\[\]<>|~]|&(?=[#\w]+;)|(?<![^\W_])_|_(?![^\W_])")
_BEGINS_A_BLOCK = re.compile(r"^([-+#=](?=[-+#=\s]|$)|\d+(?=[.)](\s|$)))")


def literal(value: object) -> Markup:
    """Return a value as Markdown that shows it as it is; what is Markdown already stays.

    Line breaks become spaces, so that a value never leaves its cell or its line.
    """
    if isinstance(value, Markup):
        return value
    text = _SPECIAL.sub(r"\\\g<0>", " ".join(str(value).split()))
    begins = _BEGINS_A_BLOCK.match(text)
    if begins and begins[0].isdigit():
        text = f"{begins[0]}\\{text[begins.end() :]}"
    elif begins:
        text = f"\\{text}"
    return Markup(text)  # noqa: S704 -- Markdown, escaped above; HTML is made by `page`
