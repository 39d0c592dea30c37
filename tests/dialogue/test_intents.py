"""What callers want, in their words."""

import pytest

from kibox_pbx.dialogue.intents import Intent, understand_intent
from kibox_pbx.dialogue.phrases import phrase_book
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.tasks import GOODBYE, LABELS, OTHER, intent_tasks
from kibox_pbx.dialogue.wishes import heard_wish
from kibox_pbx.utterance import Language
from tests.dialogue.practice import MONDAY_MORNING, practice

GERMAN = {
    "ich hätte gern einen termin": Intent.BOOK,
    "ich möchte gerne einen termin vereinbaren": Intent.BOOK,
    "kann ich morgen vorbeikommen": Intent.BOOK,
    "haben sie nächste woche noch etwas frei": Intent.BOOK,
    "termin bitte": Intent.BOOK,
    "wann kann ich einen termin bekommen": Intent.BOOK,
    "ich muss meinen termin verschieben": Intent.MOVE,
    "kann ich den termin auf freitag verlegen": Intent.MOVE,
    "ich muss den termin morgen leider absagen": Intent.CANCEL,
    "ich kann heute nicht kommen": Intent.CANCEL,
    "ich muss mich krank melden für den termin heute": Intent.CANCEL,
    "ich muss unseren termin morgen leider platzen lassen": Intent.CANCEL,
    "ich suche einen hausarzt der noch leute nimmt": Intent.QUESTION,
    "ich hab eine rechtsschutz zahlen die das": Intent.QUESTION,
    "vertreten sie auch bei patentsachen": Intent.QUESTION,
    "ich wüsste gern was da auf mich zukommt": Intent.QUESTION,
    "wann ist mein termin": Intent.EXISTING,
    "kann er mir den entwurf schicken": Intent.MESSAGE,
    "hat meine frau heute einen termin": Intent.EXISTING,
    "habe ich bei ihnen einen termin": Intent.EXISTING,
    "bitte rufen sie mich zurück": Intent.MESSAGE,
    "ich möchte eine nachricht hinterlassen": Intent.MESSAGE,
    "können sie ihr etwas ausrichten": Intent.MESSAGE,
    "verbinden sie mich mit der abrechnung": Intent.PERSON,
    "ich würde gern frau doktor sommer sprechen": Intent.PERSON,
    "wie lange haben sie heute auf": Intent.QUESTION,
    "was kostet die vorsorge": Intent.QUESTION,
    "bevor ich einen termin mache was kostet mich das": Intent.QUESTION,
    "sagen sie kann man bei ihnen parken": Intent.QUESTION,
    "ich bräuchte einen impftermin": Intent.BOOK,
    "grüß gott äh ich wollt mal vorbei kommen": Intent.BOOK,
    "mein sohn hat fieber": Intent.BOOK,
    "ich hab am montag einen termin geht es auch später": Intent.MOVE,
    "ich muss den temin ver schieben": Intent.MOVE,
    "ich brauche morgen früh einen termin mir geht's nicht gut": Intent.BOOK,
    "ich brauche den termin am mittwoch nicht mehr": Intent.CANCEL,
    "ich habe morgen um neun einen termin den schaffe ich leider nicht": Intent.CANCEL,
    "ich komme mit dem auto wo stelle ich das denn am besten hin": Intent.QUESTION,
    "ich hab meinen zettel verlegt wann ist mein termin": Intent.EXISTING,
    "sagen sie herrn krüger dass die fliesen da sind": Intent.MESSAGE,
    "ist herr krüger zu sprechen": Intent.PERSON,
    "ich wollte fragen ob ich morgen zur vorsorge kommen kann": Intent.BOOK,
    "ich wollte fragen ob ich auch ohne termin kommen kann": Intent.QUESTION,
    "ich wollte wissen ob ich nüchtern kommen muss": Intent.QUESTION,
    "ich habe eine kündigung bekommen und brauche einen anwalt": Intent.BOOK,
    "ich brauche einen arzt mir geht's nicht gut": Intent.BOOK,
    "ich müsste mal wieder zum zahnarzt": Intent.BOOK,
    "haben sie am donnerstag nachmittag was": Intent.BOOK,
    "haben sie am samstag auf": Intent.QUESTION,
    "ich würde gern mal wieder zur zahnreinigung kommen": Intent.BOOK,
    "meine nachbarin meint ob er sich den mal anschauen kann": Intent.BOOK,
    "der doktor müsste sich mal mein knie anschauen": Intent.BOOK,
    "bei mir wäre wieder die kontrolle fällig": Intent.BOOK,
    "ich soll mich bei ihnen zur nachsorge vorstellen": Intent.BOOK,
    "wo kann ich jetzt noch hin": Intent.QUESTION,
    "ich schaffs am mittwoch nicht können wir das auf freitag schieben": Intent.MOVE,
    "ich kann leider morgen nicht ich bin krank geworden": Intent.CANCEL,
    "mein kind ist krank wir kommen heute nachmittag nicht": Intent.CANCEL,
    "ich hab den zettel verlegt wann soll ich da kommen": Intent.EXISTING,
    "ich brauch so einen sehtest muss ich da einen termin machen": Intent.QUESTION,
}
ENGLISH = {
    "could he give me another ring": Intent.MESSAGE,
    "i'd like to pass something on": Intent.MESSAGE,
    "can i leave something with you": Intent.MESSAGE,
    "could she send me the draft": Intent.MESSAGE,
    "i would like to make an appointment": Intent.BOOK,
    "can i come in tomorrow": Intent.BOOK,
    "do you have anything free next week": Intent.BOOK,
    "i need to see the doctor": Intent.BOOK,
    "is there any chance i could see someone today": Intent.BOOK,
    "i need to reschedule my appointment": Intent.MOVE,
    "can i move my appointment to friday": Intent.MOVE,
    "i have to cancel my appointment": Intent.CANCEL,
    "i have moved to the city and need a doctor's appointment": Intent.BOOK,
    "could my appointment be moved to thursday": Intent.MOVE,
    "when is your fitter coming to us again": Intent.EXISTING,
    "i can't make it tomorrow": Intent.CANCEL,
    "does my wife have an appointment today": Intent.EXISTING,
    "when is my appointment": Intent.EXISTING,
    "please call me back": Intent.MESSAGE,
    "can i leave a message": Intent.MESSAGE,
    "put me through to billing": Intent.PERSON,
    "i want to speak to doctor sommer": Intent.PERSON,
    "what are your opening hours": Intent.QUESTION,
    "how much is a check up": Intent.QUESTION,
    "i've got an appointment soon what do i need to bring": Intent.QUESTION,
    "hi there um could you squeeze me in on friday": Intent.BOOK,
    "my son has got a temperature": Intent.BOOK,
    "can i come on wednesday instead of tuesday": Intent.MOVE,
    "i need a different appointment": Intent.MOVE,
    "i no longer need the appointment": Intent.CANCEL,
    "what time am i booked in": Intent.EXISTING,
    "tell the boss the key is with the neighbours": Intent.MESSAGE,
    "is mister krüger there": Intent.PERSON,
    "i'm due in on wednesday could i make it friday": Intent.MOVE,
    "my little one's poorly so he won't make his check up": Intent.CANCEL,
    "when's my next session": Intent.EXISTING,
    "when am i in again": Intent.EXISTING,
    "could i maybe come in today": Intent.BOOK,
    "what's the soonest you can see me": Intent.BOOK,
    "could i meet mister hartmann some time": Intent.BOOK,
    "i was wondering about the price of a cleaning": Intent.QUESTION,
    "can you tell payroll that we have moved": Intent.MESSAGE,
    "need to sit down with mrs byrne": Intent.BOOK,
    "just ringing to check i've got the right time for thursday": Intent.EXISTING,
    "can you check when my session is": Intent.EXISTING,
    "i'd like to schedule a cleaning": Intent.BOOK,
    "i'd like to book one for wednesday": Intent.BOOK,
    "strike it off would you": Intent.CANCEL,
    "i shan't be needing yours on tuesday": Intent.CANCEL,
    "we fixed a time and i lost it when was that now": Intent.EXISTING,
}


