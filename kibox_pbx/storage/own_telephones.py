"""Which telephone of the house somebody takes calls with; kept with their account."""

from datetime import datetime

from kibox_pbx.storage.access_log import Access, note
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.sqlcipher import Tables


class OwnTelephones:
    """Everybody's choice. Whether there still is such a telephone, the settings say."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, name: str) -> str | None:
        """Return the key of an account's telephone; None: it has chosen none."""

        def look(tables: Tables) -> str | None:
            rows = tables.query("SELECT telephone FROM accounts WHERE name = ?", [name])
            return next((row["telephone"] for row in rows), None)

        return await self._database.read(look)

    async def choose(self, name: str, telephone: str, at: datetime) -> None:
        """Note which telephone is theirs from now on.

        Args:
            name: Of an account.
            telephone: A key of the settings.
            at: Aware.
        """

        def change(tables: Tables) -> None:
            tables.table("accounts").update(name, {"telephone": telephone})
            note(tables, self._database.envelope, Access(at, name, "choose_telephone", name))

        await self._database.write(change)
