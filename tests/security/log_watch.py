"""Looks at every log record and every output of a test run for tokens; the run fails if there is one."""

import asyncio.subprocess
import logging
import subprocess
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from bot.redaction import TOKEN

SANDBOX_TOKENS = (
    "42:sandbox",
    "1000001:demonstration-only",
    "1000002:bench-only",
    "1000003:flow-tests",
    "1000005:fault-runs",
)
"""Tokens of the local Bot API. They are short, so that no pattern hides them: they must be nowhere."""

_OTHER_SIDE = ("aiohttp.access", "aiohttp.server")
"""The local Bot API's own log of the addresses asked of it: its log, not the bot's."""

ON_PURPOSE = "writes_a_token"


class LogWatch:
    """What was found, with the test it was found in. It only looks: nothing is kept from being written."""

    def __init__(self, secrets: tuple[str, ...] = SANDBOX_TOKENS) -> None:
        self._secrets = secrets
        self._on_purpose: set[str] = set()
        self.where = "before the first test"
        self.found: list[str] = []

    def look_at_text(self, kind: str, text: str | bytes | None) -> None:
        shown = text.decode(errors="replace") if isinstance(text, bytes) else text or ""
        held = TOKEN.search(shown) or any(secret in shown for secret in self._secrets)
        if held and self.where not in self._on_purpose:
            self.found.append(f"{self.where}: {kind}")

    def look_at_record(self, record: logging.LogRecord) -> None:
        """The message, whatever stands beside it in `extra`, and the traceback with its causes."""
        if record.name in _OTHER_SIDE:
            return
        beside = {key: value for key, value in vars(record).items() if key not in {"args", "exc_info", "msg"}}
        error = record.exc_info[1] if record.exc_info else None
        told = [] if error is None else traceback.format_exception(error)
        self.look_at_text(f"log of {record.name}", "\n".join((_message(record), str(beside), *told)))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        self.where = item.nodeid
        if item.get_closest_marker(ON_PURPOSE):
            self._on_purpose.add(item.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "teardown":
            self.look_at_text("what it printed", report.capstdout + report.capstderr)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.found and not session.exitstatus:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.found:
            terminalreporter.section("a token was written down", red=True)
            for line in dict.fromkeys(self.found):
                terminalreporter.line(line)

    def watch_all(self, patch: pytest.MonkeyPatch) -> None:
        """Records of INFO and above on their way to any handler, and the outputs of processes waited for."""
        handle = logging.Logger.handle

        def look_and_handle(logger: logging.Logger, record: logging.LogRecord) -> None:
            self.look_at_record(record)
            handle(logger, record)

        patch.setattr(logging.Logger, "handle", look_and_handle)
        communicate = subprocess.Popen.communicate
        patch.setattr(subprocess.Popen, "communicate", self._looking(communicate))
        later = asyncio.subprocess.Process.communicate

        async def look_later(process: asyncio.subprocess.Process, *given: Any) -> Any:
            outputs = await later(process, *given)
            self._look_at_outputs(outputs)
            return outputs

        patch.setattr(asyncio.subprocess.Process, "communicate", look_later)
        logging.getLogger().setLevel(logging.INFO)

    def _looking(self, communicate: Callable[..., Any]) -> Callable[..., Any]:
        def look(process: Any, *given: Any, **named: Any) -> Any:
            outputs = communicate(process, *given, **named)
            self._look_at_outputs(outputs)
            return outputs

        return look

    def _look_at_outputs(self, outputs: tuple[str | bytes | None, ...]) -> None:
        for name, output in zip(("stdout", "stderr"), outputs, strict=True):
            self.look_at_text(f"{name} of a process", output)


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return f"{record.msg} {record.args}"
