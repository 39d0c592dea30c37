"""Which rows are measured."""

import pytest

from kibox_pbx.errors import ConfigError
from kibox_pbx.hearing.codecs import Codec
from kibox_pbx.hearing.corpus import Sentence, sentences
from kibox_pbx.hearing.line import Concealment, Line
from kibox_pbx.hearing.plan import SPOILED_LINES, Wanted, usual_rows, wanted_rows
from kibox_pbx.hearing.speakers import Speaker
from kibox_pbx.utterance import Language


class Somebody:
    """A voice that is never heard here."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sentences = sentences(Language.GERMAN)

    async def say(self, sentence: Sentence) -> bytes:
        raise NotImplementedError


SPEAKERS: dict[str, Speaker] = {
    name: Somebody(name) for name in ("mb-de7", "mb-de4", "de", "own", "read-back")
}


def test_the_usual_table_has_each_row_free_and_told() -> None:
    rows = usual_rows(SPEAKERS, quick=False)
    assert [row.told for row in rows] == [False, True] * (len(rows) // 2)
    assert [(row.speaker.name, row.line) for row in rows[::2]] == [
        *((name, Line()) for name in ("mb-de7", "mb-de4", "own", "read-back")),
        *(("mb-de7", line) for line in SPOILED_LINES),
    ]
    assert {row.line.codec for row in rows} == {Codec.ALAW, Codec.G722, Codec.GSM}


def test_the_best_voice_says_everything_and_the_rest_of_every_kind_something() -> None:
    first, *others = usual_rows(SPEAKERS, quick=False)
    assert first.said == sentences(Language.GERMAN)
    for row in others:
        assert {each.kind for each in row.said} == {each.kind for each in first.said}


def test_without_mbrola_another_voice_is_the_first() -> None:
    rows = usual_rows({"de": SPEAKERS["de"]}, quick=True)
    assert {row.speaker.name for row in rows} == {"de"}
    assert len(rows[0].said) == 8


def test_what_is_asked_for_is_measured_in_every_combination() -> None:
    wanted = Wanted(
        voices=("mb-de7", "nobody"),
        codecs=(Codec.GSM, Codec.G722),
        noise_db=(20, 0),
        loss_percent=(3,),
        concealment=Concealment.REPEAT,
    )
    assert wanted.is_anything
    rows = wanted_rows(SPEAKERS, wanted, quick=False)
    assert [row.line for row in rows[::2]] == [
        Line(codec, noise, None, 3, Concealment.REPEAT)
        for codec in (Codec.GSM, Codec.G722)
        for noise in (20, 0)
    ]
    assert {row.speaker.name for row in rows} == {"mb-de7"}


def test_the_best_understood_voice_speaks_where_nobody_is_named() -> None:
    [free, told] = wanted_rows(SPEAKERS, Wanted(babble_db=(5,)), quick=False)
    assert free.speaker is told.speaker is SPEAKERS["mb-de7"]
    assert not Wanted(concealment=Concealment.CUT).is_anything


def test_a_voice_that_is_not_here_is_refused_with_those_that_are() -> None:
    with pytest.raises(ConfigError, match=r"nobody; who does: mb-de7, mb-de4"):
        wanted_rows(SPEAKERS, Wanted(voices=("nobody",)), quick=False)
