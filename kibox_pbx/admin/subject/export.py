"""Access and portability (Art. 15, 20 GDPR): all that is theirs, for the person alone."""

import json
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kibox_pbx.admin.subject.content import Export, PersonPart, RequestPart, schema
from kibox_pbx.admin.subject.desk import Asked, Desk, ids_of
from kibox_pbx.admin.subject.filling import appointment_parts, call_parts, office_part
from kibox_pbx.admin.subject.handing_out import (
    Aside,
    Files,
    at_once,
    refuse_existing,
    write,
    zipped,
)
from kibox_pbx.admin.subject.letter import letter
from kibox_pbx.admin.subject.page import page
from kibox_pbx.admin.subject.sound import sound_files, wav_of
from kibox_pbx.admin.subject.words import processing
from kibox_pbx.config.settings import Settings
from kibox_pbx.privacy.belonging import Wanted
from kibox_pbx.storage import objections, requests
from kibox_pbx.storage.recordings import Pieces, pieces_of
from kibox_pbx.storage.requests import Kind, State
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.shared.orders import Act
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.subject_records import Records, records_of
from kibox_pbx.utterance import Language

PAGES = {Language.GERMAN: "ihre-daten.html", Language.ENGLISH: "your-data.html"}
LETTERS = {Language.GERMAN: "anschreiben.txt", Language.ENGLISH: "letter.txt"}


@dataclass(frozen=True, slots=True)
class _Gathered:
    export: Export
    sound: Mapping[str, str]
    """Calls, by the name of the file with their recording."""

    request_id: str
    others: tuple[str, ...]
    """The names of the other hosts."""


class Exporting:
    """Makes an export at the desk."""

    def __init__(self, desk: Desk, settings: Settings, language: Language) -> None:
        """Say in which language the person is written to."""
        self._desk = desk
        self._settings = settings
        self._language = language

    async def export(self, kind: Kind, asked: Asked, target: Path) -> int:
        """Write everything that is surely theirs; return how many records that are.

        The request stays open if the files cannot be written.

        Args:
            kind: `Kind.ACCESS` or `Kind.PORTABILITY`.
            asked: Who asks.
            target: A folder that is not there yet, or a file ``.zip`` that is not.

        Raises:
            StorageError: Nothing is surely theirs.
            ConfigError: The target is there, or cannot be written.
        """
        refuse_existing(target)
        gathered = await self._desk.database.write(
            lambda tables: self._gather(tables, kind, asked)
        )
        await write(target, self._files(gathered))
        await self._desk.database.write(
            lambda tables: self._desk.settle(tables, gathered.request_id, asked)
        )
        return len(gathered.export.calls) + len(gathered.export.appointments)

    async def archive(
        self, kind: Kind, asked: Asked, aside: Aside
    ) -> AsyncGenerator[bytes, None]:
        """Return the same as a zip, in pieces, made as they are fetched; no file is written.

        One recording at a time is in memory. The request stays open: whoever hands it out
        looks at it first.

        Args:
            kind: `Kind.ACCESS` or `Kind.PORTABILITY`.
            asked: Who asks, with a request.
            aside: Makes sound and packs it.

        Raises:
            StorageError: Nothing is surely theirs.
        """
        gathered = await self._desk.database.write(
            lambda tables: self._gather(tables, kind, asked)
        )
        return zipped(self._files(gathered, aside), aside)

    def _gather(self, tables: Tables, kind: Kind, asked: Asked) -> _Gathered:
        desk, envelope = self._desk, self._desk.database.envelope
        found = desk.sure_in(tables, asked.search, asked.request_id)
        request_id = desk.request(tables, kind, asked)
        desk.others.order(tables, Act.LOOK, asked.search, request_id)
        desk.note(tables, "export_subject", (request_id, *ids_of(found)))
        records = records_of(tables, envelope, found, self._settings.practice.zone)
        sound = sound_files(tables, found.call_ids)
        wanted = asked.search.wanted
        number, is_known = wanted.number, bool(wanted.number or wanted.name)
        objects = bool(number and objections.all_in(tables, envelope).include(number))
        of_theirs = [
            each
            for each in requests.all_requests(tables, envelope)
            if each.id == request_id or (is_known and each.who == wanted)
        ]
        of_theirs.sort(key=lambda each: each.id == request_id)
        export = self._export(wanted, records, tuple(sound))
        *earlier, this = map(RequestPart.model_validate, of_theirs)
        served = this.model_copy(update={"state": State.DONE, "done_at": desk.clock()})
        parts = {"requests": (*earlier, served), "objects": objects}
        export = export.model_copy(update=parts)
        return _Gathered(export, sound, request_id, desk.others.names_in(tables))

    def _export(self, wanted: Wanted, records: Records, sound: tuple[str, ...]) -> Export:
        return Export.model_validate(
            {
                "format": "kibox-subject-export/1",
                "made_at": self._desk.clock(),
                "language": self._language,
                "office": office_part(self._settings, self._language),
                "person": PersonPart.model_validate(wanted),
                "processing": processing(self._settings, self._language),
                "calls": call_parts(records, {Path(each).stem: each for each in sound}),
                "appointments": appointment_parts(records),
                "requests": (),
                "objects": False,
            }
        )

    async def _files(self, gathered: _Gathered, aside: Aside = at_once) -> Files:
        export, settings = gathered.export, self._settings
        services = {key: each.names for key, each in settings.services.items()}
        people = {key: each.names for key, each in settings.people.items()}
        called = {**services, **people}.items()
        names = {key: each.name(self._language) for key, each in called}
        name = PAGES[self._language]
        texts = {
            "data.json": export.model_dump_json(indent=1) + "\n",
            "data.schema.json": json.dumps(schema(), indent=1) + "\n",
            name: page(export, settings.practice.zone, names),
            LETTERS[self._language]: letter(export, name, gathered.others),
        }
        for key, text in texts.items():
            yield key, text.encode()
        for key, call_id in gathered.sound.items():
            pieces = await self._desk.database.read(partial(self._sound, call_id=call_id))
            if pieces:  # nobody has withdrawn meanwhile what allowed to keep it
                yield key, await aside(partial(wav_of, pieces))

    def _sound(self, tables: Tables, call_id: str) -> Pieces:
        texts = SealedTexts(self._desk.database.envelope)
        return pieces_of(tables, texts, call_id, restricted_too=True)
