"""No file handle is left while somebody talks: that call goes on, the next rings people."""

import asyncio
import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kibox_pbx.records import Act, Outcome
from kibox_pbx.rehearsal.run_folder import Installation
from kibox_pbx.rehearsal.voices import VoiceBox
from tests.faults.town import BOOKING, follow, town, until
from tests.faults.victim import victim
from tests.telephone.conftest import TELEPHONE
from tests.telephone.listening import spoken, the_two_talk
from tests.telephone.office import fresh_number

pytestmark = [*TELEPHONE, pytest.mark.long, pytest.mark.timeout(1800)]

TALK_S = 800.0
PEOPLE_S = 10.0
Note = Callable[[str, object], None]


async def test_a_service_without_handles_ends_its_call_well_and_leaves_the_next_to_people(
    tmp_path: Path, installation: Installation, voice_box: VoiceBox, record_property: Note
) -> None:
    async with (
        town(tmp_path, installation, voice_box) as place,
        victim(place.config, tmp_path / "service.log") as service,
    ):
        first, second, third = fresh_number(), fresh_number(), fresh_number()
        heard = service.began[first]
        async with (
            place.ring_assistant(first, lambda: bool(heard)) as call,
            asyncio.TaskGroup() as tasks,
        ):
            tasks.create_task(follow(call, BOOKING, service.page(first).overheard))
            await until(lambda: Act.OFFER_SLOTS in heard, TALK_S)
            with no_handle_is_left(service.process.pid):
                rang_s = time.monotonic()
                async with place.ring(second) as other:
                    staff = await place.callers.staff_rung(within_s=PEOPLE_S)
                    record_property("rings_s", round(staff.rang_s - rang_s, 1))
                    await the_two_talk(other, staff)
                await until(lambda: first in service.outcomes, TALK_S)
        kept = await place.kept(first)
        assert service.outcomes[first] is Outcome.BOOKED
        assert kept.appointments == 1, spoken(kept.call)
        assert second not in service.began
        again = service.began[third]
        async with place.ring_assistant(third, lambda: bool(again)):
            pass
        assert not service.gone.is_set()


@contextmanager
def no_handle_is_left(pid: int) -> Iterator[None]:
    """Let a process open nothing more."""
    usual = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (lowest_free(pid), usual[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_NOFILE, usual)


def lowest_free(pid: int) -> int:
    """Return the number that the next handle would get, which is what the limit counts."""
    used = {int(each.name) for each in Path(f"/proc/{pid}/fd").iterdir()}
    return next(number for number in range(len(used) + 1) if number not in used)
