"""What the privacy desk shows on the terminal: what was found, and what is to be answered."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kibox_pbx.privacy.deadlines import days_left
from kibox_pbx.storage.requests import ARTICLES, Request, State
from kibox_pbx.storage.shared.orders import Act, Done, HostSeen, Progress
from kibox_pbx.storage.subjects import Found, FoundAppointment, FoundCall

VERBS = {
    Act.ERASE: "erase",
    Act.RESTRICT: "restrict",
    Act.UNRESTRICT: "",
    Act.OBJECT: "",
    Act.LIFT_OBJECTION: "",
    Act.WITHDRAW: "withdraw",
    Act.LOOK: "export",
}
"""What is typed at another host to look at what remains there."""


def lines(found: Found, zone: ZoneInfo) -> Iterator[str]:
    """Yield one line a record, what is surely theirs first."""
    for is_sure, mark in ((True, "theirs  "), (False, "possibly")):
        for call in (each for each in found.calls if each.why.is_sure is is_sure):
            yield f"{mark}  {_call_line(call, zone)}"
        for each in (each for each in found.appointments if each.why.is_sure is is_sure):
            yield f"{mark}  {_appointment_line(each, zone)}"


def as_json(found: Found, zone: ZoneInfo) -> dict[str, Any]:
    """Return the same for machines."""
    return {
        "calls": [
            {
                "id": each.id,
                "started_at": each.started_at.astimezone(zone).isoformat(),
                "caller": each.caller,
                "sure": each.why.is_sure,
                "why": each.why.value,
                "restricted": each.restricted_at is not None,
            }
            for each in found.calls
        ],
        "appointments": [
            {
                "id": each.id,
                "start": each.start.astimezone(zone).isoformat(),
                "name": each.filed.name,
                "phone": each.filed.phone,
                "birthdate": each.filed.birthdate,
                "sure": each.why.is_sure,
                "why": each.why.value,
                "restricted": each.restricted_at is not None,
            }
            for each in found.appointments
        ],
    }


def request_line(request: Request, today: date) -> str:
    """Return one line of the list of requests."""
    due = request.due_on.isoformat()
    left = days_left(request.due_on, today)
    until = f"OVERDUE by {-left} days" if left < 0 else f"{left} days left"
    state = until if request.state is State.OPEN else request.state.value
    what = f"{request.kind} ({ARTICLES[request.kind]})"
    return f"{request.id}  {due}  {state}  {what}  {_who(request)}".rstrip()


def hosts_lines(request_id: str, progress: Sequence[Progress]) -> Iterator[str]:
    """Yield a line for each other host that was asked to do the same."""
    for order in progress:
        if order.request_id == request_id:
            for each in order.hosts:
                yield f"  at {each.host}: {_told(order, each)}"


def host_line(host: HostSeen, progress: Sequence[Progress], zone: ZoneInfo) -> str:
    """Return one line of the list of hosts."""
    if host.is_here:
        return f"{host.name}  this host"
    waiting = _waiting(host, progress)
    left = f"has not done yet: {', '.join(waiting)}" if waiting else "has done all"
    return f"{host.name}  last seen {_at(host.seen_at, zone)}  {left}"


def host_as_json(
    host: HostSeen, progress: Sequence[Progress], zone: ZoneInfo
) -> dict[str, Any]:
    """Return the same for machines."""
    return {
        "name": host.name,
        "here": host.is_here,
        "seen_at": host.seen_at.astimezone(zone).isoformat(),
        "waiting": [] if host.is_here else _waiting(host, progress),
    }


def request_as_json(
    request: Request, today: date, progress: Sequence[Progress]
) -> dict[str, Any]:
    """Return the same for machines."""
    hosts = [
        {
            "host": each.host,
            "done_at": each.at.isoformat() if each.at else None,
            "done": each.done,
            "remaining": each.remaining,
        }
        for order in progress
        if order.request_id == request.id
        for each in order.hosts
    ]
    who = request.who
    return {
        "id": request.id,
        "kind": request.kind,
        "article": ARTICLES[request.kind],
        "received_on": request.received_on.isoformat(),
        "due_on": request.due_on.isoformat(),
        "days_left": days_left(request.due_on, today),
        "extended_on": request.extended_on.isoformat() if request.extended_on else None,
        "state": request.state,
        "identity": request.identity,
        "number": who and who.number,
        "name": who and who.name,
        "why": request.why,
        "done_at": request.done_at.isoformat() if request.done_at else None,
        "done_by": request.done_by,
        "hosts": hosts,
    }


def _told(order: Progress, host: Done) -> str:
    if host.at is None:
        return "not yet"
    done = "looked" if order.act is Act.LOOK else f"done, {_counted(host.done)}"
    if not host.remaining:
        return done
    there = f"{host.remaining} to be looked at there"
    verb = VERBS[order.act]
    how = f": kibox subject {verb} --request {order.request_id}" if verb else ""
    return f"{done}; {there}{how}"


def _counted(records: int) -> str:
    return "1 record" if records == 1 else f"{records} records"


def _waiting(host: HostSeen, progress: Sequence[Progress]) -> list[str]:
    return [
        f"{order.act.replace('_', '-')} {order.request_id or ''}".strip()
        for order in progress
        for each in order.hosts
        if each.host == host.name and each.at is None
    ]


def _who(request: Request) -> str:
    who = request.who
    told = (who.name, who.number, who.birthdate) if who else ("(erased)",)
    return ", ".join(each for each in told if each)


def _call_line(call: FoundCall, zone: ZoneInfo) -> str:
    caller = call.caller or "withheld number"
    return f"call         {_at(call.started_at, zone)}  {caller}  {call.id}  {_why(call)}"


def _appointment_line(each: FoundAppointment, zone: ZoneInfo) -> str:
    filed = each.filed
    who = ", ".join(part for part in (filed.name, filed.phone, filed.birthdate) if part)
    return f"appointment  {_at(each.start, zone)}  {who}  {each.id}  {_why(each)}"


def _why(record: FoundCall | FoundAppointment) -> str:
    restricted = "; restricted" if record.restricted_at else ""
    return f"({record.why.value}{restricted})"


def _at(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
