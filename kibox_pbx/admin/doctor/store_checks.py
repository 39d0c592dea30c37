"""Is what callers left behind safe, and does it go in time? Pure."""

from datetime import date, datetime, timedelta

from kibox_pbx.admin.doctor.finding import Finding, broken, ok, warning
from kibox_pbx.admin.doctor.machine_facts import KeyFacts, NoStore, StoreFacts

RESTORE = "systemctl stop kibox; kibox backup verify; kibox backup restore FILE"

LATE_DAYS, MUCH_TOO_LATE_DAYS = 1, 3
"""Both run each night: one night may be missed, three are a fault."""


def key(facts: KeyFacts, path: str) -> Finding:
    """Judge where the key is, and who may read it."""
    if not facts.exists:
        return ok("key", "no key file; a credential or a passphrase opens the store")
    if facts.others_may_read:
        return broken("key", f"others may read {path}", f"chmod 600 {path}")
    if facts.beside_database:
        text = "the key lies on the database's own disk: who takes it has both"
        return warning("key", text, "docs/keys.md: a credential, a passphrase, another disk")
    return ok("key", "on another disk than the database; its owner alone reads it")


def database(facts: StoreFacts | NoStore) -> Finding:
    """Judge whether the store opens, and is encrypted."""
    if isinstance(facts, NoStore):
        return broken("database", facts.why, f"what the line says; or {RESTORE}")
    if not facts.encrypted:
        mend = "stop the service, and find out who replaced the file: kibox backup restore FILE"
        return broken("database", "its file is not encrypted", mend)
    if facts.damaged_pages:
        text = f"{facts.damaged_pages} of its pages are damaged: what is on them is lost here"
        return broken("database", text, RESTORE)
    return ok("database", "opens, its file is encrypted, and every page is whole")


def ledger(facts: StoreFacts) -> Finding:
    """Judge the ledger of erasures."""
    if facts.ledger_fault is None:
        return ok("ledger", "every line of the ledger of erasures is whole")
    return broken("ledger", facts.ledger_fault, "kibox retention ledger; docs/retention.md")


def access_log(facts: StoreFacts) -> Finding:
    """Judge the log of who looked at whose data."""
    if facts.log_findings == 0:
        return ok("access-log", "whole")
    text = f"{facts.log_findings} places do not fit: somebody may have meddled with it"
    return broken("access-log", text, "kibox audit verify")


def retention(facts: StoreFacts, today: date) -> Finding:
    """Judge whether what may not be kept longer was deleted lately."""
    mend = "kibox retention run; journalctl -u kibox"
    if facts.retention_day is None:
        return warning("retention", "it has never run; the service runs it at night", mend)
    late = (today - facts.retention_day).days
    text = f"last ran on {facts.retention_day.isoformat()}"
    return _by_age("retention", text, late, mend)


def backups(facts: StoreFacts, now: datetime) -> Finding:
    """Judge whether there is a backup of yesterday."""
    if not facts.wants_backups:
        text = "none are made: a broken disk would take every appointment"
        return warning("backups", text, "store.backups.folder in kibox.yaml: docs/backup.md")
    mend = "kibox backup make; journalctl -u kibox"
    if facts.backup_at is None:
        return broken("backups", "there is none", mend)
    age = (now - facts.backup_at) - timedelta(hours=12)
    if facts.backup_fault:
        return broken("backups", facts.backup_fault, "kibox backup verify; kibox backup make")
    return _by_age("backups", f"the last is of {facts.backup_at:%Y-%m-%d}", age.days, mend)


def _by_age(check: str, text: str, days: int, mend: str) -> Finding:
    if days >= MUCH_TOO_LATE_DAYS:
        return broken(check, text, mend)
    return warning(check, text, mend) if days > LATE_DAYS else ok(check, text)
