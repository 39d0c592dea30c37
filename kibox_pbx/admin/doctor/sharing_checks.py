"""Is the appointment book that several hosts share in order, and are they all there? Pure.

Looked at only where the settings name it (`shared`).
"""

from datetime import datetime, timedelta

from kibox_pbx.admin.doctor.finding import Finding, broken, ok, warning
from kibox_pbx.storage.shared.inspection import Inspected, SharedHost, Trouble

AWAY = timedelta(minutes=10)
"""A host says each minute that it is there."""

FILES = "chmod 600 and chown kibox: shared.password_file, shared.key_file"
MENDS = {
    Trouble.SILENT: "there: systemctl status postgresql, listen_addresses, its firewall; here:"
    " shared.address, systemctl edit kibox (IPAddressAllow=)",
    Trouble.CERTIFICATE: "there: ssl_cert_file; here: shared.server_name, shared.ca_file",
    Trouble.NOT_FROM_HERE: "there: a hostssl line for this host's address in pg_hba.conf",
    Trouble.REFUSED: "there: \\password kibox in psql; here: shared.user, shared.database,"
    " shared.password_file",
    Trouble.SECRETS: FILES,
    Trouble.NEWER: "update this host: docs/upgrade.md",
    Trouble.OTHER_KEY: "copy shared.key_file from a host that books: docs/hosts.md",
}


def database(found: Inspected, newest: int) -> Finding:
    """Judge whether the shared database can be used; without it nothing is booked.

    Args:
        found: What it said.
        newest: The version of its tables that this kibox makes.
    """
    if found.trouble:
        text = f"of the hosts: {found.trouble.value}, so nothing can be booked"
        detail = f" ({found.detail})" if found.detail else ""
        return broken("shared-database", text + detail, MENDS[found.trouble])
    how = found.encryption or "without TLS, on this machine"
    if found.version is None:
        text = f"answers ({how}), and has no tables so far"
        return warning("shared-database", text, "systemctl restart kibox, which makes them")
    if found.is_behind:
        text = f"answers ({how}), and was restored: no host has told it what happened since"
        return warning("shared-database", text, "systemctl restart kibox")
    if found.version < newest:
        text = f"answers ({how}); its tables are of an older version"
        return warning("shared-database", text, "systemctl restart kibox, which updates them")
    return ok("shared-database", f"answers ({how}), the key fits, its tables are ours")


def hosts(found: tuple[SharedHost, ...], now: datetime) -> Finding:
    """Judge whether every host is there, and does what the others' privacy desks ask."""
    if not found:
        text = "none has said so far that it is there"
        return warning("hosts", text, "systemctl start kibox, on each of them")
    late = [f"{each.name} ({each.late_orders})" for each in found if each.late_orders]
    away = [
        f"{each.name} (last seen {each.seen_at:%Y-%m-%d %H:%M})"
        for each in found
        if now - each.seen_at > AWAY
    ]
    mend = "there: systemctl status kibox; gone for good: kibox subject hosts --give-up NAME"
    if late:
        text = f"have not done for a day what a privacy desk asked: {', '.join(late)}"
        return broken("hosts", text, mend)
    if away:
        return warning("hosts", f"away: {', '.join(away)}", mend)
    return ok("hosts", f"there: {', '.join(each.name for each in found)}")
