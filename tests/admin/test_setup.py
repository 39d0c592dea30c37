"""Setting up a practice's folder."""

import stat
from pathlib import Path

import pytest

from kibox_pbx.admin.setup import EXAMPLES, make_practice_folder
from kibox_pbx.config.loader import load
from kibox_pbx.storage.calls import CallRepository
from kibox_pbx.storage.opening import open_store


async def test_a_fresh_folder_can_be_served_at_once(tmp_path: Path) -> None:
    made = make_practice_folder(tmp_path / "practice")
    assert set(made) == set((tmp_path / "practice").iterdir())
    async with open_store(load(tmp_path / "practice/kibox.yaml")) as database:
        assert await CallRepository(database).recent(1) == ()


@pytest.mark.parametrize("which", EXAMPLES)
def test_a_folder_can_be_made_for_a_practice_like_any_of_the_examples(
    tmp_path: Path, which: str
) -> None:
    make_practice_folder(tmp_path, which)
    assert load(tmp_path / "kibox.yaml").practice.name.de


def test_secrets_are_for_their_owner_alone(tmp_path: Path) -> None:
    make_practice_folder(tmp_path)
    for name in ("kibox.key", "ami.secret", "kibox.db", "kibox.db.keys"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_two_practices_share_no_secret(tmp_path: Path) -> None:
    make_practice_folder(tmp_path / "one")
    make_practice_folder(tmp_path / "two")
    for name in ("kibox.key", "ami.secret"):
        assert (tmp_path / "one" / name).read_text() != (tmp_path / "two" / name).read_text()


def test_what_is_there_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "kibox.yaml").write_text("mine")
    first = make_practice_folder(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert (tmp_path / "kibox.yaml").read_text() == "mine"
    assert {path.name for path in first} == {"kibox.key", "ami.secret"}
    assert make_practice_folder(tmp_path) == ()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
