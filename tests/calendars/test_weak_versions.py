"""A calendar server that calls its versions weak (RFC 9110, 8.8.1) is written to, with care."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kibox_pbx.calendars.caldav import Collection, EntryChangedError
from kibox_pbx.calendars.http import CalendarHttp
from kibox_pbx.calendars.own_entry import changed_entry, new_entry
from kibox_pbx.config.settings import CalendarServer
from tests.calendars.radicale_server import PASSWORD, USER, Radicale, radicale
from tests.calendars.weak_proxy import WeakProxy, weak_proxy
from tests.storage.practice import at

NOW, EIGHT, NINE = at(23, 7), (at(23, 8), at(23, 8, 30)), (at(23, 9), at(23, 9, 30))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    with radicale(tmp_path_factory.mktemp("radicale")) as server:
        server.make_calendar()
        yield server


@pytest.fixture(params=[True, False], ids=["a proxy weakens", "the server is weak"])
def proxy(running: Radicale, request: pytest.FixtureRequest) -> Iterator[WeakProxy]:
    with weak_proxy(running.port, compares=request.param) as proxy:
        yield proxy
    for name in running.entries():
        running.delete(name)


@pytest.fixture
def collection(proxy: WeakProxy, running: Radicale, tmp_path: Path) -> Collection:
    password = tmp_path / "password"
    password.write_text(PASSWORD)
    url = running.url.replace(str(running.port), str(proxy.port))
    return Collection(CalendarHttp(CalendarServer(url=url, user=USER, password_file=password)))


def put_one(collection: Collection) -> tuple[str, str]:
    path = collection.path_of("one")
    return path, collection.put(path, new_entry("one", EIGHT, "kibox", NOW), None)


def test_an_entry_is_made_changed_and_deleted(
    collection: Collection, proxy: WeakProxy, running: Radicale
) -> None:
    path, made = put_one(collection)
    (entry,) = collection.entries(at(20, 0), at(30, 0))
    assert entry.etag == made
    again = collection.put(path, changed_entry(entry.text, NINE, None, NOW), entry.etag)
    assert again != made
    found = collection.find(path)
    assert found is not None
    assert found.etag == again
    assert "DTSTART:20261123T080000Z" in running.entries()["one"]
    collection.delete(path, again)
    assert running.entries() == {}
    assert not [named for _, named in proxy.asked if named.startswith("W/")]


def test_what_somebody_changed_meanwhile_is_not_written_over(
    collection: Collection, running: Radicale
) -> None:
    path, made = put_one(collection)
    theirs = running.entries()["one"].replace("SUMMARY:kibox", "SUMMARY:geändert")
    running.replace("one", theirs)
    with pytest.raises(EntryChangedError):
        collection.put(path, new_entry("one", NINE, "kibox", NOW), made)
    with pytest.raises(EntryChangedError):
        collection.delete(path, made)
    assert "SUMMARY:geändert" in running.entries()["one"]


def test_what_somebody_deleted_meanwhile_does_not_come_back(
    collection: Collection, running: Radicale
) -> None:
    path, made = put_one(collection)
    running.delete("one")
    with pytest.raises(EntryChangedError):
        collection.put(path, new_entry("one", NINE, "kibox", NOW), made)
    assert running.entries() == {}


def test_a_server_that_compares_is_asked_once(collection: Collection, proxy: WeakProxy) -> None:
    path, made = put_one(collection)
    proxy.asked.clear()
    collection.put(path, new_entry("one", NINE, "kibox", NOW), made)
    methods = [method for method, _ in proxy.asked]
    assert methods == (["PUT"] if proxy.compares else ["PUT", "GET", "PUT"])
