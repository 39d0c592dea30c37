"""An office with something in each of its pages, and a browser's view of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from kibox_pbx.admin.doctor.finding import broken, ok, warning
from kibox_pbx.admin.subject.desk import Desk
from kibox_pbx.admin.subject.erase import Erasing
from kibox_pbx.admin.subject.handling import asked_of
from kibox_pbx.app.live_calls import LiveCalls
from kibox_pbx.audio import RecordedPiece
from kibox_pbx.call.journal import actions_to_json, to_json
from kibox_pbx.call.live import CallerFellSilent, CallerSpeaks, NobodyLooks, TurnTaken
from kibox_pbx.call.timing import TurnTiming
from kibox_pbx.call.waterfall import Wait, wait_to_json
from kibox_pbx.config.added_entry import checked_entry
from kibox_pbx.config.settings import Settings, Web
from kibox_pbx.config.telephones import telephones_of
from kibox_pbx.config.yaml_lines import Tree
from kibox_pbx.dashboard.service import Condition
from kibox_pbx.dashboard.switchboard import Telephone
from kibox_pbx.dialogue.actions import AskModel, FindAnswer
from kibox_pbx.dialogue.events import AnswersFound, CallerSpoke, ModelReplied
from kibox_pbx.errors import PeerError
from kibox_pbx.privacy.belonging import Wanted
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.privacy.roles import Role
from kibox_pbx.records import FilledForm, Message, Outcome, Speaker, Turn
from kibox_pbx.storage.access_log import Who
from kibox_pbx.storage.accounts import AccountRepository
from kibox_pbx.storage.added_entries import AddedEntryRepository
from kibox_pbx.storage.busy_elsewhere import BusyElsewhereRepository
from kibox_pbx.storage.calendar import CalendarRepository
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.daily_counts import Counted, DailyCountRepository, Tally
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.requests import Kind, Opening, open_request, read
from kibox_pbx.storage.restriction import restrict
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.utterance import Language
from tests.signing_in import PASSWORD
from tests.storage.conftest import a_call
from tests.storage.practice import BERLIN, a_slot, at, settings_with

NOW = datetime(2026, 11, 23, 7, tzinfo=BERLIN)
EVIL = "<script>document.title='gehackt'</script><img src=x onerror=alert(1)>\"'>"
CALL, FROZEN = "c0ffee", "f00d"
APPOINTMENT = "a" * 32
RENAMED = "UPDATE appointments SET id = ? WHERE call_id = ?"
ENTRY = "added_c0ffee00"
REQUEST, TO_RECTIFY, TO_ERASE = "racce55acce55", "rec7ec7ec7ec7", "re4a5e4a5e4a5"
"""Open requests of the same person: access, rectification, erasure."""

RECEIPT = "rdeadbeef0000"
"""Of an erasure, and the request for it."""

CHECKED = "Ausweis gesehen"
FORM = {
    "names": {"de": "Rezept"},
    "fields": {"drug": {"prompt": {"de": "Welches Mittel?"}}},
}
ACCOUNTS = {
    "rita": frozenset({Role.RECEPTION}),
    "paula": frozenset({Role.PRIVACY_OFFICER}),
    "adam": frozenset({Role.ADMIN}),
}
"""Who may sign in, each as one role."""

_TOKEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')


def settings_of(folder: Path, **web: object) -> Settings:
    store = {"database": str(folder / "kibox.db"), "key_file": str(folder / "kibox.key")}
    telephone = {"reception": "desk", "extensions": {"room_2": "PJSIP/202"}}
    telephone |= {"call_back": "+49"}
    pages = {"port": 4575} | web
    return settings_with(store=store, forms={"refill": FORM}, web=pages, telephone=telephone)


class Talk:
    """A conversation that can be taken over."""

    def __init__(self) -> None:
        self.erasure_wanted = False
        self.taken_to: list[str] = []

    def take_over(self, telephone: str) -> bool:
        self.taken_to.append(telephone)
        return True


class Rung:
    """Calls nobody back, and remembers whom it should have."""

    def __init__(self) -> None:
        self.all: list[tuple[str, str]] = []
        self.is_away = False

    async def ring(self, dial: str, number: str) -> None:
        if self.is_away:
            raise PeerError("away")
        self.all.append((dial, number))


class TelephoneOfTests:
    """A telephone with one call at a time, and what came of what was asked of it."""

    def __init__(self, settings: Settings) -> None:
        self.live = LiveCalls(NobodyLooks())
        self.rung = Rung()
        self.pages = Telephone(self.live, self.rung, telephones_of(settings))

    @contextmanager
    def call(self, call_id: str = "live1") -> Iterator[Talk]:
        """Have a call go on in which both sides have said something."""
        talk = Talk()
        with self.live.going_on(a_call(call_id), talk):
            self.says(Speaker.ASSISTANT, "Guten Tag.", call_id)
            self.says(Speaker.CALLER, f"Ich bin {EVIL}.", call_id)
            yield talk

    def is_saying(self, so_far: str, call_id: str = "live1") -> None:
        self.live.see(CallerSpeaks(call_id, so_far))

    def is_silent(self, call_id: str = "live1") -> None:
        self.live.see(CallerFellSilent(call_id))

    def says(self, speaker: Speaker, text: str, call_id: str = "live1") -> None:
        self.live.see(TurnTaken(call_id, Turn(speaker, text, None, 0, 900)))


def web_of(settings: Settings) -> Web:
    assert settings.web is not None
    return settings.web


def store_of(settings: Settings) -> Database:
    return Database(settings.store.database, MasterKey(bytes(range(32))))


def clock() -> datetime:
    return NOW


async def furnish(database: Database, settings: Settings) -> None:
    """Have three people who may sign in, a whole call, and one that is restricted."""
    accounts = AccountRepository(database, clock)
    await accounts.add_first("adam", ACCOUNTS["adam"], PASSWORD)
    for name in ("rita", "paula"):
        await accounts.add("adam", name, ACCOUNTS[name], PASSWORD)
    calls = CallRepository(database)
    book = CalendarRepository(database, settings, clock)
    for call_id, name, day in ((CALL, f"Erika {EVIL}", 8), (FROZEN, "Geheim Eingefroren", 14)):
        await calls.begin(a_call(call_id))
        for turn in talk(name):
            await calls.add_turn(call_id, turn)
        await calls.take_message(call_id, Message(f"Rückruf {EVIL}", name, "+4930111", "desk"))
        await calls.take_form(
            call_id, FilledForm("refill", (("drug", f"Ramipril {EVIL}"),), name, "+4930111")
        )
        await calls.keep_question(call_id, f"Parken? {EVIL} {name}", Language.GERMAN)
        agreed = ConsentPurpose.RECORDING, ConsentAnswer.YES
        await calls.note_consent(call_id, *agreed, "v1", NOW)
        await calls.add_sound(call_id, RecordedPiece(0, *tone()))
        slot = a_slot(23, day)
        booked = await book.book(slot, call_id, name=name, phone="+4930111", birthdate=None)
        assert booked is not None
        await calls.finish(call_id, Outcome.BOOKED, 61_000)
    await database.write(
        lambda tables: tables.conn.execute(RENAMED, [APPOINTMENT, CALL]).rowcount
    )
    await add_entry(database, f"Im Hof. {EVIL}")
    for line in journal():
        await calls.add_event(CALL, line)
    await DailyCountRepository(database).add(some_counts())
    await freeze(database)
    await have_erased(database, settings)


async def have_erased(database: Database, settings: Settings) -> None:
    """Have somebody been erased, so that there is a receipt."""
    calls, who = CallRepository(database), Wanted("+4930999", "Vergangen Vorbei")
    await calls.begin(replace(a_call("gone"), caller=who.number))
    await calls.add_turn("gone", Turn(Speaker.CALLER, "vergangen", None, 0, 900))
    await calls.finish("gone", Outcome.ANSWERED, 1000)
    await ask(database, Opening(Kind.ERASURE, who, NOW.date(), CHECKED, id=RECEIPT))
    desk = Desk(database, Who("paula", ACCOUNTS["paula"]), clock)
    erasing = Erasing(desk, settings, Language.GERMAN, with_appointments=True)
    request = await database.read(lambda tables: read(tables, database.envelope, RECEIPT))
    plan = await erasing.plan(asked_of(request))
    await erasing.erase_shown(asked_of(request), plan.mark)


async def ask(database: Database, *openings: Opening) -> None:
    """Have somebody ask for something."""

    def change(tables: Tables) -> None:
        for each in openings:
            open_request(tables, database.envelope, each)

    await database.write(change)


def journal() -> Iterator[str]:
    """One question, and how long its answer was waited for."""
    yield to_json(CallerSpoke(5600, "wo kann ich parken", 0.9))
    yield actions_to_json((FindAnswer("wo kann ich parken", Language.GERMAN),))
    yield to_json(AnswersFound(5650, ()))
    yield actions_to_json((AskModel("intent-de", "wo kann ich parken"),))
    yield to_json(ModelReplied(6450, None))
    yield actions_to_json(())
    yield wait_to_json(Wait(6580, TurnTiming(500, 100, 900, 80)))
    yield wait_to_json(Wait(9000, TurnTiming(300, 60, 20, 70)))


def some_counts() -> dict[Tally, int]:
    """Three weeks, with nothing on the last day but one."""
    found: dict[Tally, int] = {}
    for ago in (*range(2, 21), 0):
        day = NOW.date() - timedelta(days=ago)
        calls = 3 + ago % 5
        found |= {
            Tally(day, Counted.HOUR, f"{8 + ago % 9:02}"): calls,
            Tally(day, Counted.OUTCOME, Outcome.BOOKED): calls - 2,
            Tally(day, Counted.OUTCOME, Outcome.ABANDONED): 2,
            Tally(day, Counted.LENGTH, "2"): calls,
            Tally(day, Counted.TALKED_S, ""): 80 * calls,
            Tally(day, Counted.WAIT, "0700"): calls * 4,
            Tally(day, Counted.WAIT, f"{1200 + 100 * (ago % 4):04}"): calls,
            Tally(day, Counted.WRITTEN, "appointment"): calls - 2,
        }
    return found


@dataclass
class Told:
    """A service that counts how often it was told."""

    times: int = 0

    async def entries_changed(self) -> None:
        self.times += 1

    async def condition(self) -> Condition:
        findings = (
            ok("asterisk", "the manager interface lets us in"),
            broken("disk", "2 GB are free", "make room"),
            warning("backups", "none are made", "store.backups.folder in kibox.yaml"),
        )
        return Condition(NOW, 1, 2, (("kibox", "1.0"), ("stt-de", "vosk-de (vosk)")), findings)


async def add_entry(database: Database, answer: str) -> None:
    """Have the reception write an entry, under a key that tests can name."""
    written: Tree = {"questions": {"de": ["Wo kann ich parken?"]}, "answer": {"de": answer}}
    entry = checked_entry(ENTRY, written, (Language.GERMAN,))
    await AddedEntryRepository(database, clock).change(ENTRY, entry, "rita", 0)


async def clash_with(database: Database) -> None:
    """Have the practice's own calendar say something else, as CalDAV and ICS may."""
    night, morning = at(22, 22), at(23, 10)
    await BusyElsewhereRepository(database).replace(("sommer", "ics"), [(night, morning)], NOW)

    def change(tables: Tables) -> None:
        at_two = tables.table("appointments").rows_where("call_id = ?", [FROZEN])
        row = next(iter(at_two))
        tables.table("appointments_elsewhere").insert(
            {"uid": "u", "appointment_id": row["id"], "person": row["person"], "url": "u"}
            | {"start": row["start"], "end": row["end"], "title": "", "conflict": "taken"}
        )

    await database.write(change)


