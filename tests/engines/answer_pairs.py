"""Entries of more than two sentences, and four questions to each."""

from kibox_pbx.utterance import Language

Pairs = tuple[tuple[str, tuple[str, str, str, str]], ...]

GERMAN: Pairs = (
    (
        "Ein Folgerezept bestellen Sie bis 11 Uhr. Sie können es am selben Tag ab 16 Uhr "
        "abholen. "
        "Privatrezepte schicken wir auch per Post. Betäubungsmittel verschreibt die Ärztin nur "
        "persönlich.",
        (
            "bis wann muss ich das rezept bestellen",
            "wann kann ich das rezept abholen",
            "schicken sie rezepte auch zu",
            "ab wie viel uhr ist das rezept fertig",
        ),
    ),
    (
        "Kommen Sie bitte nüchtern zur Blutabnahme. Wasser dürfen Sie trinken. Nehmen Sie Ihre "
        "Medikamente wie gewohnt. Die Blutabnahme ist montags bis freitags von 7:30 bis "
        "9:30 Uhr.",
        (
            "darf ich vorher wasser trinken",
            "wann ist die blutabnahme",
            "muss ich nüchtern sein",
            "soll ich vorher meine medikamente nehmen",
        ),
    ),
    (
        "Sie finden uns in der Gartenstraße 12 im zweiten Stock. Die Haltestelle Rathaus "
        "ist zwei "
        "Minuten entfernt. Mit dem Auto nehmen Sie die Einfahrt neben der Apotheke. Der "
        "Aufzug ist "
        "links vom Eingang.",
        (
            "wie ist die adresse",
            "welche haltestelle ist in der nähe",
            "wo ist der aufzug",
            "wie komme ich mit dem auto hin",
        ),
    ),
    (
        "Eine Erstberatung kostet höchstens 190 Euro. Dazu kommt die Umsatzsteuer. Wer einen "
        "Beratungsschein hat, zahlt nur 15 Euro. Eine Rechtsschutzversicherung übernimmt die "
        "Kosten meist.",
        (
            "was kostet die erstberatung",
            "was zahle ich mit beratungsschein",
            "zahlt das die rechtsschutzversicherung",
            "kommt da noch steuer dazu",
        ),
    ),
    (
        "Die Anfahrt kostet in München 49 Euro. Außerhalb der Stadt berechnen wir jeden "
        "Kilometer "
        "mit einem Euro. Am Wochenende verlangen wir einen Zuschlag von 50 Prozent. Ein "
        "Kostenvoranschlag ist kostenlos.",
        (
            "was kostet die anfahrt",
            "was kostet es am wochenende",
            "kostet ein kostenvoranschlag etwas",
            "ich wohne außerhalb wie viel kostet dann die anfahrt",
        ),
    ),
    (
        "Kinder untersuchen wir am Vormittag. Bringen Sie bitte das gelbe Heft und den "
        "Impfpass "
        "mit. Ein Elternteil muss dabei sein. Bei Fieber impfen wir nicht.",
        (
            "was muss ich für mein kind mitbringen",
            "wann untersuchen sie kinder",
            "impfen sie auch bei fieber",
            "muss ich als mutter dabei sein",
        ),
    ),
    (
        "Sie können bar, mit Karte oder per Rechnung zahlen. Ab 500 Euro ist eine Ratenzahlung "
        "möglich. Schecks nehmen wir nicht. Die Rechnung kommt nach etwa zwei Wochen.",
        (
            "kann ich mit karte zahlen",
            "kann ich in raten zahlen",
            "wann kommt die rechnung",
            "nehmen sie schecks",
        ),
    ),
    (
        "Wir nehmen zurzeit neue Patienten auf. Rufen Sie dafür am Montag zwischen 8 und "
        "10 Uhr "
        "an. Bringen Sie zum ersten Termin alle Befunde mit. Hausbesuche machen wir nur bei "
        "eigenen Patienten.",
        (
            "nehmen sie neue patienten",
            "wann soll ich anrufen wenn ich neu bin",
            "machen sie hausbesuche",
            "was bringe ich zum ersten termin mit",
        ),
    ),
)

