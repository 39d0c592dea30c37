"""Calls to an office that records who agrees."""

from kibox_pbx.config.settings import Settings
from kibox_pbx.dialogue.actions import WithdrawConsent
from kibox_pbx.privacy.consent import ConsentPurpose
from kibox_pbx.utterance import Language
from tests.dialogue.playbook import Caller
from tests.dialogue.practice import practice

GERMAN, ENGLISH = Language.GERMAN, Language.ENGLISH
RECORDING, IMPROVEMENT = ConsentPurpose.RECORDING, ConsentPurpose.IMPROVEMENT
SAID = {GERMAN: ("ja", "nein"), ENGLISH: ("yes please", "no thank you")}
"""What agrees, and what refuses."""


def recording(**privacy: object) -> Settings:
    return practice(privacy={"record_calls": True, **privacy})


def ring(language: Language = GERMAN, **privacy: object) -> Caller:
    return Caller(language, settings=recording(**privacy))


def withdrawn(caller: Caller) -> list[ConsentPurpose]:
    return [each.purpose for each in caller.actions if isinstance(each, WithdrawConsent)]
