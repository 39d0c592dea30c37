"""A practice's calendar that takes no entry, or not this one: nothing is lost, all is told."""

from pathlib import Path

from kibox_pbx.admin.doctor import peer_checks
from kibox_pbx.admin.doctor.finding import State
from kibox_pbx.admin.doctor.machine_facts import CalendarFacts
from kibox_pbx.calendars.caldav import Collection
from kibox_pbx.calendars.refusals import not_written
from kibox_pbx.storage.appointments_elsewhere import AppointmentsElsewhereRepository
from tests.admin.doctor.test_peer_checks import store_with
from tests.app.two_way import Office, settings_at, store_in
from tests.calendars.radicale_server import Radicale, radicale
from tests.storage.practice import a_slot, at

EIGHT, TWO = (at(23, 8), at(23, 8, 30)), (at(23, 14), at(23, 14, 30))


async def doctors_word(office: Office) -> tuple[State, str]:
    unwritten = await AppointmentsElsewhereRepository(office.database).unwritten()
    sommer = CalendarFacts("sommer", "caldav", office.now)
    facts = store_with(sommer, unwritten=unwritten)
    told = peer_checks.calendars(facts, 60, office.now)
    return told.state, told.text


async def test_a_calendar_that_may_only_be_read_blocks_and_is_told_until_it_may_be_written(
    tmp_path: Path,
) -> None:
    calendars = tmp_path / "radicale"
    with radicale(calendars) as server:
        server.make_calendar()
    async with store_in(tmp_path) as database:
        office = Office(tmp_path, server, database, settings_at(tmp_path, server))
        with radicale(calendars, server.port, may="Rr"):
            await office.booked(a_slot(23, 8))
            looked = await office.look()
            assert "does not let this user write into the calendar" in looked.problem
            assert office.there() == []
            assert not await office.is_free(a_slot(23, 8))
            assert await doctors_word(office) == (
                State.WARNING, "1 changes are not in the practice's calendars so far",
            )  # fmt: skip
        with radicale(calendars, server.port, may="Rrw"):
            looked = await office.look()
            assert (looked.problem, looked.done.written) == ("", 1)
            assert office.there() == [EIGHT]
            assert (await doctors_word(office))[0] is State.OK


async def test_one_entry_that_is_refused_keeps_no_other_out(
    server: Radicale, tmp_path: Path
) -> None:
    class RefusesTheFirst(Collection):
        asked = 0

        def put(self, path: str, text: bytes, etag: str | None) -> str:
            RefusesTheFirst.asked += 1
            if RefusesTheFirst.asked == 1:
                raise not_written(413)
            return super().put(path, text, etag)

    async with store_in(tmp_path) as database:
        office = Office(tmp_path, server, database, settings_at(tmp_path, server))
        await office.booked(a_slot(23, 8), "anna")
        await office.booked(a_slot(23, 14), "ben")
        looked = await office.look(RefusesTheFirst)
        assert "takes no entry of this length" in looked.problem
        assert office.there() == [TWO]
        assert (await doctors_word(office))[0] is State.WARNING
        await office.look()
        assert office.there() == [EIGHT, TWO]
        assert (await doctors_word(office))[0] is State.OK
