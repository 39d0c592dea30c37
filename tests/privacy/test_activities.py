"""Whatever is kept has its place in the record of processing activities."""

import pytest

from kibox_pbx.privacy.activities import ACTIVITY_OF, Activity, tables_of
from kibox_pbx.privacy.documents import Kind, write
from kibox_pbx.storage.retention import RETENTION
from kibox_pbx.utterance import Language
from tests.privacy.office import facts


@pytest.mark.parametrize("table", RETENTION)
def test_every_table_belongs_to_an_activity(table: str) -> None:
    assert table in ACTIVITY_OF


def test_only_tables_that_there_are_are_named() -> None:
    assert tables_of(Activity.CALLS, {"messages", "appointments", "turns", "unknown"}) == (
        "appointments",
        "messages",
    )


def test_the_record_names_every_table_that_holds_anything_of_anybody() -> None:
    everything = facts({"record_calls": True, "improve": True}, tables=frozenset(RETENTION))
    record = write(Kind.PROCESSING_RECORD, Language.ENGLISH, everything).text
    stored = {
        table.strip()
        for line in record.splitlines()
        if line.startswith("| Stored in | tables ")
        for table in line.split("tables ")[1].split(" of ")[0].split(",")
    }
    holding = {each for each in RETENTION if ACTIVITY_OF[each] is not Activity.STORE}
    assert stored == holding
