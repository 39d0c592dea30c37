"""Changes single settings in the text of a YAML file, whose comments stay. Pure."""

import re

import yaml

Place = tuple[str, ...]
"""Keys from the top."""


class Edits:
    """Changes to one text, all of them by the places of the text as it was."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._root = yaml.compose(text, Loader=yaml.SafeLoader)
        self._changes: list[tuple[int, int, str]] = []

    def text(self) -> str:
        """Return the text with every change in it."""
        text = self._text
        for begin, end, new in sorted(self._changes, reverse=True):
            text = text[:begin] + new + text[end:]
        return text

    def has(self, place: Place) -> bool:
        """Say whether something is set."""
        return self._pair(place) is not None

    def names(self, place: Place) -> tuple[str, ...]:
        """Return the keys of a section."""
        _, section = self._required(place)
        pairs = section.value if isinstance(section, yaml.MappingNode) else []
        return tuple(str(key.value) for key, _ in pairs)

    def replace(self, place: Place, value: str) -> None:
        """Write another value for one that stands in a single line.

        Raises:
            KeyError: It is not set.
        """
        node = self._required(place)[1]
        self._changes.append((node.start_mark.index, node.end_mark.index, value))

    def add(self, section: Place, line: str) -> None:
        """Write a line below a section's name.

        Raises:
            KeyError: There is no such section.
        """
        key = self._required(section)[0].start_mark
        begin = self._line_after(key.index)
        self._changes.append((begin, begin, f"{' ' * (key.column + 2)}{line}\n"))

    def remove(self, place: Place) -> None:
        """Take a setting out with all that is in it; what is not set stays away."""
        pair = self._pair(place)
        if pair is None:
            return
        key = pair[0].start_mark
        begin = key.index - key.column
        below = re.compile(rf"( {{{key.column + 1}}}.*\n)*")
        inside = below.match(self._text, self._line_after(key.index))
        self._changes.append((begin, inside.end() if inside else begin, ""))

    def _line_after(self, index: int) -> int:
        return self._text.index("\n", index) + 1

    def _required(self, place: Place) -> tuple[yaml.Node, yaml.Node]:
        pair = self._pair(place)
        if pair is None:
            raise KeyError(place)
        return pair

    def _pair(self, place: Place) -> tuple[yaml.Node, yaml.Node] | None:
        found: tuple[yaml.Node, yaml.Node] | None = None
        inside: yaml.Node | None = self._root
        for name in place:
            pairs = inside.value if isinstance(inside, yaml.MappingNode) else []
            found = next((each for each in pairs if each[0].value == name), None)
            if found is None:
                return None
            inside = found[1]
        return found
