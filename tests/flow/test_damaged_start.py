"""The bot on a damaged database: it says so and does not start."""

import subprocess
import sys
from pathlib import Path

from storage.sync_writer import open_sync
from tests.contract.makers import Clock

ROOT = Path(__file__).parents[2]
CONFIG = """
[telegram]
token = "1000003:flow-tests"
api_base = "http://127.0.0.1:1"
[storage]
url = "sqlite:///{path}"
[metrics]
enabled = false
"""


def test_bot_refuses_a_damaged_database_in_one_line_before_it_calls_anybody(tmp_path: Path) -> None:
    path, config = tmp_path / "dozor.db", tmp_path / "ours.toml"
    config.write_text(CONFIG.format(path=path), encoding="utf-8")
    open_sync(f"sqlite:///{path}", clock=Clock()).close()
    words = bytearray(path.read_bytes())
    words[5000:9000] = b"x" * 4000
    path.write_bytes(words)

    command = [sys.executable, "-m", "bot", "run", "--config", str(config)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603  our own program

    assert done.returncode == 2
    (line,) = [one for one in done.stderr.splitlines() if "connecting to" not in one]
    assert "damaged" in line
    assert "restore" in line
