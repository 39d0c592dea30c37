"""A scenario file is read whole, or refused with every mistake and its line."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kibox_pbx.errors import ConfigError
from kibox_pbx.records import Outcome
from kibox_pbx.rehearsal.preparing import Configurations, prepare, problems_of
from kibox_pbx.rehearsal.scenario import Scenario
from tests.rehearsal.practice import practice, write

EVERYTHING = """\
name: everything
language: de
now: 2026-11-23T09:00:00+01:00
config: kibox.yaml
caller: anonymous
given:
  appointments:
    - {service: checkup, start: 2026-11-25T14:30:00+01:00, name: Eva Maier, with: Doktor Sommer}
  customers: [{name: Eva Maier, phone: "+4989123456"}]
  busy: [billing]
says: ["eins", "zwei"]
answers:
  ask_day: ["", "am Mittwoch"]
  ask_field.medication: null
keys: {ask_phone: 0891234#}
interrupts: {greet: "Moment"}
silent_on: ask_name
hangs_up_on: null
expect:
  outcome: [booked, abandoned]
  appointments: []
  gone: null
  messages: [{for: reception, urgent: yes, text: "rück"}]
  said: eins
  said_after: {ask_day: [zwei, drei]}
  said_time: [2026-11-25, 14:30, 2026-11-25T14:30:00+01:00]
  transferred_to: null
"""


def read(folder: Path, text: str) -> Scenario:
    practice(folder)
    (folder / "one.yaml").write_text(text, encoding="utf-8")
    return prepare(folder / "one.yaml", Configurations()).scenario


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        read(folder, text)
    return list(problems_of(refused.value, folder / "one.yaml"))


def test_everything_a_scenario_can_say_is_read(tmp_path: Path) -> None:
    scenario = read(tmp_path, EVERYTHING)
    assert scenario.number is None
    assert scenario.now == datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert scenario.given.appointments[0].person == "Doktor Sommer"
    assert scenario.script.answers["ask_day"] == ("", "am Mittwoch")
    assert scenario.script.answers["ask_field.medication"] == ("",)
    assert scenario.script.keys == {"ask_phone": "0891234#"}
    assert scenario.script.silent_on == {"ask_name"}
    assert scenario.expect.outcome == (Outcome.BOOKED, Outcome.ABANDONED)
    assert scenario.expect.messages[0].urgent is True
    assert scenario.expect.said_after == {"ask_day": ("zwei", "drei")}


def test_what_is_left_out_is_told_from_what_is_expected_to_be_none(tmp_path: Path) -> None:
    asked = read(tmp_path, EVERYTHING).expect.model_fields_set
    assert {"appointments", "gone", "transferred_to"} <= asked
    assert "kept" not in asked


@pytest.mark.parametrize(
    ("wrong", "line", "told"),
    [
        ("caler: x", 28, "caler: unknown setting, did you mean caller?"),
        ("language: dutch", 2, "language: must be 'de' or 'en'"),
        ("now: 2026-11-23T09:00:00", 3, "now: must have timezone info"),
        ("  said_tim: []", 28, "expect.said_tim: unknown setting, did you mean said_time?"),
        ("  said: ['(']", 24, "expect.said.0: not a pattern"),
        ("  said_time: [tomorrow]", 26, "expect.said_time.0: write a day or a time as"),
        ("hangs_up_on: ask_nam", 18, "hangs_up_on: ask_nam is no act, did you mean ask_name?"),
        ("silent_on: [sneeze]", 17, "silent_on.0: sneeze is no act"),
        ("keys: {asknow: 1}", 15, "keys.asknow: asknow is no act, did you mean ask_known?"),
        ("interrupts: {greeting: x}", 16, "interrupts.greeting: greeting is no act"),
        ("  said_after: {ask_dya: x}", 25, "expect.said_after.ask_dya: ask_dya is no act"),
        ("  busy: [cellar]", 10, "given.busy.0: cellar is not in the configuration"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    tmp_path: Path, wrong: str, line: int, told: str
) -> None:
    key = wrong.split(":", maxsplit=1)[0]
    lines = EVERYTHING.splitlines()
    places = [at for at, each in enumerate(lines) if each.startswith(f"{key}:")]
    kept = [each for at, each in enumerate(lines) if at not in places]
    kept.insert(places[0] if places else len(kept), wrong)
    text = "\n".join(kept)
    [problem] = problems(tmp_path, text)
    assert problem.startswith(f"one.yaml:{line}: {told}")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("{service: massage, start: 2026-11-25T14:30:00+01:00}", "service: massage is not in"),
        ("{service: checkup}", "start: must be set"),
        (
            "{service: checkup, start: 2026-11-25T14:30:00Z, with: Herbst}",
            "with: Herbst is not",
        ),
    ],
)
def test_what_is_given_must_fit_the_practice(tmp_path: Path, given: str, told: str) -> None:
    text = EVERYTHING.replace(
        "{service: checkup, start: 2026-11-25T14:30:00+01:00, name: Eva Maier, "
        "with: Doktor Sommer}",
        given,
    )
    [problem] = problems(tmp_path, text)
    assert problem.startswith(f"one.yaml:8: given.appointments.0.{told}")


def test_a_configuration_that_is_wrong_is_told_with_its_own_lines(tmp_path: Path) -> None:
    config = practice(tmp_path)
    with config.open("a", encoding="utf-8") as file:
        file.write("\nforums: {}\n")
    configurations = Configurations()
    path = write(tmp_path)
    for _ in range(2):
        with pytest.raises(ConfigError) as refused:
            prepare(path, configurations)
        [problem] = problems_of(refused.value, path)
        assert problem.startswith("kibox.yaml:")
        assert problem.endswith("forums: unknown setting, did you mean forms?")


def test_a_configuration_without_the_legal_sentence_is_refused_as_the_service_does(
    tmp_path: Path,
) -> None:
    config = practice(tmp_path)
    text = config.read_text(encoding="utf-8")
    with_phrases = text.split("\nphrases:")[0] + "\nphrases: {de: {disclosure: Guten Tag}}\n"
    config.write_text(with_phrases, encoding="utf-8")
    path = write(tmp_path)
    with pytest.raises(ConfigError) as refused:
        prepare(path, Configurations())
    assert "phrases.de.disclosure" in problems_of(refused.value, path)[0]
