"""Nobody sees more than their work needs."""

import pytest

from kibox_pbx.privacy.roles import Permission, Role, may, permissions

OF_CALLERS = {
    Permission.SEE_CALENDAR,
    Permission.SEE_MESSAGES,
    Permission.SEE_CALLS,
    Permission.HEAR_RECORDINGS,
    Permission.SEE_QUESTIONS,
    Permission.HANDLE_REQUESTS,
    Permission.IMPROVE,
}


def test_who_looks_after_the_machine_sees_no_caller() -> None:
    assert not permissions(frozenset({Role.ADMIN})) & OF_CALLERS


def test_the_reception_hears_no_recording_and_changes_no_account() -> None:
    reception = frozenset({Role.RECEPTION})
    assert may(reception, Permission.SEE_CALLS)
    assert not may(reception, Permission.HEAR_RECORDINGS)
    assert not may(reception, Permission.MANAGE_ACCOUNTS)


def test_roles_add_up() -> None:
    both = frozenset({Role.ADMIN, Role.PRIVACY_OFFICER})
    assert permissions(both) == permissions(frozenset({Role.ADMIN})) | permissions(
        frozenset({Role.PRIVACY_OFFICER})
    )
    assert not permissions(frozenset())


@pytest.mark.parametrize("permission", Permission)
def test_everything_can_be_done_by_somebody(permission: Permission) -> None:
    assert any(may(frozenset({role}), permission) for role in Role)
