"""The answers of an office, and the kibox.yaml that comes of them."""

import re
from pathlib import Path

import pytest

from kibox_pbx.admin.setup import EXAMPLES, example
from kibox_pbx.config.loader import load
from kibox_pbx.dialogue.phrases import check_phrases
from kibox_pbx.errors import ConfigError
from kibox_pbx.setup.answers import TEMPLATE, Answers, read_answers
from kibox_pbx.setup.practice_text import Where, departments, practice_text
from kibox_pbx.utterance import Language

WHERE = Where(
    Path("/var/lib/kibox/kibox.db"),
    Path("/etc/kibox/keys/kibox.key"),
    Path("/var/lib/kibox/backups"),
    Path("/etc/kibox/ami.secret"),
    Path("/var/cache/kibox/models"),
    5099,
)
WRONG = """\
kind: dentist
name: {de: Praxis}
languages: [de, en]
reception: "PJSIP/200)System(x"
numbers:
  "12,1": {context: from-trunk}
  "13": {contxt: from-trunk}
"""


def test_the_template_is_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(TEMPLATE)
    assert read_answers(path).numbers["4930123456"].context == "from-trunk"
    told = re.sub(r"^# (?=( *\w+):)", "", TEMPLATE, flags=re.MULTILINE)
    path.write_text(told)
    assert read_answers(path).model_fields_set == set(Answers.model_fields)


def test_all_that_is_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(WRONG)
    with pytest.raises(ConfigError) as refused:
        read_answers(path)
    lines = [problem.split(":")[1] for problem in refused.value.problems]
    assert lines == ["1", "4", "6", "7"]
    assert "did you mean context?" in refused.value.problems[-1]


def test_a_spoken_language_needs_a_name() -> None:
    with pytest.raises(ValueError, match=r"name\.en: must be set"):
        Answers(kind="doctor", name={"de": "Praxis"}, languages="de, en", reception="PJSIP/200")  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_example_takes_the_answers(kind: str, answers: Answers, tmp_path: Path) -> None:
    second = departments(example(kind))[1]
    told = answers.model_copy(
        update={"kind": kind, "departments": {second: "PJSIP/299"}, "holidays": "BY"}
    )
    path = tmp_path / "kibox.yaml"
    path.write_text(practice_text(example(kind), told, WHERE))
    settings = load(path)
    assert check_phrases(settings.phrases) == []
    assert settings.practice.name.name(Language.GERMAN) == "Praxis Muster: am Markt"
    assert settings.practice.holidays == "BY"
    assert settings.practice.closed == ()
    dials = {name: each.dial for name, each in settings.departments.items()}
    assert dials.pop(second) == "PJSIP/299"
    assert set(dials.values()) == {"PJSIP/200"}
    assert settings.telephone.ami is not None
    assert settings.telephone.ami.port == 5099
    assert settings.telephone.languages_by_number == {"31": Language.ENGLISH}
    assert settings.models.folder == WHERE.models
    assert settings.store.database == WHERE.database
    assert settings.store.key_file == WHERE.key
    assert settings.store.backups.folder in {None, WHERE.backups}


@pytest.mark.parametrize("kind", EXAMPLES)
def test_nobody_of_the_example_is_named_as_responsible(
    kind: str, answers: Answers, tmp_path: Path
) -> None:
    path = tmp_path / "kibox.yaml"
    path.write_text(
        practice_text(example(kind), answers.model_copy(update={"departments": {}}), WHERE)
    )
    privacy = load(path).privacy
    assert privacy.kind is not None
    assert (privacy.responsible.email, privacy.officer, privacy.authority) == ("", "", "")
    assert privacy.further_measures == ()


def test_who_is_responsible_is_taken_over(answers: Answers, tmp_path: Path) -> None:
    told = Answers.model_validate(
        {
            **answers.model_dump(),
            "responsible": {"name": 'Dr. "Eva" Muster', "phone": "+49 30 1"},
        }
    )
    path = tmp_path / "kibox.yaml"
    path.write_text(practice_text(example("doctor"), told, WHERE))
    assert load(path).privacy.responsible == told.responsible
