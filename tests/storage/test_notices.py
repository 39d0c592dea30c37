"""Each version of each notice can be shown again, word for word."""

from datetime import timedelta

from kibox_pbx.dialogue.notices import Notice, NoticeKind, notices
from kibox_pbx.storage.database import Database
from kibox_pbx.storage.notices import NoticeRepository
from kibox_pbx.utterance import Language
from tests.storage.conftest import Clock
from tests.storage.practice import settings_with


async def test_every_notice_in_use_is_found_by_its_version(
    database: Database, clock: Clock
) -> None:
    kept = NoticeRepository(database)
    used = notices(settings_with())
    await kept.keep(used, clock())
    for each in used:
        found = await kept.find(each.version)
        assert found is not None
        assert found.notice == each
        assert found.first_used_at == clock()


async def test_the_first_use_stays_however_often_a_service_begins(
    database: Database, clock: Clock
) -> None:
    kept, notice = NoticeRepository(database), Notice(NoticeKind.OPENING, Language.GERMAN, "a")
    await kept.keep([notice], clock())
    await kept.keep([notice], clock() + timedelta(days=9))
    found = await kept.find(notice.version)
    assert found is not None
    assert found.first_used_at == clock()


async def test_a_version_that_nobody_heard_is_not_found(database: Database) -> None:
    assert await NoticeRepository(database).find("0" * 12) is None


def test_a_letter_a_language_or_a_kind_makes_another_version() -> None:
    one = Notice(NoticeKind.OPENING, Language.GERMAN, "a")
    others = (
        Notice(NoticeKind.OPENING, Language.GERMAN, "b"),
        Notice(NoticeKind.OPENING, Language.ENGLISH, "a"),
        Notice(NoticeKind.RECORDING, Language.GERMAN, "a"),
    )
    assert one.version not in {each.version for each in others}