def talk(name: str) -> Iterator[Turn]:
    yield Turn(Speaker.ASSISTANT, "Guten Tag.", None, 0, 900)
    yield Turn(Speaker.CALLER, f"Ich bin {name}.", None, 1000, 900)


def tone() -> tuple[bytes, bytes]:
    sound = (1000 * np.sin(np.arange(8000) / 3)).astype("<i2").tobytes()
    return sound, sound


async def freeze(database: Database) -> None:
    frozen = await database.read(
        lambda tables: [
            row["id"]
            for row in tables.table("appointments").rows_where("call_id = ?", [FROZEN])
        ]
    )
    await database.write(lambda tables: restrict(tables, [FROZEN], frozen, NOW))
    wanted = Wanted("+4930111", f"Erika {EVIL}")
    day, theirs = date(2026, 10, 26), frozenset({CALL})
    await ask(
        database,
        Opening(Kind.ACCESS, wanted, day, id=REQUEST),
        Opening(Kind.RECTIFICATION, wanted, day, CHECKED, theirs, id=TO_RECTIFY),
        Opening(Kind.ERASURE, wanted, day, CHECKED, theirs, id=TO_ERASE),
    )


def token_in(page: str) -> str:
    """Return the token of a page's first form."""
    found = _TOKEN.search(page)
    assert found
    return found[1]
