"""What is done about danger (L12): advice and people at once; in doubt advice, and we go on."""

from dataclasses import replace

from kibox_pbx.dialogue.actions import Transfer
from kibox_pbx.dialogue.performing import Step, perform, say_line
from kibox_pbx.dialogue.reply import Line, Reply
from kibox_pbx.dialogue.scene import Scene
from kibox_pbx.dialogue.state import Dialogue
from kibox_pbx.records import Act, Outcome

ADVICE = Line(Act.ADVISE_EMERGENCY, "emergency_advice")


def raise_alarm(state: Dialogue, scene: Scene) -> Step:
    """Give advice and ring people, whatever the hour and whoever is on the telephone."""
    rung = scene.settings.emergency.department or scene.settings.telephone.reception
    line = Line(Act.EMERGENCY, "emergency")
    return perform(state, Reply(None, (line,), ending=Transfer(rung, Outcome.EMERGENCY)))


def with_advice(step: Step) -> Step:
    """Say first what to do if it is an emergency; once in a call is enough."""
    state, actions = step
    if state.advised:
        return step
    said = say_line(state, ADVICE)
    return replace(state, advised=True, said=(said, *state.said)), (said, *actions)
