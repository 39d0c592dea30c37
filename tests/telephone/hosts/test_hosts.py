"""Three hosts in three network namespaces, one appointment book: one is cut off in mid-call."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from kibox_pbx.config.settings import Shared
from kibox_pbx.rehearsal.caller import SimulatedCall
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import GERMAN_LINE
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.voices import VoiceBox
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.keys import MasterKey
from tests.notify.certificates import make_certificate
from tests.postgres_server import Postgres, postgres
from tests.telephone.conftest import TELEPHONE
from tests.telephone.hosts.lan import Lan, why_not
from tests.telephone.hosts.service import now
from tests.telephone.hosts.telephones import HouseAsterisk
from tests.telephone.office import fresh_number
from tests.telephone.practice import BEEP

pytestmark = [
    *TELEPHONE,
    pytest.mark.long,
    pytest.mark.timeout(900),
    pytest.mark.skipif(why_not() is not None, reason=f"no network of its own: {why_not()}"),
]

HOSTS = ("kibox1", "kibox2", "kibox3")
TRIES = 100
SOUND = BEEP * 50
PEOPLE_WITHIN_S = 10
FOLLOW_S = 5
"""Until each host knows what the others did; it is some seconds on a busy machine."""


@dataclass
class Machine:
    """A host: its Asterisk, its service, and what that has acknowledged."""

    name: str
    folder: Path
    service: asyncio.subprocess.Process
    told: list[str] = field(default_factory=list)

    async def listen(self) -> None:
        assert self.service.stdout
        async for line in self.service.stdout:
            self.told.append(line.decode().strip())

    def ask(self, command: str) -> None:
        assert self.service.stdin
        self.service.stdin.write(f"{command}\n".encode())

    def acknowledged(self, what: str) -> list[str]:
        return [line.split()[-1] for line in self.told if line.startswith(f"{what} ")]

    async def tells(self, what: str, count: int = 1, within_s: float = 60) -> list[str]:
        """Wait until something was acknowledged so often."""
        async with asyncio.timeout(within_s):
            while len(found := self.acknowledged(what)) < count:  # noqa: ASYNC110 - nobody tells
                await asyncio.sleep(0.05)
        return found


@dataclass
class House:
    """Everything."""

    lan: Lan
    server: Postgres
    shared: Shared
    callers: SimulatedCallers
    hosts: list[Machine]

    @asynccontextmanager
    async def ring(self) -> AsyncIterator[tuple[SimulatedCall, Machine]]:
        """Ring, and learn which host has answered."""
        number = fresh_number()
        async with self.callers.ring(GERMAN_LINE, caller_id=number) as call:
            async with asyncio.timeout(20):
                while not (at := [each for each in self.hosts if self._has(each, number)]):  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(0.05)
            yield call, at[0]

    def _has(self, host: Machine, number: str) -> bool:
        return any(number.endswith(each.lstrip("+")) for each in host.acknowledged("answered"))


async def test_a_host_that_is_cut_off_takes_nobody_and_nothing_along(
    tmp_path_factory: pytest.TempPathFactory, installation: Installation, voice_box: VoiceBox
) -> None:
    folder = tmp_path_factory.mktemp("hosts")
    with Lan("front", "db", *HOSTS).built() as lan, lan.sitting_at("front"):
        async with (
            house(folder, lan, installation, voice_box) as there,
            AsyncExitStack() as calls,
        ):
            lines = [await calls.enter_async_context(there.ring()) for _ in HOSTS]
            assert {host.name for _, host in lines} == set(HOSTS)
            await who_says_goodbye_is_done(there)
            for call, host in lines:
                await call.presses("2")
                await host.tells("booked")
            (lost_call, lost), *others = lines
            await lost_call.presses("1")
            await lost.tells("message")
            lan.cut(lost.name)
            cut_s = time.monotonic()
            staff = await there.callers.staff_rung(within_s=PEOPLE_WITHIN_S)
            figures = {"until people are rung": staff.rang_s - cut_s}
            await they_hear_each_other(lost_call, staff)
            await the_cut_off_host_promises_nothing(lost)
            for call, host in others:
                asked_s = time.monotonic()
                await call.presses("2")
                await host.tells("booked", 2)
                figures[f"a booking meanwhile at {host.name}"] = time.monotonic() - asked_s
            for _ in range(3):
                asked_s = time.monotonic()
                async with there.ring() as (_, host):
                    assert host is not lost
                figures["a call meanwhile"] = time.monotonic() - asked_s
            await race([host for _, host in others])
            lan.mend(lost.name)
            mended_s = time.monotonic()
            await until_it_answers_again(there, lost)
            figures["until the host takes calls again"] = time.monotonic() - mended_s
            await race(there.hosts)
            await asyncio.sleep(FOLLOW_S)
            booked, told = nothing_is_lost_or_double(there)
        stores = [await known_at(host) for host in there.hosts]
        assert stores == [(booked, told)] * len(HOSTS)
    tries = sum(int(each) for host in there.hosts for each in host.acknowledged("raced"))
    figures |= {"appointments": len(booked), "messages": len(told), "tries": tries}
    sys.stderr.write("".join(f"{what}: {figure:.2f}\n" for what, figure in figures.items()))


async def who_says_goodbye_is_done(there: House) -> None:
    """A call that its host ends is over, and nobody is rung."""
    async with there.ring() as (call, _):
        await call.presses("9")
        await call.ended()
    assert there.callers.staff_rings.empty()


async def they_hear_each_other(caller: SimulatedCall, staff: SimulatedCall) -> None:
    await staff.answered()
    for speaker, hearer in ((staff, caller), (caller, staff)):
        await hearer.hears_silence(200)
        async with asyncio.TaskGroup() as tasks:
            hearing = tasks.create_task(hearer.hears_speech(within_s=10))
            await speaker.says(SOUND)
        assert hearing.result() > 0


async def the_cut_off_host_promises_nothing(lost: Machine) -> None:
    """Nothing is booked there; a message is kept."""
    booked = len(lost.acknowledged("booked"))
    lost.ask("book")
    await lost.tells("refused")
    lost.ask("message")
    await lost.tells("message", 2)
    assert len(lost.acknowledged("booked")) == booked


async def race(hosts: list[Machine]) -> None:
    """All want the same times at the same moments."""
    before = [len(host.acknowledged("raced")) for host in hosts]
    at = (now() + timedelta(seconds=5)).isoformat()
    for host in hosts:
        host.ask(f"race {TRIES} {at}")
    for host, done in zip(hosts, before, strict=True):
        await host.tells("raced", done + 1, within_s=240)


async def until_it_answers_again(there: House, lost: Machine) -> None:
    before = len(lost.acknowledged("answered"))
    async with asyncio.timeout(60):
        while len(lost.acknowledged("answered")) == before:
            async with there.ring():
                pass


def nothing_is_lost_or_double(there: House) -> tuple[set[str], set[str]]:
    """Return the appointments and the messages of all, which are those acknowledged."""
    taken = there.server.run(
        "SELECT id FROM kibox.taken WHERE expires_at IS NULL", there.shared.database
    )
    records = there.server.run(
        "SELECT id FROM kibox.records WHERE kind = 'messages'", there.shared.database
    )
    double = there.server.run(
        "SELECT count(*) FROM kibox.taken a JOIN kibox.taken b"
        " ON a.id < b.id AND a.person = b.person AND a.span && b.span",
        there.shared.database,
    )
    assert double == [(0,)]
    booked = [each for host in there.hosts for each in host.acknowledged("booked")]
    told = [each for host in there.hosts for each in host.acknowledged("message")]
    assert len(booked) >= TRIES  # of twice as many times, each in another's half
    assert sorted(booked) == sorted(str(row[0]) for row in taken)
    assert sorted(told) == sorted(str(row[0]) for row in records)
    return set(booked), set(told)


async def known_at(host: Machine) -> tuple[set[str], set[str]]:
    """Return the appointments and messages in a host's own store."""
    async with Database(
        host.folder / "kibox.db", MasterKey(host.folder.name.ljust(32).encode())
    ) as database:
        booked = await database.read(
            lambda tables: {row["id"] for row in tables.table("appointments").rows}
        )
        told = await database.read(
            lambda tables: {row["call_id"] for row in tables.table("messages").rows}
        )
    return booked, told


