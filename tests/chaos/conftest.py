"""Fault runs: each against a local Telegram, with the bot in a process of its own."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from sandbox.server import SandboxServer
from tests.chaos.stage import TOKEN, Stage, make_stage
from tests.chaos.stormed_bot import Tempo

SEED = int(os.environ.get("CHAOS_SEED") or Random().randrange(10_000))


def pytest_report_header() -> str:
    return f"chaos seed: {SEED} (CHAOS_SEED={SEED} make chaos runs the same again)"


@pytest.fixture
def random() -> Random:
    return Random(SEED)


@pytest.fixture
def speed() -> float:
    """How fast the clock of the bot goes; a module may say otherwise."""
    return 1.0


@pytest.fixture
def database_folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
async def stage(tmp_path: Path, database_folder: Path, speed: float) -> AsyncIterator[Stage]:
    tempo = Tempo(speed)
    async with SandboxServer(TOKEN, clock=tempo.unix_seconds) as telegram:
        stage = make_stage(telegram, tempo, tmp_path, database_folder)
        try:
            yield stage
        finally:
            await stage.bot.end()
