"""What `kibox doctor` asks Asterisk, by the account that the service has as well."""

from pathlib import Path

from kibox_pbx.admin.doctor.asterisk_facts import (
    LOG_MODULES,
    MODULES,
    USEFUL_MODULES,
    AsteriskFacts,
    NoAsterisk,
    Step,
    Trunk,
)
from kibox_pbx.asterisk.ami_asking import AmiQuestions, ami_questions
from kibox_pbx.asterisk.ami_link import ActionRefusedError
from kibox_pbx.config.settings import Ami
from kibox_pbx.errors import PeerError

NAMES_NO_ACTION = frozenset({"Response", "ActionID"})


async def asterisk_facts(ami: Ami | None) -> AsteriskFacts | NoAsterisk:
    """Look at the telephone system; nothing is changed in it."""
    if ami is None:
        return NoAsterisk("")
    secret = ami_secret(ami.secret_file)
    if secret is None:
        return NoAsterisk(f"telephone.ami.secret_file: {ami.secret_file} cannot be read")
    try:
        async with ami_questions(ami, ami.user, secret) as asterisk:
            return await _look(asterisk)
    except PeerError as error:
        return NoAsterisk(str(error))


async def _look(asterisk: AmiQuestions) -> AsteriskFacts:
    commands = await asterisk.ask({"Action": "ListCommands"})
    core = await _core(asterisk)
    return AsteriskFacts(
        version=core.get("AsteriskVersion", ""),
        actions=frozenset(commands.fields) - NAMES_NO_ACTION,
        modules=await _modules(asterisk),
        dialplan=await _dialplan(asterisk),
        keeps_call_records=core.get("CoreCDRenabled") == "Yes",
        trunks=await _trunks(asterisk),
    )


async def _core(asterisk: AmiQuestions) -> dict[str, str]:
    try:
        return dict((await asterisk.ask({"Action": "CoreSettings"})).fields)
    except ActionRefusedError:
        return {}


async def _modules(asterisk: AmiQuestions) -> dict[str, bool]:
    """Ask for each module by ``IFMODULE``, which func_module brings; ModuleCheck wants more."""
    found = {}
    for name in (*set().union(*MODULES.values()), *USEFUL_MODULES, *LOG_MODULES):
        try:
            told = await asterisk.function(f"IFMODULE({name}.so)")
        except ActionRefusedError:
            return {}
        if told is not None:
            found[name] = told == "1"
    return found


async def _dialplan(asterisk: AmiQuestions) -> tuple[Step, ...]:
    try:
        rows = await asterisk.rows(
            {"Action": "ShowDialPlan"}, "ListDialplan", "ShowDialPlanComplete"
        )
    except ActionRefusedError:
        return ()
    names = ("Context", "Extension", "Application", "AppData")
    return tuple(Step(*(row.fields.get(name, "") for name in names)) for row in rows)


async def _trunks(asterisk: AmiQuestions) -> tuple[Trunk, ...]:
    try:
        rows = await asterisk.rows(
            {"Action": "PJSIPShowRegistrationsOutbound"},
            "OutboundRegistrationDetail",
            "OutboundRegistrationDetailComplete",
        )
    except ActionRefusedError:
        return ()
    found = []
    for row in rows:
        server = row.fields.get("ServerUri", "")
        by_tls = server.startswith("sips:") or "transport=tls" in server
        name = row.fields.get("Endpoint") or row.fields.get("ObjectName", "")
        sound = await asterisk.function(f"PJSIP_ENDPOINT({name},media_encryption)")
        found.append(Trunk(row.fields.get("ObjectName", name), by_tls, sound))
    return tuple(found)


def ami_secret(path: Path) -> str | None:
    """Return the manager's secret; None: it cannot be read."""
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return None
