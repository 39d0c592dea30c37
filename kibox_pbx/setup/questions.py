"""Asks for the answers at a terminal, one line each, until they are right."""

import sys
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError

from kibox_pbx.admin.setup import EXAMPLES, example
from kibox_pbx.errors import ConfigError
from kibox_pbx.setup.answers import Answers
from kibox_pbx.setup.found import Found
from kibox_pbx.setup.practice_text import departments
from kibox_pbx.utterance import Language

Ask = Callable[[str], str]
"""Is given a question, returns what was typed, without spaces around it."""

NAMES = {Language.GERMAN: "German", Language.ENGLISH: "English"}


def ask_at_terminal(question: str) -> str:
    """Ask on standard error, so that standard output holds data only.

    Raises:
        ConfigError: Standard input has ended.
    """
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise ConfigError("nothing was typed; answers can be in a file: kibox setup --answers")
    return line.strip()


def ask_answers(found: Found, ask: Ask) -> Answers:
    """Ask everything that a set-up needs to know.

    Raises:
        ConfigError: Nobody answers, or the answers do not fit together.
    """
    kind = _one_of(ask, "Which example fits best?", EXAMPLES)
    languages = _languages(ask)
    values: dict[str, Any] = {"kind": kind, "languages": languages}
    values["name"] = {
        each: _needed(ask, f"Name of the office, as it is said in {NAMES[Language(each)]}:")
        for each in languages
    }
    reception, *others = departments(example(kind))
    values["reception"] = _needed(
        ask, f"What does Asterisk dial for {reception} (PJSIP/200, say)?"
    )
    dials = {name: ask(f"And for {name}? [{values['reception']}]") for name in others}
    values["departments"] = {name: dial for name, dial in dials.items() if dial}
    values["mailbox"] = ask("Mailbox if nobody answers, such as 200@default? [none]")
    values["numbers"] = _numbers(found, ask, languages)
    try:
        return Answers.model_validate(values)
    except ValidationError as error:
        raise ConfigError(
            *(
                f"{'.'.join(map(str, each['loc']))}: {each['msg']}"
                for each in error.errors(include_input=False, include_url=False)
            )
        ) from None


def _languages(ask: Ask) -> list[str]:
    known = {each.value for each in Language}
    while True:
        typed = ask("Languages, the usual one first? [de, en]") or "de, en"
        languages = list(dict.fromkeys(each.strip() for each in typed.split(",")))
        if set(languages) <= known:
            return languages


def _numbers(found: Found, ask: Ask, languages: list[str]) -> dict[str, dict[str, str]]:
    numbers: dict[str, dict[str, str]] = {}
    while number := ask("A number on which the assistant answers? [no more]"):
        line = {}
        if not found.is_freepbx:
            line["context"] = _one_of(ask, "In which context does it arrive?", _contexts(found))
        if len(languages) > 1:
            line["language"] = _one_of(ask, "In which language?", tuple(languages))
        numbers[number] = line
    return numbers


def _contexts(found: Found) -> tuple[str, ...]:
    return tuple(sorted(found.contexts - {"general", "globals"}))


def _needed(ask: Ask, question: str) -> str:
    while True:
        if typed := ask(question):
            return typed


def _one_of(ask: Ask, question: str, choices: tuple[str, ...]) -> str:
    """Ask until one of the choices comes; nothing means the first."""
    while True:
        typed = ask(f"{question} ({', '.join(choices)}) [{choices[0]}]") or choices[0]
        if typed in choices:
            return typed
