"""Writes docs/commands.md and docs/settings.md; a test holds them to what is written here."""

from collections.abc import Iterator

from kibox_pbx.admin.manual.command_tree import Argument, Command
from kibox_pbx.admin.manual.setting_tree import Setting

EVERYWHERE = {
    "--config": "the settings; `kibox.yaml` in the current folder unless named",
    "--json": "for machines: one JSON document on standard output",
    "--as": "sign in as this account for this one command ([access.md](access.md))",
}
"""Options of many commands, told once."""

READ_MORE = {
    "setup": "install.md",
    "bundle": "install.md",
    "serve": "operations.md",
    "init": "keys.md",
    "config": "settings.md",
    "doctor": "operations.md",
    "status": "operations.md",
    "bench": "hardware.md",
    "soak": "soak.md",
    "models": "hardware.md",
    "questions": "access.md",
    "key": "keys.md",
    "backup": "backup.md",
    "recording": "recording.md",
    "notify": "notifications.md",
    "calendar": "calendar.md",
    "user": "access.md",
    "login": "access.md",
    "logout": "access.md",
    "audit": "access.md",
    "document": "privacy.md",
    "subject": "rights.md",
    "retention": "retention.md",
    "hear": "hearing.md",
    "egress": "egress.md",
}
"""Which page tells of a verb in whole sentences."""

_COMMANDS_INTRODUCTION = """\
# Every command

Written from the program itself (`make pages`); `kibox VERB --help` shows the same. Data goes to
standard output, everything else to standard error. Exit 0: done; 1: refused or failed; 2: wrong
usage. What destroys shows first what it would destroy, and wants `--yes`. Where kibox is a
service, type commands as its user: `sudo -u kibox kibox doctor --config /etc/kibox/kibox.yaml`.

Before the verb: `--version`; `--log-level DEBUG|INFO|WARNING`. After it, with many:
"""

_SETTINGS_INTRODUCTION = """\
# Every setting

Written from the program itself (`make pages`); `kibox config explain` shows the same, and
`kibox config schema` is for editors. `kibox config check` names every mistake with its line. A
key that is not here is refused. **Bold** must be set where its section is. `<key>` is a name of
your own, of small letters, digits and `_`; it is never spoken. A relative file starts in the
folder of `kibox.yaml`.

"""


def commands_page(top: Command) -> str:
    """Return docs/commands.md."""
    lines = [f"- `{name}`: {meaning}" for name, meaning in EVERYWHERE.items()]
    lines.append("")
    for verb in top.below:
        lines += _verb(verb)
    return _COMMANDS_INTRODUCTION + "\n" + "\n".join(lines)


def settings_page(settings: tuple[Setting, ...]) -> str:
    """Return docs/settings.md."""
    return _SETTINGS_INTRODUCTION + "\n".join(_sections(settings))


def _verb(verb: Command) -> Iterator[str]:
    page = READ_MORE.get(verb.words[-1])
    yield f"## {verb.name}\n"
    yield _sentence(verb.meaning) + (f" More: [{page}]({page})." if page else "") + "\n"
    for command in verb.below or (verb,):
        if command is not verb:
            yield f"### {command.name}\n\n{_sentence(command.meaning)}\n"
        if command.more:
            yield f"{_sentence(command.more)}\n"
        yield f"    {command.usage}\n"
        own = [each for each in command.arguments if not set(each.names) & EVERYWHERE.keys()]
        yield from (f"- `{each.shown}`: {_meaning(each)}" for each in own)
        if own:
            yield ""


def _sentence(text: str) -> str:
    whole = text[:1].upper() + text[1:]
    return whole if whole.endswith((".", "?")) else f"{whole}."


def _meaning(argument: Argument) -> str:
    is_told = "default:" in argument.meaning or not argument.default
    return argument.meaning + ("" if is_told else f" (default: `{argument.default}`)")


def _sections(settings: tuple[Setting, ...]) -> Iterator[str]:
    for section in _tops(settings):
        yield f"## {section.name}\n"
        if section.meaning:
            yield _one_line(section.meaning) + "\n"
        within = [each for each in settings if each.place[:1] == section.place]
        yield "| setting | what it takes | default | meaning |"
        yield "|---|---|---|---|"
        yield from (_row(each) for each in within if each.kind or len(each.place) > 1)
        yield ""


def _tops(settings: tuple[Setting, ...]) -> list[Setting]:
    return [each for each in settings if len(each.place) == 1]


def _row(setting: Setting) -> str:
    name = f"**`{setting.name}`**" if setting.required else f"`{setting.name}`"
    default = f"`{setting.default}`" if setting.default else ""
    cells = (name, setting.kind or "section", default, _one_line(setting.meaning))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _one_line(text: str) -> str:
    return " ".join(text.replace("``", "`").split())
