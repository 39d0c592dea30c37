"""The configuration of an Asterisk of our own."""

import stat
from pathlib import Path

import pytest

from kibox_pbx.admin.dialplan_settings import set_variables
from kibox_pbx.errors import ConfigError
from kibox_pbx.rehearsal.addresses import Ports
from kibox_pbx.rehearsal.private_asterisk import PrivateAsterisk
from kibox_pbx.rehearsal.run_folder import Installation, fill_in, write_run_folder


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "asterisk", tmp_path / "modules", tmp_path / "data")


def test_every_place_of_a_template_is_filled() -> None:
    assert fill_in("sip:200@@HOST@:@SIP@", {"HOST": "h", "SIP": 5}) == "sip:200@h:5"


def test_a_place_without_a_value_is_refused() -> None:
    with pytest.raises(KeyError):
        fill_in("@NOBODY_KNOWS@", {})


def test_the_telephone_system_is_written_for_us_alone_and_listens_on_this_machine(
    tmp_path: Path, installation: Installation
) -> None:
    pbx = PrivateAsterisk(tmp_path / "run", installation, Ports(fastagi=4999))
    pbx._write()
    files = {path.name: path for path in pbx.folder.glob("*") if path.is_file()}
    assert {stat.S_IMODE(path.stat().st_mode) for path in files.values()} == {0o600}
    written = {name: path.read_text() for name, path in files.items()}
    assert "KIBOX_AGI=127.0.0.1:4999" in written["kibox-settings.conf"]
    assert pbx.secrets.ami in written["manager-kibox.conf"]
    assert "bind = 127.0.0.1:5060" in written["pjsip.conf"]
    assert "autoload = no" in written["modules.conf"]
    assert pbx.secret_file.read_text() == pbx.secrets.ami


def test_secrets_are_fresh_each_time(tmp_path: Path, installation: Installation) -> None:
    first, second = (PrivateAsterisk(tmp_path, installation, Ports()) for _ in range(2))
    assert first.secrets.ami != second.secrets.ami


def test_the_log_holds_no_lines_that_name_callers(
    tmp_path: Path, installation: Installation
) -> None:
    PrivateAsterisk(tmp_path / "run", installation, Ports())._write()
    logger = (tmp_path / "run" / "logger.conf").read_text()
    assert "asterisk.log => warning,error\n" in logger
    assert "verbose =>" not in logger


def test_a_setting_that_the_dialplan_does_not_have_is_refused() -> None:
    assert set_variables("Set(A=1)\nSet(B=2)", {"B": "3"}) == "Set(A=1)\nSet(B=3)"
    with pytest.raises(KeyError):
        set_variables("Set(A=1)", {"C": "1"})


def test_a_path_too_long_for_the_control_socket_is_one_clear_error(
    tmp_path: Path, installation: Installation
) -> None:
    with pytest.raises(ConfigError, match="too long"):
        write_run_folder(tmp_path / ("x" * 120), "pbx", installation, {})


def test_a_folder_without_an_asterisk_is_told_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"install/asterisk\.sh"):
        Installation.under(tmp_path)
