"""Tells what can be set: people, editors, and whoever mistyped a setting."""

import inspect
from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from kibox_pbx.config.settings import Settings
from kibox_pbx.config.yaml_lines import Place


def schema() -> dict[str, Any]:
    """Return the JSON schema of ``kibox.yaml``, for editors."""
    return Settings.model_json_schema()


def explain() -> str:
    """Return every setting with its meaning and default, as an indented text."""
    return "\n".join(_section(Settings, depth=0)) + "\n"


def names_at(place: Place, root: type[BaseModel] = Settings) -> list[str]:
    """Return the settings that a section below ``root`` has; none where keys are free."""
    kind: Any = root
    for part in place:
        kind = _inner(kind, part)
    section = _model(kind)
    return [field.alias or name for name, field in _fields(section)] if section else []


def _inner(kind: Any, part: str | int) -> Any:
    """Return the annotation of what stands under one key or position of an annotation."""
    section = _model(kind)
    if section is not None:
        named = {field.alias or name: field.annotation for name, field in _fields(section)}
        return named.get(str(part))
    arguments = get_args(_bare(kind))
    return (
        (arguments[1] if get_origin(_bare(kind)) is dict else arguments[0])
        if arguments
        else None
    )


def _fields(section: type[BaseModel]) -> Iterable[tuple[str, FieldInfo]]:
    return section.model_fields.items()


def _bare(kind: Any) -> Any:
    """Take ``Annotated`` and ``| None`` off an annotation."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if get_origin(kind) in {Union, UnionType}:
        return _bare(next(one for one in get_args(kind) if one is not type(None)))
    return kind


def _model(kind: Any) -> type[BaseModel] | None:
    bare = _bare(kind)
    return bare if inspect.isclass(bare) and issubclass(bare, BaseModel) else None


def _section(section: type[BaseModel], depth: int) -> Iterator[str]:
    for name, field in section.model_fields.items():
        yield f"{'  ' * depth}{name}:{_default(field)}"
        below, placeholder = _below(field.annotation)
        meaning = field.description or (inspect.getdoc(below) if below else None)
        for line in (meaning or "").splitlines():
            yield f"{'  ' * (depth + 2)}{line}".rstrip()
        if below is not None:
            if placeholder:
                yield f"{'  ' * (depth + 1)}{placeholder}:"
            yield from _section(below, depth + (2 if placeholder else 1))


def _below(kind: Any) -> tuple[type[BaseModel] | None, str]:
    """Return the section below a setting and, where keys are free, what to call the key."""
    bare = _bare(kind)
    if get_origin(bare) is dict:
        key, value = get_args(bare)
        name = "<language>" if getattr(key, "__name__", "") == "Language" else "<key>"
        return _model(value), name
    return _model(bare), ""


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "  (must be set)"
    if field.default_factory is not None:
        return f" {field.get_default(call_default_factory=True)}  (on this machine)"
    value = field.get_default()
    if value is PydanticUndefined or isinstance(value, BaseModel) or value in (None, {}, ()):
        return ""
    shown = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f" {shown}"
