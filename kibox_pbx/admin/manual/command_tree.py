"""Reads the command line's own parser: which commands there are, and what each one takes."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Argument:
    """Something that a command takes: an option, or a word in its place."""

    names: tuple[str, ...]
    """As they are typed, ``--json``; empty for a word in its place."""

    value: str
    """What stands for the value: ``FILE``, ``de|en``; empty for a switch."""

    meaning: str
    default: str
    """As text; empty where there is none, or where it says nothing."""

    required: bool
    many: bool
    """Whether several values may follow, or the option be given again."""

    @property
    def shown(self) -> str:
        """The argument as it is typed, without brackets."""
        return " ".join(filter(None, (", ".join(self.names), self.value)))

    @property
    def usage(self) -> str:
        """The argument as it stands in a line of usage."""
        shown = " ".join(filter(None, (*self.names[-1:], self.value)))
        shown += " ..." if self.many else ""
        return shown if self.required else f"[{shown}]"


@dataclass(frozen=True, slots=True)
class Command:
    """A command, or a group of them."""

    words: tuple[str, ...]
    """What is typed, from ``kibox`` on."""

    meaning: str
    """One line, as ``--help`` of the command above shows it."""

    more: str
    """What only its own ``--help`` says; may be empty."""

    arguments: tuple[Argument, ...]
    below: tuple["Command", ...]

    @property
    def name(self) -> str:
        """The words as they are typed."""
        return " ".join(self.words)

    @property
    def usage(self) -> str:
        """One line: the command and all it takes, options last."""
        words = [each.usage for each in self.arguments if not each.names]
        options = [each.usage for each in self.arguments if each.names]
        return " ".join((self.name, *words, *options))


def command_tree(parser: argparse.ArgumentParser) -> Command:
    """Return the whole command line as the parser knows it; ``--help`` is left out."""
    return _command(parser, (parser.prog,), "")


def every_command(top: Command) -> Iterator[Command]:
    """Yield each command that can be run, in the order of the command line."""
    if not top.below:
        yield top
    for each in top.below:
        yield from every_command(each)


def _command(parser: argparse.ArgumentParser, words: tuple[str, ...], meaning: str) -> Command:
    arguments: list[Argument] = []
    below: list[Command] = []
    for action in parser._actions:  # noqa: SLF001 (argparse has no other way to be read)
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            below += _commands(action, words)
        elif not isinstance(action, argparse._HelpAction):  # noqa: SLF001
            arguments.append(_argument(action))
    more = (parser.description or "").replace("%%", "%")
    return Command(words, meaning, more, tuple(arguments), tuple(below))


def _commands(
    group: "argparse._SubParsersAction[argparse.ArgumentParser]", words: tuple[str, ...]
) -> list[Command]:
    told = {each.dest: each.help or "" for each in group._choices_actions}  # noqa: SLF001
    return [
        _command(parser, (*words, name), told.get(name, ""))
        for name, parser in group.choices.items()
    ]


def _argument(action: argparse.Action) -> Argument:
    return Argument(
        names=tuple(sorted(action.option_strings, key=len)),
        value="" if action.nargs == 0 else _value(action),
        meaning=(action.help or "").replace("%%", "%"),
        default=_default(action),
        required=action.required and action.nargs != "?",
        many=action.nargs in {"*", "+"} or isinstance(action, argparse._AppendAction),  # noqa: SLF001
    )


def _value(action: argparse.Action) -> str:
    if action.choices is not None:
        return "|".join(_text(each) for each in action.choices)
    return str(action.metavar or action.dest.upper())


def _default(action: argparse.Action) -> str:
    if action.default in (None, False, argparse.SUPPRESS) or action.default == []:
        return ""
    return _text(action.default)


def _text(value: object) -> str:
    return str(getattr(value, "value", value))
