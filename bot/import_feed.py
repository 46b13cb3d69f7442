"""Files to import → batches of posts or rows, each with where to go on after it."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO

from domain.errors import RefusedLineError
from domain.source import Source
from services.export_parsing import values_of_cells
from services.import_counts import ImportCounts
from services.import_export import Numbered, batches
from services.import_formats import BOM, Format
from services.import_history import parse_lines
from services.import_marks import ImportMark
from services.import_posts import ImportPost
from services.import_telegram import TelegramExport
from services.rules import CountingRules

BATCH = 1000
_LINE_LIMIT = 2_500_000
"""Bytes of a line: the longest text that is taken, were every letter of it written as an escape."""

Line = tuple[int, bytes]


@dataclass(frozen=True, slots=True)
class Batch:
    """Posts, or rows of an export of ours, up to line `number`, which ends before byte `offset`.

    `faults`: lines refused already, and sources that nothing describes.
    """

    number: int
    offset: int
    faults: ImportCounts
    posts: Sequence[ImportPost] = ()
    rows: Sequence[Numbered] = ()


def unit_of(kind: Format) -> str:
    """What a file of this format is counted in."""
    return {Format.TELEGRAM: "message", Format.EXPORT_CSV: "row"}.get(kind, "line")


class Feed:
    """A file of a known format, read on from a mark. What it passed over stands in `notes` afterwards."""

    def __init__(
        self, file: BinaryIO, kind: Format, rules: CountingRules, vouched: Source | None = None
    ) -> None:
        self.unit = unit_of(kind)
        self._file = file
        self._kind = kind
        self._rules = rules
        self._telegram = TelegramExport(file, rules.sources, vouched)
        self._refused: list[tuple[int, str]] = []

    def batches(self, mark: ImportMark) -> Iterator[Batch]:
        """The batches after the mark; those of an export of ours always from its beginning."""
        if self._kind is Format.TELEGRAM:
            return self._telegram_batches(mark)
        if self._kind is Format.POSTS:
            return self._line_batches(mark)
        return self._export_batches()

    def notes(self) -> Iterator[str]:
        """What was passed over on purpose, in words for the operator."""
        for reason, count in sorted(self._telegram.skipped.items()):
            yield f"passed over: {count} messages {reason}"
        for chat_id, name in list(self._telegram.strangers.items())[:20]:
            yield f'no source: the channel "{name}" ({chat_id})'

    def _line_batches(self, mark: ImportMark) -> Iterator[Batch]:
        if mark.offset:
            self._file.seek(mark.offset)
        lines = _Lines(self._file, mark, _skip_bom(self._file))
        while (some := lines.take()) or lines.refused:
            number, offset, refused = lines.number, lines.offset, tuple(lines.refused)
            lines.refused.clear()
            posts, faults = parse_lines(some, self._rules.registry)
            yield Batch(number, offset, ImportCounts(refused=refused).plus(faults), posts)

    def _rows(self) -> Iterator[Numbered]:
        """The rows of an export of ours; those that cannot be read are kept in `_refused`."""
        if self._kind is Format.EXPORT_CSV:
            csv.field_size_limit(_LINE_LIMIT)
            text = io.TextIOWrapper(self._file, encoding="utf-8", errors="replace", newline="")
            try:
                for number, cells in enumerate(csv.DictReader(text), 1):
                    yield from self._row(number, cells, values_of_cells)
            finally:
                text.detach()  # its end would close the file, and with it a standard input
            return
        lines = _Lines(self._file, ImportMark(), 0)
        while (some := lines.take()) or lines.refused:
            self._refused += lines.refused
            lines.refused.clear()
            for number, line in some:
                yield from self._row(number, line, _json_object)

    def _row(self, number: int, given: Any, parse: Callable[[Any], Mapping[str, Any]]) -> Iterator[Numbered]:
        try:
            yield number, parse(given)
        except (RefusedLineError, csv.Error) as error:
            self._refused.append((number, str(error)))

    def _export_batches(self) -> Iterator[Batch]:
        _skip_bom(self._file)
        for rows in batches(self._rows(), BATCH):
            yield Batch(rows[-1][0], 0, ImportCounts(refused=tuple(self._refused)), rows=rows)
            self._refused.clear()
        if self._refused:
            yield Batch(self._refused[-1][0], 0, ImportCounts(refused=tuple(self._refused)))

    def _telegram_batches(self, mark: ImportMark) -> Iterator[Batch]:
        _skip_bom(self._file)
        found = self._telegram.read(after=mark.number)
        while some := list(islice(found, BATCH)):
            refused = tuple((one.number, one.refusal) for one in some if one.refusal is not None)
            posts = [one.post for one in some if one.post is not None]
            yield Batch(some[-1].number, 0, ImportCounts(refused=refused), posts=posts)


class _Lines:
    """Lines with their numbers, blank ones left out, in lots; a line too long is refused and never held."""

    def __init__(self, file: BinaryIO, mark: ImportMark, passed: int) -> None:
        self.number = mark.number
        self.offset = mark.offset + passed
        self.refused: list[tuple[int, str]] = []
        self._file = file

    def take(self) -> list[Line]:
        """The next lot; empty at the end of the file."""
        lot: list[Line] = []
        held = 0
        while len(lot) < BATCH and held < 4 * _LINE_LIMIT:
            line = self._file.readline(_LINE_LIMIT + 1)
            if not line:
                break
            self.number += 1
            self.offset += len(line)
            if len(line) > _LINE_LIMIT and not line.endswith(b"\n"):
                self._refuse_long()
            elif stripped := line.strip():
                lot.append((self.number, stripped))
                held += len(stripped)
        return lot

    def _refuse_long(self) -> None:
        self.refused.append((self.number, f"longer than {_LINE_LIMIT} bytes"))
        while rest := self._file.readline(_LINE_LIMIT):
            self.offset += len(rest)
            if rest.endswith(b"\n"):
                return


def _json_object(line: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RefusedLineError(f"not JSON: {error}") from None
    if not isinstance(value, dict):
        raise RefusedLineError("not a JSON object")
    return value


def _skip_bom(file: BinaryIO) -> int:
    """The bytes passed: editors of Windows put a mark before the first line."""
    if isinstance(file, io.BufferedReader) and file.peek(len(BOM)).startswith(BOM):
        return len(file.read(len(BOM)))
    return 0
