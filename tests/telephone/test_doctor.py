"""The doctor asks a real Asterisk by the account that admins include, and a real reception."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from kibox_pbx.admin.doctor import asterisk_checks, dialplan_checks, machine_checks
from kibox_pbx.admin.doctor.asterisk_facts import (
    MODULES,
    USEFUL_MODULES,
    AsteriskFacts,
    NoAsterisk,
)
from kibox_pbx.admin.doctor.finding import State
from kibox_pbx.app.figures import Figures
from kibox_pbx.app.looking_at_asterisk import asterisk_facts
from kibox_pbx.app.trial_call import trial_call
from kibox_pbx.asterisk.audiosocket_server import AudioSocketServer
from kibox_pbx.asterisk.fastagi_server import FastAgiServer
from kibox_pbx.asterisk.reception import Reception
from kibox_pbx.asterisk.service_status import told_by_service
from kibox_pbx.config.settings import Address, Ami, Telephone
from kibox_pbx.rehearsal.caller_asterisk import SimulatedCallers
from kibox_pbx.rehearsal.private_asterisk import AMI_USER, PrivateAsterisk
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import until_talking
from tests.telephone.practice import admit_everybody, beep, parrot, practice

pytestmark = TELEPHONE


def account(pbx: PrivateAsterisk) -> Ami:
    return Ami.model_validate(
        {"port": pbx.ports.ami, "user": AMI_USER, "secret_file": str(pbx.secret_file)},
        context={"folder": pbx.folder},
    )


async def looked_at(pbx: PrivateAsterisk) -> AsteriskFacts:
    facts = await asterisk_facts(account(pbx))
    assert isinstance(facts, AsteriskFacts)
    return facts


async def test_the_account_that_admins_include_tells_all_that_the_doctor_asks(
    pbx: PrivateAsterisk,
) -> None:
    facts = await looked_at(pbx)
    asked = {*MODULES["audiosocket"], *MODULES["eagi"], *USEFUL_MODULES}
    assert facts.modules.items() >= dict.fromkeys(asked, True).items()
    fastagi = Address(port=pbx.ports.fastagi)
    found = [
        asterisk_checks.reached(facts),
        asterisk_checks.version(facts),
        asterisk_checks.modules(facts),
        asterisk_checks.rights(facts),
        asterisk_checks.trunks(facts),
        dialplan_checks.reaches_us(facts, fastagi),
        dialplan_checks.recorders(facts),
        dialplan_checks.call_records(facts),
    ]
    assert [each for each in found if each.state is not State.OK] == []
    assert dialplan_checks.voicemail(facts).state is State.WARNING
    elsewhere = Address(port=pbx.ports.fastagi - 1)
    assert dialplan_checks.reaches_us(facts, elsewhere).state is State.BROKEN


async def test_a_module_that_is_unloaded_and_a_recorder_in_the_dialplan_are_seen(
    pbx: PrivateAsterisk,
) -> None:
    command = pbx.process.command
    await command("module unload func_devstate")
    await command("dialplan add extension 9,1,MixMonitor,x.wav into sub-record")
    try:
        facts = await looked_at(pbx)
    finally:
        await command("dialplan remove context sub-record")
        await command("module load func_devstate")
    assert asterisk_checks.modules(facts).text.endswith("func_devstate")
    assert "sub-record" in dialplan_checks.recorders(facts).text


async def test_a_wrong_secret_is_told_as_such(pbx: PrivateAsterisk) -> None:
    wrong = pbx.folder / "wrong-secret"
    wrong.write_text("wrong")
    refused = await asterisk_facts(account(pbx).model_copy(update={"secret_file": wrong}))
    assert isinstance(refused, NoAsterisk)
    assert "refused the login" in refused.why
    assert asterisk_checks.reached(refused).state is State.BROKEN


async def test_the_service_is_asked_as_asterisk_asks_it(pbx: PrivateAsterisk) -> None:
    fastagi = Address(port=pbx.ports.fastagi)
    assert await told_by_service(fastagi) is None
    async with practice(pbx.ports.fastagi, pbx.ports.audiosocket) as reception:
        assert machine_checks.service(await told_by_service(fastagi)).state is State.OK
        reception.is_open = False
        assert machine_checks.service(await told_by_service(fastagi)).state is State.WARNING


def telephone(pbx: PrivateAsterisk) -> Telephone:
    """Return what the settings of a practice behind this Asterisk would say."""
    return Telephone(
        reception="reception", fastagi=Address(port=pbx.ports.fastagi), ami=account(pbx)
    )


@asynccontextmanager
async def telling_figures(pbx: PrivateAsterisk, audiosocket: int) -> AsyncIterator[Reception]:
    """Open a reception that tells its figures, and say where sound goes."""
    async with AudioSocketServer(Address(port=audiosocket)) as audio:
        reception = Reception(
            audio, admit=admit_everybody, converse=parrot, turn_away=beep, calls=5
        )
        figures = Figures(reception, 5, datetime.now(UTC))
        routes = {
            "status": reception.status,
            "reception": reception.reception,
            "figures": figures.tell,
        }
        async with FastAgiServer(Address(port=pbx.ports.fastagi), routes):
            yield reception


async def test_a_trial_call_comes_through_the_dialplan_to_the_assistant(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    async with telling_figures(pbx, pbx.ports.audiosocket) as reception:
        found = await trial_call(telephone(pbx), pbx.secrets.ami)
        assert (found.state, reception.active_calls) == (State.OK, 1)
        busy = await trial_call(telephone(pbx), pbx.secrets.ami)
        assert busy.state is State.WARNING
        await pbx.process.command("channel request hangup all")
        await until_talking(reception, 0, within_s=8)
    assert callers.staff_rings.empty()


async def test_a_trial_call_whose_sound_is_not_connected_is_told(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    await pbx.process.command("module unload app_audiosocket")
    try:
        async with telling_figures(pbx, pbx.ports.audiosocket):
            found = await trial_call(telephone(pbx), pbx.secrets.ami)
    finally:
        await pbx.process.command("module load app_audiosocket")
        await pbx.process.command("channel request hangup all")
    assert found.state is State.BROKEN
    assert "lost" in found.text


async def test_without_a_service_nobody_is_rung(
    pbx: PrivateAsterisk, callers: SimulatedCallers
) -> None:
    found = await trial_call(telephone(pbx), pbx.secrets.ami)
    assert found.state is State.BROKEN
    assert callers.staff_rings.empty()
