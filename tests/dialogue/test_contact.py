"""Who calls, and under which number we reach them."""

from kibox_pbx.dialogue.contact import Contact
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller


def test_a_number_that_is_asked_for_may_lack_the_prefix() -> None:
    scene = Caller(Language.GERMAN, number=None).state.scene(0)
    known = Contact(name="Huber").answered(scene, "sieben sieben sieben acht acht acht")
    assert known == Contact(name="Huber", phone="+49777888")
