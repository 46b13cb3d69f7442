"""History from files: counted on its days, never announced, the same however often it is imported.

The operator who imports a file vouches for its sources, so imported posts are verified.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from domain.errors import RefusedLineError
from domain.post import text_hash
from services.extract_lines import ExtractInput, parse_line
from services.ingest_post import Text, record_version
from services.ports import Transaction
from services.rules import CountingRules


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What a file brought. `refused`: (line number, reason) of each line that could not be used."""

    posts: int = 0
    new: int = 0
    duplicates: int = 0
    new_versions: int = 0
    claims: int = 0
    refused: tuple[tuple[int, str], ...] = ()

    def plus(self, other: "ImportCounts") -> Self:
        """Both together."""
        return replace(
            self,
            posts=self.posts + other.posts,
            new=self.new + other.new,
            duplicates=self.duplicates + other.duplicates,
            new_versions=self.new_versions + other.new_versions,
            claims=self.claims + other.claims,
            refused=self.refused + other.refused,
        )


def import_lines(
    tx: Transaction, lines: Sequence[tuple[int, str]], rules: CountingRules, now: datetime
) -> ImportCounts:
    """Import numbered JSON lines (`extract` input); bad lines are refused with a reason, the rest goes on."""
    counts = ImportCounts()
    for number, line in lines:
        try:
            given = parse_line(line, registry=rules.registry)
        except RefusedLineError as error:
            counts = counts.plus(ImportCounts(refused=((number, error.reason),)))
        else:
            counts = counts.plus(_import_post(tx, given, rules, now))
    return counts


def _import_post(tx: Transaction, given: ExtractInput, rules: CountingRules, now: datetime) -> ImportCounts:
    source = given.source
    key = _key(given)
    post = tx.posts.find_post(key)
    is_new = post is None
    if post is None:
        tx.sources.remember(source, now)
        post = tx.posts.add_imported(key, source, given.posted_at, link=None)
    if not is_new and tx.posts.find_version(post.id, text_hash(given.text)) is not None:
        return ImportCounts(posts=1, duplicates=1)
    receipt = record_version(tx, post, Text(given.text, given.posted_at, live=False), rules, now)
    return ImportCounts(
        posts=1, new=int(is_new), new_versions=int(not is_new), claims=len(receipt.report.claims)
    )


def _key(given: ExtractInput) -> str:
    """By the line's own id, or by its text and time where it has none."""
    own = given.id if given.id is not None else f"{given.posted_at.isoformat()}:{text_hash(given.text)}"
    return f"import:{given.source.name}:{own}"