@pytest.mark.parametrize(("text", "intent"), GERMAN.items())
def test_german_wishes(text: str, intent: Intent) -> None:
    assert understand_intent(text, Language.GERMAN) is intent


@pytest.mark.parametrize(("text", "intent"), ENGLISH.items())
def test_english_wishes(text: str, intent: Intent) -> None:
    assert understand_intent(text, Language.ENGLISH) is intent


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mein knie knackt",
        "my knee makes noises",
        "hallo",
        "ich weiß nicht bis wann ich meine steuer machen muss",
    ],
)
def test_rules_do_not_guess(text: str) -> None:
    assert understand_intent(text, Language.GERMAN) is None
    assert understand_intent(text, Language.ENGLISH) is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ich brauche ein rezept", Intent.FORM),
        ("ich hätte gern einen termin und ein rezept", Intent.FORM),
        ("was kostet ein rezept", Intent.QUESTION),
        ("bitte rufen sie mich wegen dem rezept zurück", Intent.MESSAGE),
        ("die abrechnung bitte", Intent.PERSON),
        ("vorsorge", Intent.BOOK),
        ("ist frau doktor sommer da", Intent.PERSON),
        ("ist frau doktor sommer morgen da", Intent.QUESTION),
        ("hier ist sabine huber ich hätte gern einen termin", Intent.BOOK),
        ("äh", None),
    ],
)
def test_what_the_practice_calls_its_own_is_a_wish(text: str, intent: Intent | None) -> None:
    forms = {"rx": {"names": {"de": ["Rezept"]}, "fields": {"drug": {"prompt": {"de": "?"}}}}}
    settings = practice(forms=forms)
    book = phrase_book(settings, Language.GERMAN)
    scene = Scene(settings, Language.GERMAN, MONDAY_MORNING, None, book)
    assert heard_wish(scene, text) is intent


