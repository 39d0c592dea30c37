"""A mistake in ``kibox.yaml`` is told with its line, and all of them at once."""

from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest

import kibox_pbx.config
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import OpenSpan, Settings
from kibox_pbx.errors import ConfigError
from kibox_pbx.utterance import Language

EXAMPLE = Path(kibox_pbx.config.__file__).parent / "examples/doctor.yaml"

SMALL = """\
practice:
  name: {de: Kanzlei Klein}
  holidays: BY
hours:
  monday: 08:00-12:30, 14:00-18:00
people:
  klein: {names: {de: Herr Klein}}
services:
  talk:
    names: {de: [Beratung, Gespräch]}
    minutes: 30
    people: klein
departments:
  desk: {names: {de: Empfang}, dial: PJSIP/200}
telephone:
  reception: desk
store: {database: data/kibox.db, key_file: /etc/kibox/key}
"""

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "kibox.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def problems(path: Path) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        load(path)
    return list(refused.value.problems)


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new)


def test_the_example_practice_can_be_loaded_and_speaks_both_languages() -> None:
    settings = load(EXAMPLE)
    assert settings.practice.languages == (Language.GERMAN, Language.ENGLISH)
    assert settings.services["checkup"].people == ("sommer", "winter")


def test_opening_hours_are_written_as_people_write_them(write: Write) -> None:
    assert load(write(SMALL)).hours["monday"] == (
        OpenSpan(opens=time(8), closes=time(12, 30)),
        OpenSpan(opens=time(14), closes=time(18)),
    )


def test_a_list_of_spans_is_the_same_as_a_line_of_them(write: Write) -> None:
    listed = changed("08:00-12:30, 14:00-18:00", '["08:00-12:30", "14:00 - 18:00"]')
    assert load(write(listed)).hours == load(write(SMALL)).hours


def test_relative_files_are_beside_the_configuration(write: Write, tmp_path: Path) -> None:
    store = load(write(SMALL)).store
    assert store.database == tmp_path / "data" / "kibox.db"
    assert store.key_file == Path("/etc/kibox/key")


def test_texts_stay_what_was_typed(write: Write) -> None:
    """A YAML reader could take 0301 for an octal number and ``no`` for false."""
    numbers = "  reception: desk\n  languages_by_number: {0301: de}\n"
    path = write(changed("  reception: desk\n", numbers).replace("[Beratung, ", "[no, 08:30, "))
    settings = load(path)
    assert settings.telephone.languages_by_number == {"0301": Language.GERMAN}
    assert settings.services["talk"].names.de[:2] == ("no", "08:30")


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines(write: Write) -> None:
    text = (
        SMALL.replace("minutes: 30", "minute: 30")
        .replace("people: klein", "people: [klein, gross]")
        .replace("reception: desk", "reception: dest")
        .replace("holidays: BY", "holidays: XX")
        .replace("08:00-12:30", "12:30-08:00")
    )
    assert [problem.split(":")[1] for problem in problems(write(text))] == [
        "1", "5", "9", "11", "12", "16",
    ]  # fmt: skip


DAYS = "'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday' or 'sunday'"
LOOPBACK = "host must be an address of this machine, such as 127.0.0.1"
DESK = "  reception: desk"

MISTAKES = [
    (
        DESK,
        f"{DESK}\nbooking: {{otherwise: tolk}}",
        "17: booking.otherwise: tolk is not defined; there are: talk",
    ),
    (
        "minutes: 30",
        "minutes: 3",
        "11: services.talk.minutes: must be greater than or equal to 5",
    ),
    ("    minutes: 30\n", "", "9: services.talk.minutes: must be set"),
    (
        "minutes: 30",
        "minutes: 30\n    minute: 3",
        "12: services.talk.minute: unknown setting, did you mean minutes?",
    ),
    ("practice:", "colour: blue\npractice:", "1: colour: unknown setting"),
    (
        "people: klein",
        "people: gross",
        "12: services.talk.people: gross is not defined; there are: klein",
    ),
    (
        "reception: desk",
        "reception: door",
        "16: telephone.reception: door is not defined; there are: desk",
    ),
    ("12:30, 14", "15:30, 14", "5: hours.monday: spans must be in order and must not overlap"),
    ("08:00-12:30", "13:00-12:30", "5: hours.monday.0: must open before it closes"),
    ("08:00-12:30", "8-12", "5: hours.monday.0: write opening hours as 08:00-12:30"),
    ("08:00-12:30", "25:00-26:00", "5: hours.monday.0: write opening hours as 08:00-12:30"),
    ("talk:", "A Talk:", "9: services.A Talk: must be a name of small letters, digits and _"),
    (
        "  holidays: BY",
        "  languages: [de, fr]",
        "3: practice.languages.1: must be 'de' or 'en'",
    ),
    ("monday", "montag", f"5: hours.montag: must be {DAYS}"),
    (
        "  holidays: BY",
        "  timezone: Mars/Base",
        "3: practice.timezone: unknown time zone, write it as Europe/Berlin",
    ),
    (
        "{de: Empfang}",
        "{en: Desk}",
        "14: departments.desk.names: has no words for the language de",
    ),
    (
        DESK,
        f"{DESK}\n  languages_by_number: {{10: en}}",
        "17: telephone.languages_by_number.10: en is not among practice.languages",
    ),
    (DESK, f"{DESK}\n  reception: door", "17: telephone.reception: set on line 16 too"),
    (
        DESK,
        f"{DESK}\n  fastagi: {{host: 0.0.0.0, port: 1}}",
        f"17: telephone.fastagi: {LOOPBACK}",
    ),
    (
        DESK,
        f"{DESK}\n  audiosocket: {{host: pbx.example, port: 1}}",
        f"17: telephone.audiosocket: {LOOPBACK}",
    ),
]


