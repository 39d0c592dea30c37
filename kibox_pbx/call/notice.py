"""Tell a caller one sentence, without listening."""

import asyncio
from contextlib import aclosing

from kibox_pbx.ports import CallLeg, TextToSpeech

LONGEST_S = 30.0
"""No notice is so long; whoever takes longer to say it has failed, and people are rung."""


async def say_notice(text: str, voice: TextToSpeech, leg: CallLeg) -> None:
    """Say it to its end, or until the caller hangs up.

    Raises:
        EngineError: The voice could not be used.
        TimeoutError: It could not be said in time.
    """
    async with asyncio.timeout(LONGEST_S), aclosing(voice.speak(text)) as frames:
        async for frame in frames:
            await leg.play(frame)
        await leg.drained()
