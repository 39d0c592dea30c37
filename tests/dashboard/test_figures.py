"""Statistics, the waits of a call, and how the service is: shown, and noted."""

import html

import pytest

from tests.dashboard.conftest import Browser
from tests.dashboard.office import CALL, Told
from tests.dashboard.test_pages import accesses


@pytest.fixture
def service() -> Told:
    return Told()


def page(browser: Browser, path: str) -> str:
    return html.unescape(browser.client.get(path).text)


def test_statistics_are_pictures_with_their_figures_beside_them(browser: Browser) -> None:
    browser.sign_in("adam")
    text = page(browser, "/statistics/month")
    assert text.count('role="img"') == 3
    assert text.count("<details>") == 2
    assert "Säulen: Anrufe je Tag, höchstens 7." in text
    assert '<th scope="row">21.11.2026</th><td class="number">5</td>' in text
    assert "<dt>Die Hälfte wartet höchstens</dt><dd>0,7 s</dd>" in text
    assert '<th scope="row">Termin vereinbart</th>' in text
    assert "style=" not in text
    assert ("adam", "show_statistics", "") in accesses(browser)


def test_a_week_is_less_than_a_year_and_other_spans_are_none(browser: Browser) -> None:
    browser.sign_in("rita")
    week, year = (page(browser, f"/statistics/{span}") for span in ("week", "year"))
    assert week.count("<rect") < year.count("<rect")
    assert 'aria-current="page">7 Tage' in week
    assert browser.client.get("/statistics/decade").status_code == 404


def test_a_call_shows_where_its_waits_went(browser: Browser) -> None:
    browser.sign_in("rita")
    text = page(browser, f"/calls/{CALL}")
    drawn = text.split('<ol class="falls">')[1].split("</li>")[0]
    assert drawn.count("<rect") == 6
    assert 'class="model"' in drawn
    assert '<span class="number">1,6 s</span>' in drawn
    row = text.split('<th scope="row">0:05</th>')[1].split("</tr>")[0]
    numbers = [each.split("</td>")[0] for each in row.split('<td class="number">')[1:]]
    assert numbers == ["1580", "500", "100", "50", "50", "800", "80"]


def test_the_admin_sees_how_the_service_is_the_worst_first(browser: Browser) -> None:
    browser.sign_in("adam")
    text = page(browser, "/health")
    assert text.index("2 GB are free") < text.index("none are made") < text.index("lets us in")
    assert "Etwas ist kaputt." in text
    assert "<code>make room</code>" in text
    assert "<dd>1 von 2</dd>" in text
    assert "vosk-de (vosk)" in text
    assert ("adam", "show_health", "") in accesses(browser)


class TestWithoutService:
    """Pages whose service cannot be seen."""

    @pytest.fixture
    def service(self) -> None:
        return None

    def test_the_page_says_so(self, browser: Browser) -> None:
        browser.sign_in("adam")
        assert "nicht zu sehen" in page(browser, "/health")
