"""One call: what happens goes to the dialogue, what the dialogue wants is done."""

import asyncio
from dataclasses import replace

from kibox_pbx.call.discretion import Discretion
from kibox_pbx.call.equipment import Equipment, Returned
from kibox_pbx.call.errands import Errand, Errands
from kibox_pbx.call.filler import Filler
from kibox_pbx.call.keeper import Keeper
from kibox_pbx.call.listener import Expected, HeardTurn, Listener
from kibox_pbx.call.live import (
    AnswerWaited,
    CallBegan,
    CallEnded,
    CallerAsked,
    CallerFellSilent,
    CallerSpeaks,
    Onlooker,
    SentenceBegan,
    TurnTaken,
    Written,
)
from kibox_pbx.call.recorder import RecordedLeg
from kibox_pbx.call.speaker import Speaker, Spoken
from kibox_pbx.call.timing import CallClock, Stopwatch
from kibox_pbx.call.waterfall import Wait
from kibox_pbx.dialogue.actions import (
    Action,
    EraseConversation,
    Expect,
    HangUp,
    Listen,
    NoteConsent,
    Say,
    StartRecording,
    TakeMessage,
    ToMailbox,
    Transfer,
    WithdrawConsent,
)
from kibox_pbx.dialogue.events import (
    AppointmentBooked,
    AssistantInterrupted,
    CallAnswered,
    CallerHungUp,
    CallerPressed,
    CallerSpoke,
    Event,
    MessageStored,
    RecordLost,
    SilenceTimedOut,
    TakenOver,
)
from kibox_pbx.dialogue.manager import step
from kibox_pbx.dialogue.state import Dialogue, outcome
from kibox_pbx.ports import CallLeg
from kibox_pbx.privacy.consent import ConsentPurpose
from kibox_pbx.records import Act, Call, Outcome, Turn
from kibox_pbx.records import Speaker as Who
from kibox_pbx.utterance import Language

Ending = Transfer | ToMailbox | HangUp

SILENCE_MS = 7000
"""How long nobody speaks before the dialogue is told, until it says so itself."""

MOST_EVENTS = 1000
"""Events that wait for the dialogue, which takes milliseconds for each. Nobody speaks or
presses keys so fast; a line that claims it fails the call, and people are rung."""


