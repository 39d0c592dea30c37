"""What a caller brings back: read only if we wrote it."""

import uuid

import pytest

from kibox_pbx.app.ticket import Ticket
from kibox_pbx.records import Outcome
from kibox_pbx.utterance import Language

TICKET = Ticket(uuid.UUID(int=7).hex, Language.ENGLISH, Outcome.EMERGENCY)


def test_a_ticket_comes_back_as_it_was_written() -> None:
    assert Ticket.read(str(TICKET)) == TICKET


@pytest.mark.parametrize(
    "text",
    ["", "x", f"{TICKET} ", str(TICKET).replace(".en.", ".fr."), f"{TICKET.call_id}.en.rich"],
)
def test_what_we_did_not_write_is_no_ticket(text: str) -> None:
    assert Ticket.read(text) is None
