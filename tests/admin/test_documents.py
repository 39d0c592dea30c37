"""`kibox document`."""

import asyncio
import re
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from kibox_pbx.admin.machine_facts import machine_facts
from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.cli import main
from kibox_pbx.config.loader import load
from kibox_pbx.privacy.document_facts import KeyPlace
from kibox_pbx.privacy.roles import Role
from kibox_pbx.storage.calls import CallRepository
from tests.signing_in import accesses, database_of, sign_in
from tests.storage.call_store_contract import A_CALL

Captured = pytest.CaptureFixture[str]

NOW = datetime(2026, 11, 28, 23, 30, tzinfo=UTC)
SPAN = ["--from", "2026-11-23", "--to", "2026-11-23"]


@pytest.fixture
def config(tmp_path: Path) -> Path:
    make_practice_folder(tmp_path / "practice")
    return tmp_path / "practice" / "kibox.yaml"


@pytest.fixture
def called(config: Path) -> Path:
    """Return the settings of a practice that one caller has rung."""

    async def ring() -> None:
        async with database_of(config) as database:
            await CallRepository(database).begin(A_CALL)

    asyncio.run(ring())
    return config


def set_to(config: Path, **lines: str) -> None:
    """Change lines of the settings: the key, and what stands after it."""
    text = config.read_text(encoding="utf-8")
    for key, value in lines.items():
        text, changed = re.subn(rf"(?m)^(\s*{key}:).*$", rf"\1 {value}", text)
        assert changed == 1
    config.write_text(text, encoding="utf-8")


def document(config: Path, *arguments: str) -> int:
    kind, *rest = arguments
    return main(["document", kind, "--config", str(config), *rest])


def test_the_notice_of_a_new_practice_goes_to_stdout(config: Path, capsys: Captured) -> None:
    assert document(config, "privacy-notice") == 0
    out, err = capsys.readouterr()
    assert out.startswith("# Datenschutzhinweise für Anrufende\n")
    assert err == ""


def test_a_changed_setting_changes_the_text(config: Path, capsys: Captured) -> None:
    assert document(config, "privacy-notice", "--language", "en") == 0
    before = capsys.readouterr().out
    set_to(config, transcript_days="11", record_calls="true")
    assert document(config, "privacy-notice", "--language", "en") == 0
    after = capsys.readouterr().out
    assert "deleted after 30 days" in before
    assert "deleted after 11 days" in after
    assert "Sound is not stored" in before
    assert "Only a spoken yes" in after


@pytest.mark.parametrize("kind", ["privacy-notice", "processing-record", "measures", "dpia"])
def test_a_missing_fact_is_refused_by_its_name_or_makes_a_draft(
    kind: str, config: Path, capsys: Captured
) -> None:
    lines = config.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [each for each in lines if "address: Musterstraße" not in each]
    config.write_text("".join(kept), encoding="utf-8")
    assert document(config, kind) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "missing: privacy.responsible.address" in err
    assert "--draft" in err
    assert document(config, kind, "--draft") == 0
    assert "[auszufüllen: privacy.responsible.address]" in capsys.readouterr().out


@pytest.mark.parametrize(("form", "begins"), [("html", "<!DOCTYPE html>"), ("markdown", "# ")])
def test_a_file_is_for_its_owner_alone(
    form: str, begins: str, config: Path, tmp_path: Path, capsys: Captured
) -> None:
    file = tmp_path / "document"
    assert document(config, "dpia", "--draft", f"--{form}", str(file)) == 0
    assert file.read_text(encoding="utf-8").startswith(begins)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert capsys.readouterr().out == ""


