"""Somebody in danger gets advice and a person at once, and only somebody in danger."""

from datetime import datetime

import pytest

from kibox_pbx.config.settings import Emergency, Spoken
from kibox_pbx.dialogue.actions import SeeExtension, Transfer
from kibox_pbx.dialogue.emergency import is_emergency
from kibox_pbx.records import Act, Outcome
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import MONDAY_MORNING, MONDAY_NIGHT, practice

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
PIPES = Emergency(
    words=Spoken(de=("Rohrbruch", "kein Strom", "Leck"), en=("burst pipe",)),
    department="billing",
)

CRIES = [
    "das ist ein notfall",
    "mein mann hat schmerzen in der brust",
    "starke schmerzen in der brust",
    "mein mann ist umgekippt und reagiert nicht",
    "meine mutter ist gerade zusammengebrochen",
    "ich glaube mein vater hat einen schlaganfall er hat eine lähmung",
    "sie atmet nicht mehr",
    "er bekommt keine luft",
    "mein vater hatte gerade einen herzinfarkt",
    "meine frau hatte vor zehn minuten einen krampfanfall",
    "mein kind hat tabletten verschluckt",
    "unsere tochter hat eine murmel verschluckt",
    "ich will nicht mehr leben",
    "ich bring mich um",
    "er blutet ganz stark es hört nicht auf zu bluten",
    "sie kann plötzlich nicht mehr sprechen und der mundwinkel hängt",
    "die wohnung brennt",
    "wir brauchen einen krankenwagen",
    "ich rufe wegen einem notfall an",
    "wir rufen nach einem krankenwagen",
    "er kriegt keine luft notfall",
    "nach einem herzinfarkt ist er jetzt bewusstlos",
    "i can't breathe",
    "my husband has chest pain",
    "i think i am having a heart attack",
    "i think she is having a stroke",
    "my wife has collapsed and she is not responding",
    "my son swallowed some pills",
    "i don't want to live any more",
    "there is a fire in the kitchen",
    "his face is drooping",
    "we need an ambulance",
    "mein mann ist vom stuhl gefallen und macht die augen nicht mehr auf",
    "ich hab so ein drücken auf der brust und mein linker arm ist ganz taub",
    "sie hat ganz viele schlaftabletten genommen ich krieg sie nicht wach",
    "unser sohn hat rohrreiniger getrunken",
    "mein mann zuckt am ganzen körper und hat schaum vorm mund",
    "letztes jahr hatte er das auch und jetzt ist er bewusstlos",
    "my little girl's gone blue she's not getting any air",
    "i've got this crushing feeling in my chest",
    "the baby's eaten a load of my mother's heart tablets",
    "meine tochter hat etwas in der luftröhre und röchelt nur noch",
    "er ist vom dach gefallen und bewegt die beine nicht mehr",
    "meine frau ist ganz verwirrt und erkennt mich nicht mehr",
    "my husband's slumped over at the table",
    "my son's eaten a dishwasher tablet",
    "she's fallen off the bed and stopped crying",
    "i've slit my wrists",
    "the patient's just keeled over in front of me",
    "my mate touched a live wire and he's just lying there",
    "he's lost a lot of blood",
]
HARMLESS = [
    "es ist kein notfall ich brauche nur einen termin",
    "das ist kein richtiger notfall",
    "es ist nicht direkt ein notfall",
    "nein keine schmerzen in der brust",
    "keine brustschmerzen",
    "ein termin zur vorsorge nach meinem herzinfarkt",
    "ich hatte letztes jahr einen schlaganfall",
    "ich hatte einen schlaganfall vor drei jahren",
    "vor zwei wochen hatte er einen krampfanfall",
    "schlaganfall im letzten jahr",
    "es brennt beim wasserlassen ich brauche einen termin",
    "ich habe mich nur verschluckt",
    "mein vater ist seit jahren gelähmt und braucht ein rezept",
    "mein notfallkontakt ist meine frau",
    "it's not an emergency i just need an appointment",
    "a check up after my stroke",
    "i had a heart attack two years ago",
    "last year my father had a stroke",
    "who should i give as my emergency contact",
    "can i park in front of the house",
    "ich hatte vor fünf jahren mal einen herzinfarkt",
    "meine mutter hatte im mai eine vergiftung",
    "mein opa ist am schlaganfall gestorben",
    "ich habe angst vor einem herzinfarkt",
    "wissen sie ob die impfung gegen schlaganfall hilft",
    "im notfall ginge es auch am freitag",
    "der krankenwagen hat mich letzte woche heimgebracht",
    "ich ersticke hier in arbeit",
    "die warteschleife bringt mich noch um",
    "mein mann war letztes jahr bewusstlos",
    "ich kann den arm nicht mehr richtig heben",
    "die preise sind ja explodiert",
    "i've put my back out and can hardly move",
    "my husband passed out last year",
    "i could have died laughing",
    "can i get an emergency appointment i've got terrible toothache",
    "my father died of a stroke so i'd like a check up",
    "i had a heart attack back in 2019",
    "i'm worried about having a heart attack one day",
    "no chest pain or anything just a cough",
    "i twisted my ankle and it's turned blue",
    "my daughter's in floods of tears",
]  # fmt: skip


