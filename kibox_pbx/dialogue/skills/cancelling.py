"""Cancelling an appointment of somebody who has proven who they are: asked once, then done."""

from dataclasses import dataclass, replace

from kibox_pbx.dialogue.actions import CancelAppointment
from kibox_pbx.dialogue.events import AppointmentCancelled, AppointmentLost
from kibox_pbx.dialogue.giving_up import agrees_to_cancel
from kibox_pbx.dialogue.intents import Intent, understand_intent
from kibox_pbx.dialogue.reply import Line, News, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.skills import existing_words, leaving_word, rescheduling
from kibox_pbx.records import Act, Appointment, Outcome, Slot


@dataclass(frozen=True, slots=True)
class Cancelling:
    """Whether to cancel was asked, or it is being done."""

    appointments: tuple[Appointment, ...]
    """Still to be cancelled, soonest first."""

    is_asked: bool = True
    cancelled: int = 0

    @property
    def held(self) -> Slot | None:
        """No slot is ever held here."""
        return None

    def answered(self, scene: Scene, text: str) -> Reply | None:
        """Take yes or no, or the wish to move instead."""
        if not self.is_asked:
            return None
        if (
            len(self.appointments) == 1
            and understand_intent(text, scene.language) is Intent.MOVE
        ):
            return rescheduling.begin(scene, self.appointments[0], text)
        agreed = agrees_to_cancel(text, scene.language)
        if agreed is None:
            return None
        return self._cancel() if agreed else Reply(None, (self.kept(scene),))

    def informed(self, scene: Scene, news: News) -> Reply | None:
        """Take the answer of the calendar; None: not asked for."""
        if self.is_asked:
            return None
        match news:
            case AppointmentCancelled():
                return self._went_well(scene)
            case AppointmentLost():
                reached = Outcome.CANCELLED if self.cancelled else None
                word = leaving_word.OfferingWord("", "subject_cancel")
                return replace(leaving_word.offer("existing_changed", word), reached=reached)
            case _:
                return None

    def kept(self, scene: Scene) -> Line:
        """Say that nothing was cancelled."""
        if len(self.appointments) > 1:
            return Line(Act.TELL_ANSWER, "existing_kept_several")
        slot = self.appointments[0].slot
        return existing_words.said(Act.TELL_ANSWER, "existing_kept", scene, slot)

    def _cancel(self) -> Reply:
        request = CancelAppointment(self.appointments[0])
        return Reply(replace(self, is_asked=False), requests=(request,))

    def _went_well(self, scene: Scene) -> Reply:
        done, *rest = self.appointments
        if rest:
            left = replace(self, appointments=tuple(rest), cancelled=self.cancelled + 1)
            return left._cancel()  # noqa: SLF001 (of the same class)
        line = existing_words.said(Act.CANCELLED, "cancelled", scene, done.slot)
        if self.cancelled:
            line = Line(Act.CANCELLED, "cancelled_several")
        return Reply(None, (line,), reached=Outcome.CANCELLED)


def begin(scene: Scene, appointments: tuple[Appointment, ...]) -> Reply:
    """Ask whether to cancel."""
    question = existing_words.confirm_cancel(scene, appointments)
    return Reply(Cancelling(appointments), question=question)
