"""What the dialogue may ask the language model. Pure: prompts and labels only."""

from dataclasses import dataclass

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.intents import Intent
from kibox_pbx.utterance import Language


@dataclass(frozen=True, slots=True)
class ModelTask:
    """A question with a fixed set of answers, prepared once when the model is loaded."""

    name: str
    """Such as ``intent-de``."""

    instruction: str
    """The system prompt: what the classes mean."""

    examples: tuple[tuple[str, str], ...]
    """(sentence, label); decoded once together with the instruction."""

    labels: tuple[str, ...]
    """The closed set of answers; different first letters keep the scoring to one token."""


GOODBYE = "goodbye"
OTHER = "other"

LABELS = (*(intent.value for intent in Intent), GOODBYE, OTHER)
"""The values of `intents.Intent`, and two ways to want nothing; first letters differ."""

_INSTRUCTION = """\
You sort what callers of {practice} say on the telephone, in {language}. Answer with one word:
appointment: wants a new appointment.
reschedule: wants another time for an appointment they have.
cancel: does not want or cannot keep an appointment they have.
existing: asks when or whether there is an appointment already.
question: asks for information, such as opening hours, prices, directions, parking.
message: wants to leave a message, or to be called back.
person: wants to speak to somebody.
form: wants a prescription, a referral, a certificate or a copy.
goodbye: is finished or called the wrong number.
other: anything else, or not understandable."""

