"""What is handed out is complete, is only theirs, and opens on its own."""

import json
import os
import shutil
import stat
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import soundfile
from jsonschema import Draft202012Validator

from kibox_pbx.admin.subject.content import schema
from kibox_pbx.audio import RecordedPiece
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from tests.admin.desk_of import AUTHORITY, DeskLine, practice_with_people
from tests.storage.people import BORN, ERIKA, ERIKAS, MAX, PHRASE, ring
from tests.storage.practice import at

WHOSE = ("--number", ERIKAS, "--name", ERIKA, "--identity", "Ausweis gesehen")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
EVIL = "<script>document.title='gehackt'</script><img src=http://127.0.0.1:9/x>"


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> DeskLine:
    return practice_with_people(tmp_path / "practice", monkeypatch, capsys)


def exported(desk: DeskLine, *more: str) -> dict[str, str]:
    target = desk.folder.parent / "out"
    assert desk.types("export", *WHOSE, str(target), *more)[0] == 0
    return {path.name: path.read_text(encoding="utf-8") for path in target.iterdir()}


def test_everything_of_theirs_is_there_by_the_schema_and_nothing_of_others(
    desk: DeskLine,
) -> None:
    files = exported(desk)
    assert set(files) == {"data.json", "data.schema.json", "ihre-daten.html", "anschreiben.txt"}
    data = json.loads(files["data.json"])
    assert json.loads(files["data.schema.json"]) == schema()
    Draft202012Validator.check_schema(schema())
    Draft202012Validator(schema()).validate(data)
    assert {each["id"] for each in data["calls"]} == {"erika-1", "erika-2", "withheld"}
    assert {each["id"] for each in data["appointments"]} == {"past", "next"}
    first = next(each for each in data["calls"] if each["id"] == "erika-1")
    assert [turn["text"] for turn in first["transcript"]] == [PHRASE]
    assert first["journal"][0]["event"] == "CallerSpoke"
    assert first["messages"][0]["name"] == ERIKA
    assert first["questions"] == ["haben sie ein labor"]
    assert data["appointments"][0]["birthdate"] == BORN
    assert data["office"]["authority"] == AUTHORITY
    assert data["requests"][0]["kind"] == "access"
    for text in files.values():
        assert MAX not in text
        assert "Jonas" not in text
    (request,) = desk.json("requests", "--all")
    assert (request["state"], request["kind"]) == ("done", "access")
    assert {about for did, about in desk.noted() if did == "export_subject"} >= {
        request["id"],
        "erika-1",
        "past",
    }


def test_the_letter_names_purposes_days_rights_and_the_authority(desk: DeskLine) -> None:
    files = exported(desk)
    letter = files["anschreiben.txt"]
    (request,) = desk.json("requests", "--all")
    for words in (AUTHORITY, "Art. 77", "Art. 16", "30 Tage nach dem Anruf", request["id"]):
        assert words in letter
    assert "3 Anrufe und 2 Termine" in letter


def test_in_english_and_for_portability(desk: DeskLine) -> None:
    files = exported(desk, "--language", "en", "--portability")
    assert {"your-data.html", "letter.txt"} < set(files)
    assert "30 days after the call" in files["letter.txt"]
    assert desk.json("requests", "--all")[0]["kind"] == "portability"


def test_what_is_restricted_is_handed_out_as_well(desk: DeskLine) -> None:
    assert desk.types("restrict", *WHOSE)[0] == 0
    data = json.loads(exported(desk)["data.json"])
    assert len(data["calls"]) == 3
    assert all(each["restricted_at"] for each in data["calls"])


def test_files_are_for_their_owner_and_never_over_anything(desk: DeskLine) -> None:
    exported(desk)
    target = desk.folder.parent / "out"
    assert stat.S_IMODE(target.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in target.iterdir()} == {0o600}
    before = (target / "data.json").read_bytes()
    status, _, err = desk.types("export", *WHOSE, str(target))
    assert (status, "something already" in err) == (1, True)
    assert (target / "data.json").read_bytes() == before


@pytest.mark.parametrize("umask", [0, 0o077])
def test_they_are_for_their_owner_alone_whatever_the_umask(umask: int, desk: DeskLine) -> None:
    folder, archive = desk.folder.parent / "out", desk.folder.parent / "out.zip"
    before = os.umask(umask)
    try:
        for target in (folder, archive):
            assert desk.types("export", *WHOSE, str(target))[0] == 0
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert set(modes.values()) == {0o600}, modes
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    with zipfile.ZipFile(archive) as zipped:
        assert {each.external_attr >> 16 & 0o777 for each in zipped.infolist()} == {0o600}


