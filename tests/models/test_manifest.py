from pathlib import Path

import pytest

from kibox_pbx.errors import ModelError
from kibox_pbx.models.manifest import load_manifest

ROLES = {"stt-de", "stt-en", "stt-ko", "tts-de", "tts-en", "llm", "vad"}

LIST = """
roles: {{tts-de: [{name}]}}
models:
  voice: {{engine: piper, language: de, licence: MIT, source: {source}}}
"""


FILE = f"{{path: x, bytes: 1, sha256: '{'0' * 64}'}}"


def written(tmp_path: Path, source: str, name: str = "voice") -> Path:
    path = tmp_path / "manifest.yaml"
    path.write_text(LIST.format(source=source, name=name))
    return path


def test_our_own_list_fills_every_role() -> None:
    assert set(load_manifest().roles) == ROLES


def test_every_listed_model_serves_some_role() -> None:
    manifest = load_manifest()
    assert set(manifest.models) == {n for names in manifest.roles.values() for n in names}


def test_stand_ins_come_after_the_models_they_stand_in_for() -> None:
    manifest = load_manifest()
    for role in manifest.roles:
        marks = [manifest.models[name].stand_in for name in manifest.candidates(role)]
        assert marks == sorted(marks), role


def test_a_test_model_is_never_a_candidate_for_callers() -> None:
    manifest = load_manifest()
    assert [role for role in manifest.roles if not manifest.serves_callers(role)] == ["stt-ko"]
    callers = ROLES - {"stt-ko"}
    assert not any(
        manifest.models[n].test_only for r in callers for n in manifest.candidates(r)
    )


@pytest.mark.parametrize(
    "source",
    [
        f"{{base: 'http://models.invalid/', files: [{FILE}]}}",
        f"{{base: 'ftp://127.0.0.1/', files: [{FILE}]}}",
        f"{{wheels: ['--index-url=x'], files: [{FILE}]}}",
        f"{{wheels: ['a==1'], files: [{FILE.replace('x,', '../x,')}]}}",
        f"{{wheels: ['a==1'], files: [{FILE.replace('x,', '/x,')}]}}",
        f"{{wheels: ['a==1'], files: [{FILE.replace('00', 'zz')}]}}",
        "{program: espeak}",
    ],
)
def test_a_source_that_could_do_harm_is_refused(tmp_path: Path, source: str) -> None:
    with pytest.raises(ModelError, match="list of models cannot be used"):
        load_manifest(written(tmp_path, source))


def test_a_harmless_source_is_taken(tmp_path: Path) -> None:
    source = f"{{wheels: ['a==1'], files: [{FILE}]}}"
    assert load_manifest(written(tmp_path, source)).candidates("tts-de") == ("voice",)


def test_a_role_that_names_an_unlisted_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not listed: lost"):
        load_manifest(written(tmp_path, "{part_of: piper-tts}", name="lost"))


def test_a_missing_list_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be used"):
        load_manifest(tmp_path / "nowhere.yaml")


def test_an_unknown_role_names_the_known_ones() -> None:
    with pytest.raises(ModelError, match=r"tts-fr .*tts-de"):
        load_manifest().candidates("tts-fr")
