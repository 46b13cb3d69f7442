"""History from files: counted on its days, never announced, the same however often it is imported.

The operator who imports a file vouches for its sources, so imported posts are verified.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from domain.errors import RefusedLineError
from domain.source import Source
from services.import_batch import import_posts
from services.import_counts import ImportCounts
from services.import_posts import ImportPost, parse_post
from services.ports import Transaction
from services.rules import CountingRules
from services.settle_scopes import settle_slice

__all__ = ["ImportCounts", "import_lines", "parse_lines"]


def import_lines(
    tx: Transaction, lines: Sequence[tuple[int, str]], rules: CountingRules, now: datetime
) -> ImportCounts:
    """Import numbered JSON lines (`extract` input); bad lines are refused with a reason, the rest goes on.

    Everything in the one transaction given, clusters too. A long file goes batch by batch instead.
    """
    posts, faults = parse_lines(lines, rules.registry)
    counts = import_posts(tx, posts, rules, now)
    while settle_slice(tx):
        pass
    return counts.plus(faults)


def parse_lines(
    lines: Iterable[tuple[int, str | bytes]], registry: Mapping[str, Source]
) -> tuple[list[ImportPost], ImportCounts]:
    """The posts of numbered JSON lines, and what was wrong: refused lines, sources that nothing describes."""
    posts: list[ImportPost] = []
    refused: list[tuple[int, str]] = []
    for number, line in lines:
        try:
            posts.append(parse_post(line, registry))
        except RefusedLineError as error:
            refused.append((number, error.reason))
    unknown = frozenset(post.source.name for post in posts if not post.described)
    return posts, ImportCounts(refused=tuple(refused), unknown_sources=unknown)
