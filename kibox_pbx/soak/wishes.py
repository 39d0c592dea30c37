"""What the callers of a soak have in mind: every way a call goes on an ordinary day. Pure.

Some book (the script of the measurement, interruptions and the language model included), some
only ask, some leave word, some want a person, some say nothing, some are gone in the middle.
"""

from collections.abc import Iterator, Mapping
from itertools import chain, cycle, islice
from types import MappingProxyType

from kibox_pbx.bench.talk import DAYS, script_of
from kibox_pbx.rehearsal.script import CallerScript
from kibox_pbx.utterance import Language

_ENGLISH = (
    CallerScript(
        says="hello, do you have a car park for patients",
        answers={"anything_else": "no, thank you, goodbye"},
    ),
    CallerScript(
        says="I would like to leave a message",
        answers={
            "ask_message": "please call me back about my last bill",
            "ask_name": "my name is Sarah Miller",
            "ask_phone": "yes, you can",
            "confirm_message": "yes, that is good",
            "anything_else": "no, thank you, goodbye",
        },
    ),
    CallerScript(says="what about data protection", hangs_up_on="tell_privacy"),
)
_GERMAN = (
    CallerScript(
        says="Guten Tag, haben Sie Parkplätze für Patienten",
        answers={"anything_else": "nein danke, auf Wiederhören"},
    ),
    CallerScript(
        says="ich möchte eine Nachricht hinterlassen",
        answers={
            "ask_message": "bitte rufen Sie mich zurück wegen meiner letzten Rechnung",
            "ask_name": "mein Name ist Sabine Huber",
            "ask_phone": "ja, unter dieser Nummer",
            "confirm_message": "ja, das ist gut",
            "anything_else": "nein danke, auf Wiederhören",
        },
    ),
    CallerScript(says="wie ist das mit dem Datenschutz", hangs_up_on="tell_privacy"),
)
_OTHERS: Mapping[Language, tuple[CallerScript, ...]] = MappingProxyType(
    {Language.ENGLISH: _ENGLISH, Language.GERMAN: _GERMAN}
)
_WORDLESS = (
    CallerScript(keys={"greet": "0"}),
    CallerScript(silent_on=frozenset({"greet", "ask_intent", "still_there", "clarify"})),
)


def wishes(language: Language) -> tuple[CallerScript, ...]:
    """Return everybody there is, as often as they come; half of them book."""
    others = (*_OTHERS[language], *_WORDLESS)
    booking = islice(
        cycle(script_of(language, day) for day in range(len(DAYS[language]))), len(others)
    )
    return tuple(chain.from_iterable(zip(booking, others, strict=True)))


def in_turn(languages: tuple[Language, ...]) -> Iterator[tuple[Language, CallerScript]]:
    """Yield callers for ever, the languages taking turns."""
    return cycle(
        chain.from_iterable(
            zip(
                *([(each, wish) for wish in wishes(each)] for each in languages),
                strict=True,
            )
        )
    )
