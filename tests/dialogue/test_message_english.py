"""Taking a message in English, from callers who ramble, refuse and change their minds."""

from kibox_pbx.language.normalise import normalise
from kibox_pbx.records import Act, Message
from kibox_pbx.utterance import Language
from tests.dialogue.offices import office
from tests.dialogue.playbook import CALLER, Caller

ENGLISH = Language.ENGLISH


def caller(*sentences: str, number: str | None = CALLER) -> Caller:
    one = Caller(ENGLISH, number=number, settings=office())
    return one.says(*(normalise(each, ENGLISH) for each in sentences))


def test_the_message_is_taken_from_the_wish() -> None:
    one = caller(
        "Hi, this is Mary Jones, I wanted to let Doctor Sommer know that I feel better"
    )
    assert one.acts == [Act.ASK_PHONE]
    one.says("yes", "yeah that's it")
    assert one.messages == [Message("i feel better", "Mary Jones", CALLER, "dr_sommer")]


def test_a_rambling_caller_is_heard_out() -> None:
    one = caller(
        "Could you take a message please",
        "well it's for Mr. Herbst, tell him the delivery is late, as soon as possible please",
        "Bob",
        "no it's oh one seven six one two three four five six seven eight",
    )
    assert "an urgent message, for Mister Herbst:" in one.heard
    one.says("no my name is rob", "yes perfect")
    assert one.messages[0].name == "Rob"
    assert one.messages[0].phone == "+4917612345678"
    assert "the delivery is late" in one.messages[0].text


def test_a_caller_may_refuse_everything_but_the_message() -> None:
    one = caller("I want to leave a message", "The waiting room was freezing", number=None)
    one.says("i'd prefer not to say", "no thanks", "yes")
    assert one.messages == [Message("the waiting room was freezing", None, None)]


def test_a_known_number_may_be_kept_out_of_it() -> None:
    one = caller("I want to leave a message", "The waiting room was freezing", "Tom")
    assert one.says("i'd rather not").acts == [Act.CONFIRM_MESSAGE]
    assert one.says("yes").messages[0].phone is None


def test_a_message_can_be_taken_back_and_given_anew() -> None:
    one = caller(
        "pass on a message to Doctor Winter, I won't need the prescription", "Tom", "yes"
    )
    assert one.says("no strike that").acts == [Act.ASK_MESSAGE]
    one.says("i still need the prescription", "one more thing i moved house", "yes")
    assert one.messages[0].text == "i still need the prescription. i moved house"
    assert one.messages[0].recipient == "dr_winter"


def test_a_word_is_exchanged() -> None:
    one = caller("I want to leave a message", "I will be late tomorrow", "Tom", "yes")
    one.says("no not tomorrow but on friday", "yes")
    assert one.messages[0].text == "i will be late on friday"


def test_it_is_not_urgent_after_all() -> None:
    one = caller("Tell Doctor Winter that my results are in, it's urgent", "Tom", "yes")
    one.says("no it's not urgent", "yes")
    assert not one.messages[0].urgent
