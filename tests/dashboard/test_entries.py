"""Entries are written, tried, changed and taken away by whoever may, and callers hear them."""

import html
import re

import pytest

from kibox_pbx.config.added_entry import checked_entry
from kibox_pbx.dashboard.question_entries import in_common
from kibox_pbx.storage.added_entries import AddedEntry, AddedEntryRepository
from kibox_pbx.utterance import Language
from tests.dashboard.conftest import Browser
from tests.dashboard.office import CALL, ENTRY, FROZEN, Told, clock, token_in
from tests.dashboard.test_pages import accesses

GERMAN = Language.GERMAN
MOWERS = {
    "questions-de": "Verkaufen Sie Rasenmäher?\r\n\r\n  Gibt es   Grasscheren?",
    "answer-de": "Ja, im Laden.",
    "seen": "0",
}


def post(browser: Browser, path: str, page: str, **fields: str) -> tuple[int, str]:
    """Press a button of a page; return the answer's status and text."""
    told = {"form_token": token_in(browser.client.get(page).text)} | fields
    answer = browser.client.post(path, data=told, follow_redirects=False)
    return answer.status_code, html.unescape(answer.text)


def current(browser: Browser) -> tuple[AddedEntry, ...]:
    portal = browser.client.portal
    assert portal is not None
    return portal.call(AddedEntryRepository(browser.database, clock).current)


@pytest.fixture
def service() -> Told:
    return Told()


@pytest.mark.parametrize("name", ["rita", "paula", "adam"])
def test_a_new_entry_is_kept_and_the_service_told(
    browser: Browser, service: Told, name: str
) -> None:
    browser.sign_in(name)
    assert post(browser, "/entries/new", "/entries/new", **MOWERS, do="keep")[0] == 303
    (entry,) = (each for each in current(browser) if each.key != ENTRY)
    assert entry.written_by == name
    assert entry.entry is not None
    assert entry.entry.questions.de == (
        "Verkaufen Sie Rasenmäher?",
        "Gibt es Grasscheren?",
    )
    assert entry.entry.answer.de == ("Ja, im Laden.",)
    assert service.times == 1
    assert (name, "write_entry", entry.key) in accesses(browser)
    assert "Grasscheren" not in browser.client.get("/entries").text.split("trial")[0]
    assert "Verkaufen Sie Rasenmäher?" in browser.client.get("/entries").text


def test_a_draft_is_tried_by_the_dialogue_and_not_kept(browser: Browser, service: Told) -> None:
    browser.sign_in("rita")
    asked = {"asked": "verkaufen sie denn auch rasenmäher", "language": "de"}
    status, text = post(browser, "/entries/try", "/entries", **asked)
    assert (status, "Ja, im Laden." in text) == (200, False)
    assert "Kein Eintrag passt" in text
    status, text = post(browser, "/entries/new", "/entries/new", **MOWERS, **asked, do="try")
    assert status == 200
    assert "Dieser Eintrag passt:" in text
    assert '<blockquote lang="de"><p>Ja, im Laden.</p>' in text
    assert "Gibt es Grasscheren?</textarea>" in text
    assert [each.key for each in current(browser)] == [ENTRY]
    assert service.times == 0
    assert post(browser, "/entries/try", "/entries", asked="x", language="fr")[0] == 400


def test_what_is_missing_or_too_much_is_named_at_its_field(browser: Browser) -> None:
    browser.sign_in("rita")
    for wrong, told in [
        ({"questions-de": "  \n"}, "Es fehlt, wie Anrufer fragen."),
        ({"questions-de": "Haben Sie das?"}, "Bitte die Sache nennen."),
        ({"questions-de": "\n".join(f"Haus {each}?" for each in range(13))}, "Höchstens 12"),
        ({"answer-de": ""}, "Es fehlt, was der Assistent sagt."),
        ({"answer-de": "a" * 501}, "Höchstens 500 Zeichen"),
    ]:
        status, text = post(
            browser, "/entries/new", "/entries/new", **MOWERS | wrong, do="keep"
        )
        assert (status, text.count(told)) == (200, 2)
        assert 'aria-invalid="true"' in text
    assert [each.key for each in current(browser)] == [ENTRY]


