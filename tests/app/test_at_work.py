"""What the service tells its own pages of itself."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from kibox_pbx.admin.doctor.finding import State
from kibox_pbx.admin.setup import CONFIG, make_practice_folder
from kibox_pbx.app.added_entries import AddedEntries
from kibox_pbx.app.at_work import AtWork
from kibox_pbx.asterisk.audiosocket_server import AudioSocketServer
from kibox_pbx.asterisk.reception import Ending, Reception
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Address
from kibox_pbx.models.installed import InstalledModel
from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.storage.opening import open_store

SINCE = datetime(2026, 11, 23, 7, tzinfo=UTC)
MODEL = InstalledModel("stt-de", "vosk-de", "vosk", "de", Path(), 8000, "Apache-2.0", False)  # noqa: FBT003 -- its fields


async def test_it_tells_what_the_doctor_sees_at_a_glance(tmp_path: Path) -> None:
    make_practice_folder(tmp_path / "practice")
    settings = load(tmp_path / "practice" / CONFIG)
    telephone = settings.telephone.model_copy(update={"ami": None})
    settings = settings.model_copy(update={"telephone": telephone})

    async def nobody(*_: object) -> Ending:
        raise AssertionError

    async def everybody(_: object) -> bool:
        return True

    audio = AudioSocketServer(Address(port=free_ports().audiosocket))
    reception = Reception(
        audio,
        admit=everybody,
        converse=nobody,
        turn_away=nobody,
        calls=settings.telephone.calls,
    )
    async with open_store(settings) as database:
        added = AddedEntries(database, lambda _: None, {})
        models = (MODEL, replace(MODEL, role="tts-de", name="thorsten", engine="piper"))
        at_work = AtWork(settings, database, reception, added, models=models, since=SINCE)
        told = await at_work.condition()
        await at_work.entries_changed()
    found = {each.check: each for each in told.findings}
    assert (told.since, told.calls, told.places) == (SINCE, 0, settings.telephone.calls)
    assert found["asterisk"].state is State.WARNING
    assert found["database"].state is State.OK
    assert found["retention"].text.startswith("it has never run")
    assert found.keys() >= {"key", "backups", "disk", "swap", "egress", "clock"}
    assert not found.keys() & {"models", "access-log", "ledger", "service"}
    assert ("stt-de", "vosk-de (vosk)") in told.versions
    assert told.versions[0][0] == "kibox"
