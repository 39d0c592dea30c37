"""What a line does to a sound: codecs, noise, loss; the same every time."""

import numpy as np
import numpy.typing as npt
import pytest

from kibox_pbx.hearing.codecs import NARROW_HZ, Codec, Samples, through
from kibox_pbx.hearing.line import FRAME_SAMPLES, PRE_ROLL_MS, TAIL_MS, Concealment, Line

CODED = (Codec.ALAW, Codec.ULAW, Codec.G722, Codec.GSM)
CLEAN = Line(Codec.NONE)
LEAD, TAIL = 8 * PRE_ROLL_MS, 8 * TAIL_MS


def tones(seconds: float = 2.0) -> Samples:
    """Three tones that swell, as vowels do."""
    at = np.arange(int(NARROW_HZ * seconds)) / NARROW_HZ
    sound = sum(np.sin(2 * np.pi * hertz * at) for hertz in (220, 700, 1300))
    return np.asarray(sound * np.sin(2 * np.pi * 3 * at) ** 2 * 4000, np.int16)


def decibel(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> float:
    return float(10 * np.log10(np.mean(one**2) / np.mean(other**2)))


def carried(line: Line, *babble: bytes) -> npt.NDArray[np.float64]:
    return np.frombuffer(line.carry(tones().tobytes(), babble), "<i2").astype(np.float64)


@pytest.mark.parametrize("codec", CODED)
def test_a_codec_changes_a_sound_but_neither_its_length_nor_its_place(codec: Codec) -> None:
    sound = tones(2.0037)
    heard = through(sound, codec)
    assert (str(heard.dtype), heard.size) == ("int16", sound.size)
    assert not np.array_equal(heard, sound)
    wide = [each.astype(np.float64) for each in (sound[800:-800], heard[800:-800])]
    lag = int(np.argmax(np.correlate(wide[1], wide[0][40:-40], "valid"))) - 40
    assert lag == 0


def test_codecs_cost_as_much_as_they_are_known_to() -> None:
    sound = tones().astype(np.float64)
    ratio = {c: decibel(sound, sound - through(tones(), c)) for c in CODED}
    assert ratio[Codec.ALAW] > 30
    assert ratio[Codec.ULAW] > 30
    assert ratio[Codec.G722] > 20
    assert 3 < ratio[Codec.GSM] < 25


def test_no_codec_and_no_sound_are_left_alone() -> None:
    assert np.array_equal(through(tones(), Codec.NONE), tones())
    assert all(through(np.zeros(0, np.int16), codec).size == 0 for codec in Codec)


def test_a_quiet_line_adds_quiet_before_and_behind() -> None:
    heard = carried(CLEAN)
    assert not heard[:LEAD].any()
    assert not heard[-TAIL:].any()
    assert np.array_equal(heard[LEAD:-TAIL], tones())


@pytest.mark.parametrize("snr_db", [0, 10, 20])
def test_noise_is_as_loud_as_asked_for_also_where_nobody_speaks(snr_db: float) -> None:
    noise = carried(Line(Codec.NONE, noise_db=snr_db)) - carried(CLEAN)
    speech = tones().astype(np.float64)
    assert decibel(speech, noise) == pytest.approx(snr_db, abs=0.3)
    assert decibel(speech, noise[:LEAD]) == pytest.approx(snr_db, abs=0.6)


def test_babble_is_other_people_at_the_level_asked_for() -> None:
    others = [(tones(1) // (place + 1))[place * 99 :].tobytes() for place in range(6)]
    line = Line(Codec.NONE, babble_db=5)
    babble = carried(line, *others) - carried(CLEAN)
    assert decibel(tones().astype(np.float64), babble) == pytest.approx(5, abs=0.3)
    assert not np.array_equal(babble, carried(Line(Codec.NONE, noise_db=5)) - carried(CLEAN))


def test_babble_without_people_is_refused() -> None:
    with pytest.raises(ValueError, match="other utterances"):
        carried(Line(babble_db=10))


@pytest.mark.parametrize("percent", [5, 20])
def test_as_many_packets_are_lost_as_asked_for(percent: float) -> None:
    noisy = Line(Codec.NONE, noise_db=10)
    sound = np.random.default_rng(3).normal(0, 3000, 60 * NARROW_HZ).astype("<i2").tobytes()
    lossy = Line(Codec.NONE, noise_db=10, loss_percent=percent)
    whole, heard = (np.frombuffer(line.carry(sound), "<i2") for line in (noisy, lossy))
    lost = [not packet.any() for packet in heard.reshape(-1, FRAME_SAMPLES)]
    assert 100 * np.mean(lost) == pytest.approx(percent, abs=2)
    kept = ~np.repeat(lost, FRAME_SAMPLES)
    assert np.array_equal(heard[kept], whole[kept])


def test_a_lost_packet_is_silence_or_the_one_before_or_cut_out() -> None:
    whole = carried(CLEAN).reshape(-1, FRAME_SAMPLES)
    by = {
        how: carried(Line(Codec.NONE, loss_percent=20, concealment=how)).reshape(
            -1, FRAME_SAMPLES
        )
        for how in Concealment
    }
    silent = by[Concealment.SILENCE]
    lost = np.flatnonzero((silent != whole).any(axis=1))
    assert lost.size > 5
    assert not silent[lost].any()
    again = by[Concealment.REPEAT]
    assert all(np.array_equal(again[place], again[place - 1]) for place in lost)
    cut = by[Concealment.CUT]
    assert len(cut) < len(whole)
    assert {packet.tobytes() for packet in cut} <= {packet.tobytes() for packet in whole}


def test_the_same_sound_is_spoiled_the_same_way_and_another_one_otherwise() -> None:
    line = Line(Codec.GSM, noise_db=10, loss_percent=10)
    assert line.carry(tones().tobytes()) == line.carry(tones().tobytes())
    other = line.carry((tones() // 2).tobytes())
    assert other != line.carry(tones().tobytes())


def test_a_line_says_what_it_is() -> None:
    assert Line().name == "alaw"
    line = Line(Codec.GSM, 10, 5.5, 3, Concealment.REPEAT)
    assert line.name == "gsm, noise 10 dB, babble 5.5 dB, loss 3 % (repeat)"
