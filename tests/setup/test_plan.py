"""What would be changed, and what is shown of it."""

from dataclasses import replace

import pytest

from kibox_pbx.errors import ConfigError
from kibox_pbx.setup.answers import Answers, Line
from kibox_pbx.setup.change import Change, WriteFile
from kibox_pbx.setup.found import Found
from kibox_pbx.setup.looking import look
from kibox_pbx.setup.machine import FileState, Machine
from kibox_pbx.setup.notices import notices, summary
from kibox_pbx.setup.plan import UNIT, Ours, plan
from kibox_pbx.setup.showing import MASK, shown
from tests.setup.conftest import ETC, PROGRAM


def files(changes: tuple[Change, ...]) -> dict[str, WriteFile]:
    return {each.path.name: each for each in changes if isinstance(each, WriteFile)}


def test_a_plain_asterisk_gets_includes_an_account_and_its_numbers(
    found: Found, answers: Answers, ours: Ours
) -> None:
    made = files(plan(found, answers, ours))
    assert (
        made["extensions.conf"]
        .content.decode(errors="replace")
        .endswith(
            "#include kibox-settings.conf\n#include kibox.conf\n#include kibox-numbers.conf\n"
        )
    )
    assert made["kibox-numbers.conf"].content.decode().splitlines()[2:] == [
        "[from-trunk]",
        "exten => 4930123,1,Goto(kibox-in,${EXTEN},1)",
        "",
        "[phones]",
        "exten => 31,1,Goto(kibox-in,${EXTEN},1)",
    ]
    assert b"KIBOX_PEOPLE=PJSIP/200)" in made["kibox-settings.conf"].content
    assert b"KIBOX_MAILBOX=)" in made["kibox-settings.conf"].content


def test_a_manager_that_was_off_is_on_for_this_machine_alone(
    found: Found, answers: Answers, ours: Ours
) -> None:
    manager = files(plan(found, answers, ours))["manager.conf"].content.decode()
    assert "enabled = yes ;" in manager
    assert "bindaddr = 127.0.0.1" in manager
    assert "secret = old-and-dear" in manager
    assert found.manager_port == 5099


def test_the_account_has_a_secret_of_its_own_and_no_more_rights_than_it_needs(
    found: Found, answers: Answers, ours: Ours
) -> None:
    account = files(plan(found, answers, ours))["manager-kibox.conf"].content.decode()
    assert f"\nsecret = {ours.secret}\n" in account
    assert "\nwrite = call,originate,reporting\n" in account


def test_freepbx_files_are_never_touched(
    freepbx: Machine, answers: Answers, ours: Ours
) -> None:
    made = files(plan(look(freepbx), answers, ours))
    assert {"extensions_custom.conf", "manager_custom.conf"} <= made.keys()
    assert not {"extensions.conf", "manager.conf"} & made.keys()


def test_a_number_of_the_house_finds_its_context_on_freepbx(
    freepbx: Machine, answers: Answers, ours: Ours
) -> None:
    told = answers.model_copy(update={"numbers": {"500": Line()}})
    numbers = files(plan(look(freepbx), told, ours))["kibox-numbers.conf"].content
    assert b"[from-internal-custom]\nexten => 500," in numbers


@pytest.mark.parametrize("number", ["200", "600"])
def test_a_number_that_freepbx_uses_is_refused_though_ours_would_win(
    number: str, freepbx: Machine, answers: Answers, ours: Ours
) -> None:
    (freepbx.root / "etc/asterisk/extensions.conf").write_text(
        "#include extensions_additional.conf\n#include extensions_custom.conf\n"
        "[from-internal]\ninclude => from-internal-xfer\n[from-internal-xfer]\n"
        "include => from-internal-custom\ninclude => from-internal-additional\n"
    )
    (freepbx.root / "etc/asterisk/extensions_additional.conf").write_text(
        "[from-internal-additional]\ninclude => ext-group\ninclude => ext-local\n"
        "[ext-group]\nexten => 600,1,NoOp()\n[ext-local]\nexten => 200,1,NoOp()\n"
        "exten => 500,hint,Custom:500\n[ext-elsewhere]\nexten => 500,1,NoOp()\n"
    )
    told = answers.model_copy(update={"numbers": {number: Line()}})
    with pytest.raises(ConfigError, match=f"{number} in .* choose a number that FreePBX"):
        plan(look(freepbx), told, ours)
    told = answers.model_copy(update={"numbers": {"500": Line()}})
    assert "kibox-numbers.conf" in files(plan(look(freepbx), told, ours))


