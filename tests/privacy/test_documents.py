"""The documents say what is set, all of it, and nothing that is switched off."""

import re
from typing import Any

import pytest

from kibox_pbx.privacy.document_facts import Facts, KeyPlace, ModelAtWork
from kibox_pbx.privacy.documents import Kind, write
from kibox_pbx.utterance import Language
from tests.privacy.markdown_shape import headings, shapes
from tests.privacy.office import MODELS, facts, incident

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
NOTICE, RECORD, MEASURES, DPIA = (
    Kind.PRIVACY_NOTICE,
    Kind.PROCESSING_RECORD,
    Kind.MEASURES,
    Kind.DPIA,
)
OF_SETTINGS = (NOTICE, RECORD, MEASURES, DPIA)

STAND_IN = (ModelAtWork("stt-en", "ear", stand_in=True),)

EVERYTHING_ON: dict[str, Any] = {
    "privacy": {"record_calls": True, "improve": True, "retention": {"recording_days": 9}},
    "booking": {"ask_birthdate": True, "ask_known": True},
    "speech": {"de": {"afterwards": "whisper-base"}},
    "forms": {
        "refill": {
            "names": {"de": "Folgerezept", "en": "repeat prescription"},
            "fields": {"medicine": {"prompt": {"de": "Welches?", "en": "Which one?"}}},
        }
    },
}


def text(kind: Kind, language: Language = GERMAN, /, **changes: Any) -> str:
    return write(kind, language, facts(**changes), incident()).text


def mail(content: str, address: str = "9.9.9.9", provider: str = "") -> dict[str, Any]:
    """Return settings by which somebody is told by mail, through a server on the internet."""
    email = {
        "address": address,
        "provider": provider,
        "sender": "kibox@office.example",
        "others": "desk@office.example",
        "content": content,
    }
    return {"notify": {"email": email}}


STORE = {"database": "kibox.db", "key_file": "kibox.key"}

CALENDARS: dict[str, Any] = {
    "people": {
        "sommer": {"caldav": {"url": "http://127.0.0.1:5232/x/"}, "write": True},
        "winter": {"ics": {"url": "https://192.168.1.5/winter.ics"}},
    }
}

BORROWED: dict[str, Any] = {
    "speech": {
        "de": {
            "hear_at": {"address": "192.168.1.20", "port": 10300},
            "speak_at": {"address": "127.0.0.1", "tls": False},
        }
    }
}
SHARED: dict[str, Any] = {
    "shared": {
        "address": "192.168.1.30",
        "ca_file": "db-ca.pem",
        "password_file": "shared.password",
        "key_file": "shared.key",
    }
}
FAR = ModelAtWork("stt-de", "whisper-large", at="192.168.1.20")

VARIANTS: dict[str, Facts] = {
    "usual": facts(),
    "everything on": facts(**EVERYTHING_ON),
    "nothing known": facts({"kind": None, "responsible": {}, "officer": "", "authority": ""}),
    "bare machine": facts(
        tables=frozenset({"calls"}), key=KeyPlace.BESIDE, swap=True, models=(MODELS[0],)
    ),
    "no key file": facts(key=KeyPlace.NO_FILE),
    "ami": facts(telephone={"reception": "reception", "ami": {"secret_file": "s"}}),
    "borrowed engines": facts(**BORROWED, models=(FAR, *MODELS[1:])),
    "a shared database": facts(**SHARED),
    "hosts and engines": facts({"record_calls": True}, **SHARED, **BORROWED),
    "calendars": facts(calendar_sync=CALENDARS),
    "ended": facts({"retention": {"contract_ended": "2027-06-30", "transcript_days": 1}}),
    "stand-ins": facts(models=(ModelAtWork("stt-de", "whisper-base", stand_in=True),)),
    "legal": facts({"kind": "legal"}),
    "tax": facts({"kind": "tax"}),
    "other": facts({"kind": "other"}),
    "mail outside": facts(**mail("none")),
    "mail outside, subject": facts({"kind": "legal"}, **mail("subject", provider="Post, Bonn")),
    "mail outside, full": facts({"kind": "tax"}, **mail("full", provider="Post, Bonn")),
}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("kind", OF_SETTINGS)
def test_both_languages_have_the_same_sections_and_tables(kind: Kind, variant: str) -> None:
    german, english = (write(kind, each, VARIANTS[variant]) for each in (GERMAN, ENGLISH))
    assert headings(german.text) == headings(english.text)
    assert shapes(german.text) == shapes(english.text)
    assert german.missing == english.missing
    assert german.version != english.version


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("kind", OF_SETTINGS)
def test_a_document_is_clean_text(kind: Kind, variant: str, language: Language) -> None:
    document = write(kind, language, VARIANTS[variant])
    assert document.text.startswith("# ")
    assert document.text.endswith("\n")
    assert not re.search(r"\n\n\n|[{}]|None|  |[;,:]\.|\.\.|\( | ,", document.text)
    assert not re.search(r"[^\n]\n#|\|\n[^|\n]|[^|\n]\n\|", document.text)
    assert document.version in document.text


