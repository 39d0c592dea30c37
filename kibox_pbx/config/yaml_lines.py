"""Reads a YAML file and remembers on which line each setting stands.

Every value is kept as the text that was typed, so that YAML's surprises do not happen
(``no`` is a country, ``0301`` a telephone number, ``12:30`` a time); the settings decide
what a text means. Nothing of YAML's object constructors is used.
"""

from dataclasses import dataclass, field

import yaml

from kibox_pbx.errors import ConfigError

Place = tuple[str | int, ...]
"""Where a value stands: keys and list positions from the top."""

Tree = dict[str, "Tree"] | list["Tree"] | str | None

MOST_LEVELS = 40
"""Settings have seven."""

MOST_VALUES = 50_000
"""A large office has a thousand; aliases of aliases could make any number of a few lines."""

NULL_TAG = "tag:yaml.org,2002:null"


@dataclass
class Document:
    """A file as it was written."""

    name: str
    values: Tree = None
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    size: int = 0
    """Values so far, those of aliases each time they are used."""

    def problem(self, place: Place, text: str) -> str:
        """Word a problem with the line of a place, or of the nearest place above it."""
        above = place
        while above not in self.lines and above:
            above = above[:-1]
        setting = ".".join(str(part) for part in place)
        return (
            f"{self.name}:{self.lines.get(above, 1)}: {setting + ': ' if setting else ''}{text}"
        )


def parse(text: str, name: str) -> Document:
    """Read a file's text; double keys are noted in ``problems``.

    Raises:
        ConfigError: It is not YAML at all, or larger than any settings; says the line.
    """
    document, root = Document(name), _composed(text, name)
    if root is not None:
        document.values = _value(root, (), document, inside=())
    return document


class _Loader(yaml.SafeLoader):
    """Gives up on what is nested too deeply, before it takes long."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.depth >= MOST_LEVELS:
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.MarkedYAMLError(problem="nested too deeply", problem_mark=mark)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def _composed(text: str, name: str) -> yaml.Node | None:
    loader = None
    try:
        loader = _Loader(text)
        return loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{name}:{line}: not readable as YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError, OverflowError):
        # signs that no file has; numbers that PyYAML itself stumbles over
        line = loader.line + 1 if loader else 1
        raise ConfigError(f"{name}:{line}: not readable as YAML") from None


def _value(
    node: yaml.Node, place: Place, document: Document, inside: tuple[yaml.Node, ...]
) -> Tree:
    document.lines.setdefault(place, node.start_mark.line + 1)
    document.size += 1
    if document.size > MOST_VALUES:
        raise ConfigError(
            document.problem(place, "more than settings ever are; do aliases repeat?")
        )
    if node in inside:
        document.problems.append(document.problem(place, "an alias must not contain itself"))
        return None
    inside = (*inside, node)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, document, inside)
    if isinstance(node, yaml.SequenceNode):
        return [
            _value(item, (*place, index), document, inside)
            for index, item in enumerate(node.value)
        ]
    return None if node.tag == NULL_TAG else str(node.value)


def _mapping(
    node: yaml.MappingNode, place: Place, document: Document, inside: tuple[yaml.Node, ...]
) -> dict[str, Tree]:
    values: dict[str, Tree] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        here = (*place, key)
        if key in values:
            first = document.lines[here]
            line = key_node.start_mark.line + 1
            document.problems.append(
                f"{document.name}:{line}: {'.'.join(map(str, here))}: set on line {first} too"
            )
            continue
        document.lines[here] = key_node.start_mark.line + 1
        values[key] = _value(value_node, here, document, inside)
    return values
