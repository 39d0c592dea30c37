import numpy as np
import numpy.typing as npt
import pytest

from kibox_pbx.engines.telephone_sound import LEAD_MS, TAIL_MS, silence, to_telephone

RATE_HZ = 22050


def tone(
    frequency_hz: int, duration_ms: int, amplitude: float = 0.1
) -> npt.NDArray[np.float32]:
    times = np.arange(RATE_HZ * duration_ms // 1000) / RATE_HZ
    return np.asarray(amplitude * np.sin(2 * np.pi * frequency_hz * times), np.float32)


def quiet(duration_ms: int) -> npt.NDArray[np.float32]:
    return np.zeros(RATE_HZ * duration_ms // 1000, np.float32)


def heard(sound: bytes) -> npt.NDArray[np.float64]:
    return np.frombuffer(sound, "<i2") / 32768


def test_dead_air_in_front_and_behind_is_cut() -> None:
    sound = heard(
        to_telephone(np.concatenate([quiet(400), tone(800, 500), quiet(700)]), RATE_HZ)
    )
    assert len(sound) / 8 == pytest.approx(LEAD_MS + 500 + TAIL_MS, abs=15)


def test_a_pause_inside_a_sentence_stays() -> None:
    parts = [tone(800, 300), quiet(250), tone(800, 300)]
    sound = heard(to_telephone(np.concatenate(parts), RATE_HZ))
    assert len(sound) / 8 == pytest.approx(850 + LEAD_MS, abs=15)


@pytest.mark.parametrize("amplitude", [0.002, 0.1, 0.99])
def test_every_voice_is_equally_loud(amplitude: float) -> None:
    sound = heard(to_telephone(tone(800, 1000, amplitude), RATE_HZ))
    level = 20 * np.log10(np.sqrt((sound[800:7000] ** 2).mean()))
    assert level == pytest.approx(-20, abs=0.5)


def test_a_click_keeps_the_whole_below_the_clipping_of_the_line() -> None:
    spiky = tone(800, 1000, 0.02)
    spiky[11000:11040] = 0.9
    sound = heard(to_telephone(spiky, RATE_HZ))
    assert 20 * np.log10(abs(sound).max()) == pytest.approx(-3, abs=0.1)


def test_what_the_telephone_cannot_carry_does_not_come_back_as_a_false_tone() -> None:
    both = tone(800, 1000) + tone(5000, 1000)
    spectrum = abs(np.fft.rfft(heard(to_telephone(both, RATE_HZ))[800:7200]))
    frequencies = np.fft.rfftfreq(6400, 1 / 8000)
    alias = spectrum[(frequencies > 2900) & (frequencies < 3100)].max()
    assert alias < spectrum.max() / 1000


@pytest.mark.parametrize("samples", [quiet(0), quiet(500)])
def test_silence_becomes_nothing(samples: npt.NDArray[np.float32]) -> None:
    assert to_telephone(samples, RATE_HZ) == b""


def test_a_pause_has_the_length_asked_for() -> None:
    assert len(silence(160)) == 160 * 8 * 2