@pytest.mark.parametrize(
    ("kind", "changes", "says"),
    [
        (NOTICE, {"privacy": {"kind": "legal"}}, "§ 43a Abs. 2 BRAO"),
        (NOTICE, {"privacy": {"kind": "tax"}}, "§ 57 Abs. 1 StBerG"),
        (NOTICE, {"privacy": {"kind": "other"}}, "vertraulich (Art. 5 Abs. 1 lit. f"),
        (RECORD, {"privacy": {"kind": "legal"}}, "Art. 9 Abs. 2 lit. f"),
        (RECORD, {"privacy": {"kind": "tax"}}, "§ 11 Abs. 2 StBerG"),
        (RECORD, {"privacy": {"kind": "other"}}, "wird nicht gefragt"),
        (DPIA, {"privacy": {"kind": "other"}}, "Inhalte von Telefongesprächen"),
        (NOTICE, {"privacy": {"responsible": {"address": "Am Markt 1"}}}, "Am Markt 1"),
        (NOTICE, {"privacy": {"officer": "Frau Schutz"}}, "Frau Schutz"),
        (NOTICE, {"privacy": {"officer": ""}}, "keine Datenschutzbeauftragte"),
        (NOTICE, {"privacy": {"authority": "Amt Nord"}}, "Amt Nord"),
        (NOTICE, {"privacy": {"record_calls": True}}, "Nur ein gesprochenes Ja"),
        (RECORD, {"privacy": {"record_calls": True}}, "## Tonaufnahmen"),
        (MEASURES, {"privacy": {"record_calls": True}}, "nach gesprochenem Ja"),
        (DPIA, {"privacy": {"record_calls": True}}, "Nein, Schweigen und Unklares"),
        (NOTICE, {"privacy": {"improve": True}}, "Ohne Ihr Ja geschieht das nicht"),
        (RECORD, {"privacy": {"improve": True}}, "## Verbesserung"),
        (MEASURES, {"privacy": {"improve": True}}, "nur mit Einwilligung"),
        (DPIA, {"privacy": {"improve": True}}, "zu anderen Zwecken"),
        (NOTICE, {"privacy": {"retention": {"transcript_days": 12}}}, "nach 12 Tagen"),
        (NOTICE, {"privacy": {"retention": {"call_days": 77}}}, "| 77 Tage | Ende des Anrufs"),
        (RECORD, {"privacy": {"retention": {"message_days": 0}}}, "Anfragen sofort nach Erl"),
        (RECORD, {"privacy": {"retention": {"appointment_days": 1}}}, "Termine 1 Tag nach"),
        (NOTICE, {"privacy": {"retention": {"proof_days": 365}}}, "| 1 Jahr |"),
        (NOTICE, {"privacy": {"retention": {"proof_days": 730}}}, "| 2 Jahre |"),
        (NOTICE, {"privacy": {"retention": {"contract_ended": "2027-06-30"}}}, "30.06.2027"),
        (
            MEASURES,
            {"store": STORE | {"backups": {"folder": "x", "keep_days": 5}}},
            "nach 5 Tagen wird",
        ),
        (NOTICE, {"booking": {"ask_birthdate": True}}, "dazu mit dem Geburtsdatum"),
        (RECORD, {"booking": {"ask_known": True}}, "schon einmal hier"),
        (RECORD, {"booking": {"hold_minutes": 7}}, "nach 7 Minuten"),
        (NOTICE, EVERYTHING_ON, "nach 9 Tagen gelöscht"),
        (NOTICE, EVERYTHING_ON, "Anfragen (Folgerezept)"),
        (NOTICE, {"speech": {"de": {"afterwards": "x"}}}, "ein zweites Mal"),
        (MEASURES, {"speech": {"de": {"afterwards": "x"}}}, "höchstens zehn Minuten"),
        (RECORD, {"telephone": {"reception": "reception", "calls": 3}}, "bis zu 3 Anrufe"),
        (MEASURES, {"telephone": {"reception": "reception", "calls": 3}}, "ab 4 Anrufen"),
        (MEASURES, {"telephone": {"reception": "reception", "fastagi": {"port": 9}}}, "Port 9"),
        (
            MEASURES,
            {"telephone": {"reception": "reception", "ami": {"secret_file": "s"}}},
            "Verwaltung: 127.0.0.1, Port 5038",
        ),
        (MEASURES, {"calendar_sync": CALENDARS}, "(winter, nur gelesen): 192.168.1.5"),
        (MEASURES, {"calendar_sync": CALENDARS}, "Termine von sommer (nur belegte Zeit);"),
        (RECORD, {"calendar_sync": CALENDARS}, "Kalender: sommer (nur belegte Zeit)"),
        (NOTICE, {"calendar_sync": CALENDARS}, "haben: sommer (nur belegte Zeit)."),
        (NOTICE, BORROWED, "arbeitet auf Geräten in unserem Haus"),
        (
            MEASURES,
            BORROWED,
            "(hören, erhält den Ton der Anrufenden): 192.168.1.20, Port 10300",
        ),
        (MEASURES, BORROWED, "Ausgenommen sind die oben genannten Geräte des Büros, auf denen"),
        (MEASURES, {"models": (FAR,)}, "läuft auf 192.168.1.20"),
        (RECORD, BORROWED, "nur die unten genannten Gegenstellen"),
        (DPIA, BORROWED, "Alles geschieht auf Geräten im Haus"),
        (DPIA, BORROWED, "Es ist ein Gerät des Büros (192.168.1.20), mit geprüftem TLS"),
        (NOTICE, SHARED, "arbeitet auf Geräten in unserem Haus"),
        (RECORD, SHARED, "(PostgreSQL, 192.168.1.30) und als Kopie in der verschlüsselten"),
        (RECORD, SHARED, "der verschlüsselten Datenbank; versiegelt auch in der gemeinsamen"),
        (RECORD, SHARED, "nur die unten genannten Gegenstellen"),
        (MEASURES, SHARED, "Anfragen, versiegelt): 192.168.1.30, Port 5432"),
        (MEASURES, SHARED, "gemeinsame Datenbank der Geräte, mit geprüftem TLS-Zertifikat"),
        (MEASURES, SHARED, "unter einem Schlüssel versiegelt, den nur die Geräte haben"),
        (MEASURES, SHARED, "führen die anderen Geräte ebenso aus"),
        (DPIA, SHARED, "bis jedes Gerät sie bestätigt hat"),
        (MEASURES, {"privacy": {"further_measures": "Alarmanlage"}}, "- Alarmanlage"),
        (MEASURES, {"key": KeyPlace.BESIDE}, "Offen: Schlüssel und Datenbank"),
        (MEASURES, {"key": KeyPlace.NO_FILE}, "eine Schlüsseldatei gibt es nicht"),
        (DPIA, {"key": KeyPlace.NO_FILE}, "liegt in keiner Datei"),
        (MEASURES, {"swap": True}, "Offen: Das Gerät hat Auslagerungsspeicher"),
        (MEASURES, {"tables": frozenset()}, "Ein Zugriffsprotokoll gibt es nicht"),
        (
            MEASURES,
            {"models": (ModelAtWork("stt-en", "ear", stand_in=True),)},
            "| ear | Ersatz",
        ),
        (
            DPIA,
            {"models": (ModelAtWork("stt-en", "ear", stand_in=True),)},
            "Ersatzmodelle (ear)",
        ),
        (RECORD, {"tables": frozenset({"turns"})}, "| Tabellen turns der"),
        (NOTICE, mail("none"), "meldet er uns nur, dass etwas wartet"),
        (NOTICE, mail("none"), "mit dessen Kennung, ohne Namen, Nummer und Inhalt"),
        (NOTICE, mail("subject"), "geht der Betreff von Nachrichten und Anfragen als E-Mail"),
        (NOTICE, mail("full"), "gehen Nachrichten und Anfragen mit Namen und Telefonnummer"),
        (
            NOTICE,
            mail("full", provider="Post, Bonn"),
            "Auftragsverarbeiter ist: Post, Bonn",
        ),
        (NOTICE, mail("full", "192.168.1.10", "Post, Bonn"), "Auftragsverarbeiter ist: Post"),
        (NOTICE, mail("full"), "Als äußerer Dienstleister ist allein unser E-Mail-Anbieter"),
        (RECORD, mail("full", provider="Post, Bonn"), "ist der E-Mail-Anbieter: Post, Bonn;"),
        (RECORD, mail("subject"), "; der E-Mail-Anbieter (Betreff von Nachrichten"),
        (RECORD, mail("full"), "über den Sitz des genannten E-Mail-Anbieters hinausgeht"),
        (DPIA, mail("none"), "der keine Angaben über Anrufende erhält"),
        (DPIA, mail("full"), "keine weiteren Auftragsverarbeiter"),
    ],
)
def test_a_setting_that_matters_is_in_the_text(
    kind: Kind, changes: dict[str, Any], says: str
) -> None:
    assert says in text(kind, **changes)
    assert says not in text(kind)