_EXAMPLES = {
    Language.GERMAN: (
        ("ich müsste mal wieder zur kontrolle vorbeikommen", "appointment"),
        ("haben sie morgen noch etwas frei", "appointment"),
        ("mein sohn muss geimpft werden", "appointment"),
        ("mir tut seit gestern der rücken weh kann da jemand draufschauen", "appointment"),
        ("können wir das auf nächste woche schieben", "reschedule"),
        ("der dienstag passt mir doch nicht geht es auch später", "reschedule"),
        ("ich schaffe es heute leider nicht zu ihnen", "cancel"),
        ("den montag brauche ich nicht mehr", "cancel"),
        ("ich weiß nicht mehr wann ich zu ihnen kommen soll", "existing"),
        ("stehe ich für morgen bei ihnen drin", "existing"),
        ("bis wann ist denn heute jemand da", "question"),
        ("wo kann ich bei ihnen parken", "question"),
        ("nehmen sie auch karten", "question"),
        ("muss ich nüchtern sein", "question"),
        ("sagen sie ihr bitte dass die unterlagen da sind", "message"),
        ("es soll mich heute nachmittag jemand anrufen", "message"),
        ("ich wollte nur bescheid geben dass der befund kommt", "message"),
        ("ist die frau doktor zu sprechen", "person"),
        ("geben sie mir bitte die kollegin von vorhin", "person"),
        ("ich will nicht mit einer maschine reden", "person"),
        ("mein blutdruckmittel ist alle schreiben sie mir das wieder auf", "form"),
        ("der orthopäde will einen schein von ihnen", "form"),
        ("dann war es das schon vielen dank", GOODBYE),
        ("oh da habe ich mich verwählt", GOODBYE),
        ("also ich sag mal so das wetter ist schön", OTHER),
        ("moment ich muss eben die tür zumachen", OTHER),
        ("ich bräuchte dringend was für diese woche", "appointment"),
        ("unser dach ist undicht da muss sich einer drum kümmern", "appointment"),
        ("ich hätte gern ein beratungsgespräch", "appointment"),
        ("wann hätten sie denn zeit für mich", "appointment"),
        ("ginge es auch einen tag später als ausgemacht", "reschedule"),
        ("die uhrzeit die wir ausgemacht haben ist zu früh für mich", "reschedule"),
        ("ich würde lieber an einem anderen tag kommen als vereinbart", "reschedule"),
        ("tragen sie mich bitte wieder aus", "cancel"),
        ("wir kommen nun doch nicht", "cancel"),
        ("das treffen kann nicht stattfinden", "cancel"),
        ("wann bin ich denn wieder an der reihe", "existing"),
        ("für wann hatten wir uns verabredet", "existing"),
        ("ich wollte nachfragen ob mein termin noch gilt", "existing"),
        ("wie teuer ist das denn", "question"),
        ("bekomme ich das von der kasse bezahlt", "question"),
        ("haben sie über ostern zu", "question"),
        ("sie sollen sich bitte bei mir melden", "message"),
        ("geben sie ihm bitte weiter dass ich da war", "message"),
        ("er soll mich unter meiner handynummer anrufen", "message"),
        ("holen sie mir bitte den chef ans telefon", "person"),
        ("ich möchte das lieber mit einer mitarbeiterin klären", "person"),
        ("ist da auch ein echter mensch", "person"),
        ("ich bräuchte eine bescheinigung für die arbeit", "form"),
        ("die tropfen sind leer ich brauche neue", "form"),
        ("schicken sie mir bitte die unterlagen zu", "form"),
        ("danke das genügt mir", GOODBYE),
        ("auf wiederhören", GOODBYE),
        ("nein sonst war nichts", GOODBYE),
        ("äh wie soll ich das sagen", OTHER),
        ("der film gestern war langweilig", OTHER),
        ("können sie mich hören", OTHER),
    ),
    Language.ENGLISH: (
        ("it is time for my check up again", "appointment"),
        ("have you got anything free tomorrow", "appointment"),
        ("my son needs a vaccination", "appointment"),
        ("my back has been hurting since yesterday could somebody look at it", "appointment"),
        ("could we make it next week instead", "reschedule"),
        ("tuesday does not suit me after all is there anything later", "reschedule"),
        ("i am afraid i won't manage to come today", "cancel"),
        ("i no longer need the slot on monday", "cancel"),
        ("i forgot when i am supposed to come in", "existing"),
        ("am i down for tomorrow", "existing"),
        ("until when is somebody there today", "question"),
        ("where can i park", "question"),
        ("do you take cards", "question"),
        ("should i come on an empty stomach", "question"),
        ("please tell her that the papers have arrived", "message"),
        ("somebody should ring me this afternoon", "message"),
        ("i only wanted to let you know that the results are coming", "message"),
        ("is the doctor available", "person"),
        ("give me your colleague from before", "person"),
        ("i do not want to talk to a machine", "person"),
        ("i am out of my blood pressure tablets could you prescribe some more", "form"),
        ("the specialist wants a letter from you", "form"),
        ("that was all thank you very much", GOODBYE),
        ("oh i must have dialled the wrong number", GOODBYE),
        ("well the weather is lovely today isn't it", OTHER),
        ("hang on i have to close the door", OTHER),
        ("i need something urgently this week", "appointment"),
        ("our roof is leaking somebody has to take care of it", "appointment"),
        ("i'd like to have a consultation", "appointment"),
        ("when would you have time for me", "appointment"),
        ("would a day later than agreed be possible", "reschedule"),
        ("the time we agreed on is too early for me", "reschedule"),
        ("i'd rather come on another day than we said", "reschedule"),
        ("please strike me off again", "cancel"),
        ("we are not coming after all", "cancel"),
        ("the meeting cannot take place", "cancel"),
        ("when is it my turn again", "existing"),
        ("what date did we agree on", "existing"),
        ("i wanted to ask if my appointment still stands", "existing"),
        ("how expensive is that", "question"),
        ("does my insurance pay for that", "question"),
        ("are you closed over easter", "question"),
        ("they should please get in touch with me", "message"),
        ("please pass on to him that i was there", "message"),
        ("he should call me on my mobile", "message"),
        ("get me the boss on the phone", "person"),
        ("i'd rather settle that with a member of staff", "person"),
        ("is there a real human being", "person"),
        ("i need a certificate for work", "form"),
        ("my drops are empty i need new ones", "form"),
        ("please send me the documents", "form"),
        ("thanks that is enough for me", GOODBYE),
        ("good bye", GOODBYE),
        ("no there was nothing else", GOODBYE),
        ("uh how shall i put this", OTHER),
        ("the film yesterday was boring", OTHER),
        ("can you hear me", OTHER),
    ),
}

_LANGUAGE_NAMES = {Language.GERMAN: "German", Language.ENGLISH: "English"}


def intent_task_name(language: Language) -> str:
    """Return the name of the task that finds out what a caller wants."""
    return f"intent-{language.value}"


def intent_tasks(settings: Settings) -> tuple[ModelTask, ...]:
    """Return the tasks to prepare for a practice, one a language."""
    return tuple(_intent_task(settings, language) for language in Language)


def _intent_task(settings: Settings, language: Language) -> ModelTask:
    name = settings.practice.name
    practice = (*name.words(language), *name.de, *name.en)[0]
    instruction = _INSTRUCTION.format(practice=practice, language=_LANGUAGE_NAMES[language])
    return ModelTask(intent_task_name(language), instruction, _EXAMPLES[language], LABELS)
