"""The admin is warned where memory could be swapped to a disk that others can read."""

from pathlib import Path

import pytest

from kibox_pbx.admin.swap import swap_warning

HEADING = "Filename Type Size Used Priority\n"


def machine(root: Path, swaps: str, **files: str) -> Path:
    written = {"proc/swaps": HEADING + swaps, "proc/self/cgroup": "0::/system.slice/kibox\n"}
    for name, content in (written | files).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return root


def test_without_swap_nothing_is_said(tmp_path: Path) -> None:
    assert swap_warning(machine(tmp_path, "")) is None


def test_a_plain_partition_is_told_with_what_to_do(tmp_path: Path) -> None:
    warning = swap_warning(machine(tmp_path, "/dev/sdz9 partition 1 0 -2\n"))
    assert warning is not None
    assert "/dev/sdz9" in warning
    assert "MemorySwapMax=0" in warning


@pytest.mark.parametrize("group", ["system.slice/kibox", "system.slice"])
def test_a_service_that_may_not_swap_is_fine(tmp_path: Path, group: str) -> None:
    limit = {f"sys/fs/cgroup/{group}/memory.swap.max": "0\n"}
    assert swap_warning(machine(tmp_path, "/dev/sdz9 partition 1 0 -2\n", **limit)) is None


def test_encrypted_swap_is_fine_also_under_other_layers(tmp_path: Path) -> None:
    layers = {
        "sys/class/block/dm-91/dm/uuid": "LVM-abc\n",
        "sys/class/block/dm-91/slaves/dm-90": "",
        "sys/class/block/dm-90/dm/uuid": "CRYPT-LUKS2-abc\n",
    }
    assert swap_warning(machine(tmp_path, "/dev/dm-91 partition 1 0 -2\n", **layers)) is None


@pytest.mark.parametrize(("behind", "is_fine"), [("none", True), ("/dev/sdz", False)])
def test_compressed_memory_is_fine_unless_a_disk_is_behind_it(
    tmp_path: Path, behind: str, *, is_fine: bool
) -> None:
    device = {"sys/class/block/zram0/backing_dev": f"{behind}\n"}
    warning = swap_warning(machine(tmp_path, "/dev/zram0 partition 1 0 -2\n", **device))
    assert (warning is None) is is_fine


def test_one_open_place_of_two_is_told(tmp_path: Path) -> None:
    swaps = "/dev/zram0 partition 1 0 -2\n/swapfile-of-a-test file 1 0 -3\n"
    warning = swap_warning(machine(tmp_path, swaps))
    assert warning is not None
    assert "/swapfile-of-a-test" in warning
    assert "zram" not in warning
