"""What it costs to borrow an engine: the same model here, and behind a server of this machine.

``python -m tests.engines.bench_borrowed [--times 10] [--only voice,ear,model,way]`` prints the
table of docs/hosts.md. Both are asked in turn, so that a busy machine hurts both alike.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from kibox_pbx.audio import cut_into_frames
from kibox_pbx.dialogue.tasks import intent_task_name, intent_tasks
from kibox_pbx.engines.llama_llm import LlamaModel
from kibox_pbx.engines.openai_llm import OpenAiModel
from kibox_pbx.engines.piper_tts import PiperSynthesiser
from kibox_pbx.engines.telephone_sound import to_telephone
from kibox_pbx.engines.whisper_stt import Whisper
from kibox_pbx.engines.worker import Worker
from kibox_pbx.engines.wyoming import Event
from kibox_pbx.engines.wyoming_stt import WyomingSpeechToText
from kibox_pbx.engines.wyoming_tts import WyomingVoice
from kibox_pbx.ports import SpeechToText
from kibox_pbx.utterance import Language
from tests.dialogue.practice import practice
from tests.engines.installed import installed_model
from tests.engines.scripted_server import WyomingScript, listening
from tests.engines.servers import (
    behind_tls,
    faster_whisper,
    free_port,
    llama,
    llama_peer,
    peer,
    piper,
    server,
    wyoming,
)
from tests.engines.sounds import ENGLISH, said
from tests.notify.certificates import make_certificate

LONG_S = 120
PIECE = "On Thursday the third of December."
WISH = "could you fit me in some time next week"

Ways = Mapping[str, Callable[[], Awaitable[float]]]
"""By name; each returns how many seconds it took."""


async def seconds(work: Awaitable[object]) -> float:
    began_s = time.perf_counter()
    await work
    return time.perf_counter() - began_s


@asynccontextmanager
async def voice() -> AsyncIterator[Ways]:
    """A short first piece of a sentence."""
    model, port = installed_model("tts-en"), free_port()
    here = PiperSynthesiser(model)
    async with Worker("piper") as worker, wyoming(piper(model, port), port):
        await worker.run(here.load)
        far = WyomingVoice(peer(port), Language.ENGLISH, "en_US-joe-medium", silent_s=LONG_S)

        async def there() -> bytes:
            return await worker.run(to_telephone, *await far.make(PIECE))

        yield {
            "voice, here": lambda: seconds(worker.run(here.synthesise, PIECE)),
            "voice, wyoming-piper": lambda: seconds(there()),
        }


@asynccontextmanager
async def ear() -> AsyncIterator[Ways]:
    """From the end of a turn, spoken in real time, to its text."""
    model, port = installed_model("stt-en"), free_port()
    sound = await said("I would like to make an appointment.", ENGLISH, after_ms=700)

    async def turn(listener: SpeechToText) -> float:
        async with listener.listen() as recognition:
            for frame in cut_into_frames(sound, 8000):
                await recognition.hear(frame)
                await asyncio.sleep(0.02)
            return await seconds(recognition.finish())

    async with Whisper(model) as here, wyoming(faster_whisper(model, port), port):
        ours = here.speech_to_text(Language.ENGLISH)
        far = WyomingSpeechToText(peer(port), Language.ENGLISH, patience_s=LONG_S)
        yield {
            "ear, here": lambda: turn(ours),
            "ear, wyoming-faster-whisper": lambda: turn(far),
        }


@asynccontextmanager
async def model() -> AsyncIterator[Ways]:
    """One label of all wishes, with their examples in front."""
    path, port, patience_ms = installed_model("llm"), free_port(), LONG_S * 1000
    tasks = [each for each in intent_tasks(practice()) if each.name.endswith("en")]
    name = intent_task_name(Language.ENGLISH)
    async with (
        LlamaModel(path, tasks, deadline_ms=patience_ms) as here,
        server(llama(path, port), port),
    ):
        far = OpenAiModel(llama_peer(port), tasks, seats=1, deadline_ms=patience_ms)
        yield {
            "model, here": lambda: seconds(here.choose(name, WISH)),
            "model, llama_cpp.server": lambda: seconds(far.choose(name, WISH)),
        }


@asynccontextmanager
async def way() -> AsyncIterator[Ways]:
    """The way alone: a server that has its answer ready, a second of sound."""
    what = {"rate": 22050, "width": 2, "channels": 1}
    ready = [Event("audio-start", what), Event("audio-chunk", what, bytes(44100))]
    script = WyomingScript({"synthesize": [*ready, Event("audio-stop")]})
    with tempfile.TemporaryDirectory() as folder:
        certificate, key = make_certificate(Path(folder), "engines.practice.lan")
        named = {"tls": True, "server_name": "engines.practice.lan", "ca_file": certificate}
        async with listening(script.serve) as port, behind_tls(port, certificate, key) as front:
            plain = WyomingVoice(peer(port), Language.ENGLISH)
            encrypted = WyomingVoice(peer(front, **named), Language.ENGLISH)
            yield {
                "the way alone, plain": lambda: seconds(plain.make(PIECE)),
                "the way alone, TLS": lambda: seconds(encrypted.make(PIECE)),
            }


KINDS = {"way": way, "voice": voice, "ear": ear, "model": model}


async def measure(kinds: list[str], times: int) -> None:
    sys.stdout.write("| | median, ms | best, ms |\n|---|---|---|\n")
    for kind in kinds:
        async with AsyncExitStack() as life:
            ways = await life.enter_async_context(KINDS[kind]())
            took: dict[str, list[float]] = {name: [] for name in ways}
            for ask in ways.values():
                await ask()
            for _ in range(times):
                for name, ask in ways.items():
                    took[name].append(await ask() * 1000)
        for name, each in took.items():
            row = f"| {name} | {statistics.median(each):.0f} | {min(each):.0f} |\n"
            sys.stdout.write(row)
            sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--only", default=",".join(KINDS))
    chosen = parser.parse_args()
    asyncio.run(measure(chosen.only.split(","), chosen.times))


if __name__ == "__main__":
    main()
