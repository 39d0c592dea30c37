"""Is the telephone system as the assistant needs it? Pure: facts in, a line out."""

import re

from kibox_pbx.admin.doctor.asterisk_facts import (
    MODULES,
    USEFUL_MODULES,
    AsteriskFacts,
    NoAsterisk,
)
from kibox_pbx.admin.doctor.finding import Finding, broken, ok, warning
from kibox_pbx.config.settings import Media

OLDEST = {20: 19, 22: 9}
"""By branch. Before these a header that arrives in two pieces breaks AudioSocket."""

OLDEST_FOR_EAGI = 16

NEEDED_ACTIONS = frozenset({"ExtensionState", "Hangup", "Originate", "Redirect"})
DANGEROUS_ACTIONS = frozenset(
    {"Command", "CreateConfig", "DBPut", "GetConfig", "MixMonitor", "ModuleLoad", "Monitor"}
    | {"Reload", "UpdateConfig"}
)
"""These run commands, read or change settings, or record calls."""

MANAGER = "dialplan/manager-kibox.conf"


def reached(facts: AsteriskFacts | NoAsterisk) -> Finding:
    """Judge whether our account gets in."""
    match facts:
        case NoAsterisk(why=""):
            return warning(
                "asterisk",
                "telephone.ami is not set, so Asterisk was not asked; every telephone counts"
                " as free",
                f"include {MANAGER} in manager.conf and set telephone.ami in kibox.yaml",
            )
        case NoAsterisk(why=why):
            return broken(
                "asterisk",
                why,
                "asterisk -rx 'manager show settings'; systemctl status asterisk",
            )
        case _:
            return ok("asterisk", "the manager interface lets us in")


def version(facts: AsteriskFacts, media: Media = "audiosocket") -> Finding:
    """Judge its version, such as ``22.10.1+dfsg`` or ``certified-20.7-cert3``."""
    upgrade = "upgrade Asterisk to 20.19, 22.9 or newer"
    found = re.search(r"(\d+)\.(\d+)", facts.version)
    if found is None:
        return warning("asterisk-version", "its version is not one of a release", upgrade)
    branch, release = int(found[1]), int(found[2])
    text = f"Asterisk {branch}.{release}"
    if media == "eagi":
        return _version_for_eagi(branch, text)
    if branch < min(OLDEST):
        mend = f"{upgrade}, or set telephone.media to eagi"
        return broken("asterisk-version", f"{text} is too old for AudioSocket", mend)
    is_left_out = branch < max(OLDEST) and branch not in OLDEST
    if is_left_out or release < OLDEST.get(branch, 0):
        return warning("asterisk-version", f"{text} lacks repairs of AudioSocket", upgrade)
    return ok("asterisk-version", text)


def _version_for_eagi(branch: int, text: str) -> Finding:
    if branch < OLDEST_FOR_EAGI:
        mend = f"upgrade Asterisk to {OLDEST_FOR_EAGI} or newer"
        return broken("asterisk-version", f"{text} is older than any tried", mend)
    return ok("asterisk-version", f"{text}, by EAGI")


def modules(facts: AsteriskFacts, media: Media = "audiosocket") -> Finding:
    """Judge whether the modules are loaded that calls need."""
    needed = MODULES[media]
    missing = [name for name in needed if facts.modules.get(name) is False]
    if missing:
        return broken(
            "asterisk-modules",
            f"not loaded: {', '.join(missing)}",
            "; ".join(f"asterisk -rx 'module load {name}'" for name in missing),
        )
    if any(name not in facts.modules for name in needed):
        return warning(
            "asterisk-modules",
            "Asterisk cannot tell which modules are loaded",
            "asterisk -rx 'module load func_module', then kibox doctor again",
        )
    useful = [name for name in USEFUL_MODULES if not facts.modules.get(name)]
    if useful:
        return warning(
            "asterisk-modules",
            f"not loaded, though useful: {', '.join(useful)}",
            "; ".join(f"asterisk -rx 'module load {name}'" for name in useful),
        )
    return ok("asterisk-modules", "what calls need is loaded")


def rights(facts: AsteriskFacts) -> Finding:
    """Judge what our account may do: enough, and no more."""
    mend = f"write = call,originate,reporting as in {MANAGER}; asterisk -rx 'manager reload'"
    missing = NEEDED_ACTIONS - facts.actions
    if missing:
        text = f"our account may not: {', '.join(sorted(missing))}"
        return broken("asterisk-rights", text, mend)
    dangerous = DANGEROUS_ACTIONS & facts.actions
    if dangerous:
        text = f"our account may do more than it needs: {', '.join(sorted(dangerous))}"
        return warning("asterisk-rights", text, mend)
    return ok("asterisk-rights", "our account may do what it needs, and run no commands")


def trunks(facts: AsteriskFacts) -> Finding:
    """Judge whether calls are encrypted on their way to the provider.

    Only trunks that register are seen; those known by their address alone are not.
    """
    mend = "in pjsip.conf: transport=tls, media_encryption=sdes, if the provider offers it"
    if not facts.trunks:
        return ok("trunk", "Asterisk registers at no provider; look at other trunks yourself")
    plain = [each.name for each in facts.trunks if not each.signals_by_tls]
    if plain:
        return warning(
            "trunk", f"numbers travel unencrypted (no TLS): {', '.join(plain)}", mend
        )
    heard = [each.name for each in facts.trunks if each.media_encryption in {None, "no"}]
    if heard:
        text = f"sound travels unencrypted, or it cannot be told (SRTP): {', '.join(heard)}"
        return warning("trunk", text, mend)
    return ok("trunk", f"{len(facts.trunks)} by TLS and SRTP")