@pytest.mark.parametrize("name", ["freepbx.conf", "amportal.conf"])
def test_a_freepbx_is_known_by_its_settings(name: str, machine: Machine) -> None:
    assert not look(machine).is_freepbx
    (machine.root / "etc" / name).write_text("")
    assert look(machine).is_freepbx


@pytest.mark.parametrize(
    ("number", "context", "complaint"),
    [
        ("4930999", "from-trunk", "extensions.conf:5: 4930999 in [from-trunk] is answered"),
        ("77", "doors", "more.conf:2: 77 in [doors] is answered"),
        ("88", "phones", "more.conf:5: 88 in [gates] is answered"),
        ("1", "trunk", "the dialplan has no [trunk]; it has doors, from-trunk, gates, phones"),
        ("1", None, "numbers.1.context: must be set"),
    ],
)
def test_a_number_that_would_not_reach_the_assistant_is_refused(  # noqa: PLR0913, PLR0917
    number: str, context: str | None, complaint: str, found: Found, answers: Answers, ours: Ours
) -> None:
    told = answers.model_copy(update={"numbers": {number: Line(context=context)}})
    with pytest.raises(ConfigError) as refused:
        plan(found, told, ours)
    assert complaint in str(refused.value)


def test_a_department_that_the_example_has_not_and_a_program_out_of_reach_are_told_together(
    found: Found, answers: Answers, ours: Ours
) -> None:
    told = answers.model_copy(update={"departments": {"garage": "PJSIP/1"}})
    theirs = replace(ours, program="/root/kibox", python="/home/me/python3.11")
    with pytest.raises(ConfigError) as refused:
        plan(found, told, theirs)
    assert [each.split(":")[0] for each in refused.value.problems] == [
        "departments.garage", "/root/kibox", "/home/me/python3.11",
    ]  # fmt: skip


def test_no_secret_is_shown(
    found: Found, machine: Machine, answers: Answers, ours: Ours
) -> None:
    secrets = [ours.secret, "old-and-dear", *(content.hex() for _, content in ours.store)]
    key = next(content for path, content in ours.store if path.name == "kibox.key").decode()
    for change in plan(found, answers, ours):
        before = machine.state(change.path) if isinstance(change, WriteFile) else None
        text = shown(change, before)
        assert not any(secret in text for secret in (*secrets, key.strip()))


def test_a_change_is_shown_as_a_diff() -> None:
    change = WriteFile(ETC / "a.conf", b"x\ny\nsecret=z\n", 0o644, None, "because")
    text = shown(change, FileState(b"x\nsecret=a\n", 0o644, 0, 0))
    assert text.splitlines()[:3] == [
        "/etc/asterisk/a.conf: because", "--- /etc/asterisk/a.conf", "+++ /etc/asterisk/a.conf",
    ]  # fmt: skip
    assert "+y" in text
    assert f" secret={MASK}" in text


def test_the_unit_starts_the_program_that_is_meant(
    found: Found, answers: Answers, ours: Ours
) -> None:
    unit = files(plan(found, answers, ours))[UNIT.name].content.decode()
    assert "\nExecStart=/opt/kibox/bin/kibox serve --config /etc/kibox/kibox.yaml\n" in unit


def test_what_stands_in_the_way_is_told_at_once(found: Found) -> None:
    assert found.missing_modules == ("res_speech",)
    assert any("res_speech" in line for line in summary(found))


def test_an_office_is_told_what_is_still_its_own_to_do(
    freepbx: Machine, answers: Answers, ours: Ours
) -> None:
    told = look(freepbx)
    lines = " ".join(notices(told, answers, plan(told, answers, ours), PROGRAM))
    assert "Custom Destination" in lines
    assert "make them yours" in lines
    assert "off this machine" in lines


def test_a_folder_without_an_asterisk_is_told(machine: Machine) -> None:
    with pytest.raises(ConfigError, match="name it by --asterisk"):
        look(machine, ETC / "nowhere")
