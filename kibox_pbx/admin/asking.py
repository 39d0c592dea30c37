"""Asking for what nobody may see: at a terminal unseen, from a pipe line by line.

Never from arguments or the environment, where other processes could read it.
"""

import getpass
import sys

from kibox_pbx.errors import ConfigError


def ask_secret(question: str) -> str:
    """Return what is typed; blocks until then.

    Raises:
        ConfigError: Nothing came.
    """
    if sys.stdin.isatty():
        typed = getpass.getpass(f"{question}: ")
    else:
        typed = sys.stdin.readline().rstrip("\n")
    if not typed:
        raise ConfigError(f"{question}: nothing was typed")
    return typed


def ask_new_password(name: str) -> str:
    """Return a new password, typed twice at a terminal.

    Raises:
        ConfigError: Nothing came, or they differ.
    """
    password = ask_secret(f"new password for {name}")
    if sys.stdin.isatty() and ask_secret("once more") != password:
        raise ConfigError("they differ; nothing was changed")
    return password
