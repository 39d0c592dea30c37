"""A service without engines, watched as the real one is: ``python -m tests.faults.parrots``.

Arguments: the ports of FastAGI and AudioSocket.
"""

import asyncio
import sys

from kibox_pbx.app.watchdog import Watchdog
from kibox_pbx.log import configure
from tests.telephone.practice import practice


async def main() -> None:
    fastagi, audiosocket = map(int, sys.argv[1:])
    async with practice(fastagi, audiosocket) as reception, Watchdog(reception):
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    configure("INFO")
    asyncio.run(main())
