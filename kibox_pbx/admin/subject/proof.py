"""Is a word still anywhere? Looks through files, decrypted pages and every sealed text.

For whoever wants to see for themselves that an erasure was one. The words come from standard
input, so that they land in no history and no list of processes, and are never repeated.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import phonenumbers

from kibox_pbx.errors import ConfigError, StorageError
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.sealed_texts import every_text
from kibox_pbx.storage.sqlcipher import Tables

FEWEST_LETTERS = 3
"""Of a word; shorter ones are found by chance in encrypted bytes."""

FEWEST_DIGITS = 6
BYTES_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere that was looked at."""

    name: str
    looked_at: int
    """Files, pages or texts."""

    found: int
    """In how many of them a word was found."""

    unreadable: int = 0


def needles(lines: Iterable[str], country: str) -> tuple[bytes, ...]:
    """Return what to look for: each word as files may have it, in lower case.

    Args:
        lines: A word, a phrase, a name or a telephone number each.
        country: ISO 3166, for numbers without a country code.

    Raises:
        ConfigError: There is none, or one is too short to mean anything.
    """
    words = [line.strip() for line in lines if line.strip()]
    if not words:
        raise ConfigError("give the words to look for on standard input, one a line")
    if any(len(word) < FEWEST_LETTERS for word in words):
        raise ConfigError(f"a word needs {FEWEST_LETTERS} letters at least")
    forms = {form for word in words for form in _forms(word, country)}
    return tuple(sorted({each for form in forms for each in _encoded(form)}))


async def look_everywhere(
    database: Database, sought: tuple[bytes, ...], files: Iterable[Path]
) -> tuple[Place, ...]:
    """Look at files as they are, at the decrypted pages, and at every text of the store.

    Args:
        database: Whose pages and texts; its folder's files are looked at in any case.
        sought: As `needles` returns them.
        files: More files and folders: logs, backups, exports.

    Raises:
        StorageError: The store could not be read, or its pages could not be decrypted.
    """
    await database.empty_wal()
    folder = database.path.parent
    raw = [_in_files(path, sought) for path in (folder, *files)]
    sealed = await database.read(lambda tables: _in_texts(tables, database, sought))
    return (*raw, _in_pages(database, sought), sealed)


def _in_files(path: Path, sought: tuple[bytes, ...]) -> Place:
    paths = sorted(path.rglob("*")) if path.is_dir() else [path]
    looked_at = found = unreadable = 0
    for each in paths:
        if each.is_file() and not each.is_symlink():
            looked_at += 1
            try:
                found += _is_in_file(each, sought)
            except OSError:
                unreadable += 1
    return Place(f"files of {path}", looked_at, found, unreadable)


def _is_in_file(path: Path, sought: tuple[bytes, ...]) -> bool:
    overlap = max(map(len, sought)) - 1
    rest = b""
    with path.open("rb") as file:
        while chunk := file.read(BYTES_AT_ONCE):
            content = (rest + chunk).lower()
            if any(needle in content for needle in sought):
                return True
            rest = content[-overlap:] if overlap else b""
    return False


def _in_pages(database: Database, sought: tuple[bytes, ...]) -> Place:
    looked_at = found = unreadable = 0
    for page in database.pages():
        looked_at += 1
        unreadable += not page.content
        content = page.content.lower()
        found += any(needle in content for needle in sought)
    if looked_at == unreadable:
        raise StorageError("not one page of the database could be decrypted")
    return Place("decrypted pages of the database and its WAL", looked_at, found, unreadable)


def _in_texts(tables: Tables, database: Database, sought: tuple[bytes, ...]) -> Place:
    looked_at = found = 0
    for text in every_text(tables, database.envelope):
        looked_at += 1
        content = text.lower().encode()
        found += any(needle in content for needle in sought)
    return Place("sealed texts that a key still opens", looked_at, found)


def _forms(word: str, country: str) -> Iterator[str]:
    """Yield a word as it may be written: of a number its digits, however it begins."""
    yield word
    digits = re.sub(r"\D", "", word)
    if not re.fullmatch(r"[\d\s+/().-]+", word) or len(digits) < FEWEST_DIGITS:
        return
    yield digits.lstrip("0")
    try:
        yield str(phonenumbers.parse(word, country).national_number)
    except phonenumbers.NumberParseException:
        return


def _encoded(form: str) -> Iterator[bytes]:
    """Yield the bytes of a word: UTF-8, UTF-16, and with the escapes of JSON."""
    for each in {form, form.lower(), form.upper(), form.title(), form.casefold()}:
        yield each.encode().lower()
        yield each.encode("utf-16-le").lower()
        yield json.dumps(each)[1:-1].encode().lower()
