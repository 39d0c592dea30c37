"""An entry as it is typed into the form: read, and what is wrong with it. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kibox_pbx.config.added_entry import checked_entry
from kibox_pbx.config.settings import Enquiry
from kibox_pbx.config.yaml_lines import Tree
from kibox_pbx.dashboard.form import Form, one
from kibox_pbx.language.stems import stems
from kibox_pbx.utterance import Language

MOST_WORDINGS = 12
MOST_OF_WORDING = 150
MOST_OF_ANSWER = 500
"""Characters: half a minute of listening."""

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a field."""

    field: str
    """Its ``id`` in the page."""

    text: str
    """A key of the pages' words."""

    language: Language


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form, in one language."""

    questions: tuple[str, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class EntryForm:
    """The form of one entry."""

    key: str
    """Empty: a new entry."""

    seen: int
    """The version it was made from; 0: a new entry."""

    typed: Mapping[Language, Typed]
    question: str = ""
    """As `OpenQuestion.id`: what it answers."""

    problems: tuple[Problem, ...] = ()

    def entry(self) -> Enquiry:
        """Return the entry; there are no problems.

        Raises:
            ConfigError: There are.
        """
        asked: Tree = {each: list(typed.questions) for each, typed in self.typed.items()}
        told: Tree = {each: typed.answer for each, typed in self.typed.items()}
        entry: Tree = {"questions": asked, "answer": told}
        return checked_entry(self.key or "new", entry, tuple(self.typed))

    def of_field(self, field: str) -> str:
        """Return what is wrong with a field, as a key of the pages' words; empty: nothing."""
        return next((each.text for each in self.problems if each.field == field), "")


def form_of(
    entry: Enquiry | None,
    languages: tuple[Language, ...],
    key: str = "",
    seen: int = 0,
    question: str = "",
) -> EntryForm:
    """Return the form of an entry; None: an empty one."""
    typed = {
        each: Typed(entry.questions.words(each), " ".join(entry.answer.words(each)[:1]))
        if entry
        else Typed()
        for each in languages
    }
    return EntryForm(key, seen, typed, question)


def read_entry_form(form: Form, languages: tuple[Language, ...], key: str) -> EntryForm:
    """Return what was typed, with all that is wrong with it."""
    typed = {
        each: Typed(_lines(one(form, f"questions-{each}")), _line(one(form, f"answer-{each}")))
        for each in languages
    }
    problems = tuple(
        problem for language, each in typed.items() for problem in _problems(language, each)
    )
    seen = one(form, "seen")
    number = int(seen) if re.fullmatch(r"[0-9]{1,6}", seen) else 0
    return EntryForm(key, number, typed, one(form, "question"), problems)


def _problems(language: Language, typed: Typed) -> tuple[Problem, ...]:
    asked, told = _of_questions(language, typed.questions), _of_answer(typed.answer)
    return tuple(
        Problem(f"{field}-{language}", text, language)
        for field, text in (("questions", asked), ("answer", told))
        if text
    )


def _of_questions(language: Language, questions: tuple[str, ...]) -> str:
    if not questions:
        return "entry.no_question"
    if len(questions) > MOST_WORDINGS or any(len(each) > MOST_OF_WORDING for each in questions):
        return "entry.questions_too_long"
    if not all(stems(each, language) for each in questions):
        return "entry.not_findable"
    return ""


def _of_answer(answer: str) -> str:
    if not answer:
        return "entry.no_answer"
    return "entry.answer_too_long" if len(answer) > MOST_OF_ANSWER else ""


def _lines(text: str) -> tuple[str, ...]:
    lines = (_line(each) for each in text.splitlines())
    return tuple(dict.fromkeys(each for each in lines if each))


def _line(text: str) -> str:
    plain = _SPACE.sub(" ", text)
    return "".join(each for each in plain if each.isprintable()).strip()
