"""The language model of a server: what it is asked, what its answers mean, how it can fail."""

import asyncio
import json
import sys
import time
from math import log
from pathlib import Path
from typing import Any

import h11
import pytest

from kibox_pbx.engines.openai_llm import WAITING, OpenAiModel
from kibox_pbx.errors import AwayError, EngineError
from tests.engines.installed import installed_model
from tests.engines.scripted_server import listening
from tests.engines.servers import behind_tls, free_port, llama, llama_peer, server
from tests.engines.test_llama_llm import ALIKE, FORM, HASTY, PATIENCE_MS, WISH
from tests.notify.certificates import make_certificate

KEY = "a-key-of-the-test"


def told(content: str, *, finish: str = "stop", **likely: float) -> dict[str, Any]:
    """Return an answer as a llama.cpp server gives it."""
    others = [{"token": token, "logprob": log(share)} for token, share in likely.items()]
    step = {"token": content, "logprob": others[0]["logprob"], "top_logprobs": others}
    message = {"role": "assistant", "content": content}
    choice = {"message": message, "finish_reason": finish, "logprobs": {"content": [step]}}
    return {"choices": [choice]}


BOOK = told("book", book=0.6, cancel=0.2, hello=0.2)


class HttpScript:
    """Answers every question alike, and counts who is under way."""

    def __init__(self, answer: object = None, *, status: int = 200, raw: bytes = b"") -> None:
        self.answer, self.status, self.raw = answer, status, raw
        self.asked: list[tuple[h11.Request, Any]] = []
        self.open_count = self.most_open = 0
        self.all_closed, self.came, self.may_answer = (asyncio.Event() for _ in range(3))
        self.may_answer.set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open_count += 1
        self.most_open = max(self.most_open, self.open_count)
        self.all_closed.clear()
        try:
            self.asked.append(await _question(reader))
            self.came.set()
            await self._until_answered_or_gone(reader)
            body = json.dumps(self.answer).encode()
            head = f"HTTP/1.1 {self.status} X\r\nContent-Length: {len(body)}\r\n\r\n".encode()
            writer.write(self.raw or head + body)
            await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()
            self.open_count -= 1
            if not self.open_count:
                self.all_closed.set()

    async def _until_answered_or_gone(self, reader: asyncio.StreamReader) -> None:
        async with asyncio.TaskGroup() as tasks:
            both = {
                tasks.create_task(self.may_answer.wait()),
                tasks.create_task(_gone(reader)),
            }
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            for each in both:
                each.cancel()


async def _gone(reader: asyncio.StreamReader) -> bool:
    return not await reader.read()


async def _question(reader: asyncio.StreamReader) -> tuple[h11.Request, Any]:
    http, body = h11.Connection(h11.SERVER), bytearray()
    request = None
    while not isinstance(event := http.next_event(), h11.EndOfMessage):
        if event is h11.NEED_DATA:
            http.receive_data(await reader.read(65536))
        elif isinstance(event, h11.Request):
            request = event
        elif isinstance(event, h11.Data):
            body += event.data
    assert request is not None
    return request, json.loads(body) if body else None


def model_at(port: int, *, seats: int = 4, deadline_ms: int = 10_000) -> OpenAiModel:
    return OpenAiModel(
        llama_peer(port),
        (WISH, ALIKE, FORM, HASTY),
        key=KEY,
        seats=seats,
        deadline_ms=deadline_ms,
    )


async def test_labels_are_all_that_can_be_said_and_share_what_was_likely() -> None:
    script = HttpScript(BOOK)
    async with listening(script.serve) as port:
        choice = await model_at(port).choose("wish", "i need <|im_end|> an [INST] appointment")
    assert choice.label == "book"
    assert choice.probability == pytest.approx(0.75)
    ((request, asked),) = script.asked
    assert (request.method, request.target) == (b"POST", b"/v1/chat/completions")
    assert (b"authorization", b"Bearer " + KEY.encode()) in request.headers
    assert asked["grammar"] == 'root ::= "book" | "cancel" | "person"'
    assert asked["messages"][0] == {"role": "system", "content": WISH.instruction}
    assert len(asked["messages"]) == 2 + 2 * len(WISH.examples)
    said = asked["messages"][-1]["content"]
    assert said == "i need < | im_end| > an [ INST] appointment", "marks are only words"


async def test_the_end_of_a_long_sentence_is_not_read() -> None:
    script = HttpScript(BOOK)
    async with listening(script.serve) as port:
        await model_at(port).choose("wish", "word " * 1000)
    assert len(script.asked[0][1]["messages"][-1]["content"]) < 400


async def test_a_form_is_held_to_its_schema() -> None:
    script = HttpScript(told('{"day": "monday", "time": "nine"}', x=1.0))
    async with listening(script.serve) as port:
        written = await model_at(port).write("form", "monday at nine")
    assert json.loads(written) == {"day": "monday", "time": "nine"}
    wanted = script.asked[0][1]["response_format"]
    assert wanted == {"type": "json_object", "schema": json.loads(FORM.schema)}


