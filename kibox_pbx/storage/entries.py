"""Finds the practice's entry for a question: full text search over all wordings, in memory.

SQLite's FTS5 ranks (BM25) whatever shares a word with the question; ``dialogue.matching``
decides whether the best of it is an answer at all.
"""

import sqlite3
from collections.abc import Mapping
from types import MappingProxyType

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.matching import Topics, expanded, surest, topics
from kibox_pbx.utterance import Language

CANDIDATES = 12
"""Wordings that are looked at closely; an office has a few dozen entries."""


class EntryIndex:
    """The entries in one language. Small, read-only, used from one thread."""

    def __init__(self, known: Topics, language: Language) -> None:
        self._topics = known
        self._language = language
        self._tables = sqlite3.connect(":memory:", check_same_thread=False)
        self._tables.execute("CREATE VIRTUAL TABLE wordings USING fts5(key UNINDEXED, stems)")
        self._tables.executemany(
            "INSERT INTO wordings VALUES (?, ?)",
            (
                (wording.key, " ".join(wording.stems))
                for topic in known.values()
                for wording in topic.wordings
            ),
        )

    def find(self, question: str) -> tuple[str, ...]:
        """Return the keys of the entries that surely fit, best first."""
        words = expanded(question, self._topics, self._language)
        if not words:
            return ()
        rows = self._tables.execute(
            "SELECT key FROM wordings WHERE wordings MATCH ? ORDER BY bm25(wordings) LIMIT ?",
            (" OR ".join(f'"{word}"' for word in words), CANDIDATES),
        )
        ranked = {str(key): self._topics[str(key)] for (key,) in rows}
        return surest(question, ranked, self._language)


class PracticeEntries:
    """What the practice tells everybody who asks; the finding half of `ports.Entries`."""

    def __init__(self, settings: Settings) -> None:
        """Read the settings' entries, once for all calls."""
        self._indexes: Mapping[Language, EntryIndex] = MappingProxyType(
            {
                language: EntryIndex(topics(settings.enquiries, language), language)
                for language in Language
            }
        )

    def look_up(self, question: str, language: Language) -> tuple[str, ...]:
        """Return the keys of the entries that surely fit a question, best first; takes 1 ms."""
        return self._indexes[language].find(question)

    async def find(self, question: str, language: Language) -> tuple[str, ...]:
        """Return the keys of the entries that surely fit a question, best first."""
        return self.look_up(question, language)

    async def word(self, entry: str, question: str, language: Language) -> str | None:
        """Leave every entry as the practice wrote it."""
        return None
