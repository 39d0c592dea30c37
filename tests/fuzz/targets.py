"""Every place where others send bytes, but for the pages, which have tests of their own."""

from tests.fuzz import asterisk_targets, calendar_targets, file_targets, spoken_targets
from tests.fuzz.target import Target

TARGETS: tuple[Target, ...] = (
    *asterisk_targets.TARGETS,
    *file_targets.TARGETS,
    *calendar_targets.TARGETS,
    *spoken_targets.TARGETS,
)
BY_NAME = {target.name: target for target in TARGETS}
