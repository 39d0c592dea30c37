from pathlib import Path

import pytest

from kibox_pbx.errors import ModelError
from kibox_pbx.models.fetch import fetch
from kibox_pbx.models.installed import Problem, cache_folder, find_installed, verify
from kibox_pbx.models.manifest import Manifest
from tests.models.conftest import Publisher, Told, manifest_of, pinned, voice


@pytest.fixture
def manifest(publisher: Publisher, told: Told, tmp_path: Path) -> Manifest:
    publisher.files["voice.onnx"] = b"weights"
    source: dict[str, object] = {
        "base": publisher.address,
        "files": [pinned("voice.onnx", b"weights")],
    }
    manifest = manifest_of(thorsten=voice(source, language="many"), other=voice(source))
    fetch(manifest, ["tts-de"], tmp_path, report=told)
    return manifest


def test_a_model_of_many_languages_speaks_the_one_of_its_role(
    manifest: Manifest, tmp_path: Path
) -> None:
    assert find_installed(manifest, "tts-de", tmp_path).language == "de"


def test_a_model_asked_for_by_name_is_not_replaced_by_another(
    manifest: Manifest, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match="kibox models fetch"):
        find_installed(manifest, "tts-de", tmp_path, "other")
    with pytest.raises(ModelError, match=r"lessac cannot serve as tts-de.*thorsten, other"):
        find_installed(manifest, "tts-de", tmp_path, "lessac")


@pytest.mark.parametrize("content", [b"w3ights", b"weights!", b""])
def test_a_changed_file_is_found(manifest: Manifest, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "thorsten" / "voice.onnx").write_bytes(content)
    assert verify(manifest, tmp_path) == [Problem("thorsten", "voice.onnx has changed")]


def test_a_lost_file_is_found(manifest: Manifest, tmp_path: Path) -> None:
    (tmp_path / "thorsten" / "voice.onnx").unlink()
    assert verify(manifest, tmp_path) == [Problem("thorsten", "voice.onnx is missing")]


def test_a_folder_without_its_marker_is_no_model(manifest: Manifest, tmp_path: Path) -> None:
    (tmp_path / "thorsten" / "installed.json").unlink()
    assert verify(manifest, tmp_path) == [Problem("thorsten", "is incomplete")]
    with pytest.raises(ModelError, match="no model for tts-de"):
        find_installed(manifest, "tts-de", tmp_path)


def test_the_cache_is_where_the_admin_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("KIBOX_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "kibox"
    monkeypatch.setenv("KIBOX_CACHE", str(tmp_path / "own"))
    assert cache_folder() == tmp_path / "own" / "kibox"
