"""Who calls, and under which number we reach them."""

from dataclasses import replace

from kibox_pbx.dialogue.contact import Contact
from kibox_pbx.dialogue.volunteered import told_of_oneself
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller


def test_a_number_that_is_asked_for_may_lack_the_prefix() -> None:
    scene = Caller(Language.GERMAN, number=None).state.scene(0)
    text = "sieben sieben sieben acht acht acht"
    asked = Contact(name="Huber", is_name_asked=True)
    known = asked.answered(scene, told_of_oneself(scene, text), text)
    assert known == replace(asked, phone="+49777888")
