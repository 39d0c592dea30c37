"""Appointments for somebody's calendar program, which cannot sign in: by a secret address.

Any mistake in it, and an account that may no longer see the calendar, is answered as if there
were no such page.
"""

from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kibox_pbx.admin.calendar_text import appointments_as_text
from kibox_pbx.dashboard.gate import Endpoint
from kibox_pbx.dashboard.office import Office
from kibox_pbx.storage.subscriptions import SubscriptionRepository

PATH = "/calendar/subscription/{token}.ics"
BACK, AHEAD = timedelta(days=30), timedelta(days=740)
"""What a program is given: the last month, and whatever can be booked."""


def address(base: str, token: str) -> str:
    """Return what is typed into the calendar program."""
    return base + PATH.format(token=token)


def subscription(office: Office) -> Endpoint:
    """Return what answers calendar programs."""
    subscriptions = SubscriptionRepository(office.database, office.clock)

    async def answer(request: Request) -> Response:
        used = await subscriptions.use(str(request.path_params["token"]))
        if used is None:
            raise HTTPException(404)
        now = office.clock()
        text = await appointments_as_text(
            office.database, office.settings, {used.person}, (now - BACK, now + AHEAD), now
        )
        return Response(text, media_type="text/calendar; charset=utf-8")

    return answer
