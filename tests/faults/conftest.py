"""The Asterisk and the voices of the telephone tests, for the faults of running processes."""

from tests.telephone.conftest import installation, voice_box

__all__ = ["installation", "voice_box"]
