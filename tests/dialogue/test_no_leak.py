"""No sentence gives anybody away, nor does the way a call goes (L3; § 203 StGB).

Random callers who lack a factor try to find out about one of twenty-six patients. Each call is
made twice, to the practice and to the same practice without that patient: every action must be
the same, in wording, number and order.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kibox_pbx.dialogue.actions import CancelAppointment, MoveAppointment, NoteFailedProof
from kibox_pbx.dialogue.proof import MOST_FAILURES
from kibox_pbx.records import Act
from kibox_pbx.utterance import Language
from tests.dialogue.patients import PATIENTS, STRANGER, Prober, book, lookups, said
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import practice

FACTORS = ("name", "phone", "birthdate")


def assert_nobody_is_given_away(seed: int) -> Caller:
    prober = Prober(seed)
    calendar = book()
    caller = prober.calls(calendar)
    without = prober.calls(book(without=prober.victim))
    assert caller.actions == without.actions
    assert [each.appointment for each in PATIENTS] == [
        each for each in calendar.booked if each.id in {p.appointment.id for p in PATIENTS}
    ]
    assert not caller.asked(CancelAppointment) + caller.asked(MoveAppointment)
    assert_no_secret_is_said(prober, caller)
    return caller


def assert_no_secret_is_said(prober: Prober, caller: Caller) -> None:
    """What callers said themselves may be read back to them: a claim, a number, a name."""
    for patient in PATIENTS:
        for kind, secret in patient.secrets(prober.language).items():
            if secret.lower() in caller_said(prober):
                continue
            told = [text for _, text in said(caller) if secret in text]
            assert not told, f"{kind} of {patient.name}, seed {prober.seed}"


def caller_said(prober: Prober) -> str:
    """Return, as the assistant would say it, what the caller brings along."""
    own = prober.victim.secrets(prober.language)
    brought = [own[kind] for kind in FACTORS if kind in prober.knows]
    return " ".join([*brought, prober.claimed_name]).lower()


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 2**32))
def test_nobody_is_given_away(seed: int) -> None:
    assert_nobody_is_given_away(seed)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_nobody_is_given_away_in_five_thousand_calls() -> None:
    for seed in range(5000):
        assert_nobody_is_given_away(seed)


def test_the_random_callers_get_as_far_as_a_look_up() -> None:
    calls = [Prober(seed).calls(book()) for seed in range(60)]
    looked_up = [call for call in calls if lookups(call.actions)]
    refused = [call for call in calls if Act.OFFER_MESSAGE.value in dict(said(call))]
    assert len(looked_up) > 15
    assert len(refused) > 30


def test_a_caller_with_every_factor_would_be_told() -> None:
    """The secrets looked for are the ones that would be said."""
    for language in Language:
        patient = PATIENTS[2]
        caller = Caller(language, calendar=book(), number=patient.phone)
        born = patient.secrets(language)["birthdate"].lower()
        wish = {
            Language.GERMAN: "wann ist mein termin",
            Language.ENGLISH: "when is my appointment",
        }
        caller.says(wish[language], patient.name.lower(), born)
        assert patient.secrets(language)["start"] in caller.everything


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("asks", [False, True])
def test_who_guesses_dates_of_birth_has_two_tries_a_call(
    language: Language, *, asks: bool
) -> None:
    """Name and number are right, the caller rings from that very number."""
    victim = PATIENTS[7]
    told = practice(booking={"ask_birthdate": asks})
    caller = Caller(language, calendar=book(), number=victim.phone, settings=told)
    unknown = Caller(
        language, calendar=book(without=victim), number=victim.phone, settings=told
    )
    wish = {Language.GERMAN: "wann ist mein termin", Language.ENGLISH: "when is my appointment"}
    for year in range(1940, 1952):
        guess = f"5. 1. {year}" if language is Language.GERMAN else f"january 5th {year}"
        for call in (caller, unknown):
            if not call.state.over:
                call.says(wish[language], victim.name.lower(), guess)
    assert caller.actions == unknown.actions
    tried = {each.birthdate for each in lookups(caller.actions)} - {None}
    assert 0 < len(tried) <= MOST_FAILURES


DIGITS = "null acht neun sieben drei null null vier eins sieben"
BORN = "erster mai 1980"


@pytest.mark.parametrize(
    ("number", "answers"), [(STRANGER, (BORN, DIGITS)), (None, (DIGITS, BORN))]
)
def test_a_failed_proof_names_every_number_that_was_tried(
    number: str | None, answers: tuple[str, str]
) -> None:
    caller = Caller(calendar=book(), number=number)
    caller.says("wann ist mein termin", "erika mustermann", *answers)
    (noted,) = caller.asked(NoteFailedProof)
    assert isinstance(noted, NoteFailedProof)
    assert set(noted.numbers) == {each for each in (number, "+49897300417") if each}
