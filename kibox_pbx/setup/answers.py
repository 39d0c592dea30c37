"""What an office answers before it is set up: typed, or written down in a YAML file."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from kibox_pbx.config.loader import read_document, validated
from kibox_pbx.config.privacy import Responsible
from kibox_pbx.config.section import Key, Section, Spoken
from kibox_pbx.config.written import TEXTS_SCHEMA, split_list
from kibox_pbx.utterance import Language

Kind = Literal["doctor", "lawyer", "craftsman"]

Dial = Annotated[str, Field(pattern=r"^[A-Za-z0-9/_@.:+-]+$", max_length=80)]
"""What Asterisk dials, such as PJSIP/200; as ``departments.….dial`` of kibox.yaml."""

Number = Annotated[str, Field(pattern=r"^[+*#0-9A-Za-z]+$", max_length=40)]
"""A number as Asterisk sees it dialled; no pattern."""

Mailbox = Annotated[str, Field(pattern=r"^([A-Za-z0-9_-]+(@[A-Za-z0-9_-]+)?)?$", max_length=80)]

TEMPLATE = """\
# Answers for `kibox setup --answers FILE`: what it would ask. Everything else is in kibox.yaml.

kind: doctor                          # doctor, lawyer or craftsman: the example you begin with
name:                                 # as the assistant says it on the telephone
  de: Praxis Doktor Muster
  en: Doctor Muster's practice
languages: [de, en]                   # the first is spoken unless the number says otherwise
# holidays: BE                        # federal state; its public holidays are closed days

reception: PJSIP/200                  # rung for "a person, please" and in any trouble
# departments: {billing: PJSIP/201}   # those of the example; others ring the reception
mailbox: ""                           # such as 200@default; "": the call ends if nobody answers

# On which numbers the assistant answers, in which context of the dialplan they arrive, and in
# which language. FreePBX: leave out the context for an extension of the house; a number from
# outside gets a Custom Destination in its pages (docs/install.md).
numbers:
  "4930123456": {context: from-trunk, language: de}

# responsible:                        # whom the privacy notice names
#   name: Dr. med. Eva Muster
#   address: Musterstraße 1, 10115 Berlin
#   email: praxis@muster.example
#   phone: +49 30 23125 001
"""


class Line(Section):
    """A number on which the assistant answers."""

    context: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_-]+$", max_length=79)
    """Of the dialplan, where the number arrives. Default: FreePBX's, for the house."""

    language: Language | None = None
    """Default: the first of ``languages``."""


class Answers(Section):
    """All of them; what they do not say stays as in the example."""

    kind: Kind
    name: Spoken
    languages: Annotated[
        tuple[Language, ...],
        BeforeValidator(split_list),
        Field(min_length=1),
        WithJsonSchema(TEXTS_SCHEMA),
    ] = (Language.GERMAN,)
    holidays: str | None = Field(default=None, pattern=r"^[A-Z]{2,3}$")
    """Default: no public holiday is a closed day."""

    reception: Dial
    departments: dict[Key, Dial] = {}
    mailbox: Mailbox = ""
    numbers: dict[Number, Line] = {}
    responsible: Responsible = Responsible()

    @model_validator(mode="after")
    def _is_named_in_each_language(self) -> Self:
        for language in self.languages:
            if not self.name.words(language):
                raise ValueError(f"name.{language.value}: must be set")
        return self


def read_answers(path: Path) -> Answers:
    """Read a file of answers.

    Raises:
        ConfigError: All problems, each with its line.
    """
    return validated(read_document(path), Answers, path)
