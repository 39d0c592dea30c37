"""What the dialogue may have the language model write. Pure: prompts and schemas only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WritingTask:
    """A form that the model fills from a sentence; what it writes is checked, never trusted."""

    name: str

    instruction: str
    """The system prompt: what to fill in, and what to leave out."""

    examples: tuple[tuple[str, str], ...]
    """(sentence, filled form as JSON); read once together with the instruction."""

    schema: str
    """JSON schema; the model cannot write anything else."""

    max_tokens: int = 120
    """A longer reply is refused; a token is about four letters."""

    deadline_ms: int = 5000
    """From the question; longer than for a choice, as every token takes its time."""

    longest_tokens: int = 96
    """Of the sentence that are read, some 70 words; the end of a longer one is not."""