@asynccontextmanager
async def house(
    folder: Path, lan: Lan, installation: Installation, voice_box: VoiceBox
) -> AsyncIterator[House]:
    """Start everything: the database, three hosts, the telephone system, its callers."""
    certificates = folder / "certificates"
    certificates.mkdir()
    machines = ("front", *HOSTS)
    made = [make_certificate(certificates, lan.address(each))[0] for each in machines]
    (certificates / "all.pem").write_text("".join(each.read_text() for each in made))
    async with AsyncExitStack() as life:
        server = life.enter_context(
            postgres(address=lan.address("db"), port=5432, namespace=lan.inside("db"))
        )
        shared = server.fresh(folder)
        hosts = [
            await life.enter_async_context(
                machine(folder / name, name, lan, installation, certificates, shared)
            )
            for name in HOSTS
        ]
        front = await life.enter_async_context(
            HouseAsterisk(
                folder / "front",
                installation,
                lan,
                "front",
                certificates,
                peers={name: name for name in HOSTS},
                context="kibox-from-hosts",
                wanted={"KIBOX_HOSTS": ":".join(HOSTS)},
            )
        )
        callers = await life.enter_async_context(
            SimulatedCallers(folder / "callers", installation, front, voice_box)
        )
        await all_reachable(front)
        yield House(lan, server, shared, callers, hosts)


async def all_reachable(front: HouseAsterisk) -> None:
    async with asyncio.timeout(60):
        while await reachable(front) < len(HOSTS):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.2)


async def reachable(front: HouseAsterisk) -> int:
    return (await front.process.command("pjsip show contacts")).count(" Avail ")


@asynccontextmanager
async def machine(  # noqa: PLR0913, PLR0917 (where, what with, whom)
    folder: Path,
    name: str,
    lan: Lan,
    installation: Installation,
    certificates: Path,
    shared: Shared,
) -> AsyncIterator[Machine]:
    """Start one host."""
    asterisk = HouseAsterisk(
        folder / "pbx",
        installation,
        lan,
        name,
        certificates,
        peers={"kibox-front": "front"},
        context="kibox-from-front",
        wanted={"KIBOX_PEOPLE": "PJSIP/people@kibox-front", "KIBOX_MAILBOX": ""},
    )
    async with asterisk:
        settings = folder / "shared.json"
        settings.write_text(shared.model_dump_json())
        ports = str(asterisk.ports.fastagi), str(asterisk.ports.audiosocket)
        with (folder / "service.log").open("wb") as log:
            service = await asyncio.create_subprocess_exec(
                *lan.inside(name), sys.executable, "-m", "tests.telephone.hosts.service",
                *ports, folder, settings,
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=log,
            )  # fmt: skip
        there = Machine(name, folder, service)
        async with asyncio.TaskGroup() as tasks:
            listening = tasks.create_task(there.listen())
            try:
                async with asyncio.timeout(60):
                    while "ready" not in there.told:
                        assert service.returncode is None, (folder / "service.log").read_text()
                        await asyncio.sleep(0.05)
                yield there
            finally:
                assert service.stdin
                service.stdin.close()
                await service.wait()
                await listening
