"""Who may do what with personal data (Art. 32 GDPR). Pure.

Nobody needs to see everything: who looks after the machine reads no transcript, who makes
appointments hears no recording.
"""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in the office; an account has one or several."""

    RECEPTION = "reception"
    PRIVACY_OFFICER = "privacy_officer"
    ADMIN = "admin"


class Permission(StrEnum):
    """One thing that can be allowed."""

    SEE_CALENDAR = "see_calendar"
    SEE_MESSAGES = "see_messages"
    """Messages and requests for the people, and to mark them as done."""
    SEE_CALLS = "see_calls"
    """Who called when, and the transcript."""
    ANSWER_CALLS = "answer_calls"
    """To take a call over while it goes on, and to call back."""
    CHANGE_CALENDAR = "change_calendar"
    """To move and cancel appointments, and to block times."""
    HEAR_RECORDINGS = "hear_recordings"
    SEE_QUESTIONS = "see_questions"
    """What callers asked in vain, without the callers."""
    EDIT_ENTRIES = "edit_entries"
    """Write what everybody is told who asks."""
    SEE_STATISTICS = "see_statistics"
    """Counts of days, in which there is nobody."""
    HANDLE_REQUESTS = "handle_requests"
    """The rights of those whose data are kept (Art. 15 to 21 GDPR), and legal holds."""
    RUN_RETENTION = "run_retention"
    SEE_ACCESS_LOG = "see_access_log"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_MACHINE = "manage_machine"
    """Keys, backups, settings, models: nothing that shows a caller."""
    IMPROVE = "improve"
    """Turn what consenting callers said into words, entries and tests."""


_OF_ROLE: Mapping[Role, frozenset[Permission]] = {
    Role.RECEPTION: frozenset(
        {
            Permission.SEE_CALENDAR,
            Permission.SEE_MESSAGES,
            Permission.SEE_CALLS,
            Permission.SEE_QUESTIONS,
            Permission.ANSWER_CALLS,
            Permission.CHANGE_CALENDAR,
            Permission.EDIT_ENTRIES,
            Permission.SEE_STATISTICS,
        }
    ),
    Role.PRIVACY_OFFICER: frozenset(
        {
            Permission.SEE_CALENDAR,
            Permission.SEE_MESSAGES,
            Permission.SEE_CALLS,
            Permission.HEAR_RECORDINGS,
            Permission.SEE_QUESTIONS,
            Permission.EDIT_ENTRIES,
            Permission.SEE_STATISTICS,
            Permission.HANDLE_REQUESTS,
            Permission.RUN_RETENTION,
            Permission.SEE_ACCESS_LOG,
            Permission.IMPROVE,
        }
    ),
    Role.ADMIN: frozenset(
        {
            Permission.EDIT_ENTRIES,
            Permission.SEE_STATISTICS,
            Permission.RUN_RETENTION,
            Permission.MANAGE_ACCOUNTS,
            Permission.MANAGE_MACHINE,
        }
    ),
}


def permissions(roles: frozenset[Role]) -> frozenset[Permission]:
    """Return everything that somebody with these roles may do."""
    return frozenset().union(*(_OF_ROLE[role] for role in roles))


def may(roles: frozenset[Role], permission: Permission) -> bool:
    """Say whether one of the roles allows something."""
    return permission in permissions(roles)
