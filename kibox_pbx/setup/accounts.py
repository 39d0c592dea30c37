"""The service's own account on the running machine."""

import pwd

from kibox_pbx.errors import ConfigError
from kibox_pbx.setup.change import AddAccount
from kibox_pbx.setup.programs import run_program


def has_account(name: str) -> bool:
    """Say whether there is a user of that name."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def add_account(account: AddAccount) -> None:
    """Add a user, and a group of its own.

    Raises:
        ConfigError: It was refused.
    """
    done, said = run_program(adding(account))
    if not done:
        raise ConfigError(f"account {account.name}: {said}")


def adding(account: AddAccount) -> list[str]:
    """Return the command that adds an account with which nobody can sign in."""
    return [
        "useradd", "--system", "--user-group", "--no-create-home",
        "--home-dir", str(account.home), "--shell", "/usr/sbin/nologin", account.name,
    ]  # fmt: skip


def remove_account(name: str) -> str | None:
    """Remove a user and its group; return why not, or None where it is gone."""
    if not has_account(name):
        return None
    done, said = run_program(["userdel", name])
    return None if done else said
