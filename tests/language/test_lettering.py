"""One letter of a name, told apart from another."""

import pytest

from kibox_pbx.language.lettering import lettered, without_lettering
from kibox_pbx.utterance import Language

DE, EN = Language.GERMAN, Language.ENGLISH


@pytest.mark.parametrize(
    ("name", "said", "language", "meant"),
    [
        ("Meier", "mit a ypsilon", DE, "Mayer"),
        ("Meier", "nicht mit a ypsilon", DE, None),
        ("Meier", "mit e i nicht mit a y", DE, "Meier"),
        ("Pfeiffer", "mit einem f", DE, "Pfeifer"),
        ("Hofman", "mit doppel n", DE, "Hofmann"),
        ("Thiel", "ohne h", DE, "Tiel"),
        ("Weis", "mit eszett", DE, "Weiß"),
        ("Friedrich", "mit s hinten dran", DE, "Friedrichs"),
        ("Carla Weber", "mit c", DE, "Carla Weber"),
        ("Smith", "with a y and an e on the end", EN, "Smythe"),
        ("Smythe", "with an e on the end", EN, "Smythe"),
        ("Bettany", "with two t's", EN, "Bettany"),
        ("Kavanagh", "with a k at the start", EN, "Kavanagh"),
        ("Kavanagh", "with my dog", EN, None),
    ],
)
def test_a_letter_is_put_where_it_belongs(
    name: str, said: str, language: Language, meant: str | None
) -> None:
    assert lettered(name, said, language) == meant


def test_letters_can_be_left_out_of_a_sentence() -> None:
    assert without_lettering("maier mit e i nicht mit a y lisa", DE) == "maier lisa"
