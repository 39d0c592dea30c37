"""Likely answers to a question, as a recogniser would write them, to help it listen."""

from collections.abc import Sequence
from functools import cache

from kibox_pbx.language.saying import say_number, say_ordinal
from kibox_pbx.language.when.vocabulary import MONTHS, WEEKDAYS
from kibox_pbx.utterance import Language

MOST_PHRASES = 600
"""More would widen a recogniser's search instead of helping it."""

_YES_NO = {
    Language.GERMAN: """
        ja;nein;ja bitte;nein danke;ja gerne;gerne;gern;genau;ja genau;richtig;stimmt;das stimmt
        das stimmt nicht;stimmt nicht;passt;das passt;das passt mir;passt nicht;lieber nicht;nee
        okay;in ordnung;einverstanden;natürlich;sicher;falsch;das ist richtig;das ist falsch
        ja das passt;ja das stimmt;ja das ist richtig;nein das stimmt nicht;auf keinen fall
        kein problem;klar;gut;sehr gut;perfekt;leider nicht;bitte;wie bitte;moment
    """,
    Language.ENGLISH: """
        yes;no;yeah;yep;nope;yes please;no thanks;no thank you;sure;okay;that's right
        that's fine;that's correct;right;correct;wrong;that's wrong
        that's not right;not really;fine;perfect
        great;sounds good;that works;that works for me;that doesn't work;exactly;of course
        absolutely;please do;go ahead;i don't think so;yes that's right;yes that's fine
        yes that's correct;no that's wrong;no that's not right;lovely;alright;all right;sorry
        pardon;could you repeat that;i'd rather not;i will take it;i'll take it;no problem
    """,
}
_DAYS = {
    Language.GERMAN: """
        heute;morgen;übermorgen;heute noch;morgen früh;morgen vormittag;morgen nachmittag;egal
        nächste woche;diese woche;übernächste woche;anfang nächster woche;ende nächster woche
        so bald wie möglich;so schnell wie möglich;der nächste freie termin;am;den;der;im;in
        einer woche;zwei wochen;vormittags;nachmittags;vormittag;nachmittag;abends;mittags;früh
        jederzeit;nächsten;kommenden;nicht;lieber;später;früher;an einem anderen tag
        heute in einer woche;wochenende;ende des monats;nächsten monat;ab;bis;vor;nach
    """,
    Language.ENGLISH: """
        today;tomorrow;the day after tomorrow;tomorrow morning;tomorrow afternoon;next week
        this week;the week after next;as soon as possible;the next available;any time;any day
        i don't mind;whenever;in the morning;in the afternoon;in the evening;morning;afternoon
        evening;this afternoon;at lunchtime;next;this;on;in a week;in two weeks;a week from
        early next week;end of next week;next month;not;rather;later;earlier;another day
        a different day;the weekend;the;of;from;until;before;after;or;and;first thing
    """,
}
_TIMES = {
    Language.GERMAN: """
        uhr;um;halb;viertel;viertel vor;viertel nach;dreiviertel;gegen;ab;bis;vor;nach;zwischen
        nicht vor;nach der arbeit;vormittags;nachmittags;abends;mittags;morgens;früh;später
        früher;egal;jederzeit;am vormittag;am nachmittag;zehn vor;fünf nach;und;oder;kurz nach
    """,
    Language.ENGLISH: """
        o'clock;at;half past;quarter past;quarter to;a quarter past;a quarter to;around;about
        after;before;between;and;or;not before;in the morning;in the afternoon;in the evening
        a m;p m;noon;midday;any time;i don't mind;later;earlier;as early as possible;to;past
        after work;until;from;half;ten past;twenty past;ten to;twenty to;five past;five to
    """,
}
_CHOICES = {
    Language.GERMAN: """
        den ersten;den zweiten;den dritten;der erste;der zweite;der dritte;den früheren
        den späteren;keiner;keinen;weder noch;beide nicht;etwas anderes;den letzten;das erste
        der erste passt;der zweite passt;lieber den zweiten;lieber den ersten;haben sie noch
        was späteres;was früheres;geht es auch später;geht es auch früher;den um;am
    """,
    Language.ENGLISH: """
        the first one;the second one;the third one;the first;the second;the earlier one
        the later one;neither;none of them;something else;the last one;the one at;the one on
        i'll take the first one;i'll take the second one;the first one please
        the second one please;do you have anything later;do you have anything earlier;anything
        else;a different time;another day;the morning one;the afternoon one
    """,
}
_NAMES = {
    Language.GERMAN: """
        mein name ist;ich heiße;hier ist;hier spricht;ich bin;name;herr;frau;doktor;von;der
        bindestrich;ich buchstabiere;wie;doppel;anton;berta;cäsar;dora;emil;friedrich;gustav
        heinrich;ida;julius;kaufmann;ludwig;martha;nordpol;otto;paula;quelle;richard;samuel
        schule;theodor;ulrich;viktor;wilhelm;xanthippe;ypsilon;zacharias
    """,
    Language.ENGLISH: """
        my name is;this is;i'm;it's;mister;missus;miss;doctor;first name;last name;hyphen;for
        as in;double;that's spelled;alpha;bravo;charlie;delta;echo;foxtrot;golf;hotel;india
        juliet;kilo;lima;mike;november;oscar;papa;quebec;romeo;sierra;tango;uniform;victor
        whiskey;x ray;yankee;zulu;van;von;de
    """,
}
_DIGITS = {
    Language.GERMAN: """
        null;eins;zwei;zwo;drei;vier;fünf;sechs;sieben;acht;neun;doppel;plus;diese nummer
        unter dieser nummer;die gleiche nummer;ja diese;die hier;die nummer von der ich anrufe
    """,
    Language.ENGLISH: """
        zero;oh;one;two;three;four;five;six;seven;eight;nine;double;triple;plus;this number
        this one;the same number;the number i'm calling from;my number;yes this one;use this
    """,
}
_WHOLE = {
    Language.GERMAN: {
        "yes_no": """
            ja;nein;ja bitte;nein danke;ja das stimmt;das passt;genau;nein das stimmt nicht
            ja gerne;ja das ist richtig;einverstanden;in ordnung;lieber nicht;nein falsch
        """,
        "day": """
            am montag um zehn uhr;am dienstag nachmittag bitte;mittwoch
            am donnerstag vormittag bitte;am freitag früh;morgen früh;übermorgen;heute noch
            nächste woche;so bald wie möglich;in zwei wochen;am dritten januar
            am fünfzehnten februar;am zwanzigsten dezember;ende november
        """,
        "time": """
            um neun uhr;um halb drei;um viertel nach acht;viertel vor elf;ab sechzehn uhr
            nach siebzehn uhr;vormittags;am nachmittag bitte;um vierzehn uhr dreißig;egal
        """,
        "choice": """
            den ersten bitte;den zweiten bitte;der erste passt;der zweite passt besser
            den um neun uhr;den um halb drei;am donnerstag;lieber den späteren
            lieber den früheren;den letzten bitte;keiner von beiden;beide passen nicht
        """,
    },
    Language.ENGLISH: {
        "yes_no": """
            yes;no;yes please;no thank you;yes that's right;no that's wrong;that's fine
            exactly;sounds good;i'd rather not
        """,
        "day": """
            on monday at ten o'clock;on tuesday afternoon please;wednesday
            on thursday morning please;friday;tomorrow morning;the day after tomorrow
            next week;as soon as possible;in two weeks;on the third of january
        """,
        "time": """
            at nine o'clock;at half past two;at a quarter past eight;after four
            in the morning;in the afternoon please;any time
        """,
        "choice": """
            the first one please;the second one please;the first one is fine
            the one at nine o'clock;on thursday;the later one;the earlier one;neither
        """,
    },
}
"""Answers as a whole, the usual ones of each kind: Whisper, told a few sentences, writes
sentences. They come first, since it has room for few."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def likely_phrases(
    expect: str, language: Language, extra: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return likely answers to a kind of question; empty where anything may be said.

    Args:
        expect: A value of `dialogue.actions.Expect`.
        language: What the caller speaks.
        extra: The practice's own words that fit the question, such as its services.
    """
    known = _known(expect, language)
    own = tuple(word.lower() for word in extra if word.strip())
    if not known and not own:
        return ()
    return tuple(dict.fromkeys((*own, *known)))[:MOST_PHRASES]