class Session:
    """Holds one conversation from the greeting to its ending."""

    def __init__(  # noqa: PLR0913 (who, on what, how far, with what, seen by whom, from where)
        self,
        call: Call,
        leg: CallLeg,
        dialogue: Dialogue,
        equipment: Equipment,
        onlooker: Onlooker,
        *,
        returned: Returned | None = None,
    ) -> None:
        self._call = call
        self._state = dialogue
        self._returned = returned
        self._onlooker = Discretion(onlooker)
        self._clock = CallClock()
        self._stopwatch = Stopwatch()
        self._events: asyncio.Queue[Event | None] = asyncio.Queue(MOST_EVENTS)
        """None: an errand is done of which the dialogue need not know."""
        self._ending: Ending | None = None
        self.erasure_wanted = False
        """The caller asked that nothing of this call is kept."""
        self._last_said = Say(Act.GREET, "")
        self._last_listen = Listen(Expect.ANYTHING, SILENCE_MS)
        self._silence: asyncio.Task[None] | None = None
        self._filler = Filler(self._clock, self._events.put_nowait)
        self._keeper = Keeper(call.id, equipment.office.store, self._leave_to_people)
        self._errands = Errands(call.id, equipment.office, self._clock.now_ms)
        self._recorded = RecordedLeg(leg, self._keeper.keep_sound)
        leg = self._recorded if dialogue.settings.privacy.record_calls else leg
        self._speaker = Speaker(equipment.voices, leg, equipment.echo, self._clock, self)
        hears, activity, echo = equipment.recognisers, equipment.activity, equipment.echo
        self._listener = Listener(hears, activity, leg, self._clock, self, echo=echo)
        self._listener.expect(Expected(call.language))

    @property
    def language(self) -> Language:
        """What is being spoken."""
        return self._state.language

    @property
    def duration_ms(self) -> int:
        """How long the conversation has lasted."""
        return self._clock.now_ms()

    def take_over(self, telephone: str) -> bool:
        """Have the caller put through to a telephone of the house; False: it is over.

        Args:
            telephone: As `TakenOver.telephone`.
        """
        if self._ending is not None:
            return False
        self._stop_waiting()
        self._filler.stop()
        self._speaker.interrupt()
        self._events.put_nowait(TakenOver(self._clock.now_ms(), telephone))
        return True

    def record_lost(self) -> None:
        """Say that people take over, and let them: this call can no longer be written down."""
        self._keeper.give_up()

    async def converse(self) -> Ending:
        """Talk until there is an ending; everything said and done is written by then.

        A store that refuses ends the talk: the caller is told so, and people are rung.

        Raises:
            ExceptionGroup: The line or the dialogue failed; onlookers see that, too.
        """
        came_of_it = Outcome.FAILED
        try:
            ending = await self._converse()
            came_of_it = ending.outcome
        finally:
            # only now: a sentence that began as the caller hung up is still seen before it
            self._onlooker.see(CallEnded(self._call.id, came_of_it, self.duration_ms))
        return ending

    async def _converse(self) -> Ending:
        async with asyncio.TaskGroup() as tasks:
            self._tasks = tasks
            self._filler.begin(tasks)
            writing = tasks.create_task(self._keeper.run(), name="write the call down")
            speaking = tasks.create_task(self._speaker.run(), name="speak")
            listening = tasks.create_task(self._listen(), name="listen")
            ending = await self._talk(listening)
            self._stop_waiting()
            self._filler.stop()
            for task in (speaking, listening):
                task.cancel()
            self._recorded.keep_rest()
            self._keeper.close()
            await writing
        return ending

    async def _talk(self, listening: asyncio.Task[None]) -> Ending:
        self._onlooker.see(CallBegan(self._call))
        self._events.put_nowait(self._answered())
        while self._ending is None:
            self._step(await self._events.get())
        await self._say_the_rest(listening)
        await self._finish_errands()
        return self._with_what_was_reached(self._ending)

    def _answered(self) -> CallAnswered:
        call, back = self._call, self._returned
        answered = CallAnswered(0, call.started_at, call.caller, call.language)
        if back is None:
            return answered
        return replace(
            answered, returned_from=back.department, was_emergency=back.was_emergency
        )

    def _leave_to_people(self) -> None:
        self._events.put_nowait(RecordLost(self._clock.now_ms()))

    async def _listen(self) -> None:
        await self._listener.run()
        self._events.put_nowait(CallerHungUp(self._clock.now_ms()))

    async def _say_the_rest(self, listening: asyncio.Task[None]) -> None:
        """Let the last sentence be heard, unless the caller is gone."""
        quiet = self._tasks.create_task(self._speaker.quiet(), name="say the rest")
        await asyncio.wait({quiet, listening}, return_when=asyncio.FIRST_COMPLETED)
        quiet.cancel()

    async def _finish_errands(self) -> None:
        """Let what was under way be written: a confirmed booking survives a hang-up."""
        while self._filler.runs_errands or not self._events.empty():
            self._step(await self._events.get())

    def _with_what_was_reached(self, ending: Ending) -> Ending:
        """Count what came of an errand after the last word, if the call just ends."""
        return HangUp(outcome(self._state)) if isinstance(ending, HangUp) else ending

    def _step(self, event: Event | None) -> None:
        if event is None:
            return
        self._keeper.note(event)
        if isinstance(event, AppointmentBooked):
            self._onlooker.see(Written(self._call.id, event.appointment))
        self._state, actions = step(self._state, event)
        self._keeper.note_actions(actions)
        if self._ending is None:
            self._perform(actions)
        if isinstance(event, CallerHungUp):
            self._ending = self._ending or HangUp(outcome(self._state))
        self._leave_nobody_in_silence()

    def _perform(self, actions: tuple[Action, ...]) -> None:
        last_words = any(isinstance(action, Ending) for action in actions)
        for action in actions:
            match action:
                case Say():
                    self._say(action, even_over_the_caller=last_words)
                case Listen():
                    self._wait_for_caller(action)
                case Transfer() | ToMailbox() | HangUp():
                    self._ending = self._ending or action
                case NoteConsent() | StartRecording() | WithdrawConsent():
                    self._heed_consent(action)
                case EraseConversation():
                    self._erase_afterwards()
                case _:
                    self._send_on_errand(action)

    def _heed_consent(self, action: NoteConsent | StartRecording | WithdrawConsent) -> None:
        if isinstance(action, StartRecording):
            self._recorded.record()
        elif isinstance(action, NoteConsent):
            self._keeper.note_consent(action)
        else:
            if action.purpose is ConsentPurpose.RECORDING:
                self._recorded.drop()
            self._keeper.withdraw_consent(action)

    def _erase_afterwards(self) -> None:
        """Keep and show no further word; what is kept is destroyed when the call is over."""
        self.erasure_wanted = True
        self._recorded.drop()
        self._onlooker.hide()
        self._keeper.stop()

    def _say(self, sentence: Say, *, even_over_the_caller: bool) -> None:
        now_ms = self._clock.now_ms()
        if sentence.act is not Act.ONE_MOMENT:
            self._filler.stop()
            self._stopwatch.sentence_decided(now_ms)
        if self._listener.caller_speaks and sentence.may_interrupt and not even_over_the_caller:
            self._events.put_nowait(
                AssistantInterrupted(now_ms, sentence.act, 0, sentence.text)
            )
            return
        self._last_said = sentence
        self._speaker.say(sentence, self.language)

    def _send_on_errand(self, errand: Errand) -> None:
        self._filler.errand_begun()
        self._tasks.create_task(self._run_errand(errand), name=type(errand).__name__)

    async def _run_errand(self, errand: Errand) -> None:
        event = await self._errands.run(errand)
        if isinstance(event, MessageStored) and isinstance(errand, TakeMessage):
            self._onlooker.see(Written(self._call.id, errand.message))
        self._filler.errand_done()
        self._events.put_nowait(event)

    def _wait_for_caller(self, listen: Listen) -> None:
        self._last_listen = listen
        self._listener.expect(Expected(self.language, listen.expect, listen.phrases))
        self._stop_waiting()
        self._silence = self._tasks.create_task(self._watch_silence(listen), name="silence")

    def _leave_nobody_in_silence(self) -> None:
        """Whatever the dialogue did: while nobody has the floor, the clock runs."""
        nothing_comes = not (self._filler.something_comes or self._listener.caller_speaks)
        if self._ending is None and self._silence is None and nothing_comes:
            self._wait_for_caller(self._last_listen)

    def _stop_waiting(self) -> None:
        if self._silence:
            self._silence.cancel()
            self._silence = None

    async def _watch_silence(self, listen: Listen) -> None:
        await self._speaker.quiet()
        self._onlooker.see(CallerAsked(self._call.id, self._last_said, listen.expect))
        await asyncio.sleep(listen.silence_ms / 1000)
        self._silence = None
        self._events.put_nowait(SilenceTimedOut(self._clock.now_ms()))

    def caller_began(self) -> None:
        """Fall silent; see `CallerEvents`."""
        self._stop_waiting()
        self._filler.stop()
        self._speaker.interrupt()
        self._onlooker.see(CallerSpeaks(self._call.id, ""))

    def caller_says(self, so_far: str) -> None:
        """Show it, and keep nothing of it; see `CallerEvents`."""
        self._onlooker.see(CallerSpeaks(self._call.id, so_far))

    def caller_finished(self) -> None:
        """See to it that the caller is not left in silence; see `CallerEvents`."""
        self._filler.words_awaited()

    def caller_spoke(self, heard: HeardTurn) -> None:
        """Take the turn to the dialogue; see `CallerEvents`."""
        self._stopwatch.caller_fell_silent(
            heard.silent_since_ms, heard.ended_ms, heard.heard_ms
        )
        self._filler.answer_awaited(heard.silent_since_ms)
        said = heard.utterance
        self._events.put_nowait(CallerSpoke(heard.heard_ms, said.text, said.confidence))
        self._onlooker.see(CallerFellSilent(self._call.id))
        if said.text:
            length_ms = said.end_ms - said.start_ms
            self._keep_turn(Turn(Who.CALLER, said.text, None, said.start_ms, length_ms))
        if self._listener.caller_speaks:  # the next turn has begun while this one was heard
            self._onlooker.see(CallerSpeaks(self._call.id, ""))

    def caller_pressed(self, key: str) -> None:
        """Take the key to the dialogue; see `CallerEvents`."""
        now_ms = self._clock.now_ms()
        self._stop_waiting()
        self._speaker.interrupt()
        self._events.put_nowait(CallerPressed(now_ms, key))
        self._keep_turn(Turn(Who.CALLER, f"[{key}]", None, now_ms, 0))

    def sound_began(self, sentence: Say, at_ms: int) -> None:
        """Note how long the caller waited; see `SpeakerEvents`."""
        self._onlooker.see(SentenceBegan(self._call.id, sentence))
        timing = self._stopwatch.sound_began(at_ms)
        if timing:
            self._onlooker.see(AnswerWaited(self._call.id, timing))
            self._keeper.note_wait(Wait(at_ms, timing))

    def sentence_ended(self, spoken: Spoken) -> None:
        """Keep what the caller heard of it; see `SpeakerEvents`."""
        said = spoken.sentence
        if spoken.interrupted:
            now_ms = self._clock.now_ms()
            self._events.put_nowait(
                AssistantInterrupted(now_ms, said.act, spoken.heard_ms, said.text)
            )
        if spoken.heard_ms:
            self._keep_turn(
                Turn(
                    Who.ASSISTANT,
                    said.text,
                    said.act,
                    spoken.at_ms,
                    spoken.heard_ms,
                    spoken.interrupted,
                )
            )

    def _keep_turn(self, turn: Turn) -> None:
        self._keeper.note(turn)
        self._onlooker.see(TurnTaken(self._call.id, turn))
