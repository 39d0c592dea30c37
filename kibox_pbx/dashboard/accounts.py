"""Accounts: who may sign in, and as what. Each change is a line of the access log."""

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from kibox_pbx.dashboard.form import Form, one
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.errors import StorageError
from kibox_pbx.privacy.roles import Permission, Role
from kibox_pbx.storage.accounts import AccountRepository

MOST_LETTERS = 200
"""Of a password, as typed."""


async def listed(visit: Visit) -> Response:
    """Show all accounts."""
    return await _shown(visit, "")


async def add(visit: Visit) -> Response:
    """Make an account."""
    name, password = one(visit.form, "name"), one(visit.form, "password")[:MOST_LETTERS]
    accounts, by = _accounts(visit), visit.who.name
    try:
        await accounts.add(by, name, _roles(visit.form), password)
    except StorageError as error:
        return await _shown(visit, str(error))
    return RedirectResponse("/accounts", 303)


async def change(visit: Visit) -> Response:
    """Give an account other roles or another password, unlock it, or remove it."""
    try:
        await _changed(visit, visit.part("name"))
    except StorageError as error:
        return await _shown(visit, str(error))
    return RedirectResponse("/accounts", 303)


async def _changed(visit: Visit, name: str) -> None:
    accounts, by, form = _accounts(visit), visit.who.name, visit.form
    match one(form, "change"):
        case "roles":
            await accounts.set_roles(by, name, _roles(form))
        case "password" if name != by:
            await accounts.set_password(by, name, one(form, "password")[:MOST_LETTERS])
        case "password":
            raise StorageError("change your own password by: kibox user passwd NAME")
        case "remove_app" if name != by:
            await accounts.set_totp(by, name, None)
        case "unlock":
            await accounts.unlock(by, name)
        case "remove" if one(form, "really") == "yes":
            await accounts.remove(by, name)
        case "remove":
            raise StorageError("tick the box beside it to remove an account")
        case _:
            raise HTTPException(400)


async def _shown(visit: Visit, problem: str) -> Response:
    found = await _accounts(visit).all()
    status = 400 if problem else 200
    return visit.show("accounts.html", status, accounts=found, roles=Role, problem=problem)


def _accounts(visit: Visit) -> AccountRepository:
    return AccountRepository(visit.office.database, visit.office.clock)


def _roles(form: Form) -> frozenset[Role]:
    chosen = form.get("role", ())
    if not set(chosen) <= set(Role):
        raise HTTPException(400)
    return frozenset(Role(each) for each in chosen)


PAGES = (
    Page("/accounts", Permission.MANAGE_ACCOUNTS, listed),
    Page("/accounts", Permission.MANAGE_ACCOUNTS, add, Method.CHANGE),
    Page("/accounts/{name}", Permission.MANAGE_ACCOUNTS, change, Method.CHANGE),
)
