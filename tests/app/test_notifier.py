"""The notifier at work on a real store and a real mail server that comes and goes."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from kibox_pbx.app.notifier import Notifier
from kibox_pbx.config.settings import Settings
from kibox_pbx.records import Message
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from kibox_pbx.storage.outbox import OutboxRepository
from tests.notify.test_mail import Inbox, free_port
from tests.storage.conftest import Clock, a_call
from tests.storage.practice import settings_with

MASTER = MasterKey(bytes(range(32)))


def office(port: int) -> Settings:
    email: dict[str, Any] = {
        "address": "127.0.0.1",
        "port": port,
        "tls": "none",
        "sender": "kibox@practice.test",
        "others": "boss@practice.test",
        "timeout_s": 1,
    }
    return settings_with(notify={"email": email})


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110 -- the server is another thread
            await asyncio.sleep(0.02)


async def test_a_message_is_sent_once_the_server_is_there_even_after_a_restart(
    tmp_path: Path,
) -> None:
    port, inbox, clock = free_port(), Inbox(), Clock()
    path = tmp_path / "kibox.db"
    async with Database(path, MASTER) as database:
        calls, outbox = CallRepository(database, clock), OutboxRepository(database)
        async with Notifier(office(port), outbox, clock, look_s=0.02):
            await calls.begin(a_call("erika"))
            await calls.take_message("erika", Message("geheim", "Erika", None, urgent=True))
            async with asyncio.timeout(20):
                while not (await outbox.status()).waiting:  # noqa: ASYNC110 -- a table
                    await asyncio.sleep(0.02)
            await asyncio.sleep(0.2)
            assert (await outbox.status()).waiting == 1
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    clock.pass_minutes(5)
    try:
        async with (
            Database(path, MASTER) as database,
            Notifier(office(port), OutboxRepository(database), clock, look_s=0.02) as notifier,
        ):
            await until(lambda: len(inbox.mails) == 1)
            for _ in range(3):
                await notifier.failed("backup")
            await until(lambda: len(inbox.mails) == 2)
            await asyncio.sleep(0.2)
            assert (await OutboxRepository(database).status()).waiting == 0
    finally:
        server.stop()
    assert [mail.rcpt_tos for mail in inbox.mails] == [["boss@practice.test"]] * 2
    assert b"erika-1" in (inbox.mails[0].content or b"")
    assert b"geheim" not in (inbox.mails[0].content or b"")
