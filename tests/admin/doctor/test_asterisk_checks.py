"""Each judgement of the telephone system: fine, worse than it should be, broken."""

from dataclasses import replace

import pytest

from kibox_pbx.admin.doctor import asterisk_checks, dialplan_checks
from kibox_pbx.admin.doctor.asterisk_facts import (
    MODULES,
    USEFUL_MODULES,
    AsteriskFacts,
    NoAsterisk,
    Step,
    Trunk,
)
from kibox_pbx.admin.doctor.finding import State
from kibox_pbx.config.settings import Address

FASTAGI = Address(port=4573)
SETTINGS = "kibox-settings"
DIALPLAN = (
    Step("from-trunk", "_3X", "Goto", "kibox-in,${EXTEN},1"),
    Step("kibox-in", "s", "Gosub", "kibox-settings,s,1"),
    Step("kibox-call", "s", "AGI", "agi://${KIBOX_AGI}/reception,${KIBOX_DIALLED}"),
    Step("kibox-next", "s", "Hangup", ""),
    Step("kibox-people", "s", "Dial", "${KIBOX_PEOPLE}"),
    Step(SETTINGS, "s", "Set", "KIBOX_AGI=127.0.0.1:4573"),
    Step(SETTINGS, "s", "Set", "KIBOX_MAILBOX="),
)
GOOD = AsteriskFacts(
    version="22.10.1+dfsg",
    actions=asterisk_checks.NEEDED_ACTIONS | {"Ping"},
    modules=dict.fromkeys((*MODULES["audiosocket"], *USEFUL_MODULES), True),
    dialplan=DIALPLAN,
)


def test_a_good_telephone_system_has_nothing_to_mend() -> None:
    found = [
        asterisk_checks.reached(GOOD),
        asterisk_checks.version(GOOD),
        asterisk_checks.modules(GOOD),
        asterisk_checks.rights(GOOD),
        asterisk_checks.trunks(GOOD),
        dialplan_checks.reaches_us(GOOD, FASTAGI),
        dialplan_checks.calls_back(GOOD, ()),
        dialplan_checks.recorders(GOOD),
        dialplan_checks.call_records(GOOD),
        dialplan_checks.voicemail(GOOD),
    ]
    assert [(each.check, each.mend) for each in found if each.state is not State.OK] == []
    assert len({each.check for each in found}) == len(found)


def test_without_a_manager_interface_one_is_warned_and_with_a_dead_one_told() -> None:
    assert asterisk_checks.reached(NoAsterisk("")).state is State.WARNING
    assert asterisk_checks.reached(NoAsterisk("refused")).state is State.BROKEN


@pytest.mark.parametrize(
    ("version", "state"),
    [
        ("20.19.0", State.OK),
        ("23.1.0", State.OK),
        ("20.18.2", State.WARNING),
        ("22.8.0~rc1", State.WARNING),
        ("21.12.0", State.WARNING),
        ("certified-20.7-cert3", State.WARNING),
        ("GIT-master-abcdef", State.WARNING),
        ("18.26.0", State.BROKEN),
    ],
)
def test_a_version_is_judged_by_its_branch(version: str, state: State) -> None:
    assert asterisk_checks.version(replace(GOOD, version=version)).state is state


@pytest.mark.parametrize(
    ("version", "state"),
    [("16.28.0~dfsg-0+deb11u4", State.OK), ("22.1.0", State.OK), ("13.38.3", State.BROKEN)],
)
def test_by_eagi_an_older_version_will_do(version: str, state: State) -> None:
    facts = replace(GOOD, version=version)
    assert asterisk_checks.version(facts, "eagi").state is state


def test_by_eagi_no_module_for_audiosocket_is_needed() -> None:
    modules = dict.fromkeys((*MODULES["eagi"], *USEFUL_MODULES), True)
    modules["app_audiosocket"] = False
    facts = replace(GOOD, modules=modules)
    assert asterisk_checks.modules(facts, "eagi").state is State.OK
    assert asterisk_checks.modules(facts).state is State.BROKEN
    no_files = asterisk_checks.modules(
        replace(facts, modules=modules | {"format_sln": False}), "eagi"
    )
    assert no_files.mend == "asterisk -rx 'module load format_sln'"


def test_by_eagi_the_dialplan_must_name_our_bridge() -> None:
    fastagi = Address(port=4573)
    assert dialplan_checks.reaches_us(GOOD, fastagi).state is State.OK
    assert dialplan_checks.reaches_us(GOOD, fastagi, "eagi").state is State.BROKEN
    named = Step(SETTINGS, "s", "Set", "KIBOX_BRIDGE_SCRIPT=kibox_bridge.py")
    facts = replace(GOOD, dialplan=(*DIALPLAN, named))
    assert dialplan_checks.reaches_us(facts, fastagi, "eagi").state is State.OK


