"""Every regular expression of the program, and texts that would make a bad one slow."""

import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import islice, product
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]

import kibox_pbx

DEEPEST = 6
USUAL = ("a", "1", " ", "ä", "-", ".", "\n", "a ", "1 ", "a1", "und ", "and ")
MOST_TOKENS = 14


def every_pattern() -> dict[str, re.Pattern[str]]:
    """Return the expressions that modules hold, by module and number."""
    found: dict[tuple[str, int], tuple[str, re.Pattern[str]]] = {}
    for info in pkgutil.walk_packages(kibox_pbx.__path__, "kibox_pbx."):
        module = importlib.import_module(info.name)
        held = [value for name, value in vars(module).items() if not name.startswith("__")]
        for pattern in _in(held, 0):
            if isinstance(pattern.pattern, str):
                found.setdefault((pattern.pattern, pattern.flags), (info.name, pattern))
    return {f"{name}:{at}": pattern for at, (name, pattern) in enumerate(found.values())}


def _in(value: object, depth: int) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth <= DEEPEST:
        for each in _parts(value):
            yield from _in(each, depth + 1)


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return (*value.keys(), *value.values())
    if isinstance(value, list | tuple | set | frozenset):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, each.name) for each in fields(value)]
    return ()


def texts_against(pattern: re.Pattern[str], times: int) -> Iterator[str]:
    """Yield texts that repeat what an expression repeats, and end as it does not."""
    tokens = list(dict.fromkeys([*islice(_tokens(pattern), MOST_TOKENS), *USUAL]))
    for token in tokens:
        yield token * times + "\0"
    for one, other in islice(product(tokens[:5], repeat=2), 20):
        if one != other:
            yield (one + other) * (times // 2) + "\0"


def _tokens(pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield what stands in an expression literally, runs of letters first."""
    yield from dict.fromkeys(_runs(parser.parse(pattern.pattern, pattern.flags)))


def _runs(parsed: object) -> Iterator[str]:
    run = ""
    for code, value in parsed:  # type: ignore[attr-defined]
        if code is codes.LITERAL:
            run += chr(value)
            continue
        if run:
            yield run
            run = ""
        yield from _inside(code, value)
    if run:
        yield run


def _inside(code: object, value: object) -> Iterator[str]:
    if isinstance(value, parser.SubPattern):
        yield from _runs(value)
    elif code is codes.IN and isinstance(value, list):
        for kind, what in value:
            if kind is codes.LITERAL:
                yield chr(what)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _inside(None, each)
