"""In which calls somebody is only mentioned: every text is opened and looked through.

That takes seconds for an office's past, so it is done a few calls at a time: a call that goes
on, whose turns wait for the same store, does not wait for it.
"""

import json
from collections.abc import Sequence
from functools import partial

from kibox_pbx.privacy.belonging import Wanted, mentions
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables

TEXTS = ("turns", "events", "messages", "forms", "questions", "remarks", "rectifications")
"""Tables with sealed texts of a call."""

CALLS_AT_ONCE = 10
"""Looked through in one go; that takes some 5 ms for calls of ten turns."""

ALL_CALLS = "SELECT id FROM calls ORDER BY id"


async def mentioned_in(database: Database, wanted: Wanted) -> frozenset[str]:
    """Return the calls in which somebody's name or number was said or written.

    Raises:
        StorageError: The store could not be read.
    """
    if not (wanted.name or wanted.number):
        return frozenset()
    texts, found = SealedTexts(database.envelope), set[str]()
    calls = await database.read(
        lambda tables: [row[0] for row in tables.conn.execute(ALL_CALLS).fetchall()]
    )
    for first in range(0, len(calls), CALLS_AT_ONCE):
        some = calls[first : first + CALLS_AT_ONCE]
        found |= await database.read(partial(_among, texts=texts, calls=some, wanted=wanted))
    return frozenset(found)


def is_mentioned(tables: Tables, texts: SealedTexts, call_id: str, wanted: Wanted) -> bool:
    """Say whether a call mentions somebody."""
    return any(
        mentions(_plain(text), wanted)
        for table in TEXTS
        for _, text in texts.of_call(tables, table, call_id)
    )


def _among(
    tables: Tables, texts: SealedTexts, calls: Sequence[str], wanted: Wanted
) -> set[str]:
    return {each for each in calls if is_mentioned(tables, texts, each, wanted)}


def _plain(text: str) -> str:
    """Return a text without the escapes of JSON, in which some tables keep theirs."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text
