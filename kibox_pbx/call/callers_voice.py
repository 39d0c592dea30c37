"""Who speaks on the line: the caller, or the assistant's own voice that comes back as echo."""

from dataclasses import dataclass, replace

from kibox_pbx.audio import AudioFrame
from kibox_pbx.call.turn_taking import SPEECH_GOES_ON_AT
from kibox_pbx.ports import EchoGuard, VoiceActivity


class NoEcho:
    """A line on which the assistant does not speak, or that gives nothing back."""

    def played(self, frame: AudioFrame) -> None:
        """Nothing of it comes back."""

    def dropped(self) -> None:
        """Nothing was noted."""

    def hear(self, frame: AudioFrame) -> None:
        """Nothing is looked for."""

    def is_own_voice(self) -> bool:
        """Say that whoever speaks is the caller."""
        return False


@dataclass(frozen=True, slots=True)
class CallersVoice:
    """Finds the caller's speech in what is heard. One call's, like what it is made of."""

    activity: VoiceActivity
    echo: EchoGuard

    def hear(self, frame: AudioFrame) -> tuple[AudioFrame, float]:
        """Return the frame and how likely the caller speaks in it, 0 to 1.

        The assistant's own voice comes out as silence, so that no recogniser hears it either.
        """
        self.echo.hear(frame)
        probability = self.activity.probability(frame)
        if probability >= SPEECH_GOES_ON_AT and self.echo.is_own_voice():
            return replace(frame, pcm=bytes(len(frame.pcm))), 0.0
        return frame, probability
