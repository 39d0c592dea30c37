import hashlib
from pathlib import Path

import pytest

from kibox_pbx.errors import ModelError
from kibox_pbx.models.download import SourceUnreachableError, download
from tests.models.conftest import Publisher

WEIGHTS = bytes(range(256)) * 40
SHA256 = hashlib.sha256(WEIGHTS).hexdigest()


def never_too_much(done: int, total: int) -> None:
    assert done <= total


def get(publisher: Publisher, to: Path, name: str = "weights", sha256: str = SHA256) -> None:
    download(publisher.address + name, to, len(WEIGHTS), sha256, never_too_much)


def test_a_whole_file_arrives_and_leaves_nothing_beside_it(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.files["weights"] = WEIGHTS
    get(publisher, tmp_path / "weights")
    assert (tmp_path / "weights").read_bytes() == WEIGHTS
    assert [path.name for path in tmp_path.iterdir()] == ["weights"]


def test_a_broken_download_goes_on_where_it_broke_off(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.files["weights"] = WEIGHTS
    publisher.stops_after = 1000
    with pytest.raises(SourceUnreachableError, match="stopped sending"):
        get(publisher, tmp_path / "weights")
    assert not (tmp_path / "weights").exists()
    publisher.stops_after = None
    get(publisher, tmp_path / "weights")
    assert publisher.ranges == [None, "bytes=1000-"]
    assert (tmp_path / "weights").read_bytes() == WEIGHTS


def test_a_host_that_cannot_go_on_sends_everything_again(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.files["weights"] = WEIGHTS
    publisher.ignores_ranges = True
    (tmp_path / "weights.part").write_bytes(b"x" * 1000)
    get(publisher, tmp_path / "weights")
    assert (tmp_path / "weights").read_bytes() == WEIGHTS


def test_a_wrong_file_is_refused_and_deleted(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["weights"] = WEIGHTS[::-1]
    with pytest.raises(ModelError, match="not the expected file"):
        get(publisher, tmp_path / "weights")
    assert list(tmp_path.iterdir()) == []


def test_an_endless_file_is_cut_off_and_deleted(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["weights"] = WEIGHTS * 50
    with pytest.raises(ModelError, match="more than the expected"):
        get(publisher, tmp_path / "weights")
    assert list(tmp_path.iterdir()) == []


def test_a_redirect_to_a_safe_address_is_followed(publisher: Publisher, tmp_path: Path) -> None:
    publisher.files["weights"] = WEIGHTS
    publisher.redirects["old"] = publisher.address + "weights"
    get(publisher, tmp_path / "weights", name="old")
    assert (tmp_path / "weights").read_bytes() == WEIGHTS


def test_a_redirect_to_plain_http_elsewhere_is_refused(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.redirects["weights"] = "http://models.invalid/weights"
    with pytest.raises(ModelError, match="not https"):
        get(publisher, tmp_path / "weights")


def test_a_host_that_does_not_answer_is_an_unreachable_source(tmp_path: Path) -> None:
    nobody = Publisher(address="http://127.0.0.1:1/")
    with pytest.raises(SourceUnreachableError, match=r"127\.0\.0\.1 cannot be reached"):
        get(nobody, tmp_path / "weights")