@pytest.mark.parametrize("cry", CRIES)
def test_a_cry_for_help_is_heard_whatever_the_language(cry: str) -> None:
    assert is_emergency(cry)


@pytest.mark.parametrize("harmless", HARMLESS)
def test_what_is_denied_or_long_past_is_no_alarm(harmless: str) -> None:
    assert not is_emergency(harmless)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("now", [MONDAY_MORNING, MONDAY_NIGHT])
@pytest.mark.parametrize("cry", ["sie ist bewusstlos", "she is unconscious"])
def test_advice_and_a_person_at_once_by_day_and_by_night(
    language: Language, now: datetime, cry: str
) -> None:
    caller = Caller(language, now=now).says(cry)
    assert caller.acts == [Act.EMERGENCY]
    assert "eins eins zwei" in caller.heard or "one one two" in caller.heard
    assert caller.ending == Transfer("reception", Outcome.EMERGENCY)
    assert caller.asked(SeeExtension) == []


@pytest.mark.parametrize(
    "said", ["wir haben einen Wasserrohrbruch im keller", "bei uns ist kein strom", "ein leck"]
)
def test_a_craftsmans_own_emergency_rings_who_is_on_duty(said: str) -> None:
    caller = Caller(settings=practice(emergency=PIPES.model_dump())).says(said.lower())
    assert caller.ending == Transfer("billing", Outcome.EMERGENCY)


def test_words_of_ones_own_are_heard_in_both_languages_and_can_be_denied_too() -> None:
    assert is_emergency("we have a burst pipe", PIPES)
    assert not is_emergency("es ist kein rohrbruch", PIPES)
    assert not is_emergency("die rechnung nach dem rohrbruch", PIPES)
    assert not is_emergency("ich möchte etwas lecken", PIPES)
    assert not is_emergency("wir haben einen rohrbruch")


PLUMBER = Emergency.model_validate(
    {
        "words": {
            "de": ["Rohrbruch", "Keller läuft voll", "riecht nach Gas"],
            "en": ["burst pipe", "pipe has burst", "smell of gas", "flooding"],
        }
    }
)


@pytest.mark.parametrize(
    "said",
    [
        "uns läuft hier der keller voll",
        "unser keller ist vollgelaufen",
        "es stinkt nach gas",
        "das ganze bad steht unter wasser",
        "der haupthahn dreht sich nicht",
        "aus der decke vom wohnzimmer kommt wasser",
        "im flur riecht's nach gas",
        "ich glaube da strömt gas aus",
        "the ceiling's about to come down",
        "a pipe's just burst in the bathroom and it's coming through the ceiling",
        "a pipe is bursting",
        "there's water absolutely everywhere",
        "our whole kitchen's flooded",
        "i can smell a lot of gas by the boiler",
    ],
)
def test_ones_own_emergency_is_heard_however_it_is_put(said: str) -> None:
    assert is_emergency(said, PLUMBER)


@pytest.mark.parametrize(
    "said",
    [
        "letztes jahr hatten wir einen rohrbruch jetzt soll das bad neu gemacht werden",
        "ist der rohrbruch vom dezember schon abgerechnet",
        "zahlt die versicherung eigentlich bei rohrbruch",
        "nach gas riecht es nicht die heizung geht nur nicht an",
        "der keller läuft nicht voll",
        "there's no gas smell the boiler just won't start",
        "a burst pipe last year it's fixed",
        "i've paid the bill for the burst pipe already",
        "the toilet's blocked but it isn't flooding",
        "the hot water takes ages to come through",
    ],
)
def test_ones_own_emergency_that_is_denied_or_over_is_none(said: str) -> None:
    assert not is_emergency(said, PLUMBER)


def test_an_activity_of_ones_own_is_heard_while_it_happens() -> None:
    search = Emergency.model_validate({"words": {"de": ["Durchsuchung", "bin verhaftet"]}})
    assert is_emergency("die polizei durchsucht gerade meine wohnung", search)
    assert is_emergency("ich bin gerade eben verhaftet worden", search)
    assert not is_emergency("ich möchte die akte durchsuchen lassen", search)


def test_a_long_phrase_of_ones_own_is_heard_as_it_is_written() -> None:
    words = {"words": {"en": "cow fell into deep slurry pit"}}
    pit = Emergency.model_validate(words)
    assert is_emergency("our cow fell into a deep slurry pit", pit)
    assert not is_emergency("the slurry pit needs a cow", pit)


@pytest.mark.parametrize("said", ["hier riecht es nach gas", "es riecht so komisch nach gas"])
def test_small_words_may_stand_between_those_of_ones_own(said: str) -> None:
    assert is_emergency(said, Emergency.model_validate({"words": {"de": "riecht nach Gas"}}))
    assert not is_emergency(said, PIPES)
