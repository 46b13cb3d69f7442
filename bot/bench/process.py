"""The process itself: how long it takes to start, and how much memory reading needs."""

import subprocess
import sys
from collections.abc import Iterator

from bot.bench.figures import Figure, best_seconds

# Not ru_maxrss: a child inherits its parent's peak there.
_MEMORY = "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmRSS')))"
_READ_ONE = (
    "from datetime import datetime, UTC\n"
    "from domain.source import Issuer, Source\n"
    "from extraction import read_post\n"
    "read_post('Сбит БПЛА', source=Source('g', Issuer.GOVERNOR, 'RU-KLU'), posted_at=datetime.now(UTC))\n"
)


def measure_process() -> Iterator[Figure]:
    """Cold starts as wall time of fresh processes, against a Python that does nothing; memory (Linux)."""
    bare = best_seconds(lambda: _run("pass"))
    helped = best_seconds(
        lambda: _run("import runpy, sys; sys.argv=['bot','--help']; runpy.run_module('bot')")
    )
    read = best_seconds(lambda: _run(_READ_ONE))
    yield Figure("bare Python start", bare, "s")
    yield Figure("cold start of --help", helped, "s", helped / bare, "bare Python start")
    yield Figure("cold start to the first post read", read, "s", read / bare, "bare Python start")
    yield Figure("memory after the first post read", int(_run(_READ_ONE + _MEMORY)) / 1024, "MiB")


def _run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603  our own code
    return done.stdout.splitlines()[-1] if done.stdout else ""
