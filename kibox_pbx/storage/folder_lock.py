"""Who has the store open: a lock (flock) on the database's folder.

Everybody who opens the store shares it. Who changes the database's key must have it alone,
since a connection under the old key could not go on. `kibox setup` has the machine's root
folder alone in the same way.
"""

import fcntl
import os
import time
from pathlib import Path

from kibox_pbx.errors import StorageError

WAIT_S = 30
"""How long an opening waits for a change of keys that is under way."""

STEP_S = 0.05


class FolderLock:
    """A place at one folder. Not held until asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._descriptor: int | None = None

    def share(self) -> None:
        """Hold it together with others; waits while somebody has it alone.

        Raises:
            StorageError: The folder cannot be read, or its key is still being changed.
        """
        patience = time.monotonic() + WAIT_S
        while not self._take(fcntl.LOCK_SH):
            if time.monotonic() > patience:
                raise StorageError("the store's key is being changed; try again in a minute")
            time.sleep(STEP_S)

    def alone(self) -> bool:
        """Hold it alone, if nobody else holds it; never waits.

        Raises:
            StorageError: The folder cannot be read.
        """
        return self._take(fcntl.LOCK_EX)

    def release(self) -> None:
        """Let others have it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _take(self, kind: int) -> bool:
        self.release()
        try:
            self._descriptor = os.open(self._folder, os.O_RDONLY)
            fcntl.flock(self._descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            self.release()
            return False
        except OSError as error:
            self.release()
            raise StorageError(f"{self._folder}: {error.strerror}") from None
        return True
