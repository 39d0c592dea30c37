"""With which telephone somebody takes calls over and calls back: one of the settings' alone."""

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from kibox_pbx.admin.signing_in import now
from kibox_pbx.dashboard.form import one
from kibox_pbx.dashboard.page import Method, Page, Visit
from kibox_pbx.language.callable_number import callable_number
from kibox_pbx.privacy.roles import Permission
from kibox_pbx.storage.own_telephones import OwnTelephones


async def telephone_of(visit: Visit) -> str | None:
    """Return the key of their telephone; None: they chose none, or it is no longer there."""
    chosen = await OwnTelephones(visit.office.database).of(visit.who.name)
    return chosen if chosen in visit.office.telephone.extensions else None


async def ways_back(visit: Visit) -> Callable[[str | None], bool]:
    """Return what says of a number whether whoever looks may call it back right now."""
    office = visit.office
    may = visit.may(Permission.ANSWER_CALLS) and office.telephone.calls_back is not None
    if not (may and await telephone_of(visit)):
        return lambda number: False
    beginnings = office.settings.telephone.call_back
    return lambda number: callable_number(number, beginnings) is not None


async def choose(visit: Visit) -> Response:
    """Note which telephone is theirs."""
    telephone = one(visit.form, "telephone")
    if telephone not in visit.office.telephone.extensions:
        raise HTTPException(400)
    await OwnTelephones(visit.office.database).choose(visit.who.name, telephone, now())
    return RedirectResponse("/me", 303)


PAGES = (Page("/me/telephone", Permission.ANSWER_CALLS, choose, Method.CHANGE),)
