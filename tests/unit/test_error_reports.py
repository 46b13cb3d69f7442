"""Errors as the admin chat is told of them: grouped, seldom, by kind and place, without anybody's words."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import aiohttp
import pytest

from bot.error_reports import ErrorReports
from bot.logs import setup_logs
from domain.incident import Incident
from rendering.i18n import words_for
from rendering.operations import render_incidents

TOKEN = "123456:" + "A" * 35
SECRET_WORDS = "Анна Петрова, Калуга, сбиты три БПЛА"
log = logging.getLogger("services.something")


class Office:
    """Reports on a clock that is moved, with what was counted and what was written down."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 11, 5, 30, tzinfo=UTC)
        self.counted: list[str] = []
        self.written = io.StringIO()
        self.reports = ErrorReports(lambda: self.now, self.counted.append)

    def take(self, **after: float) -> tuple[Incident, ...]:
        self.now += timedelta(**after)
        return self.reports.take()

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.written.getvalue().splitlines()]


@pytest.fixture
def office() -> Iterator[Office]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    opened = Office()
    setup_logs("info", "json", opened.written)
    with opened.reports.listening():
        yield opened
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)


def stumble() -> None:
    raise ValueError(SECRET_WORDS)


def fail(**extra: object) -> None:
    try:
        stumble()
    except ValueError:
        log.exception("update failed: %s", SECRET_WORDS, extra=extra)


def test_report_tells_kind_place_and_incident_and_nobody_s_words(office: Office) -> None:
    fail(incident_id="abcd1234")
    (told,) = office.take()
    assert (told.kind, told.times, told.ids) == ("ValueError", 1, ("abcd1234",))
    assert told.where.startswith("tests/unit/test_error_reports.py:")
    for language in ("ru", "en"):
        text = render_incidents((told,), words_for(language))
        assert "ValueError" in text
        assert "abcd1234" in text
        assert not [word for word in SECRET_WORDS.split() if word.strip(",") in text]
    assert office.counted == ["ValueError"]


def test_error_without_an_incident_id_gets_one_that_its_log_line_carries(office: Office) -> None:
    fail()
    (told,) = office.take()
    assert [line["incident_id"] for line in office.lines()] == list(told.ids)


def test_incident_logged_twice_is_one(office: Office) -> None:
    fail(incident_id="abcd1234")
    fail(incident_id="abcd1234")
    assert [one.times for one in office.take()] == [1]
    assert len(office.lines()) == 2


def test_many_errors_are_one_report_a_minute_with_their_number(office: Office) -> None:
    for _ in range(50):
        fail()
    (told,) = office.take()
    assert (told.times, len(told.ids)) == (50, 3)
    log.error("something else")
    assert office.take(seconds=59) == ()
    (told,) = office.take(seconds=1)
    assert (told.kind, told.times) == ("error", 1)


def test_place_that_goes_on_failing_is_told_less_and_less_often(office: Office) -> None:
    told_at = []
    for minute in range(300):
        fail()
        if office.take(minutes=1):
            told_at.append(minute)
    gaps = [later - earlier for earlier, later in pairwise(told_at)]
    assert gaps == sorted(gaps)
    assert (gaps[0], gaps[-1]) == (1, 60)
    assert len(told_at) <= 10


def test_place_that_was_quiet_for_hours_is_news_again(office: Office) -> None:
    fail()
    assert office.take()
    assert office.take(hours=2) == ()
    fail()
    assert office.take()
    fail()
    assert office.take(minutes=1)


def test_no_number_of_different_errors_fills_the_memory_or_the_chat(office: Office) -> None:
    for number in range(500):
        record = log.makeRecord(log.name, logging.ERROR, f"{__file__}", number, "words", (), None)
        log.handle(record)
    told = office.take()
    assert len(told) == 10
    assert sum(one.times for one in told) > 400


def test_warnings_and_what_has_a_note_of_its_own_are_not_reported(office: Office) -> None:
    log.warning("only a warning")
    logging.getLogger("delivery.worker").error("outbox row 3 given up: chat not found")
    try:
        stumble()
    except ValueError:
        logging.getLogger("delivery.replies").exception("an answer could not be sent")
    assert office.take() == ()
    assert office.counted == ["error", "ValueError"]


@pytest.mark.writes_a_token
async def test_token_in_the_address_of_a_failed_call_reaches_neither_log_nor_report(office: Office) -> None:
    async with aiohttp.ClientSession() as session:
        try:
            await session.post(f"http://127.0.0.1:1/bot{TOKEN}/getMe?token={TOKEN}")
        except aiohttp.ClientError:
            log.exception("%s failed", f"http://127.0.0.1:1/bot{TOKEN}/getMe")
        try:
            await session.get(f"http:///bot{TOKEN}/getMe")
        except (aiohttp.ClientError, ValueError):
            log.exception("failed")
    written = office.written.getvalue()
    assert written.count("[token]") >= 2
    assert TOKEN not in written
    assert "A" * 35 not in written
    assert TOKEN not in render_incidents(office.take(), words_for("en"))


def test_handler_is_gone_from_the_process_after_the_bot(office: Office) -> None:
    inner = ErrorReports(lambda: office.now, office.counted.append)
    with inner.listening():
        assert inner in logging.getLogger().handlers
    assert inner not in logging.getLogger().handlers
