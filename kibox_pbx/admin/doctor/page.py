"""The doctor's page: everything that was found, for people or for machines."""

import json
from collections.abc import Sequence

from kibox_pbx.admin.doctor.finding import Finding, State


def page(findings: Sequence[Finding]) -> str:
    """Return a line for each finding, what mends it below, and a last line that counts."""
    lines = []
    for each in findings:
        lines.append(f"{each.state:<8} {each.check:<17} {each.text}")
        if each.mend:
            lines.append(f"{'':<26} mend: {each.mend}")
    counts = [f"{count(findings, state)} {state}" for state in State]
    return "\n".join([*lines, ", ".join(counts)]) + "\n"


def for_machines(findings: Sequence[Finding]) -> str:
    """Return the same as JSON."""
    rows = [
        {"check": one.check, "state": one.state, "text": one.text, "mend": one.mend}
        for one in findings
    ]
    return json.dumps(rows, indent=1) + "\n"


def count(findings: Sequence[Finding], state: State) -> int:
    """Return how many things are in a state."""
    return sum(each.state is state for each in findings)
