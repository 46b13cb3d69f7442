"""Files of an export: written under other names first, so that what has its name is whole."""

import csv
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from bot.config_errors import ConfigError
from services.export_cells import to_cell
from services.export_columns import FILES, columns_of
from services.export_rows import Row

FORMATS = ("csv", "jsonl")
GUIDE = "README.txt"
_UNFINISHED = ".part"
_ENCODER = json.JSONEncoder(ensure_ascii=False)


class ExportFiles:
    """The files of one export, used in a `with`. Leaving it by an error leaves the folder as it was."""

    def __init__(self, folder: Path, output: str) -> None:
        self.written = dict.fromkeys(FILES, 0)
        self._folder = folder
        self._output = output
        self._open = ExitStack()
        self._writers: dict[str, Callable[[Iterable[Row]], None]] = {}
        self._files: dict[str, TextIO] = {}

    def __enter__(self) -> Self:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            for name in FILES:
                file = self._open_unfinished(f"{name}.{self._output}")
                self._writers[name] = _csv_writer(file, name) if self._output == "csv" else _line_writer(file)
        except OSError as error:
            raise ConfigError(f"{self._folder}: cannot be written into: {error.strerror}") from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()
        for name in self._files:
            self._unfinished(name).unlink(missing_ok=True)

    def write(self, name: str, rows: Iterable[Row]) -> None:
        """Append rows to one of the files."""
        self._writers[name](self._counted(name, rows))

    def finish(self, guide: str) -> None:
        """Give the files their names, in the place of former ones of either format."""
        self._open_unfinished(GUIDE, encoding="utf-8").write(guide)
        for file in self._files.values():
            file.flush()
            os.fsync(file.fileno())
        self._open.close()
        for path in existing_export(self._folder):
            path.unlink()
        for name in self._files:
            self._unfinished(name).replace(self._folder / name)

    def _counted(self, name: str, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self.written[name] += 1
            yield row

    def _open_unfinished(self, name: str, encoding: str | None = None) -> TextIO:
        # The mark at the start tells spreadsheets that the file is UTF-8; pandas and our import skip it.
        encoding = encoding or ("utf-8-sig" if self._output == "csv" else "utf-8")
        file = self._unfinished(name).open("w", encoding=encoding, newline="")
        self._files[name] = self._open.enter_context(file)
        return file

    def _unfinished(self, name: str) -> Path:
        return self._folder / f".{name}{_UNFINISHED}"


def existing_export(folder: Path) -> list[Path]:
    """Files of an earlier export in a folder."""
    names = [GUIDE, *(f"{name}.{output}" for name in FILES for output in FORMATS)]
    return [path for name in names if (path := folder / name).exists()]


def refuse_to_overwrite(folder: Path) -> None:
    """ConfigError where the folder holds an export, or is no folder."""
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder}: not a folder; name one with --out")
    if existing := existing_export(folder):
        raise ConfigError(
            f"{existing[0]}: exists already; name another folder with --out, or overwrite with --force"
        )


def _csv_writer(file: TextIO, name: str) -> Callable[[Iterable[Row]], None]:
    # Lines end in CR LF: only then does the module quote a lone CR inside a text.
    writer = csv.writer(file)
    columns = columns_of(FILES[name])
    writer.writerow(columns)

    def write(rows: Iterable[Row]) -> None:
        writer.writerows([to_cell(row[column]) for column in columns] for row in rows)

    return write


def _line_writer(file: TextIO) -> Callable[[Iterable[Row]], None]:
    def write(rows: Iterable[Row]) -> None:
        file.writelines(f"{_ENCODER.encode(row)}\n" for row in rows)

    return write
