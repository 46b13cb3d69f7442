"""One import: its files one after another, batch by batch, each batch with its mark in one transaction."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BufferedReader
from itertools import islice
from pathlib import Path
from time import sleep
from typing import BinaryIO

from bot.clock import system_clock
from bot.import_feed import Batch, Feed
from domain.errors import RefusedFileError
from domain.source import Source
from services.export_parsing import record_of
from services.import_batch import find_unread, import_posts, read_texts
from services.import_counts import ImportCounts
from services.import_export import PASSED_OVER, ExportRun, begin_run, import_rows
from services.import_formats import HEAD, Format, detect_format
from services.import_marks import ImportMark, find_mark, forget_mark, put_mark
from services.import_telegram import position_of
from services.ports import Transaction
from services.rules import CountingRules
from services.settle_scopes import settle_slice
from storage.sync_writer import SyncWriter

STDIN = Path("-")
_MOST_TOLD = 100
_BREAK_S = 0.2
"""Who waits for SQLite's write lock looks every tenth of a second, and an alert takes three writes."""


@dataclass(slots=True)
class Told:
    """What the operator is told beside the figures: the first `lines`, and how many more there were."""

    lines: list[str] = field(default_factory=list)
    more: int = 0

    def add(self, line: str) -> None:
        """Keep a line to print, unless there are enough already."""
        if len(self.lines) < _MOST_TOLD:
            self.lines.append(line)
        else:
            self.more += 1


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file to import. `fingerprint` is by its content, and empty for what cannot be read again."""

    path: Path
    kind: Format
    fingerprint: str
    size: int | None
    record: str | None


class ImportRun:
    """The import of some files. `moved` is told of each batch stored: its last byte, and the mark."""

    def __init__(
        self,
        records: SyncWriter,
        rules: CountingRules,
        vouched: Source | None,
        moved: Callable[[int, ImportMark], None],
    ) -> None:
        self.refused = Told()
        self.unknown: set[str] = set()
        self.notes = Told()
        self.mark = ImportMark()
        self._records = records
        self._rules = rules
        self._vouched = vouched
        self._moved = moved
        self._export: ExportRun | None = None
        self._begun: set[str] = set()

    def begin(self, files: list[ImportFile]) -> None:
        """To be called before the first file: an export of ours is taken in as one, with all its files."""
        kinds = {one.record for one in files if one.record is not None}
        if kinds:
            self._export = self._records.read(lambda tx: begin_run(tx, kinds))

    def find_mark(self, file: ImportFile) -> ImportMark:
        """How far an earlier run came in a file. One given twice is read twice."""
        if not file.fingerprint or file.fingerprint in self._begun:
            return ImportMark()
        self._begun.add(file.fingerprint)
        return self._records.read(lambda tx: find_mark(tx, file.fingerprint))

    def take(self, file: ImportFile, stream: BinaryIO, mark: ImportMark) -> ImportMark:
        """Import what of a file lies beyond its mark; the mark at its end."""
        self.mark = mark
        if file.record == PASSED_OVER:
            self.notes.add(f"{file.path}: totals are counted anew: passed over")
            return mark
        feed = Feed(stream, file.kind, self._rules, self._vouched)
        try:
            for batch in feed.batches(mark):
                self._tell(file, feed.unit, batch.faults)
                self._store(file, feed.unit, batch)
                self._moved(position_of(stream), self.mark)
        except RefusedFileError as error:
            raise RefusedFileError(f"{file.path}: {error.reason}") from None
        for note in feed.notes():
            self.notes.add(f"{file.path}: {note}")
        return self.mark

    def settle(self) -> Iterator[None]:
        """Reconcile, slice by slice, what the import has marked as stale."""
        while self._records.write(settle_slice):
            self._give_way()
            yield

    def forget_marks(self, files: list[ImportFile]) -> None:
        """The import is done: the same files given again are read from their beginning."""

        def work(tx: Transaction) -> None:
            for file in files:
                if file.fingerprint:
                    forget_mark(tx, file.fingerprint)

        self._records.write(work)

    def _store(self, file: ImportFile, unit: str, batch: Batch) -> None:
        posts, unread = self._records.read(lambda tx: find_unread(tx, batch.posts, self._rules))
        readings = read_texts(unread)
        known = len(batch.posts) - len(posts)
        before = ImportCounts(posts=known, duplicates=known).plus(batch.faults)
        now = system_clock()

        def work(tx: Transaction) -> tuple[ImportCounts, ImportMark]:
            if batch.rows:
                counts = import_rows(tx, batch.rows, self._rules, now, self._export)
            else:
                counts = import_posts(tx, posts, self._rules, now, readings)
            mark = self.mark.moved(batch.number, batch.offset, before.plus(counts))
            if file.fingerprint:
                put_mark(tx, file.fingerprint, mark)
            return counts, mark

        counts, self.mark = self._records.write(work)
        self._give_way()
        self._tell(file, unit, counts)

    def _give_way(self) -> None:
        """Let a running bot write: SQLite has no queue, so who writes without a break lets nobody else in."""
        if self._records.waits_in_line:
            return
        if self._records.read(lambda tx: tx.instance.find()) is not None:
            sleep(_BREAK_S)

    def _tell(self, file: ImportFile, unit: str, counts: ImportCounts) -> None:
        for number, reason in counts.refused:
            self.refused.add(f"{file.path}: {unit} {number}: {reason}")
        room = _MOST_TOLD - len(self.unknown)
        self.unknown |= set(islice(counts.unknown_sources - self.unknown, room))


def look_at(path: Path, stream: BinaryIO, *, options: str) -> ImportFile:
    """What a file is. `options`: whatever else decides what is made of it, and so of its marks."""
    if not isinstance(stream, BufferedReader):
        raise TypeError("a file to import must be one that can be looked into")
    head = stream.peek(HEAD)[:HEAD]
    try:
        kind = detect_format(head)
    except RefusedFileError as error:
        raise RefusedFileError(f"{path}: {error.reason}") from None
    record = record_of(head)
    if path == STDIN:
        return ImportFile(path, kind, "", None, record)
    size = path.stat().st_size
    seen = sha256(f"{size}:{options}:".encode() + stream.read(HEAD))
    stream.seek(max(0, size - HEAD))
    seen.update(stream.read())
    stream.seek(0)
    # An export of ours is taken in whole or again: what binds its rows does not end with a batch.
    fingerprint = "" if record is not None else seen.hexdigest()[:32]
    return ImportFile(path, kind, fingerprint, size, record)
