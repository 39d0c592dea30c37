"""Makes inputs from good ones: cut, doubled, swapped, with bytes and words that mean something.

For hypothesis, which then makes a failing one as small as it can.
"""

from hypothesis import strategies as st

from tests.fuzz.target import Target

MOST_CHANGES = 4
MOST_TIMES = 300
ODD = (b"\0", b"\xff", b"\n", b"\r\n", b"9" * 40, b"-1", b"%", b"\xc3", b"\xed\xa0\x80", b" ")


def inputs(target: Target) -> st.SearchStrategy[bytes]:
    """Return what makes inputs for a target."""
    return st.one_of(_changed(target), _changed(target), st.binary(max_size=300))


@st.composite
def _changed(draw: st.DrawFn, target: Target) -> bytes:
    data = draw(st.sampled_from(target.seeds))
    for _ in range(draw(st.integers(0, MOST_CHANGES))):
        data = _once(draw, data, (*target.words, *ODD))
    return data


def _once(draw: st.DrawFn, data: bytes, words: tuple[bytes, ...]) -> bytes:
    """Change one place."""
    begin = draw(st.integers(0, len(data)))
    end = min(len(data), begin + draw(st.integers(0, 40)))
    before, chosen, after = data[:begin], data[begin:end], data[end:]
    match draw(st.integers(0, 5)):
        case 0:
            return before + after
        case 1:
            return before + chosen * draw(st.integers(2, MOST_TIMES)) + after
        case 2:
            return before + draw(st.binary(max_size=8)) + after
        case 3:
            return before + draw(st.sampled_from(words)) + data[begin:]
        case 4:
            return before + draw(st.sampled_from(words)) * draw(st.integers(1, 50)) + after
        case _:
            return before