ENGLISH: Pairs = (
    (
        "Repeat prescriptions must be ordered by 11 am. You can collect them on the same "
        "day from "
        "4 pm. Private prescriptions can be sent by post. Strong painkillers are prescribed in "
        "person only.",
        (
            "by when do i have to order my prescription",
            "when can i collect the prescription",
            "can you post the prescription to me",
            "from what time is the prescription ready",
        ),
    ),
    (
        "Please do not eat before the blood test. You may drink water. Take your medicines as "
        "usual. Blood tests are done Monday to Friday from 7:30 to 9:30.",
        (
            "may i drink water before",
            "when are the blood tests",
            "can i eat before the blood test",
            "do i take my medicines as usual",
        ),
    ),
    (
        "We are at 12 Garden Street on the second floor. The bus stop Town Hall is two minutes "
        "away. By car, use the entrance next to the pharmacy. The lift is to the left of "
        "the door.",
        (
            "what is your address",
            "which bus stop is nearby",
            "where is the lift",
            "how do i get there by car",
        ),
    ),
    (
        "A first consultation costs at most 190 euros. Tax is added to that. With a legal aid "
        "certificate you pay only 15 euros. Legal insurance usually covers the costs.",
        (
            "how much is the first consultation",
            "what do i pay with a legal aid certificate",
            "does my legal insurance cover it",
            "is there tax on top",
        ),
    ),
    (
        "The call-out charge in Munich is 49 euros. Outside the city we charge one euro "
        "for every "
        "kilometre. At weekends there is a surcharge of 50 percent. An estimate is free.",
        (
            "how much is the call out charge",
            "what does it cost at the weekend",
            "is an estimate free",
            "i live outside the city how much do you charge then",
        ),
    ),
    (
        "Children are seen in the morning. Please bring the yellow book and the vaccination "
        "record. One parent has to be there. We do not vaccinate children with a fever.",
        (
            "what do i need to bring for my child",
            "when do you see children",
            "do you vaccinate with a fever",
            "does a parent have to be there",
        ),
    ),
    (
        "You can pay in cash, by card or by invoice. From 500 euros you can pay in "
        "instalments. We "
        "do not take cheques. The invoice arrives after about two weeks.",
        (
            "can i pay by card",
            "can i pay in instalments",
            "when does the invoice arrive",
            "do you take cheques",
        ),
    ),
    (
        "We are accepting new patients at the moment. Please call on Monday between 8 and 10. "
        "Bring all your reports to the first appointment. We make home visits only to our own "
        "patients.",
        (
            "are you accepting new patients",
            "when should i call if i am new",
            "do you make home visits",
            "what do i bring to the first appointment",
        ),
    ),
)

PAIRS = {Language.GERMAN: GERMAN, Language.ENGLISH: ENGLISH}

MESSAGES = {
    Language.GERMAN: (
        "ja guten tag es geht um meinen vater der braucht dringend eine überweisung zum "
        "kardiologen können sie die bitte bis donnerstag fertig machen",
        "ich wollte sagen dass ich die unterlagen für die steuer noch nicht habe die kommen "
        "erst nächste woche",
        "bitte richten sie frau weber aus dass der wasserhahn in der küche wieder tropft",
        "ich hätte gern einen rückruf wegen meiner rechnung da stimmt der betrag nicht",
        "mein sohn ist krank und kann am freitag nicht zur untersuchung kommen",
        "könnten sie mir bitte die laborwerte von letzter woche zuschicken",
    ),
    Language.ENGLISH: (
        "yes hello it's about my father he urgently needs a referral to the cardiologist "
        "could you please have it ready by thursday",
        "i wanted to say that i do not have the papers for the tax return yet they will only "
        "come next week",
        "please tell mrs weber that the tap in the kitchen is dripping again",
        "i would like a call back about my invoice the amount is not right",
        "my son is ill and cannot come to the examination on friday",
        "could you please send me the lab results from last week",
    ),
}
