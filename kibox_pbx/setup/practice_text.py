"""An example practice's kibox.yaml with an office's answers in it. Pure.

The comments of the example stay: the file is the admin's from then on.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from kibox_pbx.setup.answers import Answers
from kibox_pbx.setup.yaml_edits import Edits
from kibox_pbx.utterance import Language

_SHOWN = re.compile(r"^  #? ?(ami|languages_by_number): .*\n", re.MULTILINE)
"""What an example shows, as a comment or not, and every answer says anew."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where the running service keeps its files, and finds Asterisk's manager."""

    database: Path
    key: Path
    backups: Path
    secret: Path
    models: Path
    manager_port: int


def practice_text(example: str, answers: Answers, where: Where) -> str:
    """Return the settings of an office.

    Args:
        example: Of its kind, as `kibox init` would write it.
        answers: Departments that they do not name ring the reception.
        where: Absolute paths.

    Raises:
        KeyError: The answers name a department that the example has not.
    """
    edits = Edits(_SHOWN.sub("", example))
    _edit_office(edits, answers)
    _edit_telephone(edits, answers, where)
    edits.add(("models",), f"folder: {_quoted(str(where.models))}")
    edits.replace(("store", "database"), _quoted(str(where.database)))
    edits.replace(("store", "key_file"), _quoted(str(where.key)))
    if edits.has(("store", "backups", "folder")):
        edits.replace(("store", "backups", "folder"), _quoted(str(where.backups)))
    _edit_privacy(edits, answers)
    return edits.text()


def departments(example: str) -> tuple[str, ...]:
    """Return the departments of an example; the first is its reception."""
    settings = yaml.safe_load(example)
    reception = str(settings["telephone"]["reception"])
    return (reception, *(name for name in settings["departments"] if name != reception))


def _edit_office(edits: Edits, answers: Answers) -> None:
    for language in Language:
        words = answers.name.words(language) or (answers.name.name(language),)
        edits.replace(("practice", "name", language.value), _listed(words))
    codes = ", ".join(language.value for language in answers.languages)
    edits.replace(("practice", "languages"), f"[{codes}]")
    edits.remove(("practice", "closed"))
    if answers.holidays:
        edits.replace(("practice", "holidays"), answers.holidays)
    else:
        edits.remove(("practice", "holidays"))


def _edit_telephone(edits: Edits, answers: Answers, where: Where) -> None:
    there = edits.names(("departments",))
    for name in answers.departments:
        if name not in there:
            raise KeyError(name)
    for name in there:
        dial = answers.departments.get(name, answers.reception)
        edits.replace(("departments", name, "dial"), dial)
    lines = {
        number: line.language.value
        for number, line in answers.numbers.items()
        if line.language not in {None, answers.languages[0]}
    }
    secret = _quoted(str(where.secret))
    ami = f"ami: {{user: kibox, port: {where.manager_port}, secret_file: {secret}}}"
    edits.add(("telephone",), f"languages_by_number: {_mapping(lines)}")
    edits.add(("telephone",), ami)


def _edit_privacy(edits: Edits, answers: Answers) -> None:
    """Keep nothing of the example that the privacy notice would tell as the office's own."""
    for name in ("responsible", "officer", "authority", "further_measures"):
        edits.remove(("privacy", name))
    told = answers.responsible.model_dump(exclude_defaults=True)
    if told:
        edits.add(("privacy",), f"responsible: {_mapping(told)}")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _listed(words: Iterable[str]) -> str:
    quoted = [_quoted(each) for each in words]
    return quoted[0] if len(quoted) == 1 else f"[{', '.join(quoted)}]"


def _mapping(values: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{_quoted(k)}: {_quoted(v)}" for k, v in values.items()) + "}"
