"""Runs every measurement and prints the figures as they come."""

import asyncio
import json
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.bench.alerting import measure_alerts
from bot.bench.figures import Figure
from bot.bench.ingest import measure_ingest
from bot.bench.own_databases import OwnDatabases, measure_server
from bot.bench.pictures import measure_pictures
from bot.bench.process import measure_process
from bot.bench.reading import measure_reading
from bot.bench.records import measure_records
from bot.bench.replicas import measure_replicas
from bot.bench.soak import has_grown, measure_soak


def run_bench(sizes: list[int], *, as_json: bool) -> None:
    """Print each figure with its unit and its ratio; with `as_json`, one JSON array at the end."""
    _print(_measure(sizes), as_json=as_json)


def run_bench_on_server(url: str, sizes: list[int], *, as_json: bool) -> None:
    """The same for what a database on a server changes, and with several bots on it.

    Databases are made beside the one named, and dropped. Raises ConfigError or DatabaseError where they
    cannot be made.
    """
    # Whoever ends this run must not leave databases behind.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _print(_measure_on_server(OwnDatabases(url), sorted(set(sizes))), as_json=as_json)
    finally:
        signal.signal(signal.SIGTERM, before)


def run_soak(updates: int, *, as_json: bool) -> bool:
    """Print the figures of a long run; False where the memory has grown by more than it may."""
    figures = asyncio.run(measure_soak(updates))
    _print(figures, as_json=as_json)
    return not has_grown(figures)


def _print(measured: Iterable[Figure], *, as_json: bool) -> None:
    figures = []
    for figure in measured:
        figures.append(figure)
        if not as_json:
            sys.stdout.write(_line(figure) + "\n")
            sys.stdout.flush()
    if as_json:
        sys.stdout.write(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n")


def _measure(sizes: list[int]) -> Iterator[Figure]:
    with TemporaryDirectory() as folder:
        yield from measure_reading()
        yield from _measure_sizes(Path(folder), sorted(set(sizes)))
        yield from measure_process()
        yield from measure_pictures()


def _measure_sizes(folder: Path, sizes: list[int]) -> Iterator[Figure]:
    """Answers first: what is taken in afterwards makes the newest days no longer alike."""
    paths = {size: folder / f"records-{size}.db" for size in sizes}
    yield from measure_records({size: f"sqlite:///{path}" for size, path in paths.items()})
    yield from asyncio.run(measure_ingest(paths))
    yield from asyncio.run(measure_alerts(paths[sizes[-1]]))


def _measure_on_server(databases: OwnDatabases, sizes: list[int]) -> Iterator[Figure]:
    with ExitStack() as made:
        urls = {size: made.enter_context(databases.made()) for size in sizes}
        yield from measure_server(urls[sizes[0]])
        yield from measure_reading()
        yield from measure_records(urls)
        yield from measure_replicas(databases, urls[sizes[-1]], sizes[-1])


def _line(figure: Figure) -> str:
    ratio = "" if figure.ratio is None else f"  = {figure.ratio:.2f} × {figure.against}"
    return f"{figure.name:40} {figure.value:12,.2f} {figure.unit:10}{ratio}"
