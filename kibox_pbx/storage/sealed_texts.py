"""Every text of the store that a key still opens: a search for a word looks through them."""

from collections.abc import Iterator

from kibox_pbx.storage import lessons, rectifications, requests
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.mentions import TEXTS
from kibox_pbx.storage.sealed import SealedTexts
from kibox_pbx.storage.sqlcipher import Tables


def every_text(tables: Tables, envelope: Envelope) -> Iterator[str]:
    """Yield them in no order; within a transaction.

    Raises:
        StorageError: One does not open with its key.
    """
    texts = SealedTexts(envelope)
    calls = [row["id"] for row in tables.table("calls").rows_where(select="id")]
    for call_id in calls:
        for table in TEXTS:
            yield from (text for _, text in texts.of_call(tables, table, call_id))
    for row in tables.table("lessons").rows:
        yield lessons.kept_lesson(envelope, row).lesson.text
    for row in tables.table("appointment_keys").rows_where(select="appointment_id"):
        for each in rectifications.of_appointment(tables, envelope, row["appointment_id"]):
            yield from (part for part in (each.before, each.after, each.why) if part)
    for request in requests.all_requests(tables, envelope):
        who = request.who
        told = (who.name, who.number, who.birthdate, request.why) if who else ()
        yield from (part for part in told if part)
