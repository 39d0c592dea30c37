"""A real Asterisk with files laid out as FreePBX lays them out, set up by `kibox setup`.

FreePBX itself is not here. Its layout: ``extensions.conf`` and ``manager.conf`` include what
its pages write (``_additional``) and what they leave alone (``_custom``), the override first;
an inbound route keeps what was dialled in FROM_DID, and a custom destination may be entered
by way of ``[customdests]``, as an extension of its own.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from kibox_pbx.admin.dialplan_settings import set_variables
from kibox_pbx.asterisk.fastagi import AgiRequest
from kibox_pbx.asterisk.reception import Ending
from kibox_pbx.cli import main
from kibox_pbx.ports import CallLeg
from kibox_pbx.rehearsal.addresses import free_ports
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.voices import VoiceBox
from kibox_pbx.utterance import Language
from tests.telephone.conftest import TELEPHONE
from tests.telephone.practice import practice

pytestmark = TELEPHONE

REPOSITORY = Path(__file__).parents[2]
DIRECT, BY_DESTINATION, BY_CALLER = "4930123", "4930124", "4930125"
WRITTEN_BY_FREEPBX = {
    "extensions.conf": """\
#include extensions_override_freepbx.conf
#include extensions_additional.conf
#include extensions_custom.conf
[from-trunk]
include => from-pstn
[from-pstn]
include => from-pstn-custom
include => ext-did
[from-internal]
include => from-internal-xfer
[from-internal-xfer]
include => from-internal-custom
include => from-internal-additional
""",
    "extensions_additional.conf": f"""\
[ext-did]
exten => {DIRECT},1,Set(__FROM_DID=${{EXTEN}})
 same => n,Goto(kibox-in,s,1)
exten => {BY_DESTINATION},1,Set(__FROM_DID=${{EXTEN}})
 same => n,Goto(customdests,dest-1,1)
exten => {BY_CALLER},1,Set(__FROM_DID=${{EXTEN}})
 same => n,Goto(s,1)
exten => s,1,Goto(kibox-in,s,1)
[customdests]
exten => dest-1,1,NoOp(Entering Custom Destination kibox)
 same => n,Goto(kibox-in,s,1)
[from-internal-additional]
include => ext-local
[ext-local]
exten => 200,1,Dial(PJSIP/200,15)
exten => 200,hint,PJSIP/200
""",
    "manager_additional.conf": "",
}
LEFT_ALONE = (
    "extensions_override_freepbx.conf",
    "extensions_custom.conf",
    "manager_custom.conf",
)
ANSWERS = """\
kind: doctor
name: {de: Praxis}
reception: PJSIP/200
numbers: {"500": {}}
"""


class FreePbx(PrivateAsterisk):
    """Is laid out as FreePBX does it, in the ``etc/asterisk`` of a folder, and set up there."""

    @property
    def machine(self) -> Path:
        return self.folder.parents[1]

    def write_as_freepbx(self) -> None:
        """Write what the pages of FreePBX write, as with each of its reloads."""
        for name, text in WRITTEN_BY_FREEPBX.items():
            (self.folder / name).write_text(text)

    def _include_what_admins_include(self) -> None:
        self.write_as_freepbx()
        manager = (self.folder / "manager.conf").read_text().partition("#include")[0]
        files = "#include manager_additional.conf\n#include manager_custom.conf\n"
        (self.folder / "manager.conf").write_text(manager + files)
        telephones = (self.folder / "pjsip.conf").read_text()
        (self.folder / "pjsip.conf").write_text(
            telephones.replace("= phones", "= from-internal")
        )
        for name in LEFT_ALONE:
            (self.folder / name).touch()
        (self.machine / "etc/freepbx.conf").write_text("<?php\n")
        self.set_up()
        self._be_the_admin()

    def set_up(self, *more: str) -> None:
        answers = self.machine / "answers.yaml"
        answers.write_text(ANSWERS)
        where = ["--root", str(self.machine), "--program", "/opt/kibox/bin/kibox"]
        assert main(["setup", *where, "--answers", str(answers), "--yes", *more]) == 0

    def _be_the_admin(self) -> None:
        """Say where the service and the script of this test are."""
        path = self.folder / "kibox-settings.conf"
        ours = {
            "KIBOX_AGI": f"127.0.0.1:{self.ports.fastagi}",
            "KIBOX_STATUS_SCRIPT": str(REPOSITORY / "agi" / "is_kibox_up.py"),
        }
        path.write_text(set_variables(path.read_text(), ours))


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def freepbx(
    installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[FreePbx]:
    folder = tmp_path_factory.mktemp("freepbx") / "etc" / "asterisk"
    folder.mkdir(parents=True)
    async with FreePbx(folder, installation, free_ports()) as running:
        yield running


async def test_setup_writes_only_what_freepbx_leaves_alone(freepbx: FreePbx) -> None:
    written = {name: (freepbx.folder / name).read_text() for name in WRITTEN_BY_FREEPBX}
    assert written == WRITTEN_BY_FREEPBX
    custom = (freepbx.folder / "extensions_custom.conf").read_text()
    assert custom.split("\n")[-4:-1] == [
        "#include kibox-settings.conf",
        "#include kibox.conf",
        "#include kibox-numbers.conf",
    ]
    assert "manager-kibox.conf" in (freepbx.folder / "manager_custom.conf").read_text()
    assert (freepbx.folder / "extensions_override_freepbx.conf").read_text() == ""


async def test_what_outsiders_dialled_arrives_however_the_destination_is_entered(
    freepbx: FreePbx,
    installation: Installation,
    voice_box: VoiceBox,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    dialled = []

    async def note(leg: CallLeg, request: AgiRequest) -> Ending:
        dialled.append(request.dialled)
        return Ending.hang_up()

    voice = (await voice_box.voices(Language.ENGLISH))[0]
    callers = SimulatedCallers(
        tmp_path_factory.mktemp("outside"), installation, freepbx, voice_box, voice
    )
    async with callers, practice(freepbx.ports.fastagi, freepbx.ports.audiosocket, note):
        for number in (DIRECT, BY_DESTINATION, BY_CALLER):
            async with callers.ring(number) as call:
                await call.ended(within_s=5)
    assert dialled == [DIRECT, BY_DESTINATION, BY_CALLER]


async def test_a_number_of_the_house_is_answered_and_outlasts_a_reload_of_freepbx(
    freepbx: FreePbx,
) -> None:
    freepbx.write_as_freepbx()
    await freepbx.process.command("core reload")
    told = await freepbx.process.command("dialplan show 500@from-internal")
    assert "Goto(kibox-in,${EXTEN},1)" in told
    assert "PJSIP/200" in await freepbx.process.command("dialplan show 200@from-internal")
    told = await freepbx.process.command("manager show user kibox")
    assert "write perm: call,reporting,originate" in told
