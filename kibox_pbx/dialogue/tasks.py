"""What the dialogue may ask the language model. Pure: prompts and labels only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelTask:
    """A question with a fixed set of answers, prepared once when the model is loaded."""

    name: str
    """Such as ``intent-de``."""

    instruction: str
    """The system prompt: what the classes mean."""

    examples: tuple[tuple[str, str], ...]
    """(sentence, label); decoded once together with the instruction."""

    labels: tuple[str, ...]
    """The closed set of answers; different first letters keep the scoring to one token."""
