"""What each command of the privacy desk does, and what it tells on the terminal."""

import argparse
import json
import sys
from dataclasses import dataclass
from datetime import date

from kibox_pbx.admin.subject import listing, proof, receipt
from kibox_pbx.admin.subject.desk import Asked, Desk, wanted_of
from kibox_pbx.admin.subject.erase import Erasing
from kibox_pbx.admin.subject.export import Exporting
from kibox_pbx.admin.subject.naming import TYPED, search_from
from kibox_pbx.admin.subject.putting_right import as_value
from kibox_pbx.admin.subject.receipts import judged
from kibox_pbx.config.settings import Settings
from kibox_pbx.errors import ConfigError
from kibox_pbx.privacy.consent import ConsentPurpose
from kibox_pbx.storage import requests as stored_requests
from kibox_pbx.storage.requests import Kind
from kibox_pbx.storage.subjects import Search
from kibox_pbx.terminal import on_one_line
from kibox_pbx.utterance import Language

DONE, REFUSED = 0, 1


@dataclass(frozen=True, slots=True)
class Counter:
    """Where somebody of the office serves one request."""

    chosen: argparse.Namespace
    """What was typed."""

    settings: Settings
    desk: Desk

    @property
    def today(self) -> date:
        """The practice's own day."""
        return self.desk.clock().astimezone(self.settings.practice.zone).date()

    @property
    def language(self) -> Language:
        """In which the person is written to."""
        return self.chosen.language or self.settings.practice.languages[0]

    async def asked(self) -> Asked:
        """Return what was asked for, by whom, and how that was checked.

        Raises:
            ConfigError: Nobody was named, or the note on the check names them.
            StorageError: There is no such request, or who made it was erased.
        """
        chosen = self.chosen
        search = await self._search()
        received = chosen.received or self.today
        if received > self.today:
            raise ConfigError("--received: that day is still to come")
        asked = Asked(search, received, chosen.request, chosen.identity)
        if asked.tells_who:
            raise ConfigError("--identity: say how it was checked, without name and number")
        return asked

    async def _search(self) -> Search:
        chosen, database = self.chosen, self.desk.database
        if chosen.request is None or chosen.number or chosen.name:
            return search_from(chosen, self.settings)
        request = await database.read(
            lambda tables: stored_requests.read(tables, database.envelope, chosen.request)
        )
        calls = request.calls | frozenset(chosen.call)
        appointments = request.appointments | frozenset(chosen.appointment)
        return Search(wanted_of(request), calls, appointments)


async def find(at: Counter) -> int:
    """List what is kept of somebody."""
    found = await at.desk.find(search_from(at.chosen, at.settings))
    zone = at.settings.practice.zone
    if at.chosen.json:
        _tell(json.dumps(listing.as_json(found, zone), indent=1, ensure_ascii=False))
    else:
        _tell(*map(on_one_line, listing.lines(found, zone)))
    others = await at.desk.others.names()
    if others:
        _say(f"calls that other hosts took are not in this list: {', '.join(others)}")
        _say("kibox subject export, erase, restrict, object and withdraw ask them, too")
    return DONE


async def export(at: Counter) -> int:
    """Write everything that is theirs into a folder or a zip."""
    kind = Kind.PORTABILITY if at.chosen.portability else Kind.ACCESS
    exporting = Exporting(at.desk, at.settings, at.language)
    count = await exporting.export(kind, await at.asked(), at.chosen.target)
    _say(f"{count} records written to {at.chosen.target}; hand them to that person alone")
    await _say_who_else(at, "says how much they have to hand out as well")
    return DONE


async def requests(at: Counter) -> int:
    """List what is to be answered, overdue first."""
    listed, progress = await at.desk.requests(settled=at.chosen.all)
    if at.chosen.json:
        told = [listing.request_as_json(each, at.today, progress) for each in listed]
        _tell(json.dumps(told, indent=1, ensure_ascii=False))
        return DONE
    for each in listed:
        _tell(on_one_line(listing.request_line(each, at.today)))
        _tell(*map(on_one_line, listing.hosts_lines(each.id, progress)))
    return DONE


