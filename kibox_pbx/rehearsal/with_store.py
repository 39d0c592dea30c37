"""Has conversations that are tried out know what stands in the practice's store as well.

Without being asked they know ``kibox.yaml`` alone, which takes neither key nor account. Nothing
of a conversation is written into the store.
"""

import argparse
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kibox_pbx.admin.known_settings import known_settings
from kibox_pbx.admin.signing_in import add_sign_in, signed_in
from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import ConfigError
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.rehearsal.preparing import Configurations, configuration_of
from kibox_pbx.storage.opening import open_store


def add_with_store(verb: argparse.ArgumentParser) -> None:
    """Add ``--with-store`` and ``--as NAME`` to a command."""
    verb.add_argument(
        "--with-store",
        action="store_true",
        help="know what was added on the pages and learned, too; opens the store, so it takes"
        " the key and an account that may edit entries (default: kibox.yaml alone)",
    )
    add_sign_in(verb)


async def as_callers_know_it(settings: Settings, chosen: argparse.Namespace) -> Settings:
    """Return the settings with what the store adds, if that is wanted.

    Raises:
        AccessError: Nobody has signed in, or they may not.
        StorageError: The store does not open.
    """
    if not chosen.with_store:
        return settings
    async with open_store(settings) as database:
        await signed_in(database, chosen, Permission.EDIT_ENTRIES)
        return await known_settings(settings, database)


async def configurations_for(
    scenarios: Iterable[Path], chosen: argparse.Namespace
) -> Configurations:
    """Return the configurations of scenarios; what cannot be read is told when it is played.

    Raises:
        AccessError: As `as_callers_know_it`.
        StorageError: As `as_callers_know_it`.
    """
    configurations = Configurations()
    known: set[Path] = set()
    for path in scenarios if chosen.with_store else ():
        with suppress(ConfigError):
            config = configuration_of(path)
            if config not in known:
                settings = await as_callers_know_it(configurations.of(config), chosen)
                configurations.replace(config, settings)
                known.add(config)
    return configurations
