"""Logs: one form for all, and no token in any of them."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import setup_logs

TOKEN = "123456:" + "A" * 35


@pytest.fixture(autouse=True)
def _restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(capture=False)
    structlog.reset_defaults()


def fail_with_the_token_in_the_address() -> None:
    raise OSError(f"https://api.telegram.org/bot{TOKEN}/getMe")


@pytest.mark.writes_a_token
@pytest.mark.parametrize("form", ["console", "json"])
def test_token_is_redacted_in_values_messages_and_tracebacks(form: str) -> None:
    out = io.StringIO()
    setup_logs("debug", form, out)
    try:
        fail_with_the_token_in_the_address()
    except OSError:
        structlog.get_logger("ours").exception("failed", token=TOKEN, nested={"urls": [f"bot{TOKEN}"]})
        logging.getLogger("theirs").warning("failed with %s", TOKEN, exc_info=True)
    assert TOKEN not in out.getvalue()
    assert out.getvalue().count("[token]") >= 5


def test_foreign_and_own_lines_are_json_of_one_shape() -> None:
    out = io.StringIO()
    setup_logs("info", "auto", out)
    structlog.get_logger("ours").info("post", claims=2, region="Калуга")
    logging.getLogger("theirs").info("hello %s", "there", extra={"claims": 3})
    own, foreign = (json.loads(line) for line in out.getvalue().splitlines())
    assert (own["event"], own["claims"], own["region"]) == ("post", 2, "Калуга")
    assert (foreign["event"], foreign["logger"], foreign["level"]) == ("hello there", "theirs", "info")
    assert foreign["claims"] == 3
    assert own["timestamp"].endswith("Z")


def test_level_holds_for_own_and_foreign_lines() -> None:
    out = io.StringIO()
    setup_logs("warning", "json", out)
    structlog.get_logger("ours").info("quiet")
    logging.getLogger("theirs").info("quiet")
    logging.getLogger("aiogram.event").info("quiet")
    assert out.getvalue() == ""


def test_setting_up_twice_writes_each_line_once() -> None:
    out = io.StringIO()
    setup_logs("info", "json", out)
    setup_logs("info", "json", out)
    logging.getLogger("theirs").info("once")
    assert len(out.getvalue().splitlines()) == 1