async def hosts(at: Counter) -> int:
    """List the hosts of this practice, and what they have not done yet."""
    if at.chosen.give_up:
        if not await at.desk.others.give_up(at.chosen.give_up):
            raise ConfigError(f"{at.chosen.give_up}: there is no other host of this name")
        _say("nobody waits for it any more; if it comes back, it is one of the hosts again")
        return DONE
    known, progress = await at.desk.others.known(), await at.desk.others.progress()
    zone = at.settings.practice.zone
    if at.chosen.json:
        told = [listing.host_as_json(each, progress, zone) for each in known]
        _tell(json.dumps(told, indent=1, ensure_ascii=False))
    else:
        _tell(*(listing.host_line(each, progress, zone) for each in known))
    if not known:
        _say("this host answers alone, or has not met the others yet")
    return DONE


async def receive(at: Counter) -> int:
    """Write that somebody asked for something."""
    at.chosen.request = at.chosen.identity = None
    request = await at.desk.receive(Kind(at.chosen.kind), await at.asked())
    _tell(request.id)
    _say(f"to be answered until {request.due_on.isoformat()}")
    return DONE


async def extend(at: Counter) -> int:
    """Give a request two months more."""
    due = await at.desk.extend(at.chosen.request, at.today, at.chosen.why)
    _say(f"to be answered until {due.isoformat()}; tell the person so now, with the reason")
    return DONE


async def refuse(at: Counter) -> int:
    """Close a request that is not served."""
    await at.desk.refuse(at.chosen.request, at.chosen.why)
    _say("closed; tell the person why, and that they may complain (Art. 12(4))")
    return DONE


async def rectify(at: Counter) -> int:
    """Put something right."""
    chosen = at.chosen
    named = {"message": chosen.message, "form": chosen.form, "turn": chosen.turn}
    where = next((f"{kind}/{name}" for kind, name in named.items() if name), None)
    if where is None:
        if len(chosen.appointment) != 1:
            raise ConfigError("say what: --appointment, --message, --form or --turn")
        where = f"appointment/{chosen.appointment[0]}"
    elif not (chosen.number or chosen.name or chosen.request):
        raise ConfigError("say whose: --number, --name or --request")
    values = dict(_value(at, each) for each in chosen.set)
    if bool(values) == where.startswith("turn/"):
        raise ConfigError("--set FIELD=VALUE puts a value right; a turn takes --why alone")
    await at.desk.rectify(await at.asked(), where, values | {"why": chosen.why})
    _say("put right; what it said before is kept beside it")
    return DONE


async def restrict(at: Counter) -> int:
    """Freeze what is theirs."""
    count = await at.desk.restrict(await at.asked())
    _say(f"{count} records are restricted now")
    await _say_who_else(at)
    return DONE


async def unrestrict(at: Counter) -> int:
    """End a restriction."""
    if at.chosen.informed > at.today:
        raise ConfigError("--informed: the person must have been told before")
    search = search_from(at.chosen, at.settings)
    count = await at.desk.unrestrict(search, at.chosen.informed)
    _say(f"{count} records are no longer restricted")
    await _say_who_else(at)
    return DONE


async def object_(at: Counter) -> int:
    """Have people rung for a number."""
    await at.desk.object(await at.asked())
    _say("this number reaches people from its next call on")
    _say("what is kept of it stays; if they want it gone: kibox subject erase")
    await _say_who_else(at)
    return DONE


async def lift_objection(at: Counter) -> int:
    """Let the assistant answer a number again."""
    lifted = await at.desk.lift_objection(search_from(at.chosen, at.settings))
    _say("the assistant answers this number again" if lifted else "it did not object")
    await _say_who_else(at)
    return DONE if lifted else REFUSED


