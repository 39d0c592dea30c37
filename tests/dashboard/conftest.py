"""The pages of an office, asked by Starlette's own client."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from kibox_pbx.config.settings import Settings
from kibox_pbx.dashboard.application import application
from kibox_pbx.dashboard.office import House
from kibox_pbx.dashboard.service import ServiceAtWork
from kibox_pbx.storage.database import Database
from tests.dashboard.office import (
    TelephoneOfTests,
    clock,
    furnish,
    settings_of,
    store_of,
    token_in,
    web_of,
)
from tests.signing_in import PASSWORD

HOME = "http://127.0.0.1:4575"


class Browser:
    """Somebody's browser."""

    def __init__(
        self, client: TestClient, database: Database, telephone: TelephoneOfTests
    ) -> None:
        self.client = client
        self.telephone = telephone
        self.database = database

    def sign_in(self, name: str, password: str = PASSWORD, code: str = "") -> int:
        """Fill in the page and return the answer's status."""
        token = token_in(self.client.get("/sign-in").text)
        told = {"form_token": token, "name": name, "password": password, "code": code}
        return self.client.post("/sign-in", data=told, follow_redirects=False).status_code

    def send(self, path: str, page: str, **fields: str) -> int:
        """Press a button of a page and return the answer's status."""
        token = token_in(self.client.get(page).text)
        told = {"form_token": token} | fields
        return self.client.post(path, data=told, follow_redirects=False).status_code


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a furnished store, closed: to hash passwords takes its time."""
    folder = tmp_path_factory.mktemp("furnished")
    settings = settings_of(folder)

    async def furnish_it() -> None:
        async with store_of(settings) as database:
            await furnish(database, settings)

    with ThreadPoolExecutor(1) as beside:  # whatever loop runs here
        beside.submit(asyncio.run, furnish_it()).result()
    return folder


@pytest.fixture
def settings(tmp_path: Path, furnished: Path) -> Settings:
    """Return those of an office with a copy of that store."""
    shutil.copytree(furnished, tmp_path, dirs_exist_ok=True)
    return settings_of(tmp_path)


@pytest.fixture
def service() -> ServiceAtWork | None:
    """No service is at work, unless a test has one."""
    return None


@pytest.fixture
def browser(settings: Settings, service: ServiceAtWork | None) -> Iterator[Browser]:
    database = store_of(settings)
    telephone = TelephoneOfTests(settings)
    telephone.live.close()  # a stream ends once it has sent what there is
    house = House(telephone.pages, service)
    pages = application(settings, web_of(settings), database, clock, house)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        async with database:
            yield

    lives = Starlette(lifespan=life)

    async def both(scope: Scope, receive: Receive, send: Send) -> None:
        await (lives if scope["type"] == "lifespan" else pages)(scope, receive, send)

    with TestClient(both, base_url=HOME, client=("192.0.2.77", 5000)) as client:
        yield Browser(client, database, telephone)
