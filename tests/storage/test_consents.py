"""The ledger says what each caller agreed to, in which words, and until when."""

from datetime import datetime, timedelta

from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.storage import consents
from kibox_pbx.storage.consents import Consent
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.instant import to_text
from kibox_pbx.storage.sqlcipher import Tables
from tests.storage.practice import BERLIN

AT = datetime(2026, 11, 23, 9, 0, tzinfo=BERLIN)
LATER = AT + timedelta(days=2)
RECORDING, IMPROVEMENT = ConsentPurpose.RECORDING, ConsentPurpose.IMPROVEMENT
YES, NO = ConsentAnswer.YES, ConsentAnswer.NO


async def record(database: Database, *said: Consent) -> None:
    def change(tables: Tables) -> None:
        for each in said:
            consents.record(tables, each)

    await database.write(change)


async def of_call(database: Database, call_id: str) -> tuple[Consent, ...]:
    return await database.read(lambda tables: consents.of_call(tables, call_id))


async def test_an_answer_is_kept_with_the_version_of_what_was_asked(database: Database) -> None:
    yes = Consent("anna", RECORDING, YES, "n1", AT)
    await record(database, yes, Consent("ben", RECORDING, NO, "n1", AT))
    assert await of_call(database, "anna") == (yes,)
    assert [one.given for one in await of_call(database, "ben")] == [False]


async def test_a_later_answer_does_not_overwrite_the_first(database: Database) -> None:
    first = Consent("anna", RECORDING, NO, "n1", AT)
    await record(database, first, Consent("anna", RECORDING, YES, "n2", LATER))
    assert await of_call(database, "anna") == (first,)


async def test_withdrawing_one_consent_leaves_the_other(database: Database) -> None:
    await record(
        database,
        Consent("anna", RECORDING, YES, "n1", AT),
        Consent("anna", IMPROVEMENT, YES, "n2", AT),
    )
    assert await database.write(
        lambda tables: consents.withdraw(tables, "anna", RECORDING, LATER)
    )
    improvement, recording = await of_call(database, "anna")
    assert recording.withdrawn_at == LATER
    assert recording.given
    assert improvement.withdrawn_at is None


async def test_only_a_yes_that_stands_can_be_withdrawn_and_only_once(
    database: Database,
) -> None:
    await record(
        database,
        Consent("anna", RECORDING, YES, "n1", AT),
        Consent("ben", RECORDING, NO, "n1", AT),
    )

    async def withdraw(call_id: str, at: datetime) -> bool:
        return await database.write(
            lambda tables: consents.withdraw(tables, call_id, RECORDING, at)
        )

    assert await withdraw("anna", AT)
    assert not await withdraw("anna", LATER)
    assert not await withdraw("ben", LATER)
    assert not await withdraw("nobody", LATER)
    assert (await of_call(database, "anna"))[0].withdrawn_at == AT


async def test_only_callers_whose_yes_stands_count_as_consenting(database: Database) -> None:
    await record(
        database,
        Consent("clara", IMPROVEMENT, YES, "n1", LATER),
        Consent("anna", IMPROVEMENT, YES, "n1", AT),
        Consent("ben", IMPROVEMENT, NO, "n1", AT),
        Consent("dora", IMPROVEMENT, YES, "n1", AT),
        Consent("emil", RECORDING, YES, "n1", AT),
    )
    await database.write(lambda tables: consents.withdraw_all(tables, "dora", to_text(LATER)))
    found = await database.read(
        lambda tables: consents.consenting_calls(tables, ConsentPurpose.IMPROVEMENT)
    )
    assert found == ("anna", "clara")
