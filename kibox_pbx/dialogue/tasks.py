"""What the dialogue may ask the language model. Pure: prompts and labels only."""

from dataclasses import dataclass

from kibox_pbx.config.settings import Settings
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

LABELS = (
    "book",
    "move",
    "cancel",
    "existing",
    "question",
    "note",
    "person",
    "form",
    GOODBYE,
    OTHER,
)
"""The values of `intents.Intent`, and two ways to want nothing; first letters differ."""

_INSTRUCTION = """\
You sort what callers of {practice} say on the telephone, in {language}. Answer with one word:
book: wants a new appointment.
move: wants another time for an appointment they have.
cancel: does not want or cannot keep an appointment they have.
existing: asks when or whether there is an appointment already.
question: asks for information, such as opening hours, prices, directions, parking.
note: wants to leave a message, or to be called back.
person: wants to speak to somebody.
form: wants a prescription, a referral, a certificate or a copy.
goodbye: is finished or called the wrong number.
other: anything else, or not understandable."""

_EXAMPLES = {
    Language.GERMAN: (
        ("ich müsste mal wieder zur kontrolle vorbeikommen", "book"),
        ("haben sie morgen noch etwas frei", "book"),
        ("mein sohn muss geimpft werden", "book"),
        ("mir tut seit gestern der rücken weh kann da jemand draufschauen", "book"),
        ("können wir das auf nächste woche schieben", "move"),
        ("der dienstag passt mir doch nicht geht es auch später", "move"),
        ("ich schaffe es heute leider nicht zu ihnen", "cancel"),
        ("den montag brauche ich nicht mehr", "cancel"),
        ("ich weiß nicht mehr wann ich zu ihnen kommen soll", "existing"),
        ("stehe ich für morgen bei ihnen drin", "existing"),
        ("bis wann ist denn heute jemand da", "question"),
        ("wo kann ich bei ihnen parken", "question"),
        ("nehmen sie auch karten", "question"),
        ("muss ich nüchtern sein", "question"),
        ("sagen sie ihr bitte dass die unterlagen da sind", "note"),
        ("es soll mich heute nachmittag jemand anrufen", "note"),
        ("ich wollte nur bescheid geben dass der befund kommt", "note"),
        ("ist die frau doktor zu sprechen", "person"),
        ("geben sie mir bitte die kollegin von vorhin", "person"),
        ("ich will nicht mit einer maschine reden", "person"),
        ("mein blutdruckmittel ist alle schreiben sie mir das wieder auf", "form"),
        ("der orthopäde will einen schein von ihnen", "form"),
        ("dann war es das schon vielen dank", GOODBYE),
        ("oh da habe ich mich verwählt", GOODBYE),
        ("also ich sag mal so das wetter ist schön", OTHER),
        ("moment ich muss eben die tür zumachen", OTHER),
    ),
    Language.ENGLISH: (
        ("it is time for my check up again", "book"),
        ("have you got anything free tomorrow", "book"),
        ("my son needs a vaccination", "book"),
        ("my back has been hurting since yesterday could somebody look at it", "book"),
        ("could we make it next week instead", "move"),
        ("tuesday does not suit me after all is there anything later", "move"),
        ("i am afraid i won't manage to come today", "cancel"),
        ("i no longer need the slot on monday", "cancel"),
        ("i forgot when i am supposed to come in", "existing"),
        ("am i down for tomorrow", "existing"),
        ("until when is somebody there today", "question"),
        ("where can i park", "question"),
        ("do you take cards", "question"),
        ("should i come on an empty stomach", "question"),
        ("please tell her that the papers have arrived", "note"),
        ("somebody should ring me this afternoon", "note"),
        ("i only wanted to let you know that the results are coming", "note"),
        ("is the doctor available", "person"),
        ("give me your colleague from before", "person"),
        ("i do not want to talk to a machine", "person"),
        ("i am out of my blood pressure tablets could you prescribe some more", "form"),
        ("the specialist wants a letter from you", "form"),
        ("that was all thank you very much", GOODBYE),
        ("oh i must have dialled the wrong number", GOODBYE),
        ("well the weather is lovely today isn't it", OTHER),
        ("hang on i have to close the door", OTHER),
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
