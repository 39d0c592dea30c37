"""How late an event loop comes to what is due: whatever blocks it delays every call."""

import asyncio
from collections.abc import Callable

LOOK_S = 0.05
TELL_S = 1.0

Tell = Callable[[tuple[float, ...]], None]


async def watch_loop(tell: Tell) -> None:
    """Tell once a second how many milliseconds late each of the last looks came; for ever."""
    clock = asyncio.get_running_loop().time
    lags_ms: list[float] = []
    while True:
        due_s = clock() + LOOK_S
        await asyncio.sleep(LOOK_S)
        lags_ms.append(round((clock() - due_s) * 1000, 2))
        if len(lags_ms) >= TELL_S / LOOK_S:
            tell(tuple(lags_ms))
            lags_ms.clear()
