"""Runs of several bots on one PostgreSQL; skipped, saying why, where there is none."""

import os
from collections.abc import Iterator
from random import Random

import pytest

from tests.servers import need_server, own_database

SEED = int(os.environ.get("REPLICAS_SEED") or Random().randrange(10_000))


def pytest_report_header() -> str:
    return f"replicas seed: {SEED} (REPLICAS_SEED={SEED} make replicas runs the same again)"


@pytest.fixture
def random() -> Random:
    return Random(SEED)


@pytest.fixture
def url() -> Iterator[str]:
    """An empty database of the test's own."""
    need_server()
    with own_database() as made:
        yield made