def test_a_recording_goes_along_as_a_file_that_plays(desk: DeskLine) -> None:
    async def record(database: Database) -> None:
        calls, yes = CallRepository(database), (ConsentAnswer.YES, "n1", at(23, 7))
        await calls.note_consent("erika-1", ConsentPurpose.RECORDING, *yes)
        await calls.add_sound("erika-1", RecordedPiece(0, b"\x01\x10" * 800, bytes(1600)))

    desk.store(record)
    target = desk.folder.parent / "out"
    assert desk.types("export", *WHOSE, str(target))[0] == 0
    sound, rate = soundfile.read(target / "erika-1.wav", dtype="int16")
    assert (rate, sound.shape, sound[5].tolist()) == (8000, (800, 2), [0x1001, 0])
    data = json.loads((target / "data.json").read_text(encoding="utf-8"))
    assert [each["recording"] for each in data["calls"]].count("erika-1.wav") == 1
    assert 'href="erika-1.wav"' in (target / "ihre-daten.html").read_text(encoding="utf-8")
    assert "*.wav" in (target / "anschreiben.txt").read_text(encoding="utf-8")


def test_a_zip_holds_the_same(desk: DeskLine) -> None:
    target = desk.folder.parent / "out.zip"
    assert desk.types("export", *WHOSE, str(target))[0] == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert "data.json" in archive.namelist()


def test_a_request_stays_open_if_its_files_cannot_be_written(desk: DeskLine) -> None:
    nowhere = desk.folder / "none" / "out"
    status, _, err = desk.types("export", *WHOSE, str(nowhere))
    assert (status, "cannot be written" in err) == (1, True)
    (request,) = desk.json("requests")
    assert request["state"] == "open"


def test_a_request_received_before_is_served_for_whom_it_names(desk: DeskLine) -> None:
    _, told, _ = desk.types("receive", "--kind", "access", *WHOSE[:4])
    target = str(desk.folder.parent / "out")
    assert desk.types("export", "--request", told.strip(), *WHOSE[-2:], target)[0] == 0
    (request,) = desk.json("requests", "--all")
    assert (request["id"], request["state"]) == (told.strip(), "done")


@contextmanager
def listening() -> Iterator[tuple[int, list[str]]]:
    """Count what a browser asks a server for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def in_chromium(page: Path, *more: str) -> str:
    """Open a page in a real browser; return its document as the browser has it then."""
    assert CHROMIUM is not None
    done = subprocess.run(  # noqa: S603 -- a browser on our own file
        [
            CHROMIUM,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            f"--user-data-dir={page.parent / 'profile'}",
            *more,
            page.as_uri(),
        ],
        capture_output=True,
        timeout=120,
        check=True,
    )
    return done.stdout.decode()


@pytest.mark.whole
@pytest.mark.skipif(
    CHROMIUM is None, reason="Chromium is missing; run: bash install/for_tests.sh"
)
@pytest.mark.parametrize(("language", "name"), [("de", "ihre-daten"), ("en", "your-data")])
def test_a_browser_shows_the_page_loads_nothing_and_obeys_nothing(
    desk: DeskLine, language: str, name: str
) -> None:
    with listening() as (port, asked):
        evil = EVIL.replace(":9/", f":{port}/")

        async def say_it(database: Database) -> None:
            await ring(CallRepository(database), "evil", ERIKAS, evil)

        desk.store(say_it)
        exported(desk, "--language", language)
        page = desk.folder.parent / "out" / f"{name}.html"
        document = in_chromium(page, "--dump-dom")
        picture = page.parent / "page.png"
        in_chromium(page, f"--screenshot={picture}", "--window-size=390,3000")
        paper = page.parent / "page.pdf"
        in_chromium(page, f"--print-to-pdf={paper}")
    assert asked == []
    title = document.partition("<title>")[2].partition("</title>")[0]
    assert "gehackt" not in title
    assert PHRASE in document
    assert "<script>" not in document
    assert "&lt;script&gt;" in document
    assert picture.stat().st_size > 10_000
    assert paper.read_bytes().startswith(b"%PDF-")
