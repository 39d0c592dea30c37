"""`kibox doctor`: is everything as it should be, and if not, what mends it?

Needs no account: it reads no caller's data, and shows none.
"""

import argparse
import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from kibox_pbx.admin.doctor import (
    asterisk_checks,
    dialplan_checks,
    machine_checks,
    peer_checks,
    sharing_checks,
    store_checks,
)
from kibox_pbx.admin.doctor.asterisk_facts import AsteriskFacts, NoAsterisk
from kibox_pbx.admin.doctor.finding import Finding, State, broken, ok
from kibox_pbx.admin.doctor.looking_at_machine import (
    look_at_certificate,
    look_at_key,
    look_at_machine,
    look_at_models,
)
from kibox_pbx.admin.doctor.looking_at_store import look_at_store
from kibox_pbx.admin.doctor.machine_facts import NoStore, StoreFacts
from kibox_pbx.admin.doctor.page import count, for_machines, page
from kibox_pbx.admin.measured import last_measured
from kibox_pbx.app.borrowing import look_at_lenders
from kibox_pbx.app.looking_at_asterisk import ami_secret, asterisk_facts
from kibox_pbx.app.trial_call import trial_call
from kibox_pbx.asterisk.service_status import told_by_service
from kibox_pbx.config.loader import load
from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.phrases import check_phrases
from kibox_pbx.errors import ConfigError, ModelError
from kibox_pbx.storage.shared.inspection import inspect
from kibox_pbx.storage.shared.schema import SCRIPTS

CONFIG = Path("kibox.yaml")


def add_commands(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `doctor` to the command line."""
    doctor = verbs.add_parser("doctor", help="is everything as it should be; what mends it?")
    doctor.add_argument("--config", type=Path, default=CONFIG, help="the settings")
    doctor.add_argument("--json", action="store_true", help="for machines")
    doctor.add_argument("--call", action="store_true", help="also ring the assistant, once")
    doctor.set_defaults(run=run)


def run(chosen: argparse.Namespace) -> int:
    """Print the page; 1 where something is broken."""
    findings = asyncio.run(examine(chosen.config, call=chosen.call))
    sys.stdout.write(for_machines(findings) if chosen.json else page(findings))
    return 1 if count(findings, State.BROKEN) else 0


async def examine(config: Path, *, call: bool = False) -> tuple[Finding, ...]:
    """Look at everything; without a configuration, at that alone."""
    try:
        settings = load(config)
        problems = check_phrases(settings.phrases)
    except ConfigError as error:
        problems = list(error.problems)
    if problems:
        mend = f"kibox config check --config {config} names each with its line"
        return (broken("configuration", f"{len(problems)} mistakes", mend),)
    asterisk = await asterisk_facts(settings.telephone.ami)
    called = (await _call(settings),) if call else ()
    return (
        ok("configuration", f"{config} is fine"),
        *of_asterisk(asterisk, settings),
        machine_checks.service(await told_by_service(settings.telephone.fastagi)),
        *called,
        *of_machine(settings),
        _of_models(settings),
        *await _of_lenders(settings),
        *_of_pages(settings),
        *_of_sharing(settings),
        *await _of_store(settings),
    )


async def _call(settings: Settings) -> Finding:
    ami = settings.telephone.ami
    return await trial_call(settings.telephone, (ami and ami_secret(ami.secret_file)) or "")


def of_asterisk(facts: AsteriskFacts | NoAsterisk, settings: Settings) -> tuple[Finding, ...]:
    """Judge the telephone system."""
    reached, telephone = asterisk_checks.reached(facts), settings.telephone
    if isinstance(facts, NoAsterisk):
        return (reached,)
    return (
        reached,
        asterisk_checks.version(facts, telephone.media),
        asterisk_checks.modules(facts, telephone.media),
        asterisk_checks.rights(facts),
        dialplan_checks.reaches_us(facts, telephone.fastagi, telephone.media),
        dialplan_checks.calls_back(facts, telephone.call_back),
        dialplan_checks.recorders(facts),
        dialplan_checks.call_records(facts),
        dialplan_checks.voicemail(facts),
        asterisk_checks.trunks(facts),
    )


def of_machine(settings: Settings) -> tuple[Finding, ...]:
    """Judge this machine, but for its models, which take seconds to read."""
    machine = look_at_machine(settings)
    return (
        machine_checks.binds(machine, settings.telephone),
        machine_checks.capacity(
            machine, settings.telephone.calls, last_measured(settings.store.database)
        ),
        machine_checks.disk(machine),
        machine_checks.swap(machine),
        machine_checks.core_dumps(machine),
        machine_checks.egress(machine),
        machine_checks.unit(machine),
        machine_checks.clock(machine, settings.practice.zone),
    )


def _of_models(settings: Settings) -> Finding:
    try:
        return machine_checks.models(look_at_models(settings))
    except ModelError as error:
        return broken("models", str(error), "kibox models list")


async def _of_lenders(settings: Settings) -> tuple[Finding, ...]:
    if not settings.engines_elsewhere:
        return ()
    try:
        return (peer_checks.lenders(await look_at_lenders(settings)),)
    except ConfigError as error:
        return (broken("engines", str(error), "docs/hosts.md, Engines on another host"),)


def _of_sharing(settings: Settings) -> tuple[Finding, ...]:
    if settings.shared is None:
        return ()
    found = inspect(settings.shared)
    judged = sharing_checks.database(found, len(SCRIPTS))
    if found.trouble:
        return (judged,)
    return judged, sharing_checks.hosts(found.hosts, datetime.now(UTC))


async def _of_store(settings: Settings) -> tuple[Finding, ...]:
    key = store_checks.key(look_at_key(settings), str(settings.store.key_file))
    facts = await look_at_store(settings)
    opens = store_checks.database(facts)
    if isinstance(facts, NoStore):
        return (key, opens)
    now = datetime.now(UTC)
    return (
        key,
        opens,
        store_checks.ledger(facts),
        store_checks.access_log(facts),
        store_checks.retention(facts, now.astimezone(settings.practice.zone).date()),
        store_checks.backups(facts, now),
        *_of_peers(settings, facts, now),
    )


def _of_peers(settings: Settings, facts: StoreFacts, now: datetime) -> tuple[Finding, ...]:
    """Judge what the settings name, and nothing else."""
    found = []
    if facts.calendars:
        every_s = settings.calendar_sync.every_s
        found.append(peer_checks.calendars(facts, every_s, now))
    if settings.notify.peers:
        found.append(peer_checks.notifications(facts.outbox, now))
    return tuple(found)


def _of_pages(settings: Settings) -> tuple[Finding, ...]:
    if settings.web is None or settings.web.certificate_file is None:
        return ()
    facts = look_at_certificate(settings.web.certificate_file)
    return (peer_checks.certificate(facts, datetime.now(UTC)),)
