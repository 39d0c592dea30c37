import pytest
from hypothesis import given
from hypothesis import strategies as st

from kibox_pbx.language.names import understand_name
from kibox_pbx.utterance import Language

GERMAN = {
    "mein name ist sabine huber": "Sabine Huber",
    "huber sabine huber": "Sabine Huber",
    "hier spricht doktor müller": "Dr. Müller",
    "professor doktor weber": "Prof. Dr. Weber",
    "ja also huber": "Huber",
    "klaus von der heide": "Klaus von der Heide",
    "ich bin der thomas berger": "Thomas Berger",
    "guten tag hier ist frau schmidt ich hätte gern einen termin": "Schmidt",
    "karl heinz müller bindestrich lüdenscheidt": "Karl Heinz Müller-Lüdenscheidt",
    "h u b e r": "Huber",
    "maier m e i e r": "Meier",
    "thomas schmidt buchstabiert s c h m i d t": "Thomas Schmidt",
    "heinrich ulrich berta emil richard": "Huber",
    "hamburg unna berlin essen rostock": "Huber",
    "h wie heinrich u wie ulrich b wie berta e wie emil r wie richard": "Huber",
    "m umlaut u doppel l e r": "Müller",
    "nachname huber vorname sabine": "Sabine Huber",
    "emil huber": "Emil Huber",
    "mein name ist freitag": "Freitag",
    "thomas sonntag": "Thomas Sonntag",
    "olga weiß": "Olga Weiß",
    "frau weiß": "Weiß",
    "sabine huber sabine huber": "Sabine Huber",
    "das weiß ich nicht": None,
    "lena vogt heißt sie": "Lena Vogt",
    "also meine mutter heißt erna kowalski": "Erna Kowalski",
    "krüger das ist k r ü g e r": "Krüger",
    "mayer vorname ute": "Ute Mayer",
    "mein name ist mayer vorname ute": "Ute Mayer",
    "mayer mit a ypsilon also martha anton ypsilon emil richard vorname ute": "Ute Mayer",
    "vorname ute": "Ute",
    "wie bitte": None,
    "ja": None,
    "ich hätte gern einen termin": None,
    "der huber": "Huber",
    "familie sievers also katrin sievers": "Katrin Sievers",
    "jahnke hertha jahnke also jahnke mit h j wie julius a wie anton h n k e": "Hertha Jahnke",
    "der bub heißt jonas feldkamp": "Jonas Feldkamp",
    "krause detlef krause": "Detlef Krause",
    "petersen inga": "Inga Petersen",
    "petersen kreszentine": "Petersen Kreszentine",
    "werner sabine": "Werner Sabine",
    "rosenthal müller hans peter": "Rosenthal Müller Hans Peter",
    "müller hans peter": "Hans Peter Müller",
    "von der tann friederike von der tann": "Friederike von der Tann",
    "maria da silva": "Maria da Silva",
    "das kind von sabine huber": "Sabine Huber",
    "demir ja özlem": "Özlem Demir",
    "özlem ist der vorname und demir": "Özlem Demir",
    "der vorname ist joost": "Joost",
    "weiß mein vorname ist olga": "Olga Weiß",
    "nachname weiß": "Weiß",
    "olga weiß bitte": "Olga Weiß",
    "olga weiß nicht": "Olga",
    "heß h e ß vorname olga": "Olga Heß",
    "schmitt mit d t": "Schmidt",
    "yvonne stahnke mit s t a h": "Yvonne Stahnke",
    "pfeiffer mit einem f": "Pfeifer",
    "cornelius hagedorn mit c am anfang": "Cornelius Hagedorn",
    "mia lindqvist mit q v l i n d q v i s t": "Mia Lindqvist",
    "d e m i r": "Demir",
    "erika m u s t e r m a n n": "Erika Mustermann",
    "stein wie der stein andrea stein": "Andrea Stein",
    "huber wie der fußballer": "Huber",
    "na wagner der klempner jürgen wagner": "Jürgen Wagner",
    "hier spricht der installateur grabner franz grabner": "Franz Grabner",
    "thorwald der mit wald ingo thorwald": "Ingo Thorwald",
    "werner sabine werner": "Sabine Werner",
    "dubois d u b o i s französisch halt": "Dubois",
    "mein nachname ist demir und ich heiße özlem": "Özlem Demir",
    "das ist für meinen sohn farid haidari": "Farid Haidari",
    "das hatte ich doch schon gesagt kowalski": None,
    "wir sind neu hier in der gegend": None,
    "wofür brauchen sie das denn": None,
    "den namen möchte ich nicht sagen": None,
    "sabine huber von": "Sabine Huber",
    "": None,
}
ENGLISH = {
    "my name is john smith": "John Smith",
    "hello miller here i'm afraid i can't come on monday": "Miller",
    "it's sarah o'brien": "Sarah O'Brien",
    "smith john smith": "John Smith",
    "i'm mary mcdonald calling about an appointment": "Mary McDonald",
    "this is doctor brown": "Dr. Brown",
    "peter van der berg": "Peter van der Berg",
    "my first name is anna and my last name is miller": "Anna Miller",
    "smith s m y t h": "Smyth",
    "sierra mike india tango hotel": "Smith",
    "m i double l e r": "Miller",
    "smith speaking": "Smith",
    "mary ann smith hyphen jones": "Mary Ann Smith-Jones",
    "jane nguyen that's november golf uniform yankee echo november": "Jane Nguyen",
    "she is called emma stone": "Emma Stone",
    "priya raman r a m a n": "Priya Raman",
    "imogen castell that's i m o g e n and then c a s t e l l": "Imogen Castell",
    "crispin vale v for victor a l e": "Crispin Vale",
    "bartholomew quist q u i s t": "Bartholomew Quist",
    "muffin's the dog ha i'm saoirse delaney s a o i r s e delaney": "Saoirse Delaney",
    "wintle my husband's hugh but put it under mine annabel wintle": "Annabel Wintle",
    "as i said whitcombe gerald whitcombe": "Gerald Whitcombe",
    "o'hara o h a r a": "O'Hara",
    "kevin king k i n g": "Kevin King",
    "that's fitzgerald f i t z gerald maeve fitzgerald": "Maeve Fitzgerald",
    "raman priya's the first name": "Priya Raman",
    "zhang wei zhang is the family name": "Wei Zhang",
    "it's for my son ishita ghose": "Ishita Ghose",
    "kyle from the garage kyle mcallister": "Kyle McAllister",
    "no problem it's lyndall whitaker": "Lyndall Whitaker",
    "the patient is my father in law anton lechner": "Anton Lechner",
    "oh just sandrine will do sandrine dubois": "Sandrine Dubois",
    "are you a machine": None,
    "i'd rather not say": None,
    "pardon": None,
    "why are you asking": None,
}


