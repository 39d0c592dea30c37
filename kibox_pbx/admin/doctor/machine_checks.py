"""Is this machine fit to answer calls, and does it keep what callers say to itself? Pure."""

from collections.abc import Iterable
from datetime import tzinfo

from kibox_pbx.admin.doctor.finding import Finding, broken, ok, warning
from kibox_pbx.admin.doctor.machine_facts import Machine, ModelFacts
from kibox_pbx.admin.measured import Measured
from kibox_pbx.config.capacity import CALLS_PER_CORE
from kibox_pbx.config.settings import Telephone

GB = 1_000_000_000
LITTLE_BYTES, TOO_LITTLE_BYTES = 2 * GB, GB // 5
"""A night's backup and a day's calls need some hundred megabytes."""

EARLIEST_YEAR = 2026
"""This version was not there before; a clock that says so has lost its battery."""

NO_DUMPS = ("", "/dev/null", "|/bin/false", "|/usr/bin/false")
SEALS = (
    *("LimitCORE=0", "MemorySwapMax=0", "NoNewPrivileges=yes", "UMask=0077"),
    *("NotifyAccess=main", "WatchdogSignal=SIGKILL"),
)
"""The last two let systemd end a service that no longer serves."""

DENIED, ALLOWED = "IPAddressDeny=", "IPAddressAllow="
MEASURE = "kibox bench --config kibox.yaml"
UNIT = "install/kibox.service to /etc/systemd/system, then systemctl daemon-reload"


def binds(machine: Machine, telephone: Telephone) -> Finding:
    """Judge whether only this machine reaches our ports and Asterisk's manager."""
    ours = {telephone.fastagi.port: "telephone.fastagi"}
    ours[telephone.audiosocket.port] = "telephone.audiosocket"
    if telephone.metrics is not None:
        ours[telephone.metrics.port] = "telephone.metrics"
    if telephone.ami is not None:
        ours[telephone.ami.port] = "manager.conf"
    open_ones = [one.port for one in machine.listening if not one.on_loopback]
    exposed = sorted({port for port in open_ones if port in ours})
    if not exposed:
        return ok("ports", "nothing of ours can be reached from other machines")
    named = ", ".join(f"{port} ({ours[port]})" for port in exposed)
    text = f"other machines reach what carries calls unencrypted: port {named}"
    return broken("ports", text, "bindaddr = 127.0.0.1 in manager.conf; ss -tlnp tells who")


def service(told: dict[str, str] | None) -> Finding:
    """Judge what the service answers when it is asked as Asterisk asks."""
    match told:
        case None:
            text = "it does not answer at telephone.fastagi; people are rung"
            return broken("service", text, "systemctl start kibox; journalctl -u kibox")
        case {"KIBOX_UP": "1"}:
            return ok("service", "it is there, and takes calls")
        case _:
            text = "it is there, and takes no call now"
            return warning("service", text, "kibox doctor again in a minute")


def capacity(machine: Machine, calls: int, measured: Measured | None) -> Finding:
    """Judge whether so many calls at once are too many for this machine.

    What it held when it was measured goes before what its cores lead one to expect.
    """
    text = f"{calls} calls at once on {machine.cores} cores"
    if measured is None or measured.cores != machine.cores:
        right = max(1, machine.cores * CALLS_PER_CORE)
        text += ", never measured" if measured is None else ", measured with other cores"
        mend = f"{MEASURE}, on a machine that does nothing else"
    else:
        right = measured.held
        text += f"; it held {right} of {measured.tried} tried on {measured.at:%Y-%m-%d}"
        mend = f"telephone.calls: {max(1, right)} in kibox.yaml; or measure more: {MEASURE}"
        if calls <= right:
            return ok("capacity", text)
    if calls > 2 * right:
        return broken("capacity", f"{text}: callers would wait too long for answers", mend)
    return warning("capacity", text, mend)


