"""Each judgement of what the settings name beside Asterisk: calendars, mail, certificates."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kibox_pbx.admin.doctor import peer_checks
from kibox_pbx.admin.doctor.finding import State
from kibox_pbx.admin.doctor.machine_facts import (
    CalendarFacts,
    CertificateFacts,
    LenderFacts,
    OutboxFacts,
    StoreFacts,
)

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
OK, WARNING, BROKEN = State


def store_with(*calendars: CalendarFacts, conflicts: int = 0, unwritten: int = 0) -> StoreFacts:
    return StoreFacts(
        encrypted=True,
        ledger_fault=None,
        log_findings=0,
        retention_day=None,
        backup_at=None,
        wants_backups=False,
        calendars=calendars,
        conflicts=conflicts,
        unwritten=unwritten,
    )


@pytest.mark.parametrize(
    ("minutes", "every_s", "state", "says"),
    [
        (1, 60, OK, "2 read, the oldest look 1 min ago"),
        (10, 60, OK, "10 min ago"),
        (11, 60, WARNING, "not read any more: winter.ics (11 min)"),
        (200, 3600, OK, "3 h ago"),
        (301, 3600, WARNING, "(5 h)"),
        (24 * 60, 60, WARNING, "(24 h)"),
        (3 * 24 * 60, 60, BROKEN, "(3 days)"),
    ],
)
def test_calendars_are_read_again_and_again(
    minutes: int, every_s: int, state: State, says: str
) -> None:
    read_at = NOW - timedelta(minutes=minutes)
    found = (CalendarFacts("sommer", "caldav", NOW), CalendarFacts("winter", "ics", read_at))
    judged = peer_checks.calendars(store_with(*found), every_s, NOW)
    assert judged.state is state
    assert says in judged.text
    assert bool(judged.mend) == (state is not OK)


def test_calendars_that_do_not_agree_want_people() -> None:
    found = store_with(CalendarFacts("sommer", "caldav", NOW), conflicts=2)
    judged = peer_checks.calendars(found, 60, NOW)
    assert judged.state is WARNING
    assert judged.text == "2 appointments do not agree with their entries"
    assert judged.mend == "kibox calendar conflicts"


def test_what_a_calendar_does_not_take_is_told_though_it_can_be_read() -> None:
    found = store_with(CalendarFacts("sommer", "caldav", NOW), conflicts=2, unwritten=3)
    judged = peer_checks.calendars(found, 60, NOW)
    assert judged.state is WARNING
    assert judged.text == "3 changes are not in the practice's calendars so far"
    assert "kibox calendar sync" in judged.mend


def test_a_calendar_that_was_never_read_blocks_nothing_and_is_broken() -> None:
    found = (CalendarFacts("sommer", "caldav", NOW), CalendarFacts("winter", "ics", None))
    judged = peer_checks.calendars(store_with(*found), 60, NOW)
    assert judged.state is BROKEN
    assert judged.text == "never read: winter.ics"


@pytest.mark.parametrize(
    ("outbox", "state", "says"),
    [
        (OutboxFacts(), OK, "none was given up"),
        (OutboxFacts(2, NOW - timedelta(minutes=2)), OK, "none was given up"),
        (OutboxFacts(2, NOW - timedelta(hours=3)), WARNING, "2 wait, the oldest for 3 h"),
        (OutboxFacts(given_up=4), WARNING, "4 were given up"),
    ],
)
def test_notifications_reach_people(outbox: OutboxFacts, state: State, says: str) -> None:
    judged = peer_checks.notifications(outbox, NOW)
    assert judged.state is state
    assert says in judged.text


@pytest.mark.parametrize(
    ("days", "state", "says"),
    [
        (90, OK, "until 2027-02-27"),
        (21, OK, "until 2026-12-20"),
        (20, WARNING, "in 20 days"),
        (0, BROKEN, "browsers refuse"),
        (-1, BROKEN, "browsers refuse"),
    ],
)
def test_a_certificate_is_renewed_in_time(days: int, state: State, says: str) -> None:
    judged = peer_checks.certificate(CertificateFacts(NOW + timedelta(days=days)), NOW)
    assert judged.state is state
    assert says in judged.text


def test_a_certificate_that_cannot_be_read_is_broken() -> None:
    assert peer_checks.certificate(CertificateFacts(None), NOW).state is BROKEN


EAR = LenderFacts("speech.de.hear_at", "whisper", 12, "", spare=False, is_needed=True)
MIND = LenderFacts("models.at", "qwen", 8, "", spare=True, is_needed=False)
GONE = "speech.de.hear_at: the server cannot be reached, or broke off"


@pytest.mark.parametrize(
    ("ear", "state", "says"),
    [
        (EAR, OK, "speech.de.hear_at whisper in 12 ms, models.at qwen in 8 ms"),
        (replace(EAR, took_ms=300), WARNING, "slow: speech.de.hear_at whisper in 300 ms"),
        (replace(EAR, why=GONE), BROKEN, f"{GONE}: people are rung"),
        (replace(EAR, why=GONE, spare=True), WARNING, f"{GONE}: calls go on without"),
        (replace(EAR, why=GONE, is_needed=False), WARNING, "calls go on without"),
    ],
    ids=["there", "slow", "away", "away with a spare", "a language model"],
)
def test_borrowed_engines_are_there_or_what_that_means(
    ear: LenderFacts, state: State, says: str
) -> None:
    judged = peer_checks.lenders((ear, MIND))
    assert judged.state is state
    assert says in judged.text
    assert bool(judged.mend) == (state is not OK)
