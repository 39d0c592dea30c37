"""``kibox improve``, typed by who may: what is found, decided, measured and noted."""

import asyncio
import io
import json
import sys
from pathlib import Path

import pytest

from kibox_pbx.cli import main
from kibox_pbx.config.loader import load
from kibox_pbx.dialogue.lessons import Lesson, LessonKind
from kibox_pbx.privacy.consent import ConsentAnswer, ConsentPurpose
from kibox_pbx.privacy.roles import Role
from kibox_pbx.storage import consents
from kibox_pbx.storage.consents import Consent
from kibox_pbx.storage.lessons import LessonRepository, LessonState
from kibox_pbx.storage.opening import open_store
from kibox_pbx.utterance import Language
from tests.rehearsal.practice import practice
from tests.signing_in import accesses, sign_in
from tests.storage.conftest import a_call

FOUND = (
    Lesson(
        LessonKind.WISH, "appointment", Language.GERMAN, "klappts bei der dicken berta noch"
    ),
    Lesson(LessonKind.WORDING, "", Language.GERMAN, "gibts da wieder knöllchen"),
)

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A practice in which two lessons of one consenting caller wait; Erika has signed in."""
    config = practice(tmp_path)

    async def fill() -> None:
        async with open_store(load(config)) as database:
            call = a_call("c1")
            consent = Consent(
                "c1", ConsentPurpose.IMPROVEMENT, ConsentAnswer.YES, "n1", call.started_at
            )
            await database.write(lambda tables: consents.record(tables, consent))
            await LessonRepository(database).keep("c1", FOUND, call.started_at)

    asyncio.run(fill())
    sign_in(config, monkeypatch, Role.PRIVACY_OFFICER)
    return config


def improve(config: Path, what: str, *arguments: str) -> int:
    return main(["improve", what, "--config", str(config), *arguments])


def ids(config: Path) -> dict[LessonKind, str]:
    async def look() -> dict[LessonKind, str]:
        async with open_store(load(config)) as database:
            return {
                each.lesson.kind: each.id for each in await LessonRepository(database).all()
            }

    return asyncio.run(look())


def accepted(config: Path) -> tuple[Lesson, ...]:
    async def look() -> tuple[Lesson, ...]:
        async with open_store(load(config)) as database:
            return await LessonRepository(database).accepted()

    return asyncio.run(look())


def test_what_waits_is_listed_with_what_it_would_belong_to(
    config: Path, capsys: Captured
) -> None:
    assert improve(config, "list") == 0
    out = capsys.readouterr().out
    assert "appointment  klappts bei der dicken berta noch" in out
    assert "gibts da wieder knöllchen  (choose with --target)" in out
    assert ("erika", "show_lessons", "") in accesses(config)


def test_a_lesson_is_accepted_where_it_belongs_and_reworded(
    config: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    wording = ids(config)[LessonKind.WORDING]
    assert improve(config, "accept", wording) == 1
    assert "there are: address, parking" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", io.StringIO("gibt es da strafzettel\n"))
    assert improve(config, "accept", wording, "--target", "parking", "--reword") == 0
    assert accepted(config) == (
        Lesson(LessonKind.WORDING, "parking", Language.GERMAN, "gibt es da strafzettel"),
    )
    assert ("erika", "accept_lesson", wording) in accesses(config)


def test_a_refused_lesson_is_learned_no_more(config: Path, capsys: Captured) -> None:
    wish = ids(config)[LessonKind.WISH]
    assert improve(config, "accept", wish) == 0
    assert improve(config, "refuse", wish) == 0
    assert accepted(config) == ()
    capsys.readouterr()
    assert improve(config, "list", "--all") == 0
    assert LessonState.REFUSED in capsys.readouterr().out


def test_it_is_measured_before_and_after(config: Path, capsys: Captured) -> None:
    assert improve(config, "accept", ids(config)[LessonKind.WISH]) == 0
    capsys.readouterr()
    assert improve(config, "measure", "--json") == 0
    measured = json.loads(capsys.readouterr().out)
    assert (measured["lessons"], measured["taken_wrongly"]) == (1, 0)
    assert improve(config, "measure") == 0
    assert "of the office's own questions" in capsys.readouterr().out


def test_an_unknown_lesson_is_told(config: Path, capsys: Captured) -> None:
    assert improve(config, "refuse", "0123") == 1
    assert "there is no such lesson" in capsys.readouterr().err


def test_the_reception_may_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = practice(tmp_path)
    sign_in(config, monkeypatch, Role.RECEPTION)
    assert improve(config, "list") == 1