@pytest.mark.parametrize(
    ("kind", "says", "unless"),
    [
        (NOTICE, "Art. 9 Abs. 2 lit. h", {"privacy": {"kind": "other"}}),
        (MEASURES, "auf einem anderen Dateisystem", {"key": KeyPlace.BESIDE}),
        (
            MEASURES,
            "| Empfang | Gespräche übernehmen, zurückrufen,",
            {"tables": frozenset({"calls"})},
        ),
        (MEASURES, "verketteten Zugriffsprotokoll", {"tables": frozenset({"calls"})}),
        (NOTICE, "Dr. Sabine Sommer", {"privacy": {"responsible": {"address": "x"}}}),
    ],
)
def test_what_is_usual_is_said_unless_it_is_otherwise(
    kind: Kind, says: str, unless: dict[str, Any]
) -> None:
    assert says in text(kind)
    assert says not in text(kind, **unless)


@pytest.mark.parametrize("language", Language)
def test_nobody_is_told_that_all_stays_in_the_house_where_it_does_not(
    language: Language,
) -> None:
    claims = {
        GERMAN: ("nichts ins Internet", "auch kein Auftragsverarbeiter", "nicht beteiligt"),
        ENGLISH: ("nothing to the internet", "nor does any processor", "provider takes part"),
    }
    at_home = write(NOTICE, language, facts(**mail("full", "192.168.1.10"))).text
    told = write(NOTICE, language, facts(**mail("full"))).text
    hinted = write(NOTICE, language, facts(**mail("none"))).text
    assert [claim in at_home for claim in claims[language]] == [True, True, True]
    assert [claim in told for claim in claims[language]] == [False, False, False]
    assert [claim in hinted for claim in claims[language]] == [False, False, True]