SPA = {
    "massage": {
        "names": {"de": ["Massage"], "en": ["massage"]},
        "minutes": 30,
        "people": ["dr_sommer"],
    }
}
CALL_BACK = {
    "back": {
        "names": {"en": ["call-back request"]},
        "fields": {"topic": {"prompt": {"en": "What about?"}}},
    }
}


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [
        (Language.ENGLISH, "i'd like a massage", Intent.BOOK),
        (Language.ENGLISH, "have you got anything for a massage this evening", Intent.BOOK),
        (Language.ENGLISH, "do you have a massage on wednesday afternoon", Intent.BOOK),
        (Language.ENGLISH, "can i leave a massage", Intent.MESSAGE),
        (Language.ENGLISH, "when am i in for my massage", Intent.EXISTING),
        (Language.ENGLISH, "when is our massage", Intent.EXISTING),
        (Language.ENGLISH, "do you have massage oil", Intent.QUESTION),
        (Language.ENGLISH, "i need a call back request", Intent.FORM),
        (Language.ENGLISH, "please call me back", Intent.MESSAGE),
        (Language.GERMAN, "haben sie am mittwoch zeit für eine massage", Intent.BOOK),
        (Language.GERMAN, "wann ist meine massage", Intent.EXISTING),
        (Language.ENGLISH, "can i come without a referral", Intent.QUESTION),
        (Language.ENGLISH, "can i come on friday without a referral", Intent.BOOK),
        (Language.ENGLISH, "can i come for a massage without a referral", Intent.BOOK),
        (Language.ENGLISH, "can i come in", Intent.BOOK),
        (Language.ENGLISH, "what happens if i have to cancel", Intent.QUESTION),
        (Language.GERMAN, "was kostet es wenn ich absage", Intent.QUESTION),
    ],
)
def test_a_service_that_is_named_tells_what_a_question_wants(
    language: Language, text: str, intent: Intent
) -> None:
    entry = {
        "questions": {"en": ["Can I come without a referral?"]},
        "answer": {"en": "Yes, as a private client."},
    }
    settings = practice(services=SPA, forms=CALL_BACK, enquiries={"referral": entry})
    scene = Scene(settings, language, MONDAY_MORNING, None, phrase_book(settings, language))
    assert heard_wish(scene, text) is intent


@pytest.mark.parametrize(
    ("language", "said", "wish"),
    [
        (Language.GERMAN, "ich bin zur vorsorge da gewesen", None),
        (Language.GERMAN, "ich war gestern zur vorsorge da", None),
        (Language.GERMAN, "zur vorsorge", Intent.BOOK),
        (Language.ENGLISH, "i was in for a check-up yesterday", None),
        (Language.ENGLISH, "we've been with you for a check-up last week", None),
        (Language.ENGLISH, "i've never been for a check-up", Intent.BOOK),
    ],
)
def test_who_has_had_a_service_wants_no_other_by_naming_it(
    language: Language, said: str, wish: Intent | None
) -> None:
    settings = practice()
    scene = Scene(settings, language, MONDAY_MORNING, None, phrase_book(settings, language))
    assert heard_wish(scene, said) is wish


@pytest.mark.parametrize("first", [True, False])
def test_a_monologue_is_understood_by_its_beginning_or_its_end(*, first: bool) -> None:
    wish, rambling = "ich muss meinen termin verschieben", " und so weiter" * 200
    said = f"{wish}{rambling}" if first else f"{rambling} {wish}"
    assert understand_intent(said, Language.GERMAN) is Intent.MOVE


def test_the_models_labels_are_the_wishes_and_begin_differently() -> None:
    assert set(LABELS) == {*Intent, GOODBYE, OTHER}
    assert len({label[0] for label in LABELS}) == len(LABELS)


def test_every_label_has_examples_that_rules_alone_would_not_need() -> None:
    german, english = intent_tasks(practice())
    assert (german.name, english.name) == ("intent-de", "intent-en")
    for task in (german, english):
        assert task.labels == LABELS
        assert {label for _, label in task.examples} == set(LABELS)
        assert all(label in task.instruction for label in task.labels)
        assert 32 <= len(task.examples) <= 64