def test_a_file_that_cannot_be_written_is_told(
    config: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert document(config, "privacy-notice", "--html", str(tmp_path / "no" / "x")) == 1
    assert "cannot be written: No such file" in capsys.readouterr().err


def test_an_incident_counts_and_names_no_number(called: Path, capsys: Captured) -> None:
    assert document(called, "incident", *SPAN, "--language", "en") == 0
    out = capsys.readouterr().out
    assert "| calls (number, time, outcome) | 1 |" in out
    assert f"- Calls: {A_CALL.id}\n" in out
    assert str(A_CALL.caller) not in out
    assert "2026-11-23, 00:00 (Europe/Berlin) to 2026-11-24, 00:00 (Europe/Berlin)" in out


def test_the_deadline_counts_from_when_it_was_noticed(called: Path, capsys: Captured) -> None:
    noticed = ["--noticed", "2026-11-24T10:30"]
    assert document(called, "incident", *SPAN, "--language", "en", *noticed) == 0
    assert "**2026-11-27, 10:30 (Europe/Berlin)**" in capsys.readouterr().out
    assert document(called, "incident", *SPAN, "--language", "en") == 0
    due = re.search(r"\*\*(\S+), (\S+) \(", capsys.readouterr().out)
    assert due
    left = datetime.fromisoformat(f"{due[1]}T{due[2]}+01:00") - datetime.now(UTC)
    assert timedelta(hours=70) < left <= timedelta(hours=73)


@pytest.mark.parametrize("more", [["--numbers"], ["--reached", "account", "--account", "paul"]])
def test_numbers_and_what_an_account_did_need_a_sign_in(
    more: list[str], called: Path, capsys: Captured
) -> None:
    assert document(called, "incident", *SPAN, *more) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "there are no accounts yet" in err


def test_who_may_not_handle_requests_sees_no_number(
    called: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(called, monkeypatch, Role.RECEPTION)
    assert document(called, "incident", *SPAN, "--numbers") == 1
    assert capsys.readouterr().out == ""


def test_numbers_are_shown_to_the_privacy_officer_and_that_is_noted(
    called: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(called, monkeypatch, Role.PRIVACY_OFFICER)
    assert document(called, "incident", *SPAN, "--numbers") == 0
    assert f"- Telefonnummern: {A_CALL.caller}" in capsys.readouterr().out
    assert ("erika", "show_incident", "") in accesses(called)


def test_what_an_account_did_is_told_and_that_is_noted(
    called: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(called, monkeypatch, Role.PRIVACY_OFFICER)
    until_now = ["--from", "2026-11-20", "--to", "2100-01-01"]
    account = ["--reached", "account", "--account", "erika"]
    for _ in range(2):
        assert document(called, "incident", *until_now, *account) == 0
    assert "| show_incident | " in capsys.readouterr().out
    assert ("erika", "show_incident", "erika") in accesses(called)


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (["--from", "2026-11-23", "--to", "2026-11-22"], "--from must come before --to"),
        (["--from", "2100-01-01", "--to", "2100-01-02"], "before now"),
        ([*SPAN, "--noticed", "2026-11-01"], "--noticed must not come before"),
        ([*SPAN, "--account", "erika"], "belong together"),
        ([*SPAN, "--reached", "account"], "belong together"),
    ],
)
def test_what_contradicts_itself_is_refused(
    arguments: list[str], refusal: str, called: Path, capsys: Captured
) -> None:
    assert document(called, "incident", *arguments) == 1
    assert refusal in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--from", "yesterday", "--to", "today"],
        [*SPAN, "--reached", "moon"],
        [*SPAN, "--reached", "account", "--account", "+49301234567"],
        [*SPAN, "--html", "a", "--markdown", "b"],
    ],
)
def test_wrong_usage_is_exit_2(arguments: list[str], called: Path) -> None:
    with pytest.raises(SystemExit) as left:
        document(called, "incident", *arguments)
    assert left.value.code == 2


def test_without_a_store_there_is_nothing_to_tell_and_none_is_made(
    config: Path, capsys: Captured
) -> None:
    (config.parent / "kibox.db").unlink()
    assert document(config, "incident", *SPAN) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "kibox.db" in err
    assert not (config.parent / "kibox.db").exists()


def test_every_command_that_a_document_names_is_there(config: Path, capsys: Captured) -> None:
    for language in ("de", "en"):
        for kind in ("privacy-notice", "processing-record", "measures", "dpia"):
            assert document(config, kind, "--draft", "--language", language) == 0
    named = set(re.findall(r"`kibox ([a-z]+ [a-z]+)", capsys.readouterr().out))
    assert named >= {"config check", "models verify", "audit verify"}
    for command in named:
        with pytest.raises(SystemExit) as left:
            main([*command.split(), "--help"])
        assert left.value.code == 0


def test_a_key_beside_the_database_is_noticed(config: Path) -> None:
    assert machine_facts(load(config), NOW).key is KeyPlace.BESIDE


def test_a_key_on_another_file_system_is_apart(config: Path) -> None:
    memory = Path("/dev/shm")  # noqa: S108 -- another file system
    if memory.stat().st_dev == config.stat().st_dev:
        pytest.skip("there is one file system only")
    settings = load(config)
    store = settings.store.model_copy(update={"database": memory / "no" / "kibox.db"})
    moved = settings.model_copy(update={"store": store})
    assert machine_facts(moved, NOW).key is KeyPlace.APART


def test_where_there_is_no_key_file_it_says_so(config: Path) -> None:
    (config.parent / "kibox.key").unlink()
    assert machine_facts(load(config), NOW).key is KeyPlace.NO_FILE


def test_swap_that_others_could_read_is_noticed(config: Path, tmp_path: Path) -> None:
    listed = tmp_path / "proc" / "swaps"
    listed.parent.mkdir()
    listed.write_text("Filename Type Size Used Priority\n/dev/sda2 partition 1 0 -2\n")
    assert machine_facts(load(config), NOW, tmp_path).swap
    listed.unlink()
    assert not machine_facts(load(config), NOW, tmp_path).swap


def test_the_models_of_each_language_are_named_or_missing(config: Path, tmp_path: Path) -> None:
    settings = load(config)
    models = settings.models.model_copy(update={"folder": tmp_path / "none"})
    facts = machine_facts(settings.model_copy(update={"models": models}), NOW)
    assert [each.role for each in facts.models] == [
        *("stt-de", "tts-de", "stt-en", "tts-en", "llm", "vad"),
    ]
    found = {each.role: each.name for each in facts.models}
    assert found["stt-de"] is None
    assert found["tts-de"] == "espeak-de"
    assert facts.written_on.day == 29


@pytest.mark.parametrize(("spare", "roles"), [(True, 2), (False, 1)])
def test_a_model_on_another_host_is_named_with_its_host(
    config: Path, *, spare: bool, roles: int
) -> None:
    at = {"address": "192.168.1.20", "model": "whisper-large", "spare": spare}
    practice = yaml.safe_load(config.read_text(encoding="utf-8"))
    practice["speech"] = {"de": {"hear_at": at}}
    config.write_text(yaml.safe_dump(practice, allow_unicode=True), encoding="utf-8")
    models = [each for each in machine_facts(load(config), NOW).models if each.role == "stt-de"]
    assert (models[0].name, models[0].at) == ("whisper-large", "192.168.1.20")
    assert len(models) == roles
    assert not any(each.at for each in models[1:])