@pytest.mark.parametrize(("said", "name"), list(GERMAN.items()))
def test_german_callers_are_called_by_their_name(said: str, name: str | None) -> None:
    assert understand_name(said, Language.GERMAN) == name


@pytest.mark.parametrize(("said", "name"), list(ENGLISH.items()))
def test_english_callers_are_called_by_their_name(said: str, name: str | None) -> None:
    assert understand_name(said, Language.ENGLISH) == name


@given(st.text(max_size=200), st.sampled_from(Language))
def test_no_text_whatever_upsets_it(text: str, language: Language) -> None:
    name = understand_name(text, language)
    assert name is None or name == name.strip() != ""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ENGLISH, "actually could you make it a cleaning instead"),
        (Language.ENGLISH, "hang on is there a lift"),
        (Language.ENGLISH, "how much is it"),
        (Language.GERMAN, "gibt es einen aufzug"),
        (Language.GERMAN, "können sie bitte zahnreinigung eintragen"),
    ],
)
def test_a_request_is_no_name(language: Language, said: str) -> None:
    assert understand_name(said, language) is None


def test_a_name_may_be_given_in_a_request() -> None:
    said = "could you write it down my name is tom reed"
    assert understand_name(said, Language.ENGLISH) == "Tom Reed"


def test_one_letter_said_before_the_whole_spelling_is_no_part_of_it() -> None:
    said = "it's steven with a v s t e v e n"
    assert understand_name(said, Language.ENGLISH) == "Steven"


def test_a_particle_that_nothing_follows_is_dropped() -> None:
    assert understand_name("petra huber von", Language.GERMAN) == "Petra Huber"
