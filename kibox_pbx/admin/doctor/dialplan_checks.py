"""Does the dialplan lead calls to us, and does it keep what callers say elsewhere? Pure."""

import re
from collections.abc import Collection

from kibox_pbx.admin.doctor.asterisk_facts import LOG_MODULES, AsteriskFacts, Step
from kibox_pbx.admin.doctor.finding import Finding, broken, ok, warning
from kibox_pbx.config.settings import Address, Media

CONTEXTS = ("kibox-in", "kibox-call", "kibox-next", "kibox-people", "kibox-settings")
CALL_BACK_CONTEXTS = ("kibox-call-back", "kibox-outside")
RECORDERS = frozenset({"chanspy", "dictate", "extenspy", "mixmonitor", "monitor", "record"})
"""Applications that keep sound, or let somebody listen; in small letters."""

MOST_NAMED = 5


def reaches_us(facts: AsteriskFacts, fastagi: Address, media: Media = "audiosocket") -> Finding:
    """Judge whether calls come to the address where the service listens."""
    include = "see dialplan/README.md, then asterisk -rx 'dialplan reload'"
    there = {step.context for step in facts.dialplan}
    missing = [context for context in CONTEXTS if context not in there]
    if missing:
        text = f"the dialplan has no {', '.join(missing)}"
        return broken(
            "dialplan", text, f"include kibox.conf and kibox-settings.conf: {include}"
        )
    wanted = f"{fastagi.host}:{fastagi.port}"
    if _variable(facts, "KIBOX_AGI") != wanted:
        return broken(
            "dialplan",
            "KIBOX_AGI names another address than telephone.fastagi",
            f"Set(KIBOX_AGI={wanted}) in kibox-settings.conf; asterisk -rx 'dialplan reload'",
        )
    if media == "eagi" and not _variable(facts, "KIBOX_BRIDGE_SCRIPT"):
        return broken(
            "dialplan",
            "KIBOX_BRIDGE_SCRIPT is not set, so no call's sound comes here",
            "Set(KIBOX_BRIDGE_SCRIPT=...) in kibox-settings.conf as docs/eagi.md says;"
            " asterisk -rx 'dialplan reload'",
        )
    if not any(_enters(step) for step in facts.dialplan):
        return warning("dialplan", "no number leads to kibox-in", include)
    return ok("dialplan", f"numbers lead to kibox-in, and on to {wanted}")


def calls_back(facts: AsteriskFacts, beginnings: Collection[str]) -> Finding:
    """Judge whether numbers that may be called back can be dialled at all."""
    if not beginnings:
        return ok("call-back", "telephone.call_back is not set: nobody is called back")
    there = {step.context for step in facts.dialplan if step.application != "Congestion"}
    missing = [context for context in CALL_BACK_CONTEXTS if context not in there]
    if missing:
        return warning(
            "call-back",
            f"nobody can be called back; the dialplan has nothing in {', '.join(missing)}",
            "write into [kibox-outside] of kibox-settings.conf how numbers are dialled: "
            "see dialplan/README.md",
        )
    return ok("call-back", f"allowed to numbers that begin with {', '.join(beginnings)}")


def recorders(facts: AsteriskFacts) -> Finding:
    """Judge whether other parts of the dialplan keep callers' voices."""
    found = {step.context for step in facts.dialplan if step.application.lower() in RECORDERS}
    if not found:
        return ok("recording", "nothing else in the dialplan records or listens")
    named = ", ".join(sorted(found)[:MOST_NAMED])
    return warning(
        "recording",
        f"calls may be recorded or listened to outside kibox, without its consent: {named}",
        "take it out of these contexts, or see that no call comes there that kibox takes",
    )


def call_records(facts: AsteriskFacts) -> Finding:
    """Judge whether Asterisk itself writes down who called."""
    writers = [name for name in LOG_MODULES if facts.modules.get(name)]
    if facts.keeps_call_records and writers:
        return warning(
            "call-records",
            f"Asterisk writes down who called, in the clear and for ever: {', '.join(writers)}",
            "enable=no in cdr.conf and cel.conf, or delete these files in time",
        )
    if facts.keeps_call_records:
        return warning(
            "call-records",
            "Asterisk's call records (CDR) are on; it was not seen where they go",
            "enable=no in cdr.conf, unless somebody needs them and deletes them in time",
        )
    if writers:
        text = f"loaded, and may write down who called: {', '.join(writers)}"
        return warning("call-records", text, "enable=no in cdr.conf and cel.conf")
    return ok("call-records", "Asterisk keeps no record of who called")


def voicemail(facts: AsteriskFacts) -> Finding:
    """Judge whether the mailbox keeps messages beside kibox."""
    if not _variable(facts, "KIBOX_MAILBOX"):
        return ok("voicemail", "no mailbox of Asterisk's follows")
    return warning(
        "voicemail",
        "KIBOX_MAILBOX keeps voices unencrypted, and kibox neither finds nor deletes them",
        "delete them in time by hand, or Set(KIBOX_MAILBOX=) in kibox-settings.conf",
    )


def _enters(step: Step) -> bool:
    return step.context not in CONTEXTS and "kibox-in" in step.data


def _variable(facts: AsteriskFacts, name: str) -> str:
    """Return what kibox-settings.conf sets a variable to; "": nothing."""
    for step in facts.dialplan:
        found = re.fullmatch(rf"{name}=(.*)", step.data)
        if step.context == "kibox-settings" and found:
            return found[1]
    return ""
