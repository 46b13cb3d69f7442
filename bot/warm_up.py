"""What a long run spares itself by doing it at its start."""

import gc
from datetime import UTC, datetime
from functools import cache

from domain.source import Issuer, Source
from extraction import read_post

_NOBODY = Source("warm-up", Issuer.OTHER)


def load_rules() -> None:
    """Read a text, so that the first post need not wait for the data of the rules: about a second."""
    read_post("Сбит 1 БПЛА.", source=_NOBODY, posted_at=datetime(2026, 1, 1, tzinfo=UTC))


@cache
def spare_collector() -> None:
    """Once, when all is loaded: what is there stays, and garbage is looked for in what comes after only.

    Otherwise the collector walks all of it again and again, and waits with that until a quarter as much
    garbage has gathered, which then stands in memory.
    """
    gc.collect()
    gc.freeze()
