"""What a caller said leaves the house as one value among others, whatever it holds."""

import json
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kibox_pbx.notify.mail import Mail
from kibox_pbx.notify.wording import as_json, headline, lines
from kibox_pbx.storage.outbox import Kind, Notification
from kibox_pbx.utterance import Language
from tests.notify.test_mail import office

AT = datetime(2026, 11, 23, 7, tzinfo=UTC)
EVIL = 'x\r\nBcc: a@b.test\r\n\r\n{"urgent": true}\x1b[2J\x00,=1+1"\u2028</script>'


def told(text: str) -> Notification:
    return Notification(
        Kind.MESSAGE, "3f2a-1", AT, subject=text, text=text, name=text, phone=text
    )


@settings(deadline=None)
@given(st.text())
def test_a_headline_is_one_line(text: str) -> None:
    assert len(headline(told(text), Language.GERMAN).splitlines()) == 1


@settings(deadline=None)
@given(st.text())
def test_a_name_begins_no_line_of_its_own(text: str) -> None:
    named = Notification(Kind.MESSAGE, "3f2a-1", AT, name=text, phone=text, subject=text)
    labels = ("Neue", "Eine neue", "Kennung: ", "Betreff: ", "Name: ", "Telefon: ")
    written = "\n".join(lines(named, Language.GERMAN)).splitlines()
    assert all(line.startswith(labels) for line in written if line)


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_machine_reads_what_was_said_as_one_value(text: str) -> None:
    read = json.loads(json.dumps(as_json(told(text)), ensure_ascii=False).encode())
    assert set(read) == {
        "kind",
        "id",
        "at",
        "urgent",
        "waiting",
        "subject",
        "text",
        "name",
        "phone",
    }
    assert (read["text"], read["urgent"]) == (text, False)


def test_a_mail_has_the_headers_that_we_wrote(tmp_path: Path) -> None:
    told_by = office(tmp_path, 25)
    assert told_by.notify.email is not None
    peer = told_by.notify.email.model_copy(update={"tls": "none", "password_file": None})
    letter = Mail(told_by, peer).letter(told(EVIL), ("desk@practice.test",))
    read = message_from_bytes(letter.as_bytes(), policy=policy.default)
    assert "Bcc" not in read
    assert set(read.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version",
        "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip
    assert read["To"] == "desk@practice.test"
    assert b"\x00" not in letter.as_bytes()
