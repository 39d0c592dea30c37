"""Figures for Prometheus: counts and times of all calls together, and nothing of any one.

No label holds more than a word of a closed set: an outcome, a stage of the wait.
"""

import asyncio
from typing import assert_never

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from kibox_pbx.asterisk.reception import Reception
from kibox_pbx.call.live import (
    AnswerWaited,
    CallBegan,
    CallEnded,
    CallerAsked,
    CallerFellSilent,
    CallerSpeaks,
    Happening,
    Onlooker,
    SentenceBegan,
    TurnTaken,
    Written,
)
from kibox_pbx.call.timing import TurnTiming
from kibox_pbx.records import Outcome

WAIT_S = (0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 1.1, 1.4, 1.8, 2.5, 4.0)
"""Upper bounds; callers of a good machine hear an answer after 0.9 s (docs/latency.md)."""

LAG_S = (0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0)
"""A frame of sound is due every 20 ms."""

LOOK_S = 0.25
STAGES = ("endpoint", "hear", "decide", "voice")


class Metrics:
    """An onlooker that counts, and passes on what it sees."""

    def __init__(self, then: Onlooker) -> None:
        """Say who else looks on."""
        self._then = then
        self.registry = CollectorRegistry()
        self._ended = Counter(
            "kibox_calls", "Calls that ended.", ["outcome"], registry=self.registry
        )
        self._lasted = Counter(
            "kibox_call_seconds", "Talked with callers.", registry=self.registry
        )
        self._wait = Histogram(
            "kibox_answer_wait_seconds",
            "From the end of the caller's speech to the first sound of the answer.",
            buckets=WAIT_S,
            registry=self.registry,
        )
        self._stage = Histogram(
            "kibox_answer_stage_seconds",
            "The same, by stage; the stages follow one another.",
            ["stage"],
            buckets=WAIT_S,
            registry=self.registry,
        )
        self._lag = Histogram(
            "kibox_loop_lag_seconds",
            "How late the event loop came to what was due.",
            buckets=LAG_S,
            registry=self.registry,
        )
        for outcome in Outcome:
            self._ended.labels(outcome.value)
        for stage in STAGES:
            self._stage.labels(stage)

    def of(self, reception: Reception, places: int) -> None:
        """Also tell how many calls a reception has now, and how many it may have."""
        now = Gauge("kibox_calls_now", "Calls under way.", registry=self.registry)
        now.set_function(lambda: reception.active_calls)
        most = Gauge("kibox_calls_places", "Calls taken at once.", registry=self.registry)
        most.set(places)

    def see(self, happening: Happening) -> None:
        """Count it."""
        self._then.see(happening)
        match happening:
            case CallEnded(_, outcome, duration_ms):
                self._ended.labels(outcome.value).inc()
                self._lasted.inc(duration_ms / 1000)
            case AnswerWaited(_, timing):
                self._note_wait(timing)
            case CallBegan() | SentenceBegan() | TurnTaken() | CallerAsked() | Written():
                pass
            case CallerSpeaks() | CallerFellSilent():
                pass
            case _:
                assert_never(happening)

    def _note_wait(self, timing: TurnTiming) -> None:
        self._wait.observe(timing.answer_ms / 1000)
        stages = (timing.endpoint_ms, timing.hear_ms, timing.decide_ms, timing.voice_ms)
        for stage, took_ms in zip(STAGES, stages, strict=True):
            self._stage.labels(stage).observe(took_ms / 1000)

    async def watch_loop(self) -> None:
        """Note how late the event loop is, for ever."""
        clock = asyncio.get_running_loop().time
        while True:
            due_s = clock() + LOOK_S
            await asyncio.sleep(LOOK_S)
            self._lag.observe(max(0.0, clock() - due_s))
