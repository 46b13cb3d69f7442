"""Who may run beside others on one database: bots that are posted their updates, on a server; nobody else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.clock import system_clock
from bot.config import Config
from bot.sharing import may_share
from domain.instance import Holder
from storage.holders import this_host
from storage.sync_writer import open_sync

ROOT = Path(__file__).parents[2]
WEBHOOK = {"url": "https://bot.example.org", "secret": "secret"}
SERVER, FILE = "postgresql://dozor@db/dozor", "sqlite:///data/dozor.db"
POLLING = """
[telegram]
token = "1000006:nobody-is-asked"
api_base = "http://127.0.0.1:9"
[storage]
url = "{url}"
[metrics]
enabled = false
"""


@pytest.mark.parametrize(
    ("mode", "place", "may"),
    [
        ("webhook", SERVER, True),
        ("webhook", FILE, False),
        ("polling", SERVER, False),
        ("polling", FILE, False),
    ],
)
def test_only_bots_with_a_webhook_on_a_server_share(mode: str, place: str, may: bool) -> None:
    sections = {"telegram": {"mode": mode}, "webhook": WEBHOOK, "storage": {"url": place}}
    config = Config.model_validate(sections)
    assert may_share(config) is may


def test_bot_that_polls_is_refused_beside_replicas_and_told_how_to_join(url: str, tmp_path: Path) -> None:
    now = system_clock
    with open_sync(url, clock=now) as records:
        # Of this machine and alive: as sure as can be.
        replica = Holder("replica", this_host(), os.getpid(), now(), now(), shares=True)
        records.write(lambda tx: tx.instance.put(replica))
    config = tmp_path / "ours.toml"
    config.write_text(POLLING.format(url=url), encoding="utf-8")
    command = [sys.executable, "-m", "bot", "run", "--config", str(config)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603  our own program

    assert done.returncode == 2
    assert f"process {os.getpid()}" in done.stderr
    assert 'several bots share a PostgreSQL database only if each has mode = "webhook"' in done.stderr
    assert "Traceback" not in done.stderr
