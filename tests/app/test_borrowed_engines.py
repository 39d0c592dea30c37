"""Calls with ears and a voice on another host, which dies in the middle of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kibox_pbx.app.borrowing import Borrowing, Lender, look_at_lenders
from kibox_pbx.app.engines import Engines
from kibox_pbx.app.receptionist import Receptionist
from kibox_pbx.call.live import Happening, TurnTaken
from kibox_pbx.config.settings import Settings
from kibox_pbx.engines.piper_tts import PiperSynthesiser
from kibox_pbx.engines.presence import Presence
from kibox_pbx.engines.spares import SpareEar
from kibox_pbx.engines.vad import SileroVad
from kibox_pbx.engines.voice import FirstAsked, Voice
from kibox_pbx.engines.whisper_stt import Whisper
from kibox_pbx.engines.wyoming_stt import WyomingSpeechToText
from kibox_pbx.engines.wyoming_tts import WyomingVoice
from kibox_pbx.errors import AwayError, ConfigError
from kibox_pbx.ports import SpeechToText
from kibox_pbx.records import Speaker, Turn
from kibox_pbx.storage.database import Database
from kibox_pbx.utterance import Language
from tests.app.receptionists import ENGLISH, GERMAN, OPEN, RECEPTION
from tests.dialogue.practice import practice
from tests.engines.installed import installed_model
from tests.engines.servers import (
    HOST,
    ServerProcess,
    faster_whisper,
    free_port,
    nobody,
    peer,
    piper,
    wyoming,
)
from tests.engines.sounds import ENGLISH as CALLER
from tests.engines.sounds import said
from tests.fakes import FakeActivity, FakeEcho, FakeLeg, FakeModel, FakeRecogniser, FakeVoice

MOST_TRIES = 6
PATIENCE_S = 120
"""The machine may be busy with other tests."""


def away(*, spare: bool, language: object = GERMAN) -> Lender:
    async def look() -> str:
        return ""

    presence = Presence("speech.de.hear_at", look)
    presence.missed()
    assert language is None or language is GERMAN or language is ENGLISH
    return Lender(presence, language, spare)


@pytest.mark.parametrize(
    ("lender", "admitted"),
    [
        (away(spare=False), False),
        (away(spare=True), True),
        (away(spare=False, language=ENGLISH), True),
        (away(spare=False, language=None), True),
    ],
    ids=["no spare", "a spare", "another language", "the language model"],
)
async def test_while_nobody_hears_people_are_rung_at_once(
    lender: Lender, settings: Settings, database: Database, *, admitted: bool
) -> None:
    ears, voices = {GERMAN: FakeRecogniser()}, {GERMAN: FakeVoice()}
    tools = Engines(ears, voices, FakeActivity, FakeEcho, FakeModel(), (), lenders=(lender,))
    receptionist = Receptionist(settings, tools, database, Seen(), lambda: OPEN)
    assert await receptionist.admit(RECEPTION) is admitted


async def test_the_doctor_asks_each_server_once() -> None:
    with nobody() as port:
        at = {"address": HOST, "tls": False, "port": port, "spare": False}
        settings = practice(speech={"en": {"hear_at": at}}, models={"at": at | {"spare": True}})
        heard, thought = await look_at_lenders(settings)
    assert heard.setting == "speech.en.hear_at"
    assert "cannot be reached" in heard.why
    assert (heard.spare, heard.is_needed) == (False, True)
    assert (thought.spare, thought.is_needed) == (True, False)


async def unheard(language: Language) -> SpareEar:
    """Return an ear on a host that was never there, without a spare."""
    far = WyomingSpeechToText(peer(free_port()), language)
    return SpareEar(far, Presence("speech.de.hear_at", far.look), None)


async def test_a_caller_whom_nobody_hears_any_more_is_put_through(
    settings: Settings, database: Database
) -> None:
    leg, seen, voice = FakeLeg(), Seen(), FakeVoice()
    ears = {each: await unheard(each) for each in Language}
    voices = dict.fromkeys(Language, voice)
    tools = Engines(ears, voices, FakeActivity, FakeEcho, FakeModel(), ())
    receptionist = Receptionist(settings, tools, database, seen, lambda: OPEN)
    async with asyncio.TaskGroup() as tasks:
        call = tasks.create_task(receptionist.converse(leg, RECEPTION))
        await seen.has(Speaker.ASSISTANT, 1)
        for _ in range(MOST_TRIES):
            leg.speak(600)
            leg.fall_silent(2000)
            await asyncio.wait({call}, timeout=1)
        ended = call.done()
        leg.hang_up()
    assert ended
    assert call.result().next == "transfer:desk"


async def test_a_caller_whom_nobody_can_speak_to_reaches_people(
    settings: Settings, database: Database
) -> None:
    far = WyomingVoice(peer(free_port()), GERMAN)
    first = FirstAsked(far, "far", Presence("speech.de.speak_at", far.look))
    async with Voice(None, first=first) as voice:
        ears = {each: FakeRecogniser() for each in Language}
        voices = dict.fromkeys(Language, voice)
        tools = Engines(ears, voices, FakeActivity, FakeEcho, FakeModel(), ())
        receptionist = Receptionist(settings, tools, database, Seen(), lambda: OPEN)
        with pytest.raises(BaseExceptionGroup) as failed:
            await asyncio.wait_for(receptionist.converse(FakeLeg(), RECEPTION), 20)
    assert failed.group_contains(AwayError), "the reception rings people for any error"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "cannot be read"),
        (b"", "nothing else"),
        (b"a\nb", "nothing else"),
        (b"\xff", "read"),
    ],
)
async def test_a_key_that_is_none_ends_the_start(
    tmp_path: Path, content: bytes | None, why: str
) -> None:
    file = tmp_path / "llama.key"
    if content is not None:
        file.write_bytes(content)
    at = {"address": HOST, "tls": False, "api_key_file": str(file)}
    with pytest.raises(ConfigError, match=why) as refused:
        await look_at_lenders(practice(models={"at": at}))
    assert str(refused.value).startswith("models.at.api_key_file")


async def test_a_certificate_that_is_none_ends_the_start(tmp_path: Path) -> None:
    at = {"address": "192.168.1.20", "ca_file": str(tmp_path / "none.pem")}
    with pytest.raises(ConfigError, match=r"speech\.de\.speak_at\.ca_file: .* in PEM"):
        await look_at_lenders(practice(speech={"de": {"speak_at": at}}))


@dataclass
class Seen:
    """An onlooker that one can wait for."""

    all: list[Happening] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def see(self, happening: Happening) -> None:
        self.all.append(happening)
        self.news.set()

    def turns(self, who: Speaker) -> list[Turn]:
        taken = [each.turn for each in self.all if isinstance(each, TurnTaken)]
        return [turn for turn in taken if turn.speaker is who]

    async def has(self, who: Speaker, count: int) -> list[Turn]:
        """Wait until somebody has had so many turns."""
        async with asyncio.timeout(PATIENCE_S):
            while len(turns := self.turns(who)) < count:
                self.news.clear()
                await self.news.wait()
        return turns


@dataclass
class Office:
    """An office whose ears and voice are elsewhere, with spares here."""

    tools: Engines
    ear_server: ServerProcess
    voice_server: ServerProcess


@asynccontextmanager
async def office() -> AsyncIterator[tuple[Settings, Office]]:
    ear_port, voice_port = free_port(), free_port()
    voice_model, ear_model = installed_model("tts-en"), installed_model("stt-en")
    at = {"address": HOST, "tls": False}
    speech = {
        "hear_at": at | {"port": ear_port},
        "speak_at": at | {"port": voice_port, "model": "en_US-joe-medium"},
    }
    settings = practice(
        practice={"name": {"en": ["Dr. Sommer's practice"]}, "languages": ["en"]},
        speech={"en": speech},
    )
    async with AsyncExitStack() as life:
        enter = life.enter_async_context
        ear_server = await enter(wyoming(faster_whisper(ear_model, ear_port), ear_port))
        voice_server = await enter(wyoming(piper(voice_model, voice_port), voice_port))
        borrowing = Borrowing(life, settings)
        first = await borrowing.mouth(ENGLISH)
        voice = await enter(Voice(PiperSynthesiser(voice_model), first=first))
        whisper = await enter(Whisper(ear_model))
        ear: SpeechToText | None = whisper.speech_to_text(ENGLISH)
        ear = await borrowing.ear(ENGLISH, ear)
        activity = await enter(SileroVad(installed_model("vad")))
        assert ear is not None
        tools = Engines(
            {ENGLISH: ear},
            {ENGLISH: voice},
            activity.for_call,
            FakeEcho,
            FakeModel(),
            (),
            lenders=tuple(borrowing.lenders),
        )
        yield settings, Office(tools, ear_server, voice_server)


@pytest.mark.engine
@pytest.mark.parametrize("how", ["killed", "held"])
async def test_a_call_goes_on_when_its_ears_and_voice_die(how: str, database: Database) -> None:
    """Needs models: `kibox models fetch`."""
    leg, seen = FakeLeg(), Seen()
    async with office() as (settings, lent), asyncio.TaskGroup() as tasks:
        receptionist = Receptionist(settings, lent.tools, database, seen, lambda: OPEN)
        call = tasks.create_task(receptionist.converse(leg, RECEPTION))
        await seen.has(Speaker.ASSISTANT, 2)
        for server in (lent.ear_server, lent.voice_server):
            if how == "killed":
                await server.kill()
            else:
                server.hold()
        spoken = len(seen.turns(Speaker.ASSISTANT))
        leg.say(await said("I would like to make an appointment.", CALLER, after_ms=1500))
        (heard,) = await seen.has(Speaker.CALLER, 1)
        assert "appointment" in heard.text
        await seen.has(Speaker.ASSISTANT, spoken + 1)
        assert {each.presence.setting for each in lent.tools.lenders if each.presence.is_away}
        assert lent.tools.can_talk(ENGLISH)
        leg.hang_up()
        await asyncio.wait_for(call, PATIENCE_S)