@cache
def _known(expect: str, language: Language) -> tuple[str, ...]:
    yes_no, days, times = _of(_YES_NO, language), _days(language), _times(language)
    by_expectation = {
        "yes_no": (*yes_no, *_of(_DAYS, language)),
        "service": (*yes_no, *days),
        "day": (*days, *times, *yes_no),
        "time": (*times, *days, *yes_no),
        "choice": (*_of(_CHOICES, language), *yes_no, *days, *times),
        "name": (*_of(_NAMES, language), *_LETTERS, *yes_no),
        "digits": (*_of(_DIGITS, language), *_numbers(language, 100), *yes_no),
    }
    whole = _phrases(_WHOLE[language].get(expect, ""))
    return (*whole, *by_expectation.get(expect, ()))


def _of(lists: dict[Language, str], language: Language) -> tuple[str, ...]:
    return _phrases(lists[language])


def _phrases(text: str) -> tuple[str, ...]:
    lines = ";".join(line.strip() for line in text.strip().splitlines())
    return tuple(phrase.strip() for phrase in lines.split(";") if phrase.strip())


def _days(language: Language) -> tuple[str, ...]:
    ordinals = tuple(_spoken(number, language, ordinal=True) for number in range(1, 32))
    return (*_of(_DAYS, language), *WEEKDAYS[language], *_months(language), *ordinals)


def _months(language: Language) -> tuple[str, ...]:
    return tuple("märz" if name == "maerz" else name for name in MONTHS[language])


def _times(language: Language) -> tuple[str, ...]:
    return (*_of(_TIMES, language), *_numbers(language, 25), *_numbers(language, 60, 5))


def _numbers(language: Language, below: int, step: int = 1) -> tuple[str, ...]:
    return tuple(_spoken(number, language) for number in range(0, below, step))


def _spoken(number: int, language: Language, *, ordinal: bool = False) -> str:
    said = say_ordinal(number, language) if ordinal else say_number(number, language)
    return said.replace("-", " ")
