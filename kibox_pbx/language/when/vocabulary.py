"""The words for days and months, folded as `language.words.fold` does."""

from collections.abc import Iterable

from kibox_pbx.utterance import Language

WEEKDAYS = {
    Language.GERMAN: {
        "montag": 0,
        "dienstag": 1,
        "mittwoch": 2,
        "donnerstag": 3,
        "freitag": 4,
        "samstag": 5,
        "sonnabend": 5,
        "sonntag": 6,
    },
    Language.ENGLISH: {
        "monday": 0,
        "tuesday": 1,
        "wednesday": 2,
        "thursday": 3,
        "friday": 4,
        "saturday": 5,
        "sunday": 6,
    },
}

MONTHS = {
    Language.GERMAN: {
        "januar": 1,
        "jaenner": 1,
        "februar": 2,
        "feber": 2,
        "maerz": 3,
        "april": 4,
        "mai": 5,
        "juni": 6,
        "juno": 6,
        "juli": 7,
        "julei": 7,
        "august": 8,
        "september": 9,
        "oktober": 10,
        "november": 11,
        "dezember": 12,
    },
    Language.ENGLISH: {
        "january": 1,
        "february": 2,
        "march": 3,
        "april": 4,
        "may": 5,
        "june": 6,
        "july": 7,
        "august": 8,
        "september": 9,
        "october": 10,
        "november": 11,
        "december": 12,
    },
}

RELATIVE_DAYS = {
    Language.GERMAN: {"ueberuebermorgen": 3, "uebermorgen": 2, "morgen": 1, "heute": 0},
    Language.ENGLISH: {
        "the day after tomorrow": 2,
        "day after tomorrow": 2,
        "tomorrow": 1,
        "today": 0,
    },
}

HOLIDAYS = {
    Language.GERMAN: {
        r"zwischen (?:den jahren|den feiertagen|weihnachten und (?:neujahr|silvester))": (
            (12, 27),
            (12, 31),
        ),
        r"nikolaus(?:tag)?": ((12, 6), (12, 6)),
        r"(?<!\d\. )advent|adventszeit|vorweihnachtszeit": ((12, 1), (12, 23)),
        r"1\. weihnachts(?:feier)?tag": ((12, 25), (12, 25)),
        r"2\. weihnachts(?:feier)?tag": ((12, 26), (12, 26)),
        r"weihnachtsferien|weihnachtsurlaub": ((12, 23), (1, 6)),
        r"heiligabend|heilig abend|heiligen abend": ((12, 24), (12, 24)),
        r"weihnachten|weihnachtstagen?|weihnachtsfeiertagen?": ((12, 24), (12, 26)),
        r"silvester": ((12, 31), (12, 31)),
        r"neujahr(?:stag)?": ((1, 1), (1, 1)),
        r"(?:heilige[nr]? )?(?:dreikoenig(?:e|en|stag)?|3 ?koenig(?:e|en|stag)?)": (
            (1, 6),
            (1, 6),
        ),
        r"tag der deutschen einheit": ((10, 3), (10, 3)),
        r"(?:im|naechste[nsr]?) (?:fruehjahr|fruehling)": ((3, 1), (5, 31)),
        r"(?:im|naechste[nsr]?) sommer": ((6, 1), (8, 31)),
        r"(?:im|naechste[nsr]?) herbst": ((9, 1), (11, 30)),
        r"allerheiligen": ((11, 1), (11, 1)),
    },
    Language.ENGLISH: {
        r"between (?:christmas and )?(?:the )?new years?(?: eve)?": ((12, 27), (12, 31)),
        r"christmas eve": ((12, 24), (12, 24)),
        r"boxing day": ((12, 26), (12, 26)),
        r"christmas(?: day)?": ((12, 24), (12, 26)),
        r"new years eve": ((12, 31), (12, 31)),
        r"in (?:the |early )?spring|next spring": ((3, 1), (5, 31)),
        r"in (?:the )?summer|next summer": ((6, 1), (8, 31)),
        r"in (?:the )?autumn|next autumn|in the fall": ((9, 1), (11, 30)),
        r"new years?(?: day)?": ((1, 1), (1, 1)),
    },
}

THE_HOLIDAYS = {
    Language.GERMAN: "feiertagen?",
    Language.ENGLISH: r"(?:the|christmas|xmas|festive) (?:holidays|holiday season)"
    r"|holiday season|festive season",
}
"""Whichever of them are near."""

FEASTS = {
    Language.GERMAN: {
        r"rosenmontag": (-48, -48),
        r"faschingsdienstag": (-47, -47),
        r"aschermittwoch": (-46, -46),
        r"karfreitag": (-2, -2),
        r"ostersonntag": (0, 0),
        r"ostermontag": (1, 1),
        r"ostern|osterwochenende|osterfeiertagen?": (-2, 1),
        r"(?:christi )?himmelfahrt": (39, 39),
        r"pfingstmontag": (50, 50),
        r"pfingsten|pfingstwochenende": (49, 50),
        r"fronleichnam": (60, 60),
    },
    Language.ENGLISH: {
        r"shrove tuesday|pancake day": (-47, -47),
        r"ash wednesday": (-46, -46),
        r"maundy thursday": (-3, -3),
        r"good friday": (-2, -2),
        r"easter sunday": (0, 0),
        r"easter monday": (1, 1),
        r"easter(?: weekend)?": (-2, 1),
        r"ascension(?: day)?": (39, 39),
        r"whit monday": (50, 50),
    },
}
"""Days from Easter Sunday to the first and the last day of what moves with it."""


def either(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


def feast_names(language: Language) -> str:
    """Return a regular expression for any day or days that have a name."""
    names = (*HOLIDAYS[language], *FEASTS[language], THE_HOLIDAYS[language])
    return "(?:" + "|".join(names) + ")"