def test_an_entry_is_changed_and_its_versions_are_shown(
    browser: Browser, service: Told
) -> None:
    browser.sign_in("paula")
    page = f"/entries/{ENTRY}"
    changed = MOWERS | {"seen": "1", "do": "keep"}
    assert post(browser, page, page, **changed)[0] == 303
    (now,) = current(browser)
    assert (now.version, now.written_by, service.times) == (2, "paula", 1)
    text = browser.client.get(page).text
    assert f'href="{page}?version=1">23.11.2026, 07:00, rita' in text
    assert "Wo kann ich parken?" not in text
    assert "Wo kann ich parken?" in browser.client.get(f"{page}?version=1").text
    assert browser.client.get(f"{page}?version=3").status_code == 404
    status, text = post(browser, page, page, **changed)
    assert status == 409
    assert "inzwischen geändert" in text
    assert "Grasscheren" in text


def test_an_entry_is_taken_away_only_by_who_means_it(browser: Browser, service: Told) -> None:
    browser.sign_in("rita")
    page = f"/entries/{ENTRY}"
    assert browser.send(page, page, do="remove") == 400
    assert browser.send(page, page, do="remove", really="yes") == 303
    assert (current(browser), service.times) == ((), 1)
    assert browser.client.get(page).status_code == 404
    assert browser.send(page, "/entries/new", do="remove", really="yes") == 404
    assert ("rita", "remove_entry", ENTRY) in accesses(browser)


def test_an_open_question_is_answered_by_an_entry(browser: Browser) -> None:
    browser.sign_in("rita")
    page = f"/entries/new?question={CALL}-1"
    assert f'href="{page}"' in browser.client.get("/questions").text
    text = browser.client.get(page).text
    assert text.count("Parken? &lt;script&gt;") == 2
    assert post(browser, "/entries/new", page, **MOWERS, question=f"{CALL}-1", do="keep") == (
        303,
        "",
    )
    assert "Parken?" not in browser.client.get("/questions").text
    assert ("rita", "close_question", f"{CALL}-1") in accesses(browser)
    assert browser.client.get(page).status_code == 404


def test_a_question_becomes_one_more_wording_of_an_entry(browser: Browser) -> None:
    browser.sign_in("rita")
    text = browser.client.get(f"/entries/{ENTRY}?question={CALL}-1").text
    assert "Wo kann ich parken?\nParken? &lt;script&gt;" in text


def test_the_entries_that_are_most_like_a_question_come_first(browser: Browser) -> None:
    browser.sign_in("rita")
    assert post(browser, "/entries/new", "/entries/new", **MOWERS, do="keep")[0] == 303
    page = f"/questions/{CALL}-1/entries"
    assert f'href="{page}"' in browser.client.get("/questions").text
    text = browser.client.get(page).text
    assert "Parken? &lt;script&gt;" in text
    first, second = re.findall(r'href="/entries/(added_\w+)\?question=([\w-]+)"', text)
    assert first == (ENTRY, f"{CALL}-1")
    assert second[1] == f"{CALL}-1"


def test_an_entry_is_as_like_a_question_as_words_that_mean_something_are_shared() -> None:
    parking, mowers = (
        checked_entry("any", {"questions": {"de": [asked]}, "answer": {"de": told}}, (GERMAN,))
        for asked, told in [("Wo kann ich parken?", "Im Hof."), ("Gibt es Mäher?", "Im Laden.")]
    )
    for question, counts in [
        ("kann ich denn hier parken", (1, 0)),
        ("ist im hof platz zum parken", (2, 0)),
        ("wie ist denn der", (0, 0)),
        ("haben sie mäher im laden", (0, 2)),
    ]:
        assert tuple(in_common(question, each, GERMAN) for each in (parking, mowers)) == counts


def test_who_may_not_see_questions_learns_and_closes_none(browser: Browser) -> None:
    browser.sign_in("adam")
    assert browser.client.get(f"/entries/new?question={CALL}-1").status_code == 403
    assert browser.client.get(f"/questions/{CALL}-1/entries").status_code == 403
    asked = MOWERS | {"question": f"{CALL}-1", "do": "keep"}
    assert post(browser, "/entries/new", "/entries/new", **asked)[0] == 403
    assert [each.key for each in current(browser)] == [ENTRY]


@pytest.mark.parametrize("question", [f"{FROZEN}-1", "nobody-1"])
def test_a_restricted_or_unknown_question_cannot_be_answered(
    browser: Browser, question: str
) -> None:
    browser.sign_in("paula")
    assert browser.client.get(f"/entries/new?question={question}").status_code == 404
    assert browser.client.get(f"/questions/{question}/entries").status_code == 404
    asked = MOWERS | {"question": question, "do": "keep"}
    assert post(browser, "/entries/new", "/entries/new", **asked)[0] == 404
    assert post(browser, "/entries/new", "/entries/new", **asked | {"question": "%"})[0] == 400
    assert [each.key for each in current(browser)] == [ENTRY]
