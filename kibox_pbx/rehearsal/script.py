"""What one simulated caller has in mind: an answer to each question, keys, and moods. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kibox_pbx.records import Act

Lines = str | tuple[str, ...]
"""One line for every time, or the first, the second, ...; the last one repeats."""

OPENING = (Act.GREET, Act.ASK_INTENT)
REPEATING = (Act.CLARIFY, Act.STILL_THERE)


@dataclass(frozen=True, slots=True)
class CallerScript:
    """Everything a caller will do. Keys of mappings are acts, or ``ask_field.KEY``."""

    says: Lines = ()
    """After the greeting; of several, the next one whenever ``ask_intent`` comes again."""

    answers: Mapping[str, Lines] = field(default_factory=dict)
    """An empty line is silence, this once."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """Pressed instead of speaking."""

    interrupts: Mapping[str, str] = field(default_factory=dict)
    """Said into the assistant's sentence, the first time that act comes."""

    silent_on: frozenset[str] = frozenset()
    hangs_up_on: str | None = None

    def sentences(self) -> tuple[str, ...]:
        """Return everything the caller may say, each once."""
        lines = [self.says, *self.answers.values(), *self.interrupts.values()]
        every = [text for line in lines for text in _as_tuple(line) if text]
        return tuple(dict.fromkeys(every))


@dataclass(frozen=True, slots=True)
class Speak:
    """Say this."""

    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """Press these keys."""

    keys: str


@dataclass(frozen=True, slots=True)
class StaySilent:
    """Say nothing; ``unexpected``: the script has no answer to this question."""

    unexpected: bool = False


@dataclass(frozen=True, slots=True)
class PutDown:
    """Hang up."""


Reply = Speak | Press | StaySilent | PutDown


def asked_names(act: Act, field_key: str | None) -> tuple[str, ...]:
    """Return what a script may call a question, the closest first."""
    return (f"{act}.{field_key}", str(act)) if field_key else (str(act),)


class ScriptedCaller:
    """Goes through a script once."""

    def __init__(self, script: CallerScript) -> None:
        self._script = script
        self._times: Counter[str] = Counter()
        self._last = ""
        self._opened = False

    def asked(
        self, act: Act, field_key: str | None = None, before: Sequence[Act] = ()
    ) -> Reply:
        """Return the reply to a question of the assistant.

        Args:
            act: Of the last sentence, which is the question.
            field_key: Of the form's field that is asked for.
            before: Acts of the sentences before it in the same turn. Where the script says
                what to do when not understood or taken to be gone, that comes first.
        """
        names = self._names(act, field_key, before)
        self._opened = self._opened or act in OPENING
        if self._script.hangs_up_on in names:
            return PutDown()
        if self._script.silent_on.intersection(names):
            return StaySilent()
        for name in names:
            if keys := self._script.keys.get(name):
                return Press(keys)
        return self._speak(act, names)

    def hangs_up(self, act: Act, field_key: str | None = None) -> bool:
        """Say whether the caller is gone when this sentence has been heard."""
        return self._script.hangs_up_on in asked_names(act, field_key)

    def _names(self, act: Act, field_key: str | None, before: Sequence[Act]) -> tuple[str, ...]:
        """Return what the script may call this question, the closest first."""
        said = [str(each) for each in before if each in REPEATING]
        script = self._script
        known = {*script.answers, *script.keys, *script.silent_on}
        names = [name for name in said if name in known]
        names += asked_names(act, field_key)
        if act in OPENING and not self._opened:
            names.append(str(Act.GREET))
        return tuple(names)

    def interruption(self, act: Act) -> str | None:
        """Return what to say into this sentence; each only once."""
        text = self._script.interrupts.get(str(act))
        if text is None or self._times[f"interrupt {act}"]:
            return None
        self._times[f"interrupt {act}"] += 1
        return text

    def _speak(self, act: Act, names: tuple[str, ...]) -> Reply:
        if Act.GREET in names and self._script.says:
            return self._line("says", self._script.says)
        for name in names:
            if name in self._script.answers:
                return self._line(name, self._script.answers[name])
        if act in OPENING and self._script.says:
            return self._line("says", self._script.says)
        if act in REPEATING and self._last:
            return Speak(self._last)
        return StaySilent(unexpected=True)

    def _line(self, name: str, lines: Lines) -> Reply:
        several = _as_tuple(lines)
        text = several[min(self._times[name], len(several) - 1)] if several else ""
        self._times[name] += 1
        if not text:
            return StaySilent()
        self._last = text
        return Speak(text)


def _as_tuple(lines: Lines) -> tuple[str, ...]:
    return (lines,) if isinstance(lines, str) else tuple(lines)
