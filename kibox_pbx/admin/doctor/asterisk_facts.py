"""What Asterisk's manager tells our account about the telephone system."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kibox_pbx.config.settings import Media

MODULES: Mapping[Media, tuple[str, ...]] = {
    "audiosocket": ("app_audiosocket", "res_audiosocket", "res_agi", "app_dial", "app_stack"),
    "eagi": ("format_sln", "res_agi", "app_dial", "app_stack"),
}
"""Without these no call reaches the assistant, or none gets past it to people."""

USEFUL_MODULES = ("func_devstate", "app_voicemail")
LOG_MODULES = ("cdr_csv", "cdr_custom", "cdr_adaptive_odbc", "cel_custom", "cel_odbc")
"""These write who called whom, in the clear."""


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the dialplan."""

    context: str
    extension: str
    application: str
    data: str


@dataclass(frozen=True, slots=True)
class Trunk:
    """A line to a telephone provider that Asterisk registers at."""

    name: str
    """Of its section in pjsip.conf."""

    signals_by_tls: bool
    media_encryption: str | None
    """As pjsip.conf says: ``no``, ``sdes``, ``dtls``; None: it could not be told."""


@dataclass(frozen=True, slots=True)
class AsteriskFacts:
    """A telephone system that let us in."""

    version: str
    actions: frozenset[str] = frozenset()
    """What our account may do: names of AMI actions."""

    modules: Mapping[str, bool] = field(default_factory=dict)
    """Whether a module is loaded, as far as Asterisk could say."""

    dialplan: tuple[Step, ...] = ()
    keeps_call_records: bool = False
    """Whether CDR is enabled in the core."""

    trunks: tuple[Trunk, ...] = ()


@dataclass(frozen=True, slots=True)
class NoAsterisk:
    """Nothing could be asked."""

    why: str
    """"": the settings name no manager interface."""
