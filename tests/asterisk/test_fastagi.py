"""The AGI language, cut at every place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kibox_pbx.asterisk.fastagi import (
    MAX_LINE_BYTES,
    MAX_LINES,
    AgiReply,
    AgiRequest,
    HungUp,
    Reader,
    encode_command,
    quote,
)
from kibox_pbx.errors import PeerError

REQUEST = """agi_network: yes
agi_network_script: reception?line=2
agi_request: agi://127.0.0.1:4573/reception?line=2
agi_channel: PJSIP/trunk-00000001
agi_language: de
agi_type: PJSIP
agi_uniqueid: 1700000000.1
agi_callerid: 030123456
agi_calleridname: Jürgen "J" Müller
agi_callingpres: 0
agi_dnid: 31
agi_context: kibox-call
agi_extension: s
agi_arg_1: 493031

"""
REPLIES = """200 result=0
100 Trying...
200 result=1 (Grüße)
HANGUP
200 result=1 (two
lines)
520-Invalid command syntax.  Proper usage follows:
Usage: ANSWER
HANGUP
520 End of proper usage.
510 Invalid or unknown command
511 Command Not Permitted on a dead channel or intercept routine
200 result=-1
"""
STREAM = (REQUEST + REPLIES).encode()
CALL = AgiRequest(
    script="reception",
    query={"line": "2"},
    caller_id="030123456",
    dialled="493031",
    channel="PJSIP/trunk-00000001",
    unique_id="1700000000.1",
    language="de",
    context="kibox-call",
    arguments=("493031",),
)
FOUND = [
    CALL,
    AgiReply(200, "0"),
    AgiReply(200, "1", "Grüße"),
    HungUp(),
    AgiReply(200, "1", "two\nlines"),
    AgiReply(520),
    AgiReply(510),
    AgiReply(511),
    AgiReply(200, "-1"),
]


def test_request_and_replies_are_found_wherever_the_stream_is_cut() -> None:
    for cut in range(len(STREAM) + 1):
        reader = Reader()
        assert reader.feed(STREAM[:cut]) + reader.feed(STREAM[cut:]) == FOUND


def test_a_hang_up_line_answers_no_command() -> None:
    reader = Reader()
    reader.feed(REQUEST.encode())
    assert reader.feed(b"HANGUP\n200 result=0\n") == [HungUp(), AgiReply(200, "0")]


@pytest.mark.parametrize(
    ("facts", "caller"),
    [
        ("agi_callerid: unknown", None),
        ("agi_callerid: 123\nagi_callingpres: 32", None),
        ("agi_callerid: 123\nagi_callingpres: 35", None),
        ("agi_callerid: 123\nagi_callingpres: 3", "123"),
        ("agi_rdnis: unknown", None),
        ("agi_callerid: +49 (30) 123-456", "+49 (30) 123-456"),
        ("agi_callerid: +4930123456;npdi=yes", "+4930123456"),
        ("agi_callerid: zoë.müller", "zoë.müller"),
        ("agi_callerid: ${SHELL(id)}", None),
        ("agi_callerid: <script>alert(1)</script>", None),
        ("agi_callerid: \x1b[31m030123", None),
        ("agi_callerid: =1+1|x", None),
        ("agi_callerid: 030\x00123", None),
    ],
)
def test_a_withheld_number_is_no_number(facts: str, caller: str | None) -> None:
    stream = f"agi_network_script: reception\n{facts}\n\n".encode()
    (request,) = Reader().feed(stream)
    assert isinstance(request, AgiRequest)
    assert request.caller_id == caller


def test_the_dialled_number_falls_back_to_the_extension() -> None:
    stream = b"agi_network_script: reception\nagi_dnid: unknown\nagi_extension: 31\n\n"
    (request,) = Reader().feed(stream)
    assert isinstance(request, AgiRequest)
    assert request.dialled == "31"


def test_a_line_that_cannot_be_one_is_unknown() -> None:
    stream = b"agi_network_script: reception\nagi_arg_1: 31\x1b]0;x\x07\nagi_dnid: 31\n\n"
    (request,) = Reader().feed(stream)
    assert isinstance(request, AgiRequest)
    assert request.dialled == "31"


@pytest.mark.parametrize(
    "caller",
    [
        "1\nagi_network_script: status",
        "1\nagi_network_script: reception?unanswered=desk",
        "1\nagi_dnid: 30",
        "1\nwhatever",
        "1\n\n200 result=1",
        "1\n\n",
    ],
)
def test_a_line_break_in_a_number_forges_no_fact_and_no_reply(caller: str) -> None:
    reader, stream = Reader(), REQUEST.replace("030123456", caller)
    with pytest.raises(PeerError):
        reader.feed(stream.encode() + b"200 result=0\n")


@pytest.mark.parametrize(
    "dialled", ["31\nagi_network_script: status", "31\n\n200 result=1\n200 result=1"]
)
def test_neither_does_one_in_the_last_thing_that_a_caller_chooses(dialled: str) -> None:
    asked = f"{dialled}\nagi_arg_2: end"
    with pytest.raises(PeerError):
        Reader().feed(REQUEST.replace("493031", asked).encode())


@pytest.mark.parametrize(
    "stream",
    [
        b"\n",
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"agi_network_script: x\n\nwhat?\n",
        b"agi_network_script: x\n\n200 nothing\n",
        b"x" * (MAX_LINE_BYTES + 1),
        b"agi_a: b\n" * (MAX_LINES + 1),
        b"agi_network_script: x\n\n520-\n" + b"usage\n" * (MAX_LINES + 1),
    ],
    ids=["blank", "a browser", "no code", "no result", "long line", "many facts", "long usage"],
)
def test_what_asterisk_never_sends_is_refused(stream: bytes) -> None:
    with pytest.raises(PeerError):
        Reader().feed(stream)


@given(st.lists(st.binary(max_size=300), max_size=40))
def test_any_bytes_are_read_or_refused_and_never_piled_up(pieces: list[bytes]) -> None:
    reader = Reader()
    try:
        for piece in pieces:
            reader.feed(piece)
            assert len(reader._buffer) <= MAX_LINE_BYTES
            assert len(reader._lines) <= MAX_LINES
    except PeerError:
        pass


@given(st.text())
def test_an_argument_can_neither_end_its_quotes_nor_its_line(text: str) -> None:
    quoted = quote(text)
    inside = quoted[1:-1].replace("\\\\", "").replace('\\"', "")
    assert not set(inside) & {'"', "\\", "\n", "\r", "\0"}


def test_a_command_is_one_line_of_quoted_arguments() -> None:
    command = encode_command("SET VARIABLE", "NAME", 'a "b"\nHANGUP \\')
    assert command == b'SET VARIABLE "NAME" "a \\"b\\" HANGUP \\\\"\n'
