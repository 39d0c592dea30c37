"""The Asterisk that was found, as far as its files and its program tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kibox_pbx.setup.asterisk_text import YES, Place, settings

AMI_PORT = 5038

NEEDED_MODULES = (
    "app_audiosocket", "app_dial", "app_stack", "func_cut", "func_logic", "func_strings",
    "pbx_config", "res_agi", "res_audiosocket", "res_speech",
)  # fmt: skip
"""As dialplan/README.md says."""


@dataclass(frozen=True, slots=True)
class Found:
    """Nothing of it was changed by looking."""

    folder: Path
    """Of its configuration, as the system names it."""

    version: str
    """As ``asterisk -V`` says; "": it could not be asked."""

    agi_folder: Path
    is_freepbx: bool
    missing_modules: tuple[str, ...] = ()
    """Files that are not there, or that modules.conf keeps out."""

    has_systemd: bool = True
    files: Mapping[str, str] = field(default_factory=dict)
    """The texts of the files that would be changed or looked into, by name."""

    contexts: frozenset[str] = frozenset()
    """Of the dialplan, with the files that it includes."""

    within: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Which contexts each context includes."""

    numbers: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    """Extensions that are there, by the file they are in."""

    def reached_from(self, context: str) -> frozenset[str]:
        """Return the contexts in which a number is looked for, the first among them."""
        reached, waiting = set[str](), [context]
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += self.within.get(name, ())
        return frozenset(reached)

    @property
    def dialplan(self) -> str:
        """The file that may include ours."""
        return "extensions_custom.conf" if self.is_freepbx else "extensions.conf"

    @property
    def manager(self) -> str:
        """The file that may include our account."""
        return "manager_custom.conf" if self.is_freepbx else "manager.conf"

    @property
    def manager_settings(self) -> dict[str, str]:
        """What the manager's own file says in general."""
        return settings(self.files.get("manager.conf", ""), "general")

    @property
    def manager_port(self) -> int:
        """Where the manager listens."""
        port = self.manager_settings.get("port", "")
        return int(port) if port.isdigit() else AMI_PORT

    @property
    def manager_is_on(self) -> bool:
        """Whether anybody may use the manager."""
        return self.manager_settings.get("enabled", "").lower() in YES
