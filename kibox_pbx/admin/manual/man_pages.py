"""Writes the manual pages kibox(1) and kibox.yaml(5) in the language of man(7)."""

from collections.abc import Iterator
from textwrap import wrap

from kibox_pbx import __version__
from kibox_pbx.admin.manual.command_tree import Argument, Command, every_command
from kibox_pbx.admin.manual.setting_tree import Setting

_WIDTH = 68
"""Of a line of text, so that with its escapes it stays within the 80 that man(7) asks for."""

_FILES = (
    ("/etc/kibox/kibox.yaml", "the settings: kibox.yaml(5)"),
    ("/var/lib/kibox", "the encrypted store, where the unit lets the service write"),
    ("/var/cache/kibox/models", "the models of a packaged kibox"),
    ("/usr/share/kibox/dialplan", "what Asterisk includes, where kibox is a package"),
    ("/usr/share/doc/kibox", "all documentation, where kibox is a package"),
)
_EXIT = (
    ("0", "done"),
    ("1", "refused or failed; the reason is on standard error"),
    ("2", "wrong usage"),
)
_ENVIRONMENT = (
    ("KIBOX_CACHE", "Models are in its folder kibox; else in that of the user's cache."),
)


def kibox_1(top: Command) -> str:
    """Return the manual page of the command line."""
    lines = [
        *_head("KIBOX", 1, "kibox", "the receptionist on your own Asterisk"),
        ".SH SYNOPSIS",
        *(_usage(top.name, each) for each in top.arguments),
        f".B {_text(top.name)}",
        ".I VERB ...",
        ".SH DESCRIPTION",
        *_paragraph(
            "kibox answers an office's telephone on the office's own Asterisk, on the office's "
            "own hardware. Nothing leaves the building. These are all its commands; data goes "
            "to standard output, everything else to standard error."
        ),
        ".SH COMMANDS",
    ]
    for command in every_command(top):
        lines += _command(command)
    lines += _table("EXIT STATUS", _EXIT)
    lines += _table("ENVIRONMENT", _ENVIRONMENT)
    lines += _table("FILES", _FILES)
    lines += [".SH SEE ALSO", ".BR kibox.yaml (5),", ".BR asterisk (8)"]
    return "\n".join(lines) + "\n"


def kibox_yaml_5(settings: tuple[Setting, ...]) -> str:
    """Return the manual page of the settings."""
    lines = [
        *_head("KIBOX.YAML", 5, "kibox.yaml", "the settings of kibox"),
        ".SH DESCRIPTION",
        *_paragraph(
            "One YAML file says all: the practice, its people and hours, what is told, the "
            "telephone, and what may be kept. A key that is not listed here is refused. "
            "<key> is a name of your own, never spoken. A relative file starts in the folder "
            'of kibox.yaml. "kibox config check" names every mistake with its line.'
        ),
        ".SH SETTINGS",
    ]
    for each in settings:
        lines += _setting(each)
    lines += [".SH SEE ALSO", ".BR kibox (1)"]
    return "\n".join(lines) + "\n"


def _head(title: str, section: int, name: str, meaning: str) -> Iterator[str]:
    # A date would differ from build to build; the version says how old a page is.
    yield f'.TH {title} {section} "" "kibox {__version__}" "kibox"'
    yield ".ad l\n.nh"
    yield ".SH NAME"
    yield rf"{_text(name)} \- {_text(meaning)}"


def _usage(program: str, option: Argument) -> str:
    return f".B {_text(program)}\n{_text(option.usage)}\n.br"


def _command(command: Command) -> Iterator[str]:
    words = [each.usage for each in command.arguments if not each.names]
    yield f".TP\n.B {_text(' '.join((command.name, *words)))}"
    yield from _paragraph(command.meaning)
    if command.more:
        yield ".IP"
        yield from _paragraph(command.more)
    if command.arguments:
        yield ".RS"
        for each in command.arguments:
            yield f".TP\n.B {_text(each.shown)}"
            yield from _paragraph(each.meaning + _told_default(each) + _told_required(each))
        yield ".RE"


def _told_default(argument: Argument) -> str:
    is_told = "default:" in argument.meaning or not argument.default
    return "" if is_told else f" (default: {argument.default})"


def _told_required(argument: Argument) -> str:
    return " (must be given)" if argument.required and argument.names else ""


def _setting(setting: Setting) -> Iterator[str]:
    takes = [setting.kind.replace("`", "")] if setting.kind else []
    takes += [f"default {setting.default}"] if setting.default else []
    takes += ["must be set"] if setting.required else []
    yield f".TP\n.B {_text(setting.name)}"
    yield from _paragraph(
        f"({'; '.join(takes)}) {setting.meaning}" if takes else setting.meaning
    )


def _table(title: str, rows: tuple[tuple[str, str], ...]) -> Iterator[str]:
    yield f".SH {title}"
    for name, meaning in rows:
        yield f".TP\n.B {_text(name)}"
        yield from _paragraph(meaning)


def _paragraph(text: str) -> Iterator[str]:
    plain = text.replace("``", "").replace("`", '"')
    for line in wrap(plain, _WIDTH, break_long_words=False, break_on_hyphens=False):
        yield _text(line)


_ESCAPES = str.maketrans(
    {"\\": r"\e", "-": r"\-", "'": r"\(aq", "~": r"\(ti", "^": r"\(ha", "|": r"|\:"}
)
"""What man would obey, and hyphens, which stay so when copied; after a bar a line may end."""


def _text(text: str) -> str:
    """Return text that man prints as it is: no escape, no request, no other hyphen."""
    escaped = text.translate(_ESCAPES)
    return rf"\&{escaped}" if escaped.startswith(".") else escaped
