"""What the model writes for the office: answers from an entry, summaries of messages."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kibox_pbx.dialogue.checking import is_carried, is_said
from kibox_pbx.dialogue.writing_tasks import WritingTask
from kibox_pbx.utterance import Language

LONGEST_ANSWER_CHARS = 320
LONGEST_SUBJECT_CHARS = 60
LONGEST_SUMMARY_CHARS = 240

SUBJECT_WORDS = 7
"""Of a message, where the model has no better subject for it."""

ANSWER_DEADLINE_MS = 2000
"""The caller hears that we look it up, which takes most of it."""

SUMMARY_DEADLINE_MS = 60_000
"""Nobody waits for it."""

_ANSWER = {
    Language.GERMAN: (
        "Du bekommst eine Auskunft der Praxis und die Frage eines Anrufers. Antworte nur mit "
        "den Sätzen der Auskunft, die die Frage beantworten, in denselben Worten. Erfinde "
        "nichts. Lass weg, wonach nicht gefragt ist.",
        (
            (
                "Auskunft: Pakete nehmen wir vormittags an. Abholen können Sie sie bis 18 Uhr. "
                "Bringen Sie einen Ausweis mit.\nFrage: bis wann kann ich mein paket abholen",
                "Abholen können Sie sie bis 18 Uhr.",
            ),
            (
                "Auskunft: Der Kurs dauert sechs Wochen. Er kostet 80 Euro. Mitglieder zahlen "
                "nichts. Eine Anmeldung ist nicht nötig.\nFrage: muss man sich anmelden",
                "Eine Anmeldung ist nicht nötig.",
            ),
            (
                "Auskunft: Hunde sind im Garten erlaubt. Im Haus dürfen sie nicht frei laufen. "
                "Wasser steht am Eingang.\nFrage: darf mein hund mit rein",
                "Hunde sind im Garten erlaubt. Im Haus dürfen sie nicht frei laufen.",
            ),
        ),
    ),
    Language.ENGLISH: (
        "You get a notice of an office and a caller's question. Answer only with the sentences "
        "of the notice that answer the question, in the same words. Invent nothing. Leave out "
        "what was not asked.",
        (
            (
                "Notice: We accept parcels in the morning. You can collect them until 6 pm. "
                "Please bring some identification.\n"
                "Question: until when can i collect my parcel",
                "You can collect them until 6 pm.",
            ),
            (
                "Notice: The course takes six weeks. It costs 80 euros. Members pay nothing. "
                "You do not have to register.\nQuestion: do i need to register",
                "You do not have to register.",
            ),
            (
                "Notice: Dogs are allowed in the garden. They may not run free in the house. "
                "There is water at the entrance.\nQuestion: can my dog come in",
                "Dogs are allowed in the garden. They may not run free in the house.",
            ),
        ),
    ),
}
_SUMMARY = {
    Language.GERMAN: (
        "Ein Anrufer hat eine Nachricht hinterlassen. Schreibe einen Betreff von wenigen "
        "Wörtern und eine kurze Zusammenfassung in einem Satz. Nimm nur Wörter der Nachricht.",
        (
            (
                "ja guten tag also es geht darum dass meine heizung seit gestern abend nicht "
                "mehr geht und bei uns ist es eiskalt könnte da bitte jemand kommen",
                "Heizung geht nicht mehr",
                "Die Heizung geht seit gestern abend nicht mehr, es ist eiskalt. Bitte um "
                "Rückruf.",
            ),
            (
                "ich wollte nur sagen dass die rechnung doppelt gekommen ist",
                "Rechnung doppelt",
                "Die Rechnung ist doppelt gekommen.",
            ),
        ),
    ),
    Language.ENGLISH: (
        "A caller has left a message. Write a subject of a few words and a short summary in "
        "one sentence. Use only words of the message.",
        (
            (
                "yes hello so it's about my heating it has not been working since last night "
                "and it is freezing here could somebody please come",
                "Heating not working",
                "The heating has not been working since last night and it is freezing.",
            ),
            (
                "i only wanted to say that the invoice came twice",
                "Invoice came twice",
                "The invoice came twice.",
            ),
        ),
    ),
}
_SMALL_TALK = {
    Language.GERMAN: re.compile(
        r"^(?:(?:ja|also|äh|ähm|hallo|guten tag|guten morgen|grüß gott|bitte|sagen sie|ich"
        r"|wollte|möchte|nur|mal|es geht darum|es geht um|und|dass|ihm|ihr|ihnen)\s+)*"
    ),
    Language.ENGLISH: re.compile(
        r"^(?:(?:yes|so|well|um|uh|hello|hi|good morning|good afternoon|please|tell (?:him|her)"
        r"|i|i'd like|wanted|want|to|just|only|it's about|it is about|that|say)\s+)*"
    ),
}


@dataclass(frozen=True, slots=True)
class Summary:
    """A message in short."""

    subject: str
    text: str | None = None
    """One sentence; None: the message itself is all there is."""


def office_tasks(languages: Sequence[Language]) -> tuple[WritingTask, ...]:
    """Return the tasks to prepare, two a language."""
    return tuple(task(each) for each in languages for task in (_answer_task, _summary_task))


def answer_task_name(language: Language) -> str:
    """Return the name of the task that words an answer."""
    return f"answer-{language.value}"


def summary_task_name(language: Language) -> str:
    """Return the name of the task that sums a message up."""
    return f"summary-{language.value}"


def answer_prompt(entry: str, question: str, language: Language) -> str:
    """Return what the model is given to word an answer from."""
    heads = ("Auskunft", "Frage") if language is Language.GERMAN else ("Notice", "Question")
    return f"{heads[0]}: {entry}\n{heads[1]}: {question}"


def checked_answer(form: str, entry: str, question: str, language: Language) -> str | None:
    """Return the answer in a filled form, if the entry carries it."""
    text = _field(form, "answer")
    return text if text and is_carried(text, entry, question, language) else None


def checked_summary(form: str, message: str, language: Language) -> Summary:
    """Return the summary in a filled form; what was not said is replaced by rule."""
    subject, text = _field(form, "subject"), _field(form, "summary")
    good_subject = subject if subject and is_said(subject, (message,), language) else None
    good_text = text if text and is_said(text, (message,), language) else None
    return Summary(good_subject or subject_by_rule(message, language), good_text)


def subject_by_rule(message: str, language: Language) -> str:
    """Return the first words of a message that are not small talk."""
    text = " ".join(message.split())
    rest = text[_SMALL_TALK[language].match(text.lower() + " ").end() :]  # type: ignore[union-attr]  # matches ""
    words = (rest or text).split()
    short = " ".join(words[:SUBJECT_WORDS])[:LONGEST_SUBJECT_CHARS]
    return short[:1].upper() + short[1:]


def _field(form: str, key: str) -> str:
    try:
        return str(json.loads(form)[key]).strip()
    except (ValueError, KeyError, TypeError):
        return ""


def _schema(fields: Mapping[str, int]) -> str:
    """Return a JSON schema of texts, each with its greatest length."""
    properties = {
        key: {"type": "string", "minLength": 1, "maxLength": longest}
        for key, longest in fields.items()
    }
    return json.dumps({"type": "object", "properties": properties, "required": [*fields]})


def _answer_task(language: Language) -> WritingTask:
    instruction, examples = _ANSWER[language]
    return WritingTask(
        answer_task_name(language),
        instruction,
        tuple((given, _filled(answer=answer)) for given, answer in examples),
        _schema({"answer": LONGEST_ANSWER_CHARS}),
        max_tokens=120,
        deadline_ms=ANSWER_DEADLINE_MS,
        longest_tokens=320,
    )


def _summary_task(language: Language) -> WritingTask:
    instruction, examples = _SUMMARY[language]
    return WritingTask(
        summary_task_name(language),
        instruction,
        tuple((said, _filled(subject=one, summary=two)) for said, one, two in examples),
        _schema({"subject": LONGEST_SUBJECT_CHARS, "summary": LONGEST_SUMMARY_CHARS}),
        max_tokens=140,
        deadline_ms=SUMMARY_DEADLINE_MS,
        longest_tokens=320,
    )


def _filled(**fields: str) -> str:
    return json.dumps(fields, ensure_ascii=False)