def test_a_missing_module_is_named_with_the_command_that_loads_it() -> None:
    found = asterisk_checks.modules(
        replace(GOOD, modules=dict(GOOD.modules) | {"res_agi": False})
    )
    assert found.state is State.BROKEN
    assert found.mend == "asterisk -rx 'module load res_agi'"


def test_a_module_that_is_only_useful_and_one_nobody_tells_of_are_warnings() -> None:
    no_state = replace(GOOD, modules=dict(GOOD.modules) | {"func_devstate": False})
    assert asterisk_checks.modules(no_state).state is State.WARNING
    unknown = asterisk_checks.modules(replace(GOOD, modules={}))
    assert unknown.state is State.WARNING
    assert "func_module" in unknown.mend


def test_an_account_may_do_what_it_needs_and_no_more() -> None:
    needed = asterisk_checks.NEEDED_ACTIONS
    too_little = replace(GOOD, actions=needed - {"Originate"})
    assert asterisk_checks.rights(too_little).state is State.BROKEN
    too_much = asterisk_checks.rights(replace(GOOD, actions=needed | {"Command"}))
    assert too_much.state is State.WARNING
    assert "Command" in too_much.text


@pytest.mark.parametrize(
    ("trunk", "state"),
    [
        (Trunk("provider", signals_by_tls=True, media_encryption="sdes"), State.OK),
        (Trunk("provider", signals_by_tls=True, media_encryption="no"), State.WARNING),
        (Trunk("provider", signals_by_tls=True, media_encryption=None), State.WARNING),
        (Trunk("provider", signals_by_tls=False, media_encryption="sdes"), State.WARNING),
    ],
)
def test_a_trunk_is_encrypted_in_both_ways_or_named(trunk: Trunk, state: State) -> None:
    found = asterisk_checks.trunks(replace(GOOD, trunks=(trunk,)))
    assert found.state is state
    assert (state is State.OK) or trunk.name in found.text


def test_a_dialplan_without_us_is_broken() -> None:
    without = tuple(step for step in DIALPLAN if step.context != "kibox-call")
    found = dialplan_checks.reaches_us(replace(GOOD, dialplan=without), FASTAGI)
    assert found.state is State.BROKEN
    assert "kibox-call" in found.text


def test_a_dialplan_that_asks_at_another_port_is_broken() -> None:
    found = dialplan_checks.reaches_us(GOOD, Address(port=4999))
    assert found.state is State.BROKEN
    assert "KIBOX_AGI=127.0.0.1:4999" in found.mend


def test_a_dialplan_that_no_number_enters_is_a_warning() -> None:
    found = dialplan_checks.reaches_us(replace(GOOD, dialplan=DIALPLAN[1:]), FASTAGI)
    assert found.state is State.WARNING


def test_calling_back_needs_a_dialplan_that_dials_something() -> None:
    ours = Step("kibox-call-back", "_+[1-9]XXXXXX!", "Goto", "kibox-outside,${EXTEN},1")
    nothing = Step("kibox-outside", "i", "Congestion", "5")
    dials = Step("kibox-outside", "_+49XXXXXX!", "Dial", "PJSIP/${EXTEN}@trunk,60")
    for some, state in (
        ((), State.WARNING),
        ((ours, nothing), State.WARNING),
        ((nothing, dials), State.WARNING),
        ((ours, nothing, dials), State.OK),
    ):
        facts = replace(GOOD, dialplan=(*DIALPLAN, *some))
        assert dialplan_checks.calls_back(facts, ("+49",)).state is state


def test_who_else_records_is_named_by_context() -> None:
    records = Step("sub-record-check", "s", "MixMonitor", "x.wav")
    found = dialplan_checks.recorders(replace(GOOD, dialplan=(*DIALPLAN, records)))
    assert found.state is State.WARNING
    assert "sub-record-check" in found.text


@pytest.mark.parametrize(
    ("is_on", "writer", "told"),
    [(True, True, "in the clear"), (True, False, "CDR"), (False, True, "loaded")],
)
def test_call_records_of_asterisk_are_a_warning(
    *, is_on: bool, writer: bool, told: str
) -> None:
    modules = dict(GOOD.modules) | {"cdr_csv": writer}
    found = dialplan_checks.call_records(
        replace(GOOD, keeps_call_records=is_on, modules=modules)
    )
    assert found.state is State.WARNING
    assert told in found.text


def test_a_mailbox_is_a_warning() -> None:
    mailbox = Step(SETTINGS, "s", "Set", "KIBOX_MAILBOX=200@default")
    found = dialplan_checks.voicemail(replace(GOOD, dialplan=(mailbox,)))
    assert found.state is State.WARNING
