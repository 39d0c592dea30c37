"""The figures, for people and for machines."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from rich.table import Table

from kibox_pbx.hearing.scoring import Score
from kibox_pbx.utterance import Language

COLUMNS = (
    "model", "language", "voice", "line", "heard", "n",
    "WER %", "right %", "wrong %", "median ms", "p95 ms", "RTF",
)  # fmt: skip
"""WER: word error rate. Right, wrong: of the slots. Times: from the caller's last sound to
the text. RTF: real-time factor."""

TEXT_COLUMNS = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of the table."""

    engine: str
    model: str
    language: Language
    voice: str
    line: str
    told: bool
    score: Score

    def cells(self) -> tuple[str, ...]:
        """Return the row as text, in the order of `COLUMNS`."""
        score = self.score
        return (
            *(self.model, self.language.value, self.voice, self.line),
            *("told" if self.told else "free", str(score.sentences)),
            f"{100 * score.word_error_rate:.1f}",
            *(_percent(score.slot_accuracy), _percent(score.wrong_slots)),
            *(f"{score.median_ms:.0f}", f"{score.p95_ms:.0f}"),
            f"{score.real_time_factor:.2f}",
        )


def as_table(rows: Sequence[Measured]) -> Table:
    """Return a table for a terminal."""
    table = Table(title="What is heard of what callers say")
    for place, column in enumerate(COLUMNS):
        table.add_column(
            column, justify="left" if place < TEXT_COLUMNS else "right", no_wrap=True
        )
    for row in rows:
        table.add_row(*row.cells())
    return table


def as_markdown(rows: Sequence[Measured]) -> str:
    """Return a table for the documentation."""
    marks = ("---",) * TEXT_COLUMNS + ("--:",) * (len(COLUMNS) - TEXT_COLUMNS)
    lines = (COLUMNS, marks, *(row.cells() for row in rows))
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def as_json(rows: Sequence[Measured]) -> str:
    """Return one object a row; shares are 0 to 1, null where there is no slot."""
    return json.dumps([_as_object(row) for row in rows], indent=1)


def _as_object(row: Measured) -> dict[str, object]:
    score = row.score
    return {
        **{key: value for key, value in asdict(row).items() if key != "score"},
        **asdict(score),
        "word_error_rate": score.word_error_rate,
        "slot_accuracy": score.slot_accuracy,
        "wrong_slots": score.wrong_slots,
    }


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.1f}"
