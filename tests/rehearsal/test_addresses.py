"""Ports of a rehearsal."""

import socket
from contextlib import suppress
from dataclasses import astuple, replace

import pytest

from kibox_pbx.errors import ConfigError
from kibox_pbx.rehearsal.addresses import LOOPBACK, free_ports, require_free, run_ports


def test_free_ports_are_all_different_and_can_be_used() -> None:
    ports = free_ports()
    assert len(set(astuple(ports))) == len(astuple(ports))
    require_free(ports, "sip", "ami", "rtp", "caller_sip", "caller_audiosocket")


def test_a_port_in_use_is_named_in_one_line() -> None:
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        ports = replace(free_ports(), ami=other.getsockname()[1])
        with pytest.raises(ConfigError, match=rf"{ports.ami} \(ami\).* in use"):
            require_free(ports, "sip", "ami")


def test_a_demonstration_gives_way_where_5060_is_taken() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as other:
        with suppress(OSError):  # somebody else has it, which is the same to us
            other.bind((LOOPBACK, 5060))
        assert run_ports().sip == 15060
