"""What is played on a telephone system has clock and store of its own, and reaches nobody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import kibox_pbx
from kibox_pbx.config.calendar_sync import CalendarSync
from kibox_pbx.config.loader import load
from kibox_pbx.config.notify import Notify, Webhook
from kibox_pbx.config.shared import Shared
from kibox_pbx.demo.phone_stage import CallClock, Stage
from kibox_pbx.rehearsal.addresses import Ports
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.voices import VoiceBox

PRACTICE = Path(kibox_pbx.__file__).parent / "config/examples/lawyer.yaml"
BEGINS = datetime(2027, 3, 3, 10, tzinfo=UTC)


def test_the_clock_begins_when_it_is_first_looked_at_and_goes_for_every_thread() -> None:
    clock = CallClock(BEGINS)
    assert clock() == BEGINS
    with ThreadPoolExecutor(1) as thread:
        later = thread.submit(clock).result()
    assert BEGINS < later < BEGINS + timedelta(seconds=10)


def test_what_is_played_reaches_neither_backups_nor_anybody_else(tmp_path: Path) -> None:
    practice = load(PRACTICE)
    assert practice.store.backups.folder is not None
    wanted = practice.model_copy(
        update={
            "notify": Notify(
                webhook=Webhook(address="192.168.1.9", secret_file=tmp_path / "s")
            ),
            "shared": Shared.model_construct(),
        }
    )
    nowhere = Installation(tmp_path, tmp_path, tmp_path)
    pbx = PrivateAsterisk(tmp_path / "pbx", nowhere, Ports())
    voices = VoiceBox(tmp_path)
    callers = SimulatedCallers(tmp_path / "callers", nowhere, pbx, voices)
    played = Stage(tmp_path, pbx, callers, voices).settings(wanted, ())
    assert played.store.database.is_relative_to(tmp_path)
    assert played.store.key_file is not None
    assert played.store.key_file.is_relative_to(tmp_path)
    assert played.store.backups.folder is None
    assert played.notify == Notify()
    assert played.calendar_sync == CalendarSync()
    assert played.shared is None
    assert played.web is None
