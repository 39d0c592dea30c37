"""The receipt of an erasure: what was destroyed, what remains and why, and how to check both.

It names nobody. Its signature is a MAC under a secret of the store, so only this store can
tell that it is genuine; what is gone is told from the store as it is at that moment.
"""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hmac import compare_digest
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from kibox_pbx.errors import ConfigError
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.sqlcipher import Tables
from kibox_pbx.storage.subject_erasure import left_over, sign
from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH


class Remains(StrEnum):
    """What an erasure leaves, see `WHY`."""

    APPOINTMENTS = "appointments_to_come"
    UNSURE = "records_not_surely_theirs"
    OTHER_HOSTS = "what_other_hosts_keep"
    PROOF = "the_request_without_a_name"
    CONSENTS = "consents_without_a_name"
    ACCESS_LOG = "access_log"
    BACKUPS = "backups"


WHY = {
    GERMAN: {
        Remains.APPOINTMENTS: "Künftige Termine: noch nötig, um sie wahrzunehmen (Art. 6 Abs. 1"
        " lit. b, Art. 17 Abs. 1 lit. a DSGVO); sie werden danach gelöscht.",
        Remains.UNSURE: "Einträge, bei denen nicht sicher ist, ob sie diese Person betreffen"
        " (Art. 15 Abs. 4, Art. 32 DSGVO).",
        Remains.OTHER_HOSTS: "Was andere Geräte des Büros selbst aufbewahren, bis sie es"
        " gelöscht haben: sofort, oder sobald sie wieder laufen.",
        Remains.PROOF: "Dass ein Antrag gestellt und erledigt wurde, ohne Namen und Nummer"
        " (Art. 5 Abs. 2, Art. 17 Abs. 3 lit. b und e DSGVO); dazu diese Quittung.",
        Remains.CONSENTS: "Einwilligungen und Ablehnungen, nur mit der zufälligen Kennung des"
        " Anrufs (Art. 7 Abs. 1, Art. 17 Abs. 3 lit. b DSGVO).",
        Remains.ACCESS_LOG: "Das Zugriffsprotokoll: zufällige Kennungen, keine Namen von"
        " Anrufenden (Art. 5 Abs. 2, Art. 32 DSGVO).",
        Remains.BACKUPS: "Sicherungen sind verschlüsselt und laufen ab; wird eine"
        " zurückgespielt, wird sofort wieder gelöscht, was hier gelöscht wurde.",
    },
    ENGLISH: {
        Remains.APPOINTMENTS: "Appointments to come: still needed to keep them (Art. 6(1)(b),"
        " Art. 17(1)(a) GDPR); they are deleted afterwards.",
        Remains.UNSURE: "Records of which it is not sure that they are this person's"
        " (Art. 15(4), Art. 32 GDPR).",
        Remains.OTHER_HOSTS: "What other hosts of the office keep themselves, until they have"
        " erased it: at once, or when they run again.",
        Remains.PROOF: "That a request was made and served, without name and number (Art. 5(2),"
        " Art. 17(3)(b, e) GDPR); and this receipt.",
        Remains.CONSENTS: "Consents and refusals, with the random identifier of the call alone"
        " (Art. 7(1), Art. 17(3)(b) GDPR).",
        Remains.ACCESS_LOG: "The access log: random identifiers, no names of callers"
        " (Art. 5(2), Art. 32 GDPR).",
        Remains.BACKUPS: "Backups are encrypted and expire; when one is restored, what was"
        " erased here is erased again at once.",
    },
}

TEXT = {
    GERMAN: """\
Quittung über eine Löschung (Art. 17 DSGVO)

{office}
Vorgang {id}, gelöscht am {at} durch das Konto {by}

Vernichtet wurden:
{rows}
Dazu {keys} Schlüssel: Was sie versiegelten, ist auch in Kopien nicht mehr lesbar.

Es bleibt:
{remains}
{others}
Prüfen: kibox subject verify {file}
und, mit den Worten, nach denen gesucht werden soll: kibox subject prove-erased
""",
    ENGLISH: """\
Receipt of an erasure (Art. 17 GDPR)

{office}
Request {id}, erased on {at} by the account {by}

Destroyed were:
{rows}
With them {keys} keys: what they sealed cannot be read any more, not in copies either.

What remains:
{remains}
{others}
To check: kibox subject verify {file}
and, with the words to look for: kibox subject prove-erased
""",
}

