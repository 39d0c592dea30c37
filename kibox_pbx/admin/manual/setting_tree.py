"""Reads the schema of ``kibox.yaml``: every setting, what it takes, and what it means."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from kibox_pbx.config.schema import schema
from kibox_pbx.config.written import DAYS_SCHEMA, SPANS_SCHEMA, TEXTS_SCHEMA

Node = dict[str, Any]

_WRITTEN = (
    (SPANS_SCHEMA, "hours, as 08:00-12:30"),
    (DAYS_SCHEMA, "days, as 2026-12-24..2027-01-02"),
    (TEXTS_SCHEMA, "text, or a list"),
)
_SPOKEN = {"de", "en"}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting, or a section of settings."""

    place: tuple[str, ...]
    """Its keys from the top; ``<key>`` where the office chooses the name."""

    kind: str
    """What may be written there; empty for a section."""

    default: str
    """As it would be written; empty where there is none."""

    meaning: str
    required: bool

    @property
    def name(self) -> str:
        """Its place as one text: ``store.backups.keep_days``."""
        return ".".join(self.place)


def setting_tree() -> tuple[Setting, ...]:
    """Return every setting in the order of the schema, each section before what is in it."""
    root = schema()
    return tuple(_Reader(root["$defs"]).section((), root, None))


class _Reader:
    """Follows the references of one schema."""

    def __init__(self, definitions: dict[str, Node]) -> None:
        self._definitions = definitions

    def section(
        self, place: tuple[str, ...], node: Node, defaults: Node | None
    ) -> Iterator[Setting]:
        """Yield what is in a section, whose own default may say what is the default within."""
        for name, written in node["properties"].items():
            outer = defaults.get(name) if defaults else None
            required = name in node.get("required", ()) and outer is None
            default = outer if outer is not None else written.get("default")
            yield from self._setting((*place, name), written, default, required=required)

    def _setting(
        self, place: tuple[str, ...], written: Node, default: Any, *, required: bool
    ) -> Iterator[Setting]:
        node = self._followed(written)
        below, keys = self._below(node)
        meaning = written.get("description") or node.get("description", "")
        if below is None:
            yield Setting(place, self._kind(node), _shown(default), meaning, required)
            return
        if not meaning and keys:
            meaning = below.get("description", "")
        yield Setting(place, "", "", meaning, required)
        if keys:
            yield from self.section((*place, keys), below, None)
        else:
            yield from self.section(place, below, default)

    def _below(self, node: Node) -> tuple[Node | None, str]:
        """Return the section that a setting is, or holds under free keys named so."""
        if _is_section(node):
            return node, ""
        values = self._values(node)
        if values is not None and _is_section(values):
            return values, self._keys(node)
        return None, ""

    def _values(self, node: Node) -> Node | None:
        """Return what stands under the free keys of a setting that has some."""
        free = node.get("additionalProperties") or next(
            iter(node.get("patternProperties", {}).values()), None
        )
        return self._followed(free) if free else None

    def _keys(self, node: Node) -> str:
        names = self._followed(node.get("propertyNames", {}))
        if "enum" not in names:
            return "<key>"
        return "<weekday>" if "monday" in names["enum"] else f"<{'|'.join(names['enum'])}>"

    def _followed(self, node: Node) -> Node:
        """Return the definition that a node stands for; "or nothing" is taken off."""
        if "$ref" in node:
            return self._definitions[node["$ref"].rpartition("/")[2]]
        some = [each for each in node.get("anyOf", ()) if each != {"type": "null"}]
        return self._followed(some[0]) if len(some) == 1 else node

    def _kind(self, node: Node) -> str:
        for written, words in _WRITTEN:
            if node.get("anyOf") == written["anyOf"]:
                return words
        values = self._values(node)
        if values is not None:
            return f"{self._keys(node)}: {self._kind(values)}"
        if node.get("properties", {}).keys() == _SPOKEN:
            return "text, or a list, in `de` and `en`"
        if "enum" in node:
            return " or ".join(f"`{each}`" for each in node["enum"])
        return _KINDS[node["type"]](node)


def _is_section(node: Node) -> bool:
    return "properties" in node and node["properties"].keys() != _SPOKEN


def _number(node: Node) -> str:
    least, most = node.get("minimum"), node.get("maximum")
    if least is None:
        return "number" if most is None else f"number, {most} at most"
    return f"number, {least} " + ("or more" if most is None else f"to {most}")


def _text(node: Node) -> str:
    return {"path": "file", "date": "day, as 2026-12-24"}.get(node.get("format", ""), "text")


_KINDS: dict[str, Callable[[Node], str]] = {
    "integer": _number,
    "number": _number,
    "string": _text,
    "boolean": lambda _: "`true` or `false`",
    "array": lambda _: "list of texts",
}


def _shown(default: Any) -> str:
    if isinstance(default, bool):
        return str(default).lower()
    if isinstance(default, list):
        return ", ".join(map(str, default))
    return "" if default in (None, {}, "") or isinstance(default, dict) else str(default)
