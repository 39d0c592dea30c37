"""The letter that goes with an export: purposes, bases, retention, rights, the authority."""

from kibox_pbx.admin.subject.content import Export, OfficePart, ProcessingPart
from kibox_pbx.utterance import Language

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH

LETTER = {
    GERMAN: """\
{office}

{today}

Ihre Auskunft nach Art. 15 und Art. 20 DSGVO (Vorgang {request})

Guten Tag,

Sie haben am {received} Auskunft über Ihre Daten verlangt. Beigefügt ist alles, was unser
Telefonassistent über Sie gespeichert hat: {calls} Anrufe und {appointments} Termine.

  {page}   zum Lesen und Drucken
  data.json   dasselbe für Maschinen, zum Mitnehmen (Art. 20 DSGVO);
  data.schema.json erklärt, was darin steht
{recordings}{others}
Wozu die Daten verarbeitet werden, auf welcher Grundlage und wie lange
{processing}

Woher sie stammen: von Ihnen selbst oder von Menschen, die für Sie angerufen haben; Ihre Nummer
zeigt das Telefonnetz.

Wer sie erhält: nur die Menschen in unserem Haus, die damit zu tun haben. Der Assistent arbeitet
auf einem Gerät bei uns; Dritte und andere Länder erhalten nichts.

Der Assistent entscheidet nichts, was rechtliche Folgen für Sie hat (Art. 22 DSGVO).

Einträge, die auch andere Menschen betreffen können, etwa unter einer gemeinsamen Nummer, geben
wir nur heraus, wenn sicher ist, dass sie Ihre sind (Art. 15 Abs. 4 DSGVO).

Ihre Rechte: Sie können verlangen, dass Ihre Daten berichtigt (Art. 16), gelöscht (Art. 17) oder
in ihrer Verarbeitung eingeschränkt werden (Art. 18). Sie können der Verarbeitung widersprechen
(Art. 21): Dann erreicht Ihre Nummer sofort einen Menschen. Eine Einwilligung können Sie
jederzeit widerrufen (Art. 7 Abs. 3).

Sie können sich beschweren (Art. 77 DSGVO) bei: {authority}
Unser Datenschutz: {officer}
""",
    ENGLISH: """\
{office}

{today}

Your access under Art. 15 and Art. 20 GDPR (request {request})

Dear Sir or Madam,

On {received} you asked which data of yours we hold. Enclosed is everything that our telephone
assistant keeps of you: {calls} calls and {appointments} appointments.

  {page}   to read and print
  data.json   the same for machines, to take along (Art. 20 GDPR);
  data.schema.json explains what it holds
{recordings}{others}
What the data are processed for, on which basis, and how long
{processing}

Where they come from: from you, or from people who rang for you; the telephone network shows
your number.

Who receives them: only the people of our house who deal with it. The assistant works on a
machine of our own; no third party and no other country receives anything.

The assistant decides nothing that has legal effects for you (Art. 22 GDPR).

Records that may concern other people as well, as where a number is shared, are handed out only
if it is sure that they are yours (Art. 15(4) GDPR).

Your rights: you may have your data put right (Art. 16), erased (Art. 17), or their processing
restricted (Art. 18). You may object (Art. 21): then your number reaches a person at once. You
may withdraw a consent at any time (Art. 7(3)).

You may complain (Art. 77 GDPR) to: {authority}
Data protection in our house: {officer}
""",
}
NO_AUTHORITY = {
    GERMAN: "der Aufsichtsbehörde Ihres Bundeslandes",
    ENGLISH: "the data protection authority of where you live",
}
NO_OFFICER = {GERMAN: "siehe oben", ENGLISH: "see above"}
RECORDINGS = {
    GERMAN: "  *.wav   die Aufnahmen, in die Sie eingewilligt haben\n",
    ENGLISH: "  *.wav   the recordings that you agreed to\n",
}

OTHERS = {
    GERMAN: """
Unser Telefon beantworten mehrere Geräte. Dies ist, was eines davon aufbewahrt, und was alle
gemeinsam haben; was die anderen aufbewahren ({names}), liegt bei oder folgt gesondert.
""",
    ENGLISH: """
Several machines answer our telephone. This is what one of them keeps, and what all have in
common; what the others keep ({names}) is enclosed or follows separately.
""",
}


def letter(export: Export, page: str, others: tuple[str, ...] = ()) -> str:
    """Return the letter.

    Args:
        export: What it goes with; its last request is the one that is answered.
        page: Name of the file to read.
        others: Names of the other hosts, which may keep calls of the person.
    """
    language = Language(export.language)
    request = export.requests[-1]
    has_sound = any(call.recording for call in export.calls)
    return LETTER[language].format(
        office=_address(export.office),
        today=export.made_at.date().isoformat(),
        request=request.id,
        received=request.received_on.isoformat(),
        calls=len(export.calls),
        appointments=len(export.appointments),
        page=page,
        recordings=RECORDINGS[language] if has_sound else "",
        others=OTHERS[language].format(names=", ".join(others)) if others else "",
        processing="\n".join(map(_line, export.processing)),
        authority=export.office.authority or NO_AUTHORITY[language],
        officer=export.office.officer or NO_OFFICER[language],
    )


def _address(office: OfficePart) -> str:
    lines = (office.name, office.address, office.phone, office.email)
    return "\n".join(each for each in lines if each)


def _line(each: ProcessingPart) -> str:
    return f"- {each.purpose}: {each.kept} ({each.legal_basis})"
