"""The assistant's own voice, as it is measured."""

from kibox_pbx.hearing.corpus import sentences
from kibox_pbx.hearing.speakers import OwnVoice
from kibox_pbx.utterance import Language


class Moody:
    """A voice that says everything differently each time."""

    name = "moody"

    def __init__(self) -> None:
        self.loaded = 0
        self.said: list[str] = []

    def load(self) -> None:
        self.loaded += 1

    def synthesise(self, text: str) -> bytes:
        self.said.append(text)
        return bytes([len(self.said), 0])


async def test_a_sentence_is_said_once_so_that_all_rows_hear_the_same() -> None:
    moody = Moody()
    own = OwnVoice("own", sentences(Language.ENGLISH), moody)
    first, second = own.sentences[:2]
    sounds = [await own.say(each) for each in (first, second, first, second)]
    assert sounds == [b"\x01\0", b"\x02\0"] * 2
    assert moody.said == [first.text, second.text]
    assert moody.loaded == 1
