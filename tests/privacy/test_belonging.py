"""What is surely somebody's, what may be, and what is not."""

import pytest

from kibox_pbx.privacy.belonging import (
    Belongs,
    Filed,
    Wanted,
    belongs,
    call_belongs,
    mentions,
    settled,
)

ERIKA, NUMBER, OTHER = "Erika Mustermann", "+4930123456", "+4989987654"
BORN, LATER = "1980-05-01", "1990-01-01"
BOTH = Wanted(NUMBER, ERIKA, BORN)


@pytest.mark.parametrize(
    ("wanted", "filed", "verdict"),
    [
        (Wanted(NUMBER), Filed(ERIKA, NUMBER), Belongs.SURELY),
        (Wanted(NUMBER), Filed(ERIKA, "030123456"), Belongs.SURELY),
        (Wanted(NUMBER), Filed(ERIKA, OTHER), None),
        (Wanted(NUMBER), Filed(ERIKA), None),
        (Wanted(NUMBER, ERIKA), Filed(ERIKA, NUMBER), Belongs.SURELY),
        (Wanted(NUMBER, ERIKA), Filed("Erica Mustermann", NUMBER), Belongs.SURELY),
        (Wanted(NUMBER, ERIKA), Filed("Max Schulze", NUMBER), Belongs.OTHER_NAME),
        (Wanted(NUMBER, ERIKA), Filed(ERIKA, OTHER), Belongs.OTHER_NUMBER),
        (Wanted(NUMBER, ERIKA), Filed("Max Schulze", OTHER), None),
        (BOTH, Filed(ERIKA, OTHER, BORN), Belongs.SURELY),
        (BOTH, Filed(ERIKA, NUMBER, LATER), Belongs.OTHER_BIRTHDATE),
        (Wanted(name=ERIKA), Filed(ERIKA, NUMBER), Belongs.BY_NAME),
        (Wanted(name=ERIKA), Filed("Mustermann, Frau Dr. Erika", NUMBER), Belongs.BY_NAME),
        (Wanted(name="Mustermann"), Filed("Mustermann", NUMBER), Belongs.SOUNDS_ALIKE),
        (Wanted(name="Paul Meyer"), Filed("Paul Maier", NUMBER), Belongs.SOUNDS_ALIKE),
        (Wanted(name="Paul Meyer"), Filed("Paula Winter", NUMBER), None),
        (Wanted(None, "Paul Meyer", BORN), Filed("Paul Maier", None, BORN), Belongs.SURELY),
        (Wanted(None, ERIKA, BORN), Filed(ERIKA, None, LATER), Belongs.OTHER_BIRTHDATE),
    ],
)  # fmt: skip
def test_two_factors_are_sure_and_a_likeness_is_not(
    wanted: Wanted, filed: Filed, verdict: Belongs | None
) -> None:
    assert belongs(wanted, filed) is verdict


def test_only_some_verdicts_are_sure() -> None:
    assert {each for each in Belongs if each.is_sure} == {
        Belongs.SURELY,
        Belongs.BY_NAME,
        Belongs.NAMED,
        Belongs.LINKED,
    }


def by_name(*filed: Filed) -> tuple[Belongs | None, ...]:
    wanted = Wanted(name=ERIKA)
    return settled([(each, belongs(wanted, each)) for each in filed])


def test_a_name_alone_is_believed_where_it_is_one_persons() -> None:
    one = by_name(Filed(ERIKA, NUMBER), Filed(ERIKA), Filed("Max Schulze", OTHER))
    assert one == (Belongs.BY_NAME, Belongs.BY_NAME, None)


@pytest.mark.parametrize(
    "other", [Filed(ERIKA, OTHER), Filed(ERIKA, NUMBER, LATER)], ids=["number", "birthdate"]
)
def test_of_two_people_with_one_name_neither_is_taken_for_the_other(other: Filed) -> None:
    verdicts = by_name(Filed(ERIKA, NUMBER, BORN), other)
    assert not any(each and each.is_sure for each in verdicts)
    assert by_name(Filed(ERIKA, NUMBER), Filed(ERIKA, OTHER)) == (Belongs.NAMESAKES,) * 2


SURE = (Filed(ERIKA, NUMBER), Belongs.SURELY)
CHILDS = (Filed("Max Schulze", NUMBER), Belongs.OTHER_NAME)


@pytest.mark.parametrize(
    ("wanted", "caller", "within", "verdict"),
    [
        (Wanted(NUMBER), NUMBER, (), Belongs.SURELY),
        (Wanted(NUMBER), OTHER, (), None),
        (Wanted(NUMBER), None, (), None),
        (Wanted(NUMBER, ERIKA), NUMBER, (), Belongs.SURELY),
        (Wanted(NUMBER, ERIKA), NUMBER, (SURE, CHILDS), Belongs.SURELY),
        (Wanted(NUMBER, ERIKA), NUMBER, (CHILDS,), Belongs.OTHER_NAME),
        (Wanted(NUMBER), NUMBER, (CHILDS,), Belongs.SURELY),
        (Wanted(NUMBER, ERIKA), None, (SURE,), Belongs.SURELY),
        (Wanted(NUMBER, ERIKA), OTHER, (SURE,), Belongs.ABOUT_THEM),
        (Wanted(name=ERIKA), NUMBER, (SURE,), Belongs.SURELY),
        (Wanted(NUMBER, ERIKA), OTHER, ((Filed(), None), CHILDS), Belongs.OTHER_NAME),
    ],
)
def test_a_call_is_theirs_by_who_rang_and_by_what_was_taken_down(
    wanted: Wanted,
    caller: str | None,
    within: tuple[tuple[Filed, Belongs | None], ...],
    verdict: Belongs | None,
) -> None:
    assert call_belongs(wanted, caller, within) is verdict


@pytest.mark.parametrize(
    ("text", "wanted", "is_there"),
    [
        ("mein name ist erika mustermann", Wanted(name=ERIKA), True),
        ("grüße an mustermann, erika", Wanted(name=ERIKA), True),
        ("erika hat angerufen", Wanted(name=ERIKA), False),
        ("rufen sie 030 123456 an", Wanted(NUMBER), True),
        ('{"phone": "+4930123456", "at_ms": 5120}', Wanted(NUMBER), True),
        ("rufen sie 030 123457 an", Wanted(NUMBER), False),
        ("rufen sie 030 123456 an", Wanted(name=ERIKA), False),
    ],
)
def test_a_text_mentions_a_whole_name_or_the_number(
    text: str, wanted: Wanted, *, is_there: bool
) -> None:
    assert mentions(text, wanted) is is_there
