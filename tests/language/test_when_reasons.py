"""What is told beside a wish: reasons, the past, days that do not suit, "before that"."""

import pytest

from kibox_pbx.language.when import gives_reason, understand_refused, understand_when
from kibox_pbx.utterance import Language
from tests.language.test_when import DE, EN, NOW, shown


def meant(said: str, language: Language) -> str:
    return shown(understand_when(said, language, NOW))


@pytest.mark.parametrize(
    ("language", "said", "wish"),
    [
        (DE, "am mittwoch hab ich den enkel freitag um acht", "2026-11-20 @08:00"),
        (DE, "da hab ich zahnarzt um drei donnerstag ginge", "2026-11-19"),
        (DE, "freitag um drei ginge um fünf hab ich friseur", "2026-11-20 @15:00"),
        (DE, "donnerstag um vier hab ich um zwei noch zahnarzt", "2026-11-19 @16:00"),
        (DE, "donnerstag um vier da hab ich um zwei noch zahnarzt", "2026-11-19 @16:00"),
        (DE, "ich hab dienstag um zwei chor lieber mittwoch", "2026-11-25"),
        (DE, "meine tochter ist krank ich brauche morgen einen termin", "2026-11-19"),
        (DE, "um zwanzig nach vier bin ich in der schule also um sechs", "@18:00"),
        (EN, "i've got the school run on thursdays could we say half nine", "@09:30"),
        (EN, "i'm away from friday so before that", "2026-11-18..2026-11-19"),
        (EN, "tuesday i've got the boiler man so thursday", "2026-11-19"),
        (EN, "tomorrow no hang on i'm in bremen tomorrow wednesday", "2026-11-25"),
        (DE, "morgen nein moment morgen bin ich in bremen am mittwoch", "2026-11-25"),
    ],
)
def test_the_time_of_a_reason_is_no_wish(language: Language, said: str, wish: str) -> None:
    assert meant(said, language) == wish


@pytest.mark.parametrize(
    ("language", "said", "wish"),
    [
        (DE, "ich hab am montag ab drei zeit", "2026-11-23 15:00-"),
        (DE, "am donnerstag hab ich homeoffice da passt es gut", "2026-11-19"),
        (DE, "ich muss am freitag kommen", "2026-11-20"),
        (DE, "mittwoch bin ich daheim da können sie kommen", "2026-11-25"),
        (EN, "i have monday off", "2026-11-23"),
        (EN, "i'm in town tomorrow", "2026-11-19"),
        (DE, "morgen bin ich in der stadt", "2026-11-19"),
        (EN, "i've only got fridays", "2026-11-20"),
        (EN, "i'm on holiday next week so any day would do", "2026-11-23..2026-11-29"),
        (EN, "i have to be seen by thursday", "2026-11-18..2026-11-19"),
    ],
)
def test_a_day_on_which_the_caller_is_free_is_a_wish(
    language: Language, said: str, wish: str
) -> None:
    assert meant(said, language) == wish


@pytest.mark.parametrize(
    ("language", "said", "wish"),
    [
        (DE, "am montag bin ich im urlaub", "other_day"),
        (EN, "i've no car on tuesday", "other_day"),
        (DE, "mittwoch um drei ach nein da hab ich zahnarzt", "other_day"),
        (EN, "wednesday at three no wait i've got the dentist", "other_day"),
        (DE, "morgen geht's leider nicht", "2026-11-20.. other_day"),
        (EN, "this week's no good", "2026-11-23.. other_day"),
        (DE, "montag vormittag kann ich nicht", "other_day"),
    ],
)
def test_only_a_reason_against_a_day_is_a_wish_for_another(
    language: Language, said: str, wish: str
) -> None:
    assert meant(said, language) == wish


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (DE, "ich hab seit montag so schmerzen"),
        (DE, "letzten dienstag hab ich schon angerufen"),
        (DE, "unser kater hat am freitag eine impfung bekommen"),
        (DE, "am freitag war jemand von ihnen da"),
        (EN, "i've had toothache since last night"),
        (EN, "somebody came on friday and brought the wrong part"),
        (EN, "i rang two days ago"),
        (EN, "how are you today"),
    ],
)
def test_what_is_over_is_no_wish(language: Language, said: str) -> None:
    assert understand_when(said, language, NOW) is None


@pytest.mark.parametrize(
    ("language", "said", "wish"),
    [
        (EN, "any day but monday", "!mo"),
        (DE, "jeden tag außer mittwoch und donnerstag", "!we,!th"),
        (DE, "am montag nicht vor zehn", "2026-11-23 10:00-"),
        (EN, "i can't do monday before ten", "2026-11-23 10:00-"),
        (DE, "nicht am mittwoch nein doch am mittwoch", "2026-11-25"),
        (DE, "ich kann vormittags nie", "12:00-"),
        (EN, "i can't do evenings", "-17:00"),
        (EN, "monday instead of friday", "2026-11-23"),
        (DE, "montag um neun ist mir lieber als dienstag", "2026-11-23 @09:00"),
        (DE, "dienstag nicht mittwoch", "2026-11-24 !we"),
    ],
)
def test_what_does_not_suit_is_told_from_what_is_wished(
    language: Language, said: str, wish: str
) -> None:
    assert meant(said, language) == wish


@pytest.mark.parametrize(
    ("language", "said", "wish"),
    [
        (DE, "um drei hole ich die kleine ab vorher wär gut", "-15:00"),
        (DE, "ich bin bis zum zwanzigsten in kur danach jederzeit", "2026-11-21.."),
        (DE, "zwischen neun und zwölf arbeite ich danach ginge", "12:00-"),
        (DE, "zwischen neun und zwölf arbeite ich davor ginge", "-09:00"),
        (DE, "danach vielleicht", "later"),
        (EN, "could it be before that", "earlier"),
        (EN, "i'm on a course next week so the week after please", "2026-11-30..2026-12-06"),
        (EN, "at three or the week after", "later"),
        (EN, "it's her birthday on sunday so the monday after", "2026-11-23"),
        (DE, "am dritten dezember hat sie geburtstag montag drauf passt", "2026-12-07"),
        (DE, "den montag drauf", "2026-11-23"),
        (EN, "since the tenth of december at four it hurts so before that", "-16:00"),
    ],
)
def test_before_and_after_that_are_seen_from_what_was_said(
    language: Language, said: str, wish: str
) -> None:
    assert meant(said, language) == wish


def test_the_day_of_a_reason_is_one_that_does_not_suit() -> None:
    assert shown(understand_refused("am donnerstag hab ich zahnarzt", DE, NOW)) == "2026-11-19"
    assert understand_refused("da hab ich zahnarzt", DE, NOW) is None


def test_a_reason_may_be_all_that_is_said() -> None:
    assert gives_reason("da hab ich schon was vor", DE)
    assert gives_reason("i'm at work both of those times", EN)
    assert not gives_reason("i have a question", EN)
    assert not gives_reason("am freitag war jemand da", DE)
