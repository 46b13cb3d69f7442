"""How far the import of a file has come: kept in the transaction of each batch, so that it is never ahead."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Self

from services.import_counts import ImportCounts
from services.ports import Transaction

_KEY = "import:"


@dataclass(frozen=True, slots=True)
class ImportMark:
    """`number`: the last line (row, message) that is done; `offset`: the byte after it, where that is known.

    The rest says what the file has brought up to there, earlier runs included.
    """

    number: int = 0
    offset: int = 0
    posts: int = 0
    new: int = 0
    duplicates: int = 0
    new_versions: int = 0
    claims: int = 0
    refused: int = 0

    def moved(self, number: int, offset: int, counts: ImportCounts) -> Self:
        """The mark after the next batch."""
        return replace(
            self,
            number=number,
            offset=offset,
            posts=self.posts + counts.posts,
            new=self.new + counts.new,
            duplicates=self.duplicates + counts.duplicates,
            new_versions=self.new_versions + counts.new_versions,
            claims=self.claims + counts.claims,
            refused=self.refused + len(counts.refused),
        )


def find_mark(tx: Transaction, fingerprint: str) -> ImportMark:
    """The mark of a file; that of its beginning where none is kept."""
    kept = tx.meta.find(_KEY + fingerprint)
    return ImportMark() if kept is None else ImportMark(**json.loads(kept))


def put_mark(tx: Transaction, fingerprint: str, mark: ImportMark) -> None:
    """Keep how far a file has come."""
    tx.meta.put(_KEY + fingerprint, json.dumps(asdict(mark)))


def forget_mark(tx: Transaction, fingerprint: str) -> None:
    """The file is done; imported again, it is read from its beginning."""
    tx.meta.forget(_KEY + fingerprint)
