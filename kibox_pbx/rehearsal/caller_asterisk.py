"""The simulated people: a second Asterisk through which they ring, and are rung.

Everybody's sound is with us, in real time, so a simulated caller can react, cut in, and tell
to 20 ms when an answer began. Nothing that is said or heard is written to disk.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import UUID, uuid4

from kibox_pbx.asterisk.ami import AmiClient
from kibox_pbx.asterisk.ami_link import AmiMessage
from kibox_pbx.config.settings import Address
from kibox_pbx.rehearsal.addresses import LOOPBACK, require_free
from kibox_pbx.rehearsal.asterisk_process import running_asterisk
from kibox_pbx.rehearsal.caller import SimulatedCall
from kibox_pbx.rehearsal.caller_line import CallerLine, Exchange, open_exchange
from kibox_pbx.rehearsal.private_asterisk import STAFF_PHONE, PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation, fresh_secret, write_run_folder
from kibox_pbx.rehearsal.switchboard import USER, Keypad, ring
from kibox_pbx.rehearsal.voices import CallerVoice, VoiceBox

ANONYMOUS = "anonymous"
"""What a caller's number is called where it is withheld (RFC 3323)."""

PICK_UP_S = 0.3
REGISTER_S = 10.0
LOOK_AGAIN_S = 0.05
STAFF_CALLS = 50
"""Rings of the staff telephone that may wait for a test to look at them."""


class StaffCall(SimulatedCall):
    """A call that a simulated member of the staff was rung for, and picks up."""

    rang_s: float = 0.0
    """When the telephone began to ring, as `time.monotonic` counts."""


class SimulatedCallers:
    """Rings the practice, and picks up its telephone 200. An async context manager."""

    def __init__(
        self,
        folder: Path,
        installation: Installation,
        pbx: PrivateAsterisk,
        voice_box: VoiceBox,
        voice: CallerVoice | None = None,
    ) -> None:
        """Say whom they ring and how they speak.

        Args:
            folder: Its own; configuration and log go there.
            installation: The Asterisk to run.
            pbx: The running telephone system.
            voice_box: Says their sentences.
            voice: Of callers who are given no other; None: they can only play sounds.
        """
        self.staff_rings: asyncio.Queue[StaffCall] = asyncio.Queue(STAFF_CALLS)
        """Calls of telephone 200, the latest, as they begin to ring; see `staff_rung`."""
        self._folder = folder
        self._installation = installation
        self._pbx = pbx
        self._voice_box = voice_box
        self._voice = voice
        self._calls: dict[str, SimulatedCall] = {}
        self._life = AsyncExitStack()
        self._exchange = Exchange()
        self._ami: AmiClient | None = None

    async def __aenter__(self) -> Self:
        """Start their Asterisk and wait until telephone 200 is registered.

        Raises:
            ConfigError: A port is in use.
            PeerError: Asterisk did not start, or telephone 200 could not register.
        """
        ports = self._pbx.ports
        require_free(ports, "caller_sip", "caller_ami", "caller_audiosocket", "caller_rtp")
        try:
            await self._start(self._life)
        except BaseException:
            await self._life.aclose()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._life.aclose()  # without the error, which a TaskGroup within would wrap

    @asynccontextmanager
    async def ring(
        self, number: str, *, caller_id: str = ANONYMOUS, voice: CallerVoice | None = None
    ) -> AsyncIterator[SimulatedCall]:
        """Ring a number; inside the context the call is answered.

        Leaving the context hangs up.

        Args:
            number: Such as `GERMAN_LINE`.
            caller_id: The caller's number in E.164, or `ANONYMOUS`.
            voice: The caller's voice, where it is not everybody's.

        Raises:
            PeerError: The call was refused.
            TimeoutError: Nobody answered.
        """
        line = CallerLine(uuid4())
        channel_id = f"caller-{line.uuid.hex}"
        keypad = Keypad(self._manager(), channel_id)
        call = SimulatedCall(line, keypad, self._voice_box, voice or self._voice)
        self._calls[channel_id] = call
        await ring(
            self._manager(),
            number,
            caller_id=caller_id,
            channel_id=channel_id,
            sound=self._sound(line),
        )
        try:
            await call.answered()
            yield call
            await call.hang_up()
        finally:
            line.hang_up()

    @property
    def all_hung_up(self) -> bool:
        """Whether nobody is on the telephone, telephone 200 included."""
        return not self._calls

    async def staff_rung(self, within_s: float) -> StaffCall:
        """Wait until telephone 200 rings; it is picked up after `PICK_UP_S`.

        Raises:
            TimeoutError: It did not ring.
        """
        async with asyncio.timeout(within_s):
            return await self.staff_rings.get()

    def _sound(self, line: CallerLine) -> str:
        self._exchange.expect(line)
        return f"{line.uuid},{LOOPBACK}:{self._pbx.ports.caller_audiosocket}"

    def _manager(self) -> AmiClient:
        if self._ami is None:
            raise RuntimeError("simulated callers are used outside their context")
        return self._ami

    def _staff_rings(self, event: AmiMessage) -> None:
        if event.fields["UserEvent"] != "StaffRings":
            return
        line = CallerLine(UUID(event.fields["Line"]))
        self._exchange.expect(line)
        keypad = Keypad(self._manager(), event.fields["Channel"])
        call = StaffCall(line, keypad, self._voice_box, self._voice)
        call.rang_s = time.monotonic()
        self._calls[event.fields["Uniqueid"]] = call
        if self.staff_rings.full():
            self.staff_rings.get_nowait()  # nobody asked for it, as in hours of calls
        self.staff_rings.put_nowait(call)

    def _hung_up(self, event: AmiMessage) -> None:
        call = self._calls.pop(event.fields["Uniqueid"], None)
        if call is not None:
            call.hung_up(int(event.fields["Cause"]))

    async def _start(self, life: AsyncExitStack) -> None:
        ports = self._pbx.ports
        secret = fresh_secret()
        self._exchange = await life.enter_async_context(open_exchange(ports.caller_audiosocket))
        await life.enter_async_context(
            running_asterisk(self._installation, self._write(secret))
        )
        ami = AmiClient(Address(port=ports.caller_ami), USER, secret)
        ami.on_event("UserEvent", self._staff_rings)
        ami.on_event("Hangup", self._hung_up)
        self._ami = await life.enter_async_context(ami)
        await self._staff_registered()

    async def _staff_registered(self) -> None:
        contact = f"{STAFF_PHONE}/sip:{STAFF_PHONE}@{LOOPBACK}:{self._pbx.ports.caller_sip}"
        async with asyncio.timeout(REGISTER_S):
            while True:
                contacts = await self._pbx.process.command("pjsip show contacts")
                if contact in contacts:
                    return
                await asyncio.sleep(LOOK_AGAIN_S)  # the registrar tells nobody

    def _write(self, secret: str) -> Path:
        ports = self._pbx.ports
        return write_run_folder(
            self._folder,
            "caller",
            self._installation,
            {
                "HOST": self._pbx.host,
                "PBX_SIP": ports.sip,
                "SIP": ports.caller_sip,
                "AMI": ports.caller_ami,
                "AMI_SECRET": secret,
                "AUDIOSOCKET": ports.caller_audiosocket,
                "RTP_FIRST": ports.caller_rtp,
                "STAFF_PASSWORD": self._pbx.secrets.staff_password,
                "PICK_UP_S": str(PICK_UP_S),
            },
        )
