"""What a person is told: what was found, and what is still theirs to do. Pure."""

from collections.abc import Iterable

from kibox_pbx.admin.doctor.asterisk_checks import version
from kibox_pbx.admin.doctor.asterisk_facts import AsteriskFacts
from kibox_pbx.admin.doctor.finding import State
from kibox_pbx.setup.answers import Answers
from kibox_pbx.setup.change import Change, WriteFile
from kibox_pbx.setup.found import Found
from kibox_pbx.setup.plan import CONFIG, KEY

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def summary(found: Found) -> tuple[str, ...]:
    """Say which Asterisk was found, and what of it stands in the way."""
    kind = "FreePBX" if found.is_freepbx else "a plain dialplan"
    lines = [f"found: Asterisk {found.version or '(it does not tell its version)'},"
             f" {kind}, in {found.folder}"]  # fmt: skip
    if found.version:
        told = version(AsteriskFacts(found.version))
        lines += [f"{told.text}: {told.mend}"] if told.state is not State.OK else []
    if found.missing_modules:
        lines.append(f"Asterisk's modules are missing: {', '.join(found.missing_modules)}")
    address = found.manager_settings.get("bindaddr", "")
    if found.manager_is_on and address not in LOOPBACK:
        lines.append(
            "Asterisk's manager listens for other machines too; if none needs it:"
            " bindaddr = 127.0.0.1 in manager.conf"
        )
    return tuple(lines)


def notices(
    found: Found, answers: Answers, made: Iterable[Change], program: str
) -> tuple[str, ...]:
    """Say what only the office can do, with the ``kibox`` that was set up."""
    paths = {change.path for change in made if isinstance(change, WriteFile)}
    lines = []
    if found.is_freepbx:
        lines.append(
            "numbers from outside: Admin, Custom Destination, target kibox-in,s,1; then"
            " Connectivity, Inbound Routes"
        )
    elif not answers.numbers:
        lines.append(
            "no number leads to the assistant yet; where one arrives:"
            " exten => NUMBER,1,Goto(kibox-in,${EXTEN},1)"
        )
    if not found.has_systemd:
        lines.append(f"no systemd here: start it yourself: {program} serve --config {CONFIG}")
    if CONFIG in paths:
        lines.append(
            f"{CONFIG} still has the example's people, services, hours and answers: make them"
            " yours, and tell the privacy notice who is responsible (privacy.responsible)"
        )
    if KEY in paths:
        lines.append(
            f"keep a copy of {KEY} off this machine, or print one:"
            f" {program} key recovery --config {CONFIG}"
        )
    lines.append(f"all well? sudo -u kibox {program} doctor --config {CONFIG}")
    lines.append(f"undo all of it: {program} setup --undo")
    return tuple(lines)
