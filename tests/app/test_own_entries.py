"""What kibox books is in the practice's calendar, and what people do there is done here."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from kibox_pbx.calendars.caldav import Collection
from kibox_pbx.ports import Moved
from kibox_pbx.storage.calendar_clashes import conflicts
from kibox_pbx.storage.erasure import erase_appointments
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.restriction import lift, restrict
from kibox_pbx.storage.two_sides import Clash
from tests.app.two_way import (
    NOW,
    LosesAnswers,
    NeverSends,
    Office,
    settings_at,
    store_in,
)
from tests.calendars.radicale_server import Radicale, radicale
from tests.calendars.weak_proxy import weak_proxy
from tests.storage.practice import a_slot, at

EIGHT, HALF_PAST = (at(23, 8), at(23, 8, 30)), (at(23, 8, 30), at(23, 9))
TWO, HALF_PAST_TWO = (at(23, 14), at(23, 14, 30)), (at(23, 14, 30), at(23, 15))


@pytest.fixture
async def office(server: Radicale, tmp_path: Path) -> AsyncIterator[Office]:
    async with store_in(tmp_path) as database:
        yield Office(tmp_path, server, database, settings_at(tmp_path, server))


async def test_what_is_booked_moved_and_cancelled_is_so_in_the_calendar(office: Office) -> None:
    booked = await office.booked(a_slot(23, 8))
    assert (await office.look()).done.written == 1
    assert office.there() == [EIGHT]
    (name,) = office.names()
    assert booked.id not in name + "".join(office.texts())
    assert await office.book.move(booked, a_slot(23, 14), "anna") is Moved.DONE
    await office.look()
    assert (office.there(), office.names()) == ([TWO], [name])
    (moved,) = await office.book.appointments(at(23, 0), at(24, 0))
    assert await office.book.cancel(moved, "anna")
    assert (await office.look()).done.removed == 1
    assert office.there() == []
    assert await office.is_free(a_slot(23, 14))


async def test_a_server_that_calls_its_versions_weak_is_kept_alike(
    server: Radicale, tmp_path: Path
) -> None:
    with weak_proxy(server.port, compares=False) as proxy:
        settings = settings_at(tmp_path, replace(server, port=proxy.port))
        async with store_in(tmp_path) as database:
            office = Office(tmp_path, server, database, settings)
            booked = await office.booked(a_slot(23, 8))
            await office.look()
            assert await office.book.move(booked, a_slot(23, 14), "anna") is Moved.DONE
            await office.look()
            assert office.there() == [TWO]
            office.move_there(HALF_PAST_TWO)
            assert (await office.look()).done.moved_here == 1
            (moved,) = await office.book.appointments(at(23, 0), at(24, 0))
            assert await office.book.cancel(moved, "anna")
            assert (await office.look()).done.removed == 1
            assert [each.problem for each in office.looks] == [""] * 4


async def test_a_look_that_finds_nothing_new_writes_nothing(office: Office) -> None:
    await office.booked(a_slot(23, 8))
    await office.look()
    before = office.server.entries()
    looked = await office.look()
    assert (looked.problem, looked.done.written) == ("", 0)
    assert office.server.entries() == before


@pytest.mark.parametrize(
    ("show", "title"),
    [("busy", "kibox"), ("service", "Gespräch"), ("name", r"Anna\, Gespräch")],
)
async def test_an_entry_says_what_the_settings_let_it(
    show: str, title: str, office: Office
) -> None:
    office.settings = settings_at(office.folder, office.server, show=show)
    await office.booked(a_slot(23, 8))
    await office.look()
    (text,) = office.texts()
    assert f"SUMMARY:{title}" in text
    assert "4930111" not in text
    assert ("Anna" in text) == (show == "name")


async def test_what_may_be_shown_changes_with_settings_and_restriction(office: Office) -> None:
    office.settings = settings_at(office.folder, office.server, show="name")
    booked = await office.booked(a_slot(23, 8))
    await office.look()
    assert "Anna" in office.texts()[0]
    await office.database.write(lambda t: restrict(t, (), (booked.id,), NOW))
    await office.look()
    assert "SUMMARY:kibox" in office.texts()[0]
    await office.database.write(lambda t: lift(t, (), (booked.id,), NOW))
    await office.look()
    assert "Anna" in office.texts()[0]
    office.settings = settings_at(office.folder, office.server)
    await office.look()
    assert "Anna" not in office.texts()[0]


async def test_who_moves_an_entry_moves_the_appointment(office: Office) -> None:
    await office.booked(a_slot(23, 8))
    await office.look()
    office.move_there(TWO)
    assert (await office.look()).done.moved_here == 1
    assert await office.here() == [TWO]
    assert await office.is_free(a_slot(23, 8))
    assert not await office.is_free(a_slot(23, 14))
    assert await office.inbox() == []
    assert (await office.look()).done.written == 0


async def test_who_moves_it_beyond_what_is_read_moves_it_and_does_not_cancel(
    office: Office,
) -> None:
    await office.booked(a_slot(23, 8))
    await office.look()
    later = at(28, 10, month=12), at(28, 11, month=12)
    office.move_there(later)
    await office.look()
    assert await office.here() == [later]


async def test_who_deletes_an_entry_cancels_the_appointment(office: Office) -> None:
    await office.booked(a_slot(23, 8))
    await office.look()
    office.server.delete(*office.names())
    assert (await office.look()).done.cancelled_here == 1
    assert await office.here() == []
    assert await office.is_free(a_slot(23, 8))
    await office.look()
    assert office.there() == []


async def test_an_entry_marked_as_cancelled_cancels_and_stays(office: Office) -> None:
    await office.booked(a_slot(23, 8))
    await office.look()
    (name,) = office.names()
    text = office.server.entries()[name].replace("SUMMARY", "STATUS:CANCELLED\r\nSUMMARY")
    office.server.replace(name, text)
    await office.look()
    await office.look()
    assert await office.here() == []
    assert office.names() == [name]
    assert await office.is_free(a_slot(23, 8))


async def test_a_note_of_the_practice_stays_when_a_caller_moves_the_appointment(
    office: Office,
) -> None:
    booked = await office.booked(a_slot(23, 8))
    await office.look()
    (name,) = office.names()
    text = office.server.entries()[name]
    text = text.replace("SUMMARY:kibox", "DESCRIPTION:mit Befund\r\nSUMMARY:Privat")
    office.server.replace(name, text)
    await office.look()
    assert await office.book.move(booked, a_slot(23, 14), "anna") is Moved.DONE
    await office.look()
    assert office.there() == [TWO]
    assert "mit Befund" in office.texts()[0]
    assert "SUMMARY:Privat" in office.texts()[0]


async def test_moved_onto_a_taken_time_both_stay_blocked_until_people_settle_it(
    office: Office,
) -> None:
    await office.booked(a_slot(23, 8), "anna")
    await office.look()
    (of_anna,) = office.names()
    await office.booked(a_slot(23, 14), "ben")
    await office.look()
    office.move_there((at(23, 14, 15), at(23, 14, 45)), of_anna)
    for _ in range(3):
        await office.look()
    assert await office.here() == [EIGHT, TWO]
    assert not await office.is_free(a_slot(23, 8))
    assert not await office.is_free(a_slot(23, 14, 30))
    (told,) = await office.inbox()
    assert "23.11.2026, 08:00" in told
    assert "23.11.2026, 14:15" in told
    (left,) = await conflicts(office.database)
    assert (left.clash, left.lasts) == (Clash.TAKEN, True)
    office.move_there(HALF_PAST_TWO, of_anna)
    await office.look()
    assert await office.here() == [TWO, HALF_PAST_TWO]
    assert await conflicts(office.database) == ()
    assert await office.is_free(a_slot(23, 8))


async def test_moved_here_and_there_the_practices_time_holds_and_people_are_told(
    office: Office,
) -> None:
    booked = await office.booked(a_slot(23, 8))
    await office.look()
    assert await office.book.move(booked, a_slot(23, 14), "anna") is Moved.DONE
    office.move_there(HALF_PAST_TWO)
    await office.look()
    assert (await office.here(), office.there()) == ([HALF_PAST_TWO], [HALF_PAST_TWO])
    (told,) = await office.inbox()
    assert "Telefon auf 23.11.2026, 14:00" in told
    assert "Kalender auf 23.11.2026, 14:30" in told
    await office.look()
    assert len(await office.inbox()) == 1


async def test_moved_here_and_deleted_there_it_is_cancelled_and_people_are_told(
    office: Office,
) -> None:
    booked = await office.booked(a_slot(23, 8))
    await office.look()
    assert await office.book.move(booked, a_slot(23, 14), "anna") is Moved.DONE
    office.server.delete(*office.names())
    await office.look()
    assert (await office.here(), office.there()) == ([], [])
    (told,) = await office.inbox()
    assert "abgesagt" in told


async def test_cancelled_here_and_moved_there_the_entry_stays_and_blocks(
    office: Office,
) -> None:
    booked = await office.booked(a_slot(23, 8))
    await office.look()
    assert await office.book.cancel(booked, "anna")
    office.move_there(TWO)
    for _ in range(2):
        await office.look()
    assert (await office.here(), office.there()) == ([], [TWO])
    assert not await office.is_free(a_slot(23, 14))
    (told,) = await office.inbox()
    assert "14:00" in told


async def test_an_entry_made_a_series_leaves_the_appointment_and_blocks_every_time(
    office: Office,
) -> None:
    await office.booked(a_slot(23, 8))
    await office.look()
    (name,) = office.names()
    text = office.server.entries()[name]
    text = text.replace("SUMMARY", "RRULE:FREQ=DAILY;COUNT=2\r\nSUMMARY")
    office.server.replace(name, text.replace("20261123T07", "20261123T13"))
    office.move_there(TWO, name)
    await office.look()
    assert await office.here() == [EIGHT]
    assert not await office.is_free(a_slot(23, 14))
    assert "Serie" in "".join(await office.inbox())


async def test_a_restricted_appointment_is_neither_moved_nor_cancelled(office: Office) -> None:
    booked = await office.booked(a_slot(23, 8))
    await office.look()
    await office.database.write(lambda t: restrict(t, (), (booked.id,), NOW))
    (name,) = office.names()
    office.move_there(TWO, name)
    await office.look()
    assert not await office.is_free(a_slot(23, 14))
    office.server.delete(name)
    await office.look()
    assert await office.here() == [EIGHT]
    assert await office.inbox() == []
    waits = await office.database.read(lambda t: t.table("outbox").count_where("about != ''"))
    assert waits == 2
    await office.database.write(lambda t: lift(t, (), (booked.id,), NOW))
    await office.look()
    assert await office.here() == []


async def test_what_was_booked_while_the_practice_entered_something_is_told(
    office: Office,
) -> None:
    await office.look()
    await office.booked(a_slot(23, 8))
    office.server.put("x", "DTSTART:20261123T071500Z", "DTEND:20261123T074500Z")
    await office.look()
    assert await office.here() == [EIGHT]
    (told,) = await office.inbox()
    assert "eingetragen" in told
    await office.look()
    assert len(await office.inbox()) == 1


async def test_what_is_moved_to_somebody_else_leaves_the_calendar(office: Office) -> None:
    booked = await office.booked(a_slot(23, 8))
    await office.look()
    slot = a_slot(23, 8, 30, person="winter")
    assert await office.book.move(booked, slot, "anna") is Moved.DONE
    await office.look()
    assert (await office.here(), office.there()) == ([HALF_PAST], [])


async def test_with_a_server_that_is_away_nothing_is_lost_and_no_caller_waits(
    tmp_path: Path,
) -> None:
    async with store_in(tmp_path) as database:
        with radicale(tmp_path / "radicale") as server:
            server.make_calendar()
            office = Office(tmp_path, server, database, settings_at(tmp_path, server))
            moves, stays = [await office.booked(a_slot(23, hour)) for hour in (8, 14)]
            await office.look()
        assert await office.book.move(moves, a_slot(23, 8, 30), "anna") is Moved.DONE
        assert await office.book.cancel(stays, "anna")
        await office.booked(a_slot(24, 8), "ben")
        assert "cannot be reached" in (await office.look()).problem
        with radicale(tmp_path / "radicale", server.port):
            looked = await office.look()
            assert (looked.problem, looked.done.written, looked.done.removed) == ("", 2, 1)
            assert office.there() == [HALF_PAST, (at(24, 8), at(24, 8, 30))]


@pytest.mark.parametrize("killed", [NeverSends, LosesAnswers])
async def test_killed_around_a_write_it_goes_on_with_the_same_entry(
    killed: type[Collection], office: Office
) -> None:
    await office.booked(a_slot(23, 8))
    assert (await office.look(killed)).problem == "killed"
    kept = await office.database.read(
        lambda t: [row["uid"] for row in t.table("appointments_elsewhere").rows]
    )
    looked = await office.look()
    assert looked.done.written == (killed is NeverSends)
    assert (office.names(), office.there(), await office.here()) == (kept, [EIGHT], [EIGHT])
    office.server.delete(*kept)
    await office.look()
    assert await office.here() == []


async def test_cancelled_after_a_write_that_was_killed_the_entry_goes(office: Office) -> None:
    booked = await office.booked(a_slot(23, 8))
    await office.look(LosesAnswers)
    assert await office.book.cancel(booked, "anna")
    await office.look()
    assert office.there() == []


@pytest.mark.parametrize("killed", [NeverSends, LosesAnswers])
async def test_killed_in_a_move_a_later_move_is_no_conflict(
    killed: type[Collection], office: Office
) -> None:
    booked = await office.booked(a_slot(23, 8))
    await office.look()
    assert await office.book.move(booked, a_slot(23, 14), "anna") is Moved.DONE
    await office.look(killed)
    (moved,) = await office.book.appointments(at(23, 0), at(24, 0))
    assert await office.book.move(moved, a_slot(23, 8, 30), "anna") is Moved.DONE
    await office.look()
    assert (await office.here(), office.there()) == ([HALF_PAST], [HALF_PAST])
    assert await office.inbox() == []


async def test_an_erased_persons_entry_goes_whatever_the_practice_made_of_it(
    office: Office,
) -> None:
    office.settings = settings_at(office.folder, office.server, show="name")
    booked = await office.booked(a_slot(23, 8))
    await office.look()
    office.move_there(TWO)
    await office.database.write(
        lambda t: erase_appointments(t, [booked.id], to_text(office.now))
    )
    kept = await office.database.read(lambda t: list(t.table("appointments_elsewhere").rows))
    assert "Anna" not in str(kept)
    await office.look()
    assert office.there() == []
    left = await office.database.read(lambda t: t.table("appointments_elsewhere").count)
    assert left == 0
