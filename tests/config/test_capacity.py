"""How many calls a machine takes is told by its cores, unless the file says so."""

from pathlib import Path

import pytest

from kibox_pbx.config.capacity import CALLS_PER_CORE, MOST_CALLS, calls_of_this_machine, cores
from kibox_pbx.config.schema import explain
from kibox_pbx.config.settings import Telephone


@pytest.fixture
def eight_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(8)))


@pytest.mark.usefixtures("eight_cores")
@pytest.mark.parametrize(
    ("quota", "expected"),
    [("200000 100000", 2), ("150000 100000", 2), ("max 100000", 8), ("", 8), (None, 8)],
)
def test_a_containers_quota_counts_as_cores(
    tmp_path: Path, quota: str | None, expected: int
) -> None:
    limit = tmp_path / "cpu.max"
    if quota is not None:
        limit.write_text(quota + "\n", encoding="ascii")
    assert cores(limit) == expected


@pytest.mark.usefixtures("eight_cores")
def test_a_quota_never_adds_cores(tmp_path: Path) -> None:
    limit = tmp_path / "cpu.max"
    limit.write_text("1600000 100000\n", encoding="ascii")
    assert cores(limit) == 8


@pytest.mark.parametrize(("count", "calls"), [(1, 2), (2, 4), (1000, MOST_CALLS)])
def test_a_machine_takes_calls_by_its_cores(
    count: int, calls: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("kibox_pbx.config.capacity.CGROUP_LIMIT", tmp_path / "none")
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(count)))
    assert calls_of_this_machine() == calls
    assert CALLS_PER_CORE * count == calls or calls == MOST_CALLS
    assert Telephone(reception="desk").calls == calls


def test_the_explanation_shows_what_this_machine_would_take() -> None:
    assert f"  calls: {calls_of_this_machine()}  (on this machine)\n" in explain()
