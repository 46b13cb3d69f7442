"""No secret in what is written down, whoever writes it, and no way from a text into SQL."""

import ast
import io
import logging
import re
import socket
import sys
import time
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from bot.config import Config
from bot.logs import setup_logs
from bot.redaction import redact
from intake.raw_api import RawBotApi, Unreachable
from tests.security.log_watch import SANDBOX_TOKENS, LogWatch

ROOT = Path(__file__).parents[2]
TOKEN = "123456:" + "Aa-_9" * 7
SECRET = "webhook_secret-of_this_test"
SETTINGS = {
    "telegram": {"token": TOKEN, "mode": "webhook"},
    "webhook": {"url": "https://bot.example", "secret": SECRET},
}


@pytest.mark.parametrize("colon", [":", "%3A", "%3a"])
def test_token_is_redacted_however_its_colon_is_written(colon: str) -> None:
    shown = redact(f"https://api.telegram.org/bot{TOKEN.replace(':', colon)}/getMe")
    assert shown == "https://api.telegram.org/bot[token]/getMe"


def test_secret_of_any_shape_is_redacted_where_it_is_known() -> None:
    assert redact(f"header {SECRET}!", [SECRET, TOKEN]) == "header [token]!"


def test_redaction_reads_a_row_of_digits_once() -> None:
    started = time.perf_counter()
    redact("1" * 200_000)
    assert time.perf_counter() - started < 1


async def test_what_a_library_says_of_a_failed_call_holds_no_token(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    async with aiohttp.ClientSession() as session:
        answer = await RawBotApi(session, TOKEN, address).get_updates(None, 0)
    assert isinstance(answer, Unreachable)
    assert TOKEN not in answer.why
    assert TOKEN not in caplog.text


@pytest.mark.writes_a_token
def test_error_of_a_client_that_quotes_its_address_is_redacted_in_the_log() -> None:
    out, root = io.StringIO(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    setup_logs("info", "json", out, secrets=Config.model_validate(SETTINGS).secrets())
    try:
        logging.getLogger("aiohttp").error(
            "failed: %s, %s", SECRET, aiohttp.InvalidURL(f"http://[/bot{TOKEN}/getMe"), exc_info=False
        )
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.captureWarnings(capture=False)
    assert "failed" in out.getvalue()
    assert TOKEN not in out.getvalue()
    assert SECRET not in out.getvalue()


def test_no_form_of_the_configuration_shows_a_secret() -> None:
    config = Config.model_validate(SETTINGS)
    forms = (
        repr(config),
        str(config),
        config.model_dump_json(),
        str(config.model_dump()),
        f"{config!r:.9999}",
    )
    assert not [form for form in forms if TOKEN in form or SECRET in form]


def test_every_secret_of_the_configuration_is_known_to_the_logs() -> None:
    config = Config.model_validate(SETTINGS)
    held = {
        value.get_secret_value()
        for section in (getattr(config, name) for name in Config.model_fields)
        for value in (section.__dict__.values() if hasattr(section, "__dict__") else ())
        if isinstance(value, SecretStr)
    }
    assert held == set(config.secrets())


def record(message: str, **extra: str) -> logging.LogRecord:
    made = logging.LogRecord("ours", logging.INFO, __file__, 1, message, (), None)
    vars(made).update(extra)
    return made


@pytest.mark.parametrize("secret", [TOKEN, SANDBOX_TOKENS[0]])
def test_watch_over_the_test_run_finds_a_token_wherever_it_is_written(secret: str) -> None:
    watch = LogWatch()
    watch.look_at_record(record("nothing"))
    assert watch.found == []
    watch.look_at_record(record(f"bot{secret}/getMe"))
    watch.look_at_record(record("failed", url=f"bot{secret}/getMe"))
    try:
        raise OSError(secret)  # noqa: TRY301  the traceback is what is looked at
    except OSError:
        told = record("failed")
        told.exc_info = sys.exc_info()
    watch.look_at_record(told)
    watch.look_at_text("stderr", f"...{secret}...".encode())
    assert len(watch.found) == 4


def test_watch_sees_the_logs_of_this_very_run(request: pytest.FixtureRequest) -> None:
    watch = request.config.pluginmanager.get_plugin("log-watch")
    assert watch is not None
    before = len(watch.found)
    logging.getLogger("ours").info("token %s", SANDBOX_TOKENS[0])
    assert len(watch.found) == before + 1
    watch.found.pop()


def test_every_token_of_the_tests_is_watched_for() -> None:
    written = re.compile(r"^TOKEN = \"(\d+:[\w-]+)\"", re.MULTILINE)
    folders = ("tests", "bot", "sandbox")
    used = {
        token
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        for token in written.findall(path.read_text(encoding="utf-8"))
    }
    assert used
    assert used <= set(SANDBOX_TOKENS)


RUNS_SQL = {"text", "execute", "exec_driver_sql", "executemany", "executescript", "scalar", "scalars"}
"""A PRAGMA takes no parameters; what storage/engines.py puts into it is a number of its own."""


def test_no_statement_is_put_together_from_text() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for room in ("storage", "services", "bot", "handlers", "intake", "delivery")
        for path in sorted((ROOT / room).rglob("*.py"))
        if not {"migrations", "bench"} & set(path.parts)  # of constants only; no foreign text comes near
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and _name(call.func) in RUNS_SQL
        and call.args
        and _is_made(call.args[0])
    ]
    assert [one.partition(":")[0] for one in found] == ["storage/engines.py"]


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_made(argument: ast.expr) -> bool:
    """An f-string, a sum, a % or a .format of strings."""
    if isinstance(argument, ast.JoinedStr | ast.BinOp):
        return True
    return isinstance(argument, ast.Call) and _name(argument.func) == "format"


def test_every_test_that_the_threats_name_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs/THREATS.md").read_text(encoding="utf-8")))
    written = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert named
    assert named <= set(re.findall(r"def (test_\w+)\(", written))