async def withdraw(at: Counter) -> int:
    """End their consents."""
    purpose = at.chosen.purpose
    purposes = (ConsentPurpose(purpose),) if purpose else tuple(ConsentPurpose)
    count = await at.desk.withdraw(await at.asked(), purposes)
    _say(f"{count} consents withdrawn; what they allowed to keep is destroyed")
    await _say_who_else(at)
    return DONE


async def erase(at: Counter) -> int:
    """Show what would be destroyed; with ``--yes`` destroy it."""
    chosen, asked = at.chosen, await at.asked()
    both = chosen.with_appointments
    erasing = Erasing(at.desk, at.settings, at.language, with_appointments=both)
    plan = await erasing.plan(asked)
    _tell(*map(on_one_line, listing.lines(plan.gone, at.settings.practice.zone)))
    if plan.kept_appointments:
        _say(f"{len(plan.kept_appointments)} to come stay, unless --with-appointments")
    if not (chosen.yes and chosen.receipt):
        others = await at.desk.others.names()
        if others:
            _say(f"other hosts would do the same: {', '.join(others)}")
        _say("nothing was destroyed; to do it: --yes --receipt FILE.json")
        return REFUSED
    erased = await erasing.erase(asked, chosen.receipt)
    counts = ", ".join(f"{table} {count}" for table, count in erased.receipt.rows.items())
    _say(f"destroyed: {counts or 'nothing here'}; the receipt is {chosen.receipt}")
    await _say_who_else(at)
    if not erased.is_wal_empty:
        _say("the WAL is emptied when the service pauses; kibox subject prove-erased shows it")
    return DONE


async def verify(at: Counter) -> int:
    """Check a receipt against the store."""
    read = receipt.read(at.chosen.receipt)
    verdict = await judged(at.desk, read)
    problems = verdict.problems
    _tell(*(problems or ("genuine, and nothing of it is left",)))
    progress = await at.desk.others.progress()
    _tell(*map(str.strip, listing.hosts_lines(read.id, progress)))
    waited_for = (each for each in progress if each.request_id == read.id)
    return DONE if not problems and all(each.is_complete for each in waited_for) else REFUSED


async def prove_erased(at: Counter) -> int:
    """Look everywhere for words; 1 where one was found."""
    sought = proof.needles(sys.stdin, at.settings.practice.country)
    files = [*at.chosen.look_in, at.settings.store.key_file]
    database = at.desk.database
    await database.write(lambda tables: at.desk.note(tables, "prove_erased", ("",)))
    places = await proof.look_everywhere(database, sought, files)
    _tell(*map(_place_line, places))
    return REFUSED if any(each.found for each in places) else DONE


def _place_line(place: proof.Place) -> str:
    verdict = f"FOUND in {place.found}" if place.found else "not found"
    left = f", {place.unreadable} could not be read" if place.unreadable else ""
    return f"{verdict}: {place.name} ({place.looked_at} looked at{left})"


def _value(at: Counter, typed: str) -> tuple[str, str]:
    field, is_there, value = typed.partition("=")
    if not is_there:
        raise ConfigError("--set wants FIELD=VALUE; FIELD=- asks for the value")
    if value == TYPED:
        sys.stderr.write(f"{field}: ")
        sys.stderr.flush()
        value = sys.stdin.readline().strip()
    return field, as_value(field, value, at.settings)


async def _say_who_else(at: Counter, what: str = "says when they have") -> None:
    """Say which other hosts do the same; or that this host could not ask them."""
    request_id = getattr(at.chosen, "request", None)
    if at.settings.shared is None or await at.desk.others.is_from_another_host(request_id):
        return
    others = await at.desk.others.names()
    if others:
        names = ", ".join(others)
        _say(f"{names}: asked to do the same; kibox subject requests --all {what}")
    elif not await at.desk.others.known():
        _say("this host has not met the others yet; do the same on each of them")


def _tell(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
