"""The numbers on which the assistant answers, as lines of Asterisk's dialplan. Pure."""

from collections.abc import Iterator, Mapping

from kibox_pbx.setup.answers import Answers, Line
from kibox_pbx.setup.found import Found

NUMBERS = "kibox-numbers.conf"
HOUSE = "from-internal-custom"
"""Where FreePBX looks for numbers of the house, before those that its pages know."""

TELEPHONES = "from-internal"
"""Where FreePBX's telephones dial; it includes the one above."""

HEAD = "; The numbers on which kibox answers, written by `kibox setup`.\n"


def numbers_text(numbers: Mapping[str, Line], found: Found) -> str:
    """Return a file that adds the numbers to the contexts where they arrive."""
    lines = [HEAD]
    for number, line in numbers.items():
        lines.append(f"\n[{context_of(line, found)}]\n")
        lines.append(f"exten => {number},1,Goto(kibox-in,${{EXTEN}},1)\n")
    return "".join(lines)


def context_of(line: Line, found: Found) -> str:
    """Return where a number arrives; "": it is not said, and cannot be known."""
    return line.context or (HOUSE if found.is_freepbx else "")


def problems_of_numbers(found: Found, answers: Answers) -> Iterator[str]:
    """Yield what keeps the assistant from answering the numbers, and what mends it."""
    for number, line in answers.numbers.items():
        context = context_of(line, found)
        if not context:
            yield f"numbers.{number}.context: must be set; it is one of {_contexts(found)}"
            continue
        if context not in found.contexts and context != HOUSE:
            yield (
                f"numbers.{number}.context: the dialplan has no [{context}]; it has"
                f" {_contexts(found)}"
            )
        yield from _answered_already(number, context, found)


def _answered_already(number: str, context: str, found: Found) -> Iterator[str]:
    """Yield where a number leads elsewhere; ours would hide one of an included context."""
    looked_for = found.reached_from(TELEPHONES if context == HOUSE else context) | {context}
    for file, places in found.numbers.items():
        if file == NUMBERS:
            continue
        for place in places:
            if place.number != number or place.context not in looked_for:
                continue
            if found.is_freepbx and place.context != HOUSE:
                mend = "choose a number that FreePBX does not use"
            else:
                mend = (
                    "take these lines out, or write there"
                    f" exten => {number},1,Goto(kibox-in,${{EXTEN}},1) and leave the number out"
                    " of the answers"
                )
            yield (
                f"{found.folder / file}:{place.line}: {number} in [{place.context}] is"
                f" answered already, and Asterisk would take only one of them: {mend}"
            )


def _contexts(found: Found) -> str:
    names = sorted(found.contexts - {"general", "globals"})
    return ", ".join(name for name in names if not name.startswith("kibox-")) or "none"
