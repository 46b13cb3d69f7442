"""The verb `import`: history from files into the database, resumable, with its progress on stderr."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from io import BufferedReader
from pathlib import Path
from time import perf_counter
from typing import Annotated, Any, BinaryIO, Self

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bot.clock import system_clock
from bot.config import load_config
from bot.config_errors import ConfigError
from bot.import_feed import unit_of
from bot.import_run import STDIN, ImportFile, ImportRun, look_at
from bot.lines import print_json
from bot.options import ConfigPath
from bot.verbs_records import DatabaseUrl
from bot.warm_up import spare_collector
from domain.errors import DomainError, RefusedLineError
from domain.source import Issuer, Source
from services.extract_lines import source_named
from services.import_export import place_of
from services.import_formats import HEAD, Format
from services.import_marks import ImportMark
from services.rules import CountingRules
from storage.sync_writer import open_sync

_INTERRUPTED = 130
_PRINTED = ("posts", "new", "duplicates", "new_versions", "claims", "refused")

_PATIENCE_S = 60.0
"""Beside a bot that writes all the time an import may wait long for its turn: SQLite keeps no queue."""


def import_files(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="JSON lines as for `extract`, a result.json of Telegram Desktop, or files of `export`; "
            '"-" for standard input.'
        ),
    ],
    *,
    source: Annotated[
        str | None, typer.Option(help="Whose the one channel of a Telegram export is: the name of a source.")
    ] = None,
    issuer: Annotated[
        Issuer | None, typer.Option(help="The same, said directly: whose voice the channel is.")
    ] = None,
    home_region: Annotated[
        str | None, typer.Option(help="With --issuer: the channel's own region, such as RU-KLU.")
    ] = None,
    database: DatabaseUrl = None,
    config: ConfigPath = None,
) -> None:
    """Import history: counted on its days, never announced. Importing again changes nothing."""
    settings = load_config(config)
    rules = settings.counting_rules()
    vouched = _vouched(source, issuer, home_region, rules)
    with ExitStack() as stack:
        streams = [stack.enter_context(_opened(path)) for path in files]
        given = [
            (look_at(path, stream, options=repr(vouched)), stream)
            for path, stream in zip(files, streams, strict=True)
        ]
        if vouched is not None and any(file.kind is not Format.TELEGRAM for file, _ in given):
            raise ConfigError("--source and --issuer say whose a Telegram export is; lines say it themselves")
        records = stack.enter_context(
            open_sync(database or settings.storage.url, clock=system_clock, busy_timeout_s=_PATIENCE_S)
        )
        progress = stack.enter_context(_Progress())
        run = ImportRun(records, rules, vouched, progress.moved)
        try:
            total = _import(run, given, progress)
        except KeyboardInterrupt:
            stack.close()
            _tell(run)
            sys.stderr.write(f"stopped after {run.mark.number} lines; run the same command again to go on\n")
            raise typer.Exit(_INTERRUPTED) from None
    _tell(run)
    print_json({name: getattr(total, name) for name in _PRINTED})
    raise typer.Exit(int(bool(total.refused)))


def _import(run: ImportRun, given: list[tuple[ImportFile, BinaryIO]], progress: "_Progress") -> ImportMark:
    """Every file to its end, then the clusters; what all files brought."""
    files = [file for file, _ in given]
    run.begin(files)
    total = ImportMark()
    try:
        for file, stream in sorted(given, key=lambda one: place_of(one[0].record)):
            mark = run.find_mark(file)
            progress.begin(file, mark, unit_of(file.kind))
            end = run.take(file, stream, mark)
            total = ImportMark(*(a + b for a, b in zip(_figures(total), _figures(end), strict=True)))
    except DomainError:  # a file that cannot be used at all: those before it are on record
        progress.settle(run.settle())
        raise
    progress.settle(run.settle())
    run.forget_marks(files)
    return total


def _figures(mark: ImportMark) -> list[int]:
    return list(asdict(mark).values())


class _Progress:
    """Bars on stderr: one for each file, and one for reconciling."""

    def __init__(self) -> None:
        self._bars = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
        )
        self._task = TaskID(0)
        self._since = (0.0, 0)

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def begin(self, file: ImportFile, mark: ImportMark, unit: str) -> None:
        """The next file, from its mark on."""
        if mark.number:
            note = f"{file.path}: resuming at {unit} {mark.number + 1}"
            self._bars.console.print(note, markup=False, highlight=False, soft_wrap=True)
        self._task = self._bars.add_task(str(file.path), total=file.size, completed=mark.offset, rate="")
        self._since = (perf_counter(), mark.posts)

    def moved(self, offset: int, mark: ImportMark) -> None:
        """The next batch is stored."""
        spare_collector()
        started, posts = self._since
        rate = (mark.posts - posts) / max(perf_counter() - started, 0.001)
        self._bars.update(self._task, completed=offset, rate=f"{mark.posts} posts, {rate:.0f}/s")

    def settle(self, slices: Iterable[None]) -> None:
        """Reconcile to the end."""
        task = self._bars.add_task("reconciling", total=None, rate="")
        done = sum(1 for _ in slices) + 1
        self._bars.update(task, total=done, completed=done)


def _tell(run: ImportRun) -> None:
    """What went otherwise than a file may have wished, bounded."""
    for name in run.unknown:
        sys.stderr.write(
            f'warning: nothing says whose voice the source "{name}" is, so its posts count as of an unknown '
            'originator; give "issuer" and "home_region" in its lines, or list it under [[sources]]\n'
        )
    for told in (run.notes, run.refused):
        sys.stderr.writelines(f"{line}\n" for line in told.lines)
        if told.more:
            sys.stderr.write(f"… and {told.more} more\n")


def _vouched(
    name: str | None, issuer: Issuer | None, home_region: str | None, rules: CountingRules
) -> Source | None:
    """The source that the options speak of; None without them."""
    if name is None and issuer is None:
        if home_region is not None:
            raise ConfigError("--home-region says where an issuer is at home: give --issuer or --source too")
        return None
    known = rules.registry.get(name or "")
    if known is not None and (issuer or known.issuer, home_region or known.home_region) == (
        known.issuer,
        known.home_region,
    ):
        return known
    try:
        source = source_named(name or _nameless(issuer, home_region), issuer, home_region, rules.registry)
    except RefusedLineError as error:
        raise ConfigError(f"--{error.reason}") from None
    if issuer is None and source.issuer is Issuer.OTHER:
        raise ConfigError(f'no source "{name}" is known: list it in the configuration, or say its --issuer')
    if source.issuer is Issuer.GOVERNOR and source.home_region is None:
        raise ConfigError("a governor needs a --home-region")
    return source


def _nameless(issuer: Issuer | None, home_region: str | None) -> str:
    """What to call a source of which only its voice was said."""
    return ":".join(filter(None, (issuer and issuer.value, home_region)))


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """A file that can be looked into, or standard input; one that is not there is a usage error."""
    if path == STDIN:
        raw: Any = sys.stdin.buffer
        yield raw if isinstance(raw, BufferedReader) else BufferedReader(raw, HEAD)
        return
    try:
        file = BufferedReader(path.open("rb", buffering=0), HEAD)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    with file:
        yield file
