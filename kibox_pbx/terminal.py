"""Text of somebody else's, on a terminal: it is shown, and moves nothing there."""


def on_one_line(text: str) -> str:
    r"""Return a text in one line, with what a terminal would obey made visible (``\x1b[2J``).

    What has no shape of its own goes the same way: line breaks, marks that turn the direction
    of writing, characters that are not assigned.
    """
    return "".join(each if each.isprintable() else _visible(each) for each in text)


def _visible(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
