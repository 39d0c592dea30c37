"""The fakes that stand for the store in other tests keep what the real one keeps."""

import pytest

from tests.fakes import FakeCalendar, FakeStore
from tests.storage.calendar_contract import CalendarContract
from tests.storage.call_store_contract import CallStoreContract
from tests.storage.practice import a_slot


class TestFakeCalendar(CalendarContract):
    @pytest.fixture
    def calendar(self) -> FakeCalendar:
        return FakeCalendar(a_slot(23, 8), a_slot(23, 8, 30), a_slot(23, 14))


class TestFakeStore(CallStoreContract):
    @pytest.fixture
    def store(self) -> FakeStore:
        return FakeStore()
