"""Figures for Prometheus: what is counted, what the page says, and what it never says."""

import socket

import pytest
from prometheus_client.parser import text_string_to_metric_families

from kibox_pbx.app.metrics import Metrics
from kibox_pbx.app.metrics_page import metrics_page
from kibox_pbx.call.live import AnswerWaited, CallEnded, NobodyLooks
from kibox_pbx.call.timing import TurnTiming
from kibox_pbx.config.settings import Address, Telephone
from kibox_pbx.engines.worker import Worker
from kibox_pbx.records import Outcome
from kibox_pbx.rehearsal.addresses import free_ports

CALL = "4f1c6d0be5a74e35a3f2"


@pytest.fixture
def metrics() -> Metrics:
    """Figures of one call that was booked and waited once."""
    metrics = Metrics(NobodyLooks())
    metrics.see(AnswerWaited(CALL, TurnTiming(500, 100, 50, 150)))
    metrics.see(CallEnded(CALL, Outcome.BOOKED, 61_500))
    return metrics


def samples(page: str) -> dict[tuple[str, str], float]:
    """Return each figure by its name and its label's value."""
    return {
        (sample.name, ",".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


def fetch(port: int, request: str) -> tuple[str, str]:
    with socket.create_connection(("127.0.0.1", port), 5) as connection:
        connection.sendall(request.encode())
        head, _, body = b"".join(iter(lambda: connection.recv(65536), b"")).partition(
            b"\r\n\r\n"
        )
    return head.decode(), body.decode()


async def asked(metrics: Metrics, request: str) -> tuple[str, str]:
    address = Address(port=free_ports().fastagi)
    async with Worker("prometheus") as prometheus, metrics_page(address, metrics):
        return await prometheus.run(lambda: fetch(address.port, request))


async def test_prometheus_reads_calls_waits_and_their_stages(metrics: Metrics) -> None:
    head, page = await asked(metrics, "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
    assert head.startswith("HTTP/1.0 200 OK")
    found = samples(page)
    assert found["kibox_calls_total", "booked"] == 1
    assert found["kibox_calls_total", "failed"] == 0
    assert found["kibox_call_seconds_total", ""] == 61.5
    assert found["kibox_answer_wait_seconds_sum", ""] == pytest.approx(0.8)
    assert found["kibox_answer_stage_seconds_sum", "endpoint"] == 0.5
    assert CALL not in page


async def test_any_other_page_is_not_there(metrics: Metrics) -> None:
    for request in ("GET / HTTP/1.1\r\n\r\n", "POST /metrics HTTP/1.1\r\n\r\n", "\r\n\r\n"):
        head, body = await asked(metrics, request)
        assert head.startswith("HTTP/1.0 404")
        assert body == ""


async def test_a_request_that_never_ends_gets_no_answer(metrics: Metrics) -> None:
    assert await asked(metrics, "GET /" + "x" * 100_000) == ("", "")


async def test_nobody_listens_where_no_address_is_given(metrics: Metrics) -> None:
    async with metrics_page(None, metrics):
        pass


def test_figures_are_never_shown_to_the_network() -> None:
    with pytest.raises(ValueError, match="address of this machine"):
        Telephone.model_validate(
            {"reception": "desk", "metrics": {"host": "192.0.2.1", "port": 9464}}
        )
