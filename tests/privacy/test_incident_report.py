"""The report of an incident (Art. 33 GDPR)."""

from typing import Any

import pytest

from kibox_pbx.privacy.document_facts import Facts, Incident, KeyPlace, Reached
from kibox_pbx.privacy.documents import Kind, write
from kibox_pbx.utterance import Language
from tests.privacy.markdown_shape import headings, shapes
from tests.privacy.office import facts, incident

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH

OFFICES: dict[str, Facts] = {
    "usual": facts(),
    "key beside": facts(key=KeyPlace.BESIDE),
    "nothing known": facts({"kind": None, "responsible": {}, "officer": "", "authority": ""}),
    "other": facts({"kind": "other"}),
}
INCIDENTS = {
    "usual": incident(),
    "late": incident(written=incident().due.replace(year=2027)),
    "account": incident(
        reached=Reached.ACCOUNT, account="erika", seen=(("show_call", 2),), looked_at=("c1",)
    ),
    "disk": incident(reached=Reached.DATABASE),
    "key": incident(reached=Reached.KEY),
    "numbers": incident(numbers=("+4930123456",)),
}


@pytest.mark.parametrize("case", INCIDENTS)
@pytest.mark.parametrize("office", OFFICES)
def test_an_incident_is_told_alike_in_both_languages(office: str, case: str) -> None:
    german, english = (
        write(Kind.INCIDENT, each, OFFICES[office], INCIDENTS[case]).text
        for each in (GERMAN, ENGLISH)
    )
    assert headings(german) == headings(english)
    assert shapes(german) == shapes(english)
    assert german.count("[vom Büro") == english.count("[to be added by the office")


def told(case: Incident, language: Language = ENGLISH, **changes: Any) -> str:
    return write(Kind.INCIDENT, language, facts(**changes), case).text


def test_an_incident_names_counts_identifiers_and_the_deadline() -> None:
    written = told(incident())
    assert "**2026-11-29, 09:00 (Europe/Berlin)**" in written
    assert "| sentences of transcripts | 41 |" in written
    assert "| keys for transcripts | 3 |" in written
    assert "- Calls: c1, c2, c3" in written
    assert "- Calls erased since: e1" in written
    assert "- Appointments: a1, a2" in written
    assert "telephone numbers: 4" in written
    assert "Reasons for the delay" not in written
    assert "Telephone numbers:" not in written


def test_a_late_report_asks_for_reasons() -> None:
    assert "Reasons for the delay" in told(INCIDENTS["late"])


@pytest.mark.parametrize("reached", Reached)
def test_what_is_encrypted_is_told_from_what_could_be_read(reached: Reached) -> None:
    written = told(incident(reached=reached))
    readable = reached in {Reached.DATABASE_AND_KEY, Reached.ACCOUNT}
    assert ("could be read" in written) == readable
    assert ("Art. 34(3)(a)" in written) != readable
    assert ("lock the account" in written) == (reached is Reached.ACCOUNT)


def test_a_key_on_the_stolen_disk_is_warned_of() -> None:
    stolen = incident(reached=Reached.DATABASE)
    assert "Take care" in told(stolen, key=KeyPlace.BESIDE)
    assert "Take care" not in told(stolen, key=KeyPlace.APART)


def test_an_account_is_told_with_what_it_saw() -> None:
    written = told(INCIDENTS["account"])
    assert "the access of the account erika" in written
    assert r"| show_call | 2 |" in written
    assert "Named in the access log: c1" in written


def test_numbers_are_listed_only_where_they_were_asked_for() -> None:
    assert "Telephone numbers: +4930123456" in told(INCIDENTS["numbers"])


def test_where_nothing_was_there_it_says_none() -> None:
    empty = incident(reach=type(incident().reach)({}, {}, (), (), (), 0, 0))
    assert told(empty).count(": none") == 3
