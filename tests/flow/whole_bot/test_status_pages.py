"""/health and /metrics of the whole bot, asked over HTTP while it works."""

import asyncio
import io
import json
import logging
import re
import socket
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
import structlog
from prometheus_client.parser import text_string_to_metric_families

from bot.config_running import MetricsSection
from bot.logs import setup_logs
from tests.flow.whole_bot import newsroom as room
from tests.flow.whole_bot.newsroom import ALERTS_CHAT, Newsroom

POST = "Сегодня ночью силами ПВО сбиты 11 БПЛА над территорией Боровского округа."

LATENCY = "dozor_alert_latency_seconds_count"


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def watched(newsroom: Newsroom, port: int) -> Newsroom:
    metrics = MetricsSection(port=port)
    return replace(newsroom, config=newsroom.config.model_copy(update={"metrics": metrics}))


async def ask(port: int, path: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return answer.status, await answer.text()


def samples(page: str) -> dict[str, float]:
    """Each sample of a scrape as its line would name it, with its value."""
    return {
        one.name + "".join(f"{{{name}={value}}}" for name, value in sorted(one.labels.items())): one.value
        for family in text_string_to_metric_families(page)
        for one in family.samples
    }


async def scraped_once(port: int, **reached: float) -> dict[str, float]:
    """A scrape in which these samples have come as far: what was sent is noted a moment after it arrives."""
    async with asyncio.timeout(10):
        while True:
            told = samples((await ask(port, "/metrics"))[1])
            if all(told.get(name, 0) >= value for name, value in reached.items()):
                return told


async def test_metrics_tell_what_became_of_a_forwarded_post(watched: Newsroom, port: int) -> None:
    post = watched.governor.post(POST)
    async with watched.bot_runs():
        watched.anna.forward(post)
        await watched.said(watched.anna.id)
        watched.boris.forward(post)
        watched.stranger.forward(watched.unlisted.post("Сбито 5 БПЛА над Тулой"))
        await watched.said(watched.boris.id)
        await watched.said(ALERTS_CHAT)
        told = await scraped_once(port, **{"dozor_messages_sent_total{kind=receipt}": 2, LATENCY: 1})
    assert told["dozor_posts_total{decision=counted}{issuer=governor}"] == 1
    assert told["dozor_posts_total{decision=duplicate}{issuer=governor}"] == 1
    assert told["dozor_claims_total{metric=downed}"] == 1
    assert told[LATENCY] == 1
    assert told["dozor_post_handling_seconds_count"] == 2
    assert (
        told["dozor_messages_sent_total{kind=alert}"],
        told["dozor_messages_sent_total{kind=receipt}"],
    ) == (
        1,
        2,
    )
    assert told["dozor_source_last_post_timestamp_seconds{source=governor}"] > 1.7e9
    assert (told["dozor_outbox_messages{state=pending}"], told["dozor_inbox_updates{state=open}"]) == (0, 0)
    assert told["dozor_doubts_open"] >= 0
    assert told["dozor_database_size_bytes"] > 100_000
    assert told["dozor_healthy"] == 1


async def test_no_page_names_a_chat_a_person_or_the_token(watched: Newsroom, port: int) -> None:
    async with watched.bot_runs():
        watched.anna.forward(watched.governor.post(POST))
        await watched.said(watched.anna.id)
        pages = [(await ask(port, path))[1] for path in ("/metrics", "/health")]
    secrets = [room.TOKEN, "flow-tests", "Anna", "Губернатор", str(room.GOVERNOR_CHAT), str(ALERTS_CHAT)]
    for page in pages:
        assert not [one for one in secrets if one in page]
        assert not re.search(rf"\b{room.ANNA}\b", re.sub(r"(?m) \S+$", "", page))


async def test_health_answers_200_with_every_check_and_503_once_a_part_is_silent(
    watched: Newsroom, port: int
) -> None:
    async with watched.bot_runs():
        status, page = await ask(port, "/health")
        assert status == 200
        assert '"database"' in page
        watched.pass_time(minutes=10)
        # A test's clock has leapt over the poll and the tick that the real one would have seen.
        status, page = await ask(port, "/health")
    assert status == 503
    assert '"status": "failing"' in page
    assert "600 s ago" in page


async def test_port_that_is_taken_does_not_stop_the_bot(
    watched: Newsroom, port: int, caplog: pytest.LogCaptureFixture
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        async with watched.bot_runs():
            watched.anna.forward(watched.governor.post(POST))
            assert await watched.said(watched.anna.id)
    assert f"127.0.0.1:{port} cannot be used" in caplog.text


async def test_error_of_a_handler_is_told_to_the_admin_chat_without_the_words(
    watched: Newsroom, monkeypatch: pytest.MonkeyPatch, port: int
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError("Сбиты секретные слова")

    monkeypatch.setattr("services.desk.ingest_post", fail)
    monkeypatch.setattr("bot.watch._REPORTS_EVERY_S", 1)
    access = watched.config.access.model_copy(update={"admin_chat": watched.boris.id})
    watched = replace(watched, config=watched.config.model_copy(update={"access": access}))
    async with watched.bot_runs():
        watched.anna.forward(watched.governor.post(POST))
        (report,) = await watched.said(watched.boris.id)
        page = (await ask(port, "/metrics"))[1]
    assert "ZeroDivisionError" in report
    assert "× 1" in report
    assert "секретные" not in report
    assert samples(page)["dozor_errors_total{kind=ZeroDivisionError}"] == 1


async def test_post_is_one_line_of_the_log_without_its_words_or_its_forwarder(newsroom: Newsroom) -> None:
    out, root = io.StringIO(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    setup_logs("debug", "json", out)
    try:
        async with newsroom.bot_runs():
            newsroom.anna.forward(newsroom.governor.post(POST))
            await newsroom.said(newsroom.anna.id)
            await newsroom.said(ALERTS_CHAT)
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.captureWarnings(capture=False)
        structlog.reset_defaults()
    written = [json.loads(line) for line in out.getvalue().splitlines()]
    (line,) = [one for one in written if one["event"] == "post"]
    assert (line["chat_id"], line["kind"], line["claims"], line["decision"]) == (
        room.GOVERNOR_CHAT,
        "incident",
        1,
        "counted",
    )
    assert line["ms"] > 0
    assert str(room.ANNA) not in {str(value) for one in written for value in one.values()}
    for secret in (room.TOKEN, "flow-tests", "Anna", "Боровского", "БПЛА"):
        assert secret not in out.getvalue()
