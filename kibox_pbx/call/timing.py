"""How long the caller waits for an answer, and where the time goes."""

import asyncio
from dataclasses import dataclass


class CallClock:
    """Milliseconds since the call was answered."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._answered = self._loop.time()

    def now_ms(self) -> int:
        """Return the present moment of the call."""
        return round((self._loop.time() - self._answered) * 1000)


@dataclass(frozen=True, slots=True)
class TurnTiming:
    """From the end of the caller's speech to the first sound of the answer, in milliseconds.

    The four stages follow one another and add up to ``answer_ms``. The answer's way through
    Asterisk and the network to the caller's ear comes on top.
    """

    endpoint_ms: int
    """Silence listened to until the caller was taken to have finished."""

    hear_ms: int
    """Until the recogniser gave its final words."""

    decide_ms: int
    """Until the dialogue had its sentence; calendar and language model included."""

    voice_ms: int
    """Until the voice gave its first sound to the line."""

    @property
    def answer_ms(self) -> int:
        """The whole wait."""
        return self.endpoint_ms + self.hear_ms + self.decide_ms + self.voice_ms


class Stopwatch:
    """Notes the moments of one answer; gives the timing when the answer is heard."""

    def __init__(self) -> None:
        self._moments: list[int] = []

    def caller_fell_silent(self, silent_since_ms: int, ended_ms: int, heard_ms: int) -> None:
        """Begin: last sound, end of the turn decided, words final. Call clock."""
        self._moments = [silent_since_ms, ended_ms, heard_ms]

    def sentence_decided(self, at_ms: int) -> None:
        """The dialogue asked for its first sentence since the caller fell silent."""
        if len(self._moments) == 3:  # noqa: PLR2004 - the three of caller_fell_silent
            self._moments.append(at_ms)

    def sound_began(self, at_ms: int) -> TurnTiming | None:
        """Return the timing if this is the first sound of an answer, else None."""
        if len(self._moments) != 4:  # noqa: PLR2004 - and the one of sentence_decided
            return None
        silent, ended, heard, decided = self._moments
        self._moments = []
        return TurnTiming(ended - silent, heard - ended, decided - heard, at_ms - decided)
