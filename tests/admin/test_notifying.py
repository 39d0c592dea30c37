"""`kibox notify`: a test reaches a real server through the guard; the status is told."""

import json
from pathlib import Path

import pytest
import yaml
from aiosmtpd.controller import Controller

from kibox_pbx.admin.setup import make_practice_folder
from kibox_pbx.cli import main
from tests.notify.test_mail import Inbox, free_port


def with_mail(config: Path, port: int) -> None:
    email = {
        "address": "127.0.0.1", "port": port, "tls": "none",
        "sender": "kibox@practice.test", "others": "boss@practice.test",
    }  # fmt: skip
    text = config.read_text() + "\n" + yaml.safe_dump({"notify": {"email": email}})
    config.write_text(text)


def test_a_test_arrives_or_its_failure_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_practice_folder(tmp_path, "doctor")
    config, port, inbox = tmp_path / "kibox.yaml", free_port(), Inbox()
    asked = ["--config", str(config)]
    assert main(["notify", "test", *asked]) == 1
    assert "nobody is named" in capsys.readouterr().err
    with_mail(config, port)
    assert main(["notify", "test", *asked]) == 1
    assert "cannot be reached" in capsys.readouterr().err
    server = Controller(inbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        assert main(["notify", "test", *asked]) == 0
    finally:
        server.stop()
    assert capsys.readouterr().out == "email: taken\n"
    assert "kibox" in inbox.subject()
    assert main(["notify", "status", "--json", *asked]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"waiting": 0, "oldest": None, "given_up": 0}
