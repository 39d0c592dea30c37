"""What callers say, each sentence cut where people stop to think: ``said | rest``.

Up to the stroke nobody has finished; the whole sentence is a turn. Not taken from the
scenarios or from what the dialogue learned from.
"""

from kibox_pbx.dialogue.actions import Expect
from kibox_pbx.utterance import Language

SENTENCES = {
    (Language.ENGLISH, Expect.ANYTHING): (
        "Hello, I would like to make | an appointment for a check-up",
        "Good morning, this is about | the bill you sent me last week",
        "I need to cancel my appointment | because my car has broken down",
        "Could you tell me | whether you are open on Saturdays",
        "I was wondering | if the doctor has time tomorrow",
        "I have had a terrible headache | since the day before yesterday",
        "Can I move my appointment | to some day next week",
        "Where can I park | when I come to see you",
        "Yes, I am calling for my mother, | who needs a new prescription",
        "I have to speak | to somebody in accounts",
    ),
    (Language.GERMAN, Expect.ANYTHING): (
        "Guten Tag, ich hätte gerne | einen Termin zur Vorsorge",
        "Guten Morgen, es geht um | die Rechnung von letzter Woche",
        "Ich muss meinen Termin absagen, | weil mein Auto kaputt ist",
        "Können Sie mir sagen, | ob Sie samstags geöffnet haben",
        "Ich wollte fragen, | ob die Ärztin morgen Zeit hat",
        "Ich habe furchtbare Kopfschmerzen, | und zwar seit vorgestern",
        "Kann ich meinen Termin | auf nächste Woche verschieben",
        "Wo kann ich denn parken, | wenn ich zu Ihnen komme",
        "Ja, ich rufe an für meine Mutter, | die ein neues Rezept braucht",
        "Ich müsste mal | mit der Buchhaltung sprechen",
    ),
    (Language.ENGLISH, Expect.NAME): (
        "My name is Margaret | Thornton",
        "It is Oliver | Bennett",
        "This is Doctor | Helen Frazer",
        "Catherine | Whitfield",
        "The name is George | Ashworth",
    ),
    (Language.GERMAN, Expect.NAME): (
        "Mein Name ist Margarete | Hollmann",
        "Ich heiße Oliver | Brandstetter",
        "Hier spricht Doktor | Helene Fuchs",
        "Katharina | Wiesner",
        "Der Name ist Georg | Aschenbrenner",
    ),
    (Language.ENGLISH, Expect.DAY): (
        "On Tuesday | in the afternoon",
        "Maybe on the fourteenth | of January",
        "Any time next week | after four o'clock",
        "Wednesday would be good, | or else Friday morning",
        "I could come on Monday | at half past nine",
    ),
    (Language.GERMAN, Expect.DAY): (
        "Am Dienstag | am Nachmittag",
        "Vielleicht am vierzehnten | Januar",
        "Irgendwann nächste Woche | nach sechzehn Uhr",
        "Mittwoch wäre gut, | oder sonst Freitag früh",
        "Ich könnte am Montag | um halb zehn",
    ),
    (Language.ENGLISH, Expect.SERVICE): (
        "I need | a blood test",
        "It is for | a consultation with the doctor",
        "A check-up | and a vaccination",
    ),
    (Language.GERMAN, Expect.SERVICE): (
        "Ich brauche | eine Blutabnahme",
        "Es geht um | ein Gespräch mit der Ärztin",
        "Eine Vorsorge | und eine Impfung",
    ),
    (Language.ENGLISH, Expect.DIGITS): (
        "oh two oh, | seven nine four six, one eight five three",
        "My number is oh one six one | four nine six oh three two one",
        "five five five, six oh one, | two two eight nine",
    ),
    (Language.GERMAN, Expect.DIGITS): (
        "null acht neun, | sieben neun vier sechs eins acht",
        "Meine Nummer ist null eins sechs eins, | vier neun sechs null drei zwei eins",
        "null zwei zwei eins, sechs null eins, | zwei zwei acht neun",
    ),
    (Language.ENGLISH, Expect.MESSAGE): (
        "Please tell Doctor Sommer | that the results have arrived",
        "I will be late tomorrow, | so could somebody call me back",
        "The heating makes a strange noise. | It began on Sunday evening",
        "Tell him that the keys | are with the neighbour",
    ),
    (Language.GERMAN, Expect.MESSAGE): (
        "Bitte sagen Sie Frau Doktor Sommer, | dass die Ergebnisse da sind",
        "Ich komme morgen später, | kann mich bitte jemand zurückrufen",
        "Die Heizung macht ein seltsames Geräusch. | Das hat am Sonntagabend angefangen",
        "Sagen Sie ihm, dass die Schlüssel | bei der Nachbarin liegen",
    ),
}
