"""A whole call writes to the files of the store and to nothing else, not for a moment.

The call runs in a process of its own, since an audit hook stays. The hook sees what Python
opens; what libraries open is seen among the process's open files, which a thread looks at.
"""

import ctypes
import json
import os
import subprocess
import sys
import threading
import time
from asyncio import run
from pathlib import Path

from kibox_pbx.call.errands import Office
from kibox_pbx.dialogue.state import start
from kibox_pbx.rehearsal.back_office import BackOffice, GivenExtensions, VirtualClock, no_mind
from kibox_pbx.rehearsal.preparing import Configurations, Prepared, prepare
from kibox_pbx.rehearsal.rehearse import converse
from kibox_pbx.rehearsal.rehearsed_call import rehearsed_call
from kibox_pbx.rehearsal.text_call import TextCall
from kibox_pbx.rehearsal.text_caller import ScriptReader
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.opening import open_store
from tests.rehearsal.practice import practice, write

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
ODDITIES = ("/dev/", "pipe:", "socket:", "anon_inode:", "/proc/")


def write_modes(opened: set[str]) -> None:
    """Note from now on every path that Python opens for writing, renames to or makes."""

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event == "open" and isinstance(args[2], int) and args[2] & WRITING:
            if not isinstance(args[0], int):  # open already, and seen by its name
                opened.add(str(args[0]))
        elif event in {"os.rename", "os.link", "os.symlink", "os.mkdir"}:
            opened.add(str(args[1] if event != "os.mkdir" else args[0]))

    sys.addaudithook(hook)


def look_at_descriptors(opened: set[str], stopped: threading.Event) -> None:
    """Note every file that is open for writing, also one whose name is gone already."""
    while not stopped.wait(0.0005):
        for entry in Path("/proc/self/fd").iterdir():
            try:
                name = str(entry.readlink())
                flags = Path(f"/proc/self/fdinfo/{entry.name}").read_text().split("flags:")[1]
            except OSError:
                continue
            if int(flags.split()[0], 8) & WRITING and not name.startswith(ODDITIES):
                opened.add(name)


async def hold(prepared: Prepared) -> None:
    """Hold one call on the practice's own store."""
    settings, scenario = prepared.settings, prepared.scenario
    clock = VirtualClock(scenario.now.astimezone(settings.practice.zone))
    mind = await no_mind(scenario.config, settings)
    async with open_store(settings) as database:
        calls, calendar = (
            CallRepository(database),
            CalendarRepository(database, settings, clock),
        )
        extensions = GivenExtensions(frozenset())
        office = Office(calendar, calls, mind.model, mind.entries, extensions)
        back = BackOffice(office, calls, calendar, clock, (), database)
        call = rehearsed_call(settings, scenario.number, back, scenario.language)
        talk = TextCall(call, start(settings), back, ScriptReader(scenario.script))
        played = await converse(call, talk, back)
        assert played.outcome == "booked"


def slip(path: Path) -> None:
    """Write what must not be written: a file by Python, a nameless one by a library."""
    path.write_text("a slip of somebody's pen")
    libc = ctypes.CDLL(None)
    libc.tmpfile.restype = ctypes.c_void_p
    assert libc.tmpfile()
    time.sleep(0.1)


def main() -> None:
    prepared = prepare(Path(sys.argv[1]), Configurations())
    opened, stopped = set[str](), threading.Event()
    looking = threading.Thread(target=look_at_descriptors, args=(opened, stopped))
    looking.start()
    write_modes(opened)
    run(hold(prepared))
    if len(sys.argv) > 2:
        slip(Path(sys.argv[2]))
    stopped.set()
    looking.join()
    sys.stdout.write(json.dumps(sorted(opened)))


def written_to(folder: Path, *arguments: str) -> set[str]:
    """Hold a call in a practice in a folder; return the paths of what was written to."""
    practice(folder)
    scenario = write(folder, config="kibox.yaml")
    (folder / "tmp").mkdir()
    environment = os.environ | {
        "TMPDIR": str(folder / "tmp"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-m", "tests.storage.test_nothing_else_on_disk", str(scenario)]
    done = subprocess.run(  # noqa: S603 -- ours
        [*command, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    assert list((folder / "tmp").iterdir()) == []
    return set(json.loads(done.stdout))


STORE = {
    "kibox.db",
    "kibox.db-wal",
    "kibox.db-shm",
    "kibox.db.ledger",
    "kibox.db.ledger.new",
    "kibox.db.access-head",
}
"""The encrypted database with SQLite's own files; identifiers and times of what was erased;
the last line of the access log. What the last three hold is in their modules' first lines."""


def test_a_call_is_written_to_the_store_alone(tmp_path: Path) -> None:
    written = {Path(each) for each in written_to(tmp_path)}
    assert {each.parent for each in written} == {tmp_path}, written
    assert {"kibox.db", "kibox.db-wal"} <= {each.name for each in written} <= STORE


def test_this_test_would_see_another_file(tmp_path: Path) -> None:
    written = written_to(tmp_path, str(tmp_path / "slip.txt"))
    assert str(tmp_path / "slip.txt") in written
    assert any(each.endswith("(deleted)") for each in written)


if __name__ == "__main__":
    main()
