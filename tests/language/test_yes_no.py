import pytest
from hypothesis import given
from hypothesis import strategies as st

from kibox_pbx.language.yes_no import understand_yes_no
from kibox_pbx.utterance import Language

DE, EN = Language.GERMAN, Language.ENGLISH
YES = {
    DE: "ja;gerne;passt;ja genau;richtig;das passt mir gut;kein problem;warum nicht;ja bitte"
    ";wieso nicht;das ist richtig so;jawohl;einverstanden;natuerlich;klar machen wir"
    ";meinetwegen;joa;so ist es;aber sicher;abgemacht;jo unter der;genau die nummer;freilich"
    ";passt scho;die nummer haben sie doch da stehen die stimmt;jawoll"
    ";haargenau;wird schon stimmen;das haut so hin;ich denke schon;eh klar"
    ";nichts auszusetzen;hundertprozentig;eben;das wäre nett bitte;machen sie das bitte;bitte",
    EN: "yes;that's right;yes please;no problem;i don't mind;sounds good;sure why not;okay"
    ";yep;that works;correct;of course;i'll take it;go on then;by all means;i think so;aye"
    ";spot on;champion;aye this one;yes you may;you may;that's the phone in the hall yes"
    ";that's the ticket;couldn't be better;you've got it;that's me;it does;i don't see why not"
    ";that would be nice please;if you could please;please",
}
NO = {
    DE: "nein;nee;lieber nicht;nein danke;stimmt nicht;nein das stimmt so nicht;nicht richtig"
    ";auf keinen fall;nein aber mittwoch;leider nicht;das passt mir nicht;falsch;nö"
    ";nee lass mal;das ist nicht ganz richtig;lieber auf dem handy",
    EN: "no;nope;no thanks;that's wrong;not really;that does not work;that's not right"
    ";it doesn't work for me;i'd rather not;no but wednesday;i'd rather you didn't;not quite"
    ";i'd prefer a different one",
}
UNCLEAR = {
    DE: "ja aber nicht am montag;ich weiß nicht;ja nein;danke;vielleicht"
    ";fast richtig;morgen um zehn;;hm"
    ";müller;wie bitte;könnten sie das bitte wiederholen;das können sie vergessen"
    ";verschieben bitte;der termin steht ja und ich will nur fragen wo ich parke;jan schulze",
    EN: "yeah but not monday;maybe;thank you;i'm not sure;tomorrow at ten;;hmm;miller"
    ";could you please repeat that;i need a good dentist;which number have you got"
    ";cancel please;the doctor please;i'd like to come and yes i know that it is far to go",
}


def phrases(table: dict[Language, str]) -> list[tuple[str, Language]]:
    return [(said, lang) for lang, line in table.items() for said in line.split(";")]


@pytest.mark.parametrize(("said", "language"), phrases(YES))
def test_consent_is_understood(said: str, language: Language) -> None:
    assert understand_yes_no(said, language) is True


@pytest.mark.parametrize(("said", "language"), phrases(NO))
def test_refusal_is_understood(said: str, language: Language) -> None:
    assert understand_yes_no(said, language) is False


@pytest.mark.parametrize(("said", "language"), phrases(UNCLEAR))
def test_what_is_neither_is_left_open(said: str, language: Language) -> None:
    assert understand_yes_no(said, language) is None


@given(st.text(max_size=200), st.sampled_from(Language))
def test_no_text_whatever_upsets_it(text: str, language: Language) -> None:
    assert understand_yes_no(text, language) in {True, False, None}
