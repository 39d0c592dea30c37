"""How booking and moving have a time found for them, and go on once it is held.

The skill keeps a `FindingTime` in a field of its own, hands it what the caller says and what
the calendar answers, and passes each reply through `embedded`::

    def answered(self, scene, text):     # and the same with informed(scene, news)
        reply = self.time.answered(scene, text)
        return self.embed(scene, reply) if reply else None

    def embed(self, scene, reply):
        return embedded(
            reply,
            lambda time: replace(self, time=time),               # it is still looked for
            lambda time, lines: go_on(scene, replace(self, time=time), lines),  # it is held
        )

It begins with ``self.embed(scene, FindingTime(service).go_on(scene))``; its ``held`` is
``self.time.held``. When the store says `SlotLost` to its own last request (`BookSlot`,
`MoveAppointment`), it goes on with `FindingTime.lost`; when the caller corrects the time,
with `FindingTime.wished`; before it asks anything else, it looks whether `is_stale`, and if
so goes on with `FindingTime.hold_again`.
"""

from collections.abc import Callable
from dataclasses import replace

from kibox_pbx.dialogue.reply import Line, Reply, Skill
from kibox_pbx.dialogue.skills.finding_time import FindingTime


def embedded(
    reply: Reply,
    around: Callable[[FindingTime], Skill],
    held: Callable[[FindingTime, tuple[Line, ...]], Reply],
) -> Reply:
    """Make a reply of `FindingTime` one of the skill that it is part of.

    Args:
        reply: What `FindingTime` replied. Where it gave up (a message, a person), it stays
            as it is.
        around: Puts the time back into the skill.
        held: Goes on when a slot is held, after saying some lines.
    """
    if not isinstance(reply.skill, FindingTime):
        return reply
    if reply.skill.is_held:
        return held(reply.skill, reply.lines)
    return replace(reply, skill=around(reply.skill))