def disk(machine: Machine) -> Finding:
    """Judge the room that is left for the store."""
    text = f"{machine.free_bytes / GB:.1f} GB free where the database is"
    mend = "df -h; make room, or move the store to another disk"
    if machine.free_bytes < TOO_LITTLE_BYTES:
        return broken("disk", text, mend)
    return (
        warning("disk", text, mend) if machine.free_bytes < LITTLE_BYTES else ok("disk", text)
    )


def swap(machine: Machine) -> Finding:
    """Judge whether what callers say could be swapped to an open disk."""
    if machine.swap is None:
        return ok("swap", "what callers say is not swapped to a disk others could read")
    return warning("swap", machine.swap, "MemorySwapMax=0: systemctl edit kibox; docs/keys.md")


def core_dumps(machine: Machine) -> Finding:
    """Judge whether a crash leaves memory behind; kibox itself allows none in any case."""
    pattern = machine.core_pattern
    if pattern.strip() in NO_DUMPS:
        return ok("core-dumps", "no crash leaves its memory on the disk")
    return warning(
        "core-dumps",
        "kibox leaves no memory behind, but a crash of Asterisk could: the sound of calls",
        "LimitCORE=0: systemctl edit asterisk; start it without -g",
    )


def egress(machine: Machine) -> Finding:
    """Judge whether the kernel drops what would leave; the service's own guard always runs."""
    if machine.unit is None:
        text = "only the service's own guard is there; no systemd unit closes the kernel"
        return warning("egress", text, f"copy {UNIT}")
    lines = machine.unit.splitlines()
    if f"{DENIED}any" not in lines:
        text = "kibox.service lets packets leave this machine"
        return broken("egress", text, f"{DENIED}any: systemctl edit kibox")
    allowed = {line.removeprefix(ALLOWED) for line in lines if line.startswith(ALLOWED)}
    peers = sorted(allowed - {"localhost", ""})
    if peers:
        text = f"kibox.service may also reach {', '.join(peers)}"
        return warning("egress", text, "systemctl edit kibox, unless these are peers you want")
    return ok("egress", "nothing leaves: guard and kernel")


def unit(machine: Machine) -> Finding:
    """Judge whether the service starts by itself, and shut off from the rest."""
    if machine.unit is None:
        text = "there is no kibox.service; nobody starts it again"
        return warning("systemd", text, f"copy {UNIT} and systemctl enable --now kibox")
    missing = [each for each in SEALS if each not in machine.unit.splitlines()]
    if missing:
        return warning("systemd", f"its unit lacks {', '.join(missing)}", f"copy {UNIT}")
    return ok("systemd", "kibox.service is sealed as it should be")


def clock(machine: Machine, office: tzinfo) -> Finding:
    """Judge the machine's clock: appointments and deadlines live by it."""
    mend = "timedatectl set-ntp true"
    if machine.now.year < EARLIEST_YEAR:
        return broken("clock", "the clock is years behind", mend)
    if not machine.clock_is_synchronised:
        return warning("clock", "the clock is not known to be synchronised (NTP)", mend)
    if machine.now.utcoffset() != machine.now.astimezone(office).utcoffset():
        text = "Asterisk, its mailbox and its log live in another time zone than the office"
        return warning("clock", text, "timedatectl set-timezone, as practice.timezone says")
    return ok("clock", "synchronised, in the office's time zone")


def models(found: Iterable[ModelFacts]) -> Finding:
    """Judge the models that calls need."""
    known = tuple(found)
    missing = [each.role for each in known if each.name is None]
    if missing:
        mend = f"kibox models fetch {' '.join(missing)}"
        return broken("models", f"no model for {', '.join(missing)}", mend)
    faults = [f"{each.name} {each.fault}" for each in known if each.fault]
    if faults:
        mend = "delete the model's folder, then kibox models fetch; kibox models list"
        return broken("models", "; ".join(dict.fromkeys(faults)), mend)
    stand_ins = [f"{each.name} for {each.role}" for each in known if each.stand_in]
    if stand_ins:
        text = f"whole, but a stand-in: {', '.join(stand_ins)}"
        return warning(
            "models", text, "kibox models fetch, where the publishers can be reached"
        )
    return ok("models", f"{len(known)} roles filled, checksums fit")