@pytest.mark.parametrize(("old", "new", "problem"), MISTAKES)
def test_a_mistake_is_told_with_its_line(
    write: Write, old: str, new: str, problem: str
) -> None:
    assert problems(write(changed(old, new))) == [f"kibox.yaml:{problem}"]


def test_a_language_that_is_spoken_needs_words_for_everything(write: Write) -> None:
    text = changed("  holidays: BY", "  languages: [de, en]")
    assert [problem.split(": ")[1] for problem in problems(write(text))] == [
        "practice.name",
        "people.klein.names",
        "services.talk.names",
        "departments.desk.names",
    ]


FORMS = """\
emergency: {words: {de: Rohrbruch}, department: door}
enquiries:
  parking: {questions: {de: Wo kann ich parken}, answer: {en: In the yard}}
forms:
  recipe:
    names: {de: Rezept}
    recipient: klien
    fields:
      what: {prompt: {en: What}, kind: choice, choices: {a: {de: Alt}, b: {en: New}}}
  file: {names: {de: Akte}, recipient: klein, fields: {which: {prompt: {de: Welche}}}}
"""


def test_requests_and_emergencies_go_to_somebody_and_all_has_words(write: Write) -> None:
    assert [problem.split(":", 2)[2] for problem in problems(write(SMALL + FORMS))] == [
        " emergency.department: door is not defined; there are: desk",
        " enquiries.parking.answer: has no words for the language de",
        " forms.recipe.recipient: klien is not defined; there are: desk, klein",
        " forms.recipe.fields.what.prompt: has no words for the language de",
        " forms.recipe.fields.what.choices.b: has no words for the language de",
    ]


def test_a_form_may_go_to_a_person_or_to_a_department(write: Write) -> None:
    forms = FORMS.split("forms:\n")[1].split("  file: ")[1]
    for recipient in ("klein", "desk"):
        text = f"{SMALL}forms:\n  file: {forms.replace('klein', recipient)}"
        assert load(write(text)).forms["file"].recipient == recipient


def test_what_is_no_yaml_is_told_with_its_line(write: Write) -> None:
    [problem] = problems(write("practice:\n  name: [a\nhours: x\n"))
    assert problem.startswith("kibox.yaml:3: not readable as YAML")


def test_an_empty_file_names_every_section_that_must_be_there(write: Write) -> None:
    assert "kibox.yaml:1: practice: must be set" in problems(write(""))
    assert "kibox.yaml:1: store: must be set" in problems(write("# nothing\n"))


@pytest.mark.parametrize(
    "text", ["- a\n- b\n", "hello", "practice: &a [*a]", "a: 1\n---\nb: 2"]
)
def test_a_file_of_another_shape_is_refused_and_not_a_crash(write: Write, text: str) -> None:
    assert problems(write(text))


def test_yaml_tags_construct_nothing(write: Write, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    text = f"practice: !!python/object/apply:os.mkdir [{trap}]"
    assert problems(write(text))
    assert not trap.exists()


def test_a_missing_file_is_told_by_its_path(tmp_path: Path) -> None:
    [problem] = problems(tmp_path / "none.yaml")
    assert problem.endswith("none.yaml: No such file or directory")


def test_settings_are_not_changed_afterwards(write: Write) -> None:
    settings: Settings = load(write(SMALL))
    with pytest.raises(ValueError, match="frozen"):
        settings.booking.lead_minutes = 1
