"""What two language versions of a document must have in common."""

import re


def headings(markdown: str) -> list[int]:
    """Return the level of each heading, in order."""
    return [len(found) for found in re.findall(r"^(#+) ", markdown, re.MULTILINE)]


def shapes(markdown: str) -> list[int]:
    """Return the number of cells of each row of each table, in order."""
    rows = re.findall(r"^\|.*\|$", markdown, re.MULTILINE)
    return [len(re.findall(r"(?<!\\)\|", row)) - 1 for row in rows]