OTHERS = {
    GERMAN: """
Andere Geräte, die den Auftrag zur Löschung haben: {names}
(welche es getan haben, sagt: kibox subject verify {file})
""",
    ENGLISH: """
Other hosts that were ordered to erase: {names}
(which of them have, says: kibox subject verify {file})
""",
}


class Receipt(BaseModel):
    """A receipt, as its file holds it."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    format: Literal["kibox-erasure-receipt/1"]
    id: str
    """Of the request."""

    language: Language
    office: str
    erased_at: datetime
    by: str
    """The name of an account."""

    rows: dict[str, int]
    """How many rows were destroyed, by table."""

    calls: tuple[str, ...]
    appointments: tuple[str, ...]
    requests: tuple[str, ...]
    """Requests that no longer say who asked."""

    key_fingerprints: tuple[str, ...]
    remains: tuple[Remains, ...]
    others: tuple[str, ...] = ()
    """The names of other hosts that were ordered to erase what they keep."""

    signature: str
    """HMAC-SHA256 over all the rest, as JSON with sorted keys and no spaces; ``others`` only
    where there are any."""


def signed(tables: Tables, envelope: Envelope, receipt: Receipt) -> Receipt:
    """Return a receipt with its signature, within a transaction."""
    return receipt.model_copy(update={"signature": _signature(tables, envelope, receipt)})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a store says to a receipt."""

    is_genuine: bool
    """This store signed it, and nothing of it was changed."""

    back: tuple[str, ...]
    """What of it is there again: tables, records and keys."""

    @property
    def problems(self) -> tuple[str, ...]:
        """Return what is wrong with it; empty: all of it holds."""
        false = "not genuine: this store did not sign it, or it was changed"
        again = (f"there again: {each}" for each in self.back)
        return (*(() if self.is_genuine else (false,)), *again)


def verdict_on(tables: Tables, envelope: Envelope, receipt: Receipt) -> Verdict:
    """Check a receipt against the store, within a transaction."""
    genuine = compare_digest(_signature(tables, envelope, receipt), receipt.signature)
    back = left_over(
        tables,
        envelope,
        set(receipt.calls),
        set(receipt.appointments),
        set(receipt.key_fingerprints),
    )
    return Verdict(genuine, back)


def read(path: Path) -> Receipt:
    """Return the receipt in a file.

    Raises:
        ConfigError: It cannot be read, or is none.
    """
    try:
        return Receipt.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except ValidationError:
        raise ConfigError(f"{path}: this is no receipt of an erasure") from None


@contextmanager
def written(path: Path) -> Iterator[Callable[[Receipt], None]]:
    """Open the files of a receipt before anything is erased; an error leaves neither.

    Raises:
        ConfigError: They are there already, or cannot be written.
    """
    if path.suffix != ".json":
        raise ConfigError(f"{path}: name the receipt with .json at its end")
    beside = path.with_suffix(".txt")
    made: list[Path] = []
    try:
        for each in (path, beside):
            os.close(os.open(each, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            made.append(each)
        yield lambda receipt: _write(path, beside, receipt)
    except OSError as error:
        _remove(made)
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from None
    except BaseException:
        _remove(made)
        raise


def _write(path: Path, beside: Path, receipt: Receipt) -> None:
    path.write_text(written_out(receipt), encoding="utf-8")
    beside.write_text(text(receipt, path.name), encoding="utf-8")


def _remove(made: list[Path]) -> None:
    for each in made:
        if not each.stat().st_size:
            each.unlink()


def written_out(receipt: Receipt) -> str:
    """Return a receipt for machines, as `read` takes it."""
    return receipt.model_dump_json(indent=1) + "\n"


def text(receipt: Receipt, file: str) -> str:
    """Return a receipt for people; ``file`` is the name of the one for machines."""
    return TEXT[receipt.language].format(
        office=receipt.office,
        id=receipt.id,
        at=receipt.erased_at.isoformat(timespec="seconds"),
        by=receipt.by,
        rows="\n".join(f"- {table}: {count}" for table, count in receipt.rows.items()),
        keys=len(receipt.key_fingerprints),
        remains="\n".join(f"- {WHY[receipt.language][each]}" for each in receipt.remains),
        others=_others(receipt, file),
        file=file,
    )


def _others(receipt: Receipt, file: str) -> str:
    if not receipt.others:
        return ""
    return OTHERS[receipt.language].format(names=", ".join(receipt.others), file=file)


def _signature(tables: Tables, envelope: Envelope, receipt: Receipt) -> str:
    left_out = {"signature"} if receipt.others else {"signature", "others"}
    content = json.loads(receipt.model_dump_json(exclude=left_out))
    return sign(tables, envelope, content)