def test_a_provider_outside_who_is_told_must_be_named() -> None:
    for kind in (NOTICE, RECORD):
        assert write(kind, GERMAN, facts(**mail("full"))).missing == ("notify.email.provider",)
        assert write(kind, GERMAN, facts(**mail("none"))).missing == ()
        assert write(kind, GERMAN, facts(**mail("full", provider="Post, Bonn"))).missing == ()


@pytest.mark.parametrize("kind", OF_SETTINGS)
def test_what_is_off_is_not_claimed(kind: Kind) -> None:
    off = text(kind)
    assert "Ja beginnt" not in off
    assert "Ohne Ihr Ja" not in off
    assert "Tonaufnahmen, wo eingewilligt" not in off
    assert "zweites Mal" not in off
    assert "Ich widerrufe" not in off
    bare = text(kind, tables=frozenset({"calls", "turns"}))
    assert "verketteten" not in bare
    assert "eigenen Konto" not in bare
    assert "audit" not in bare


@pytest.mark.parametrize(
    ("changes", "kinds", "missing"),
    [
        ({"kind": None}, (NOTICE, RECORD, DPIA), "privacy.kind"),
        ({"responsible": {}}, OF_SETTINGS, "privacy.responsible.address"),
        ({"responsible": {"address": "x"}}, OF_SETTINGS, "privacy.responsible.email"),
        ({"authority": ""}, (NOTICE, Kind.INCIDENT), "privacy.authority"),
        ({"further_measures": ()}, (MEASURES,), "privacy.further_measures"),
    ],
)
def test_what_is_not_set_is_marked_and_listed(
    changes: dict[str, Any], kinds: tuple[Kind, ...], missing: str
) -> None:
    for kind in kinds:
        document = write(kind, GERMAN, facts(changes), incident())
        assert missing in document.missing
        assert f"**[auszufüllen: {missing}]**" in document.text
        assert "> **Entwurf.** Es fehlt: " in document.text


