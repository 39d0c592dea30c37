"""When a caller wants to come: days and times in spoken German and English."""

from kibox_pbx.language.when.meaning import Direction, When
from kibox_pbx.language.when.understanding import (
    gives_reason,
    understand_refused,
    understand_when,
)

__all__ = ["Direction", "When", "gives_reason", "understand_refused", "understand_when"]