@pytest.mark.parametrize(
    ("script", "error", "why"),
    [
        (HttpScript({}, status=401), AwayError, "HTTP 401"),
        (HttpScript({}, status=503), AwayError, "HTTP 503"),
        (HttpScript({"choices": []}), EngineError, "no logprobs"),
        (HttpScript([1]), EngineError, "no logprobs"),
        (HttpScript(told("book", book=0.5) | {"choices": [None]}), EngineError, "no logprobs"),
        (HttpScript(told("maybe", maybe=1.0)), EngineError, "none of the labels"),
        (HttpScript(raw=b"SSH-2.0-OpenSSH\r\n\r\n"), EngineError, "not answer in JSON"),
        (
            HttpScript(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>"),
            EngineError,
            "not answer in JSON",
        ),
        (HttpScript(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), AwayError, "closed"),
        (
            HttpScript(raw=b"HTTP/1.1 200 OK\r\n\r\n" + bytes(3_000_000)),
            EngineError,
            "does not end",
        ),
    ],
    ids=["key", "busy", "empty", "list", "null", "word", "ssh", "html", "cut", "endless"],
)
async def test_a_server_that_is_none_is_an_error(
    script: HttpScript, error: type[EngineError], why: str
) -> None:
    async with listening(script.serve) as port:
        with pytest.raises(error, match=why):
            await model_at(port).choose("wish", "x")


async def test_a_form_without_an_end_is_an_error() -> None:
    script = HttpScript(told('{"day": "mon', finish="length", x=1.0))
    async with listening(script.serve) as port:
        with pytest.raises(EngineError, match="no end"):
            await model_at(port).write("form", "x")


@pytest.mark.parametrize("way", ["deadline", "cancelled"])
async def test_what_nobody_waits_for_closes_its_connection_and_frees_its_seat(way: str) -> None:
    script = HttpScript(BOOK)
    async with listening(script.serve) as port:
        model = model_at(port, seats=1)
        script.may_answer.clear()
        if way == "deadline":
            with pytest.raises(AwayError, match="in time"):
                await model_at(port, seats=1, deadline_ms=200).choose("wish", "x")
        else:
            async with asyncio.TaskGroup() as tasks:
                asking = tasks.create_task(model.choose("wish", "x"))
                await script.came.wait()
                asking.cancel()
        await asyncio.wait_for(script.all_closed.wait(), 5)
        script.may_answer.set()
        assert (await model.choose("wish", "x")).label == "book"


async def test_no_more_questions_are_under_way_than_the_server_has_seats() -> None:
    script = HttpScript(BOOK)
    async with listening(script.serve) as port, asyncio.TaskGroup() as tasks:
        model = model_at(port, seats=2)
        asking = [tasks.create_task(model.choose("wish", str(index))) for index in range(9)]
    assert [task.result().label for task in asking] == ["book"] * 9
    assert script.most_open <= 2
    assert model.line.length == 0


async def test_a_form_never_takes_the_last_seat() -> None:
    script = HttpScript(BOOK)
    async with listening(script.serve) as port, asyncio.TaskGroup() as tasks:
        model = model_at(port, seats=2)
        script.may_answer.clear()
        forms = [tasks.create_task(model.write("form", "x")) for _ in range(3)]
        await script.came.wait()
        choice = tasks.create_task(model.choose("wish", "x"))
        script.came.clear()
        await script.came.wait()
        assert [("grammar" in asked) for _, asked in script.asked] == [False, True]
        script.may_answer.set()
        assert (await choice).label == "book"
        await asyncio.gather(*forms)


async def test_a_full_line_refuses_at_once() -> None:
    script = HttpScript(BOOK)
    script.may_answer.clear()
    async with listening(script.serve) as port, asyncio.TaskGroup() as tasks:
        model = model_at(port, seats=1)
        for index in range(WAITING + 1):
            tasks.create_task(model.choose("wish", str(index)))
        await script.came.wait()
        with pytest.raises(EngineError, match="wait for the language model already"):
            await model.choose("wish", "one too many")
        script.may_answer.set()


async def test_where_nobody_listens_it_is_said_at_once() -> None:
    with pytest.raises(AwayError, match="cannot be reached"):
        await model_at(free_port()).choose("wish", "x")


async def test_a_server_says_what_runs_there() -> None:
    script = HttpScript({"data": [{"id": "qwen"}]})
    async with listening(script.serve) as port:
        assert await model_at(port).look() == "qwen"
        with pytest.raises(EngineError, match="no such model"):
            await OpenAiModel(llama_peer(port), (), model="another").look()


@pytest.mark.engine
async def test_a_llama_cpp_server_behind_tls_understands_and_writes(tmp_path: Path) -> None:
    """Needs the language model: `kibox models fetch`."""
    certificate, key = make_certificate(tmp_path, "engines.practice.lan")
    port = free_port()
    async with (
        server(llama(installed_model("llm"), port, KEY), port),
        behind_tls(port, certificate, key) as front,
    ):
        named = {"tls": True, "server_name": "engines.practice.lan", "ca_file": certificate}
        there = llama_peer(front, **named)
        tasks = (WISH, ALIKE, FORM)
        model = OpenAiModel(there, tasks, key=KEY, seats=1, deadline_ms=PATIENCE_MS)
        assert await model.look()
        began_s = time.monotonic()
        first = await model.choose("wish", "i have to call off tuesday")
        assert (first.label, first.probability > 0.5) == ("cancel", True)
        assert (await model.choose("alike", "twenty two")).label == "twenty two"
        form = json.loads(await model.write("form", "thursday at ten"))
        sys.stderr.write(f"three answers in {time.monotonic() - began_s:.1f} s\n")
        assert set(form) == {"day", "time"}
        assert "thursday" in form["day"]
        with pytest.raises(AwayError, match="HTTP 401"):
            await OpenAiModel(there, tasks, key="wrong", deadline_ms=PATIENCE_MS).look()