@pytest.mark.parametrize("kind", Kind)
def test_where_nothing_is_missing_it_is_no_draft(kind: Kind) -> None:
    document = write(kind, GERMAN, facts(), incident())
    assert document.missing == ()
    assert "**Entwurf.**" not in document.text
    assert "auszufüllen" not in document.text


def test_a_model_that_is_not_installed_is_missing() -> None:
    document = write(MEASURES, ENGLISH, facts(models=(ModelAtWork("llm", None),)))
    assert document.missing == ("kibox models fetch llm",)


def test_the_version_changes_with_the_text_and_not_with_the_day() -> None:
    one = write(NOTICE, GERMAN, facts())
    later = write(NOTICE, GERMAN, facts(written_on=facts().written_on.replace(year=2027)))
    changed = write(NOTICE, GERMAN, facts({"retention": {"call_days": 77}}))
    assert one.version == later.version != changed.version
    assert "28.11.2027" in later.text


def test_the_names_of_the_office_cannot_become_markup() -> None:
    written = text(NOTICE, privacy={"authority": "*Amt* | <b>Süd</b>\n# x"})
    assert r"\*Amt\* \| \<b\>Süd\</b\> # x" in written


def test_every_risk_is_in_the_overview() -> None:
    written = text(DPIA, **EVERYTHING_ON)
    titles = re.findall(r"^### (R\d+: .*)$", written, re.MULTILINE)
    assert len(titles) == 12
    for title in titles:
        assert f"| {title} | " in written


@pytest.mark.parametrize(
    ("better", "worse", "risk"),
    [
        ({"booking": {"ask_birthdate": True}}, {}, "R3"),
        ({"key": KeyPlace.APART}, {"key": KeyPlace.BESIDE}, "R8"),
        ({}, {"tables": frozenset({"calls"})}, "R9"),
        ({}, {"models": (ModelAtWork("llm", "small", stand_in=True),)}, "R1"),
    ],
)
def test_what_protects_lowers_the_risk_that_is_left(
    better: dict[str, Any], worse: dict[str, Any], risk: str
) -> None:
    def left(changes: dict[str, Any]) -> str:
        found = re.search(rf"^\| {risk}: .* \| (\w+) \|$", text(DPIA, **changes), re.MULTILINE)
        assert found
        return found[1]

    assert (left(better), left(worse)) == ("gering", "mittel")


@pytest.mark.parametrize("kind", [Kind.PROCESSING_RECORD, Kind.MEASURES])
@pytest.mark.parametrize("language", list(Language))
def test_who_is_notified_is_named_with_how_much_they_are_told(
    kind: Kind, language: Language
) -> None:
    email = {"address": "192.168.1.10", "sender": "a@b.test", "others": "c@d.test"}
    notify = {"email": email | {"content": "full"}}
    written = text(kind, language, notify=notify)
    assert "192.168.1.10" in written
    assert "full" in written
