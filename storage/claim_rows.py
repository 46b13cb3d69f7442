"""A claim as rows and back: pure, no connection."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from sqlalchemy import BigInteger, Integer, Text, type_coerce

from domain.claim import Claim, Count, Metric, Weapon
from domain.record import Bond, StoredClaim, StoredPost
from domain.window import Precision, Span, Window
from storage.claim_codec import detail_of, parse_detail
from storage.columns import AnyRow, day_of_row, instant_of
from storage.errors import UnreadableRecordError
from storage.overlap import is_long
from storage.tables import claims, posts

ORDINAL_BITS = 16
"""A version has room for 65,536 claims; a text of a post has far fewer words."""

_KNOWN = 1024
"""Claims remembered as they were read: those of a week or more, in some megabytes."""

# As the driver gives them: what a row says is worked out once for each row, not each time it is read.
CLAIM_COLUMNS = (
    claims.c.post_id,
    claims.c.version_id,
    claims.c.ordinal,
    type_coerce(claims.c.live, Integer),
    type_coerce(claims.c.day, Text),
    claims.c.originator,
    claims.c.metric,
    claims.c.weapon,
    claims.c.low,
    claims.c.best,
    claims.c.high,
    type_coerce(claims.c.start_at, BigInteger),
    type_coerce(claims.c.end_at, BigInteger),
    type_coerce(claims.c.inner_start_at, BigInteger),
    type_coerce(claims.c.inner_end_at, BigInteger),
    claims.c.confidence,
    claims.c.detail,
    type_coerce(posts.c.posted_at, BigInteger),
    posts.c.source_name,
    posts.c.link,
)


def claim_id(post_id: int, version_id: int, ordinal: int) -> str:
    """A claim's name everywhere: "post.version.ordinal"."""
    return f"{post_id}.{version_id}.{ordinal}"


def claim_number(version_id: int, ordinal: int) -> int:
    """A claim's key in the tables."""
    if not 0 <= ordinal < 1 << ORDINAL_BITS:
        raise ValueError(f"a version has no room for claim {ordinal}")
    return version_id << ORDINAL_BITS | ordinal


def numbers_of_version(version_id: int) -> dict[str, int]:
    """The first and last key that claims of a version can have."""
    first = version_id << ORDINAL_BITS
    return {"first": first, "last": first | (1 << ORDINAL_BITS) - 1}


def parse_claim_id(text: str) -> int:
    """The key of "post.version.ordinal"; UnreadableRecordError for anything else."""
    try:
        _, version_id, ordinal = map(int, text.split("."))
        return claim_number(version_id, ordinal)
    except ValueError:
        raise UnreadableRecordError(f"not a claim's id: {text}") from None


def claim_row(stored: StoredClaim) -> dict[str, Any]:
    """The row of table `claims`."""
    claim, window = stored.claim, stored.claim.window
    return {
        "number": claim_number(stored.version_id, stored.ordinal),
        "post_id": stored.post_id,
        "version_id": stored.version_id,
        "ordinal": stored.ordinal,
        "live": stored.live,
        "day": stored.day,
        "originator": claim.originator,
        "metric": claim.metric.value,
        "weapon": claim.weapon.value,
        "low": claim.count.low,
        "best": claim.count.best,
        "high": claim.count.high,
        "start_at": window.outer.start,
        "end_at": window.outer.end,
        "inner_start_at": window.inner.start if window.inner else None,
        "inner_end_at": window.inner.end if window.inner else None,
        "is_long": is_long(window.outer.start, window.outer.end),
        "confidence": claim.confidence,
        "detail": detail_of(claim, stored.bonds),
    }


def region_rows(stored: StoredClaim) -> Iterator[dict[str, Any]]:
    """The rows of table `claim_regions`: one for each region named, however often."""
    claim, outer = stored.claim, stored.claim.window.outer
    for region in dict.fromkeys(claim.regions):
        yield {
            "claim_number": claim_number(stored.version_id, stored.ordinal),
            "region": region,
            "live": stored.live,
            "day": stored.day,
            "metric": claim.metric.value,
            "weapon": claim.weapon.value,
            "start_at": outer.start,
            "end_at": outer.end,
            "is_long": is_long(outer.start, outer.end),
        }


def new_claim(
    post: StoredPost,
    version_id: int,
    ordinal: int,
    claim: Claim,
    day: date,
    *,
    live: bool,
    bonds: tuple[Bond, ...] = (),
) -> StoredClaim:
    """A claim about to be stored."""
    return _as_known(
        StoredClaim(
            claim_id(post.id, version_id, ordinal),
            post.id,
            version_id,
            ordinal,
            day,
            live,
            post.posted_at,
            post.source_name,
            post.link,
            claim,
            bonds,
        )
    )


def stored_claim(row: AnyRow | tuple[Any, ...]) -> StoredClaim:
    """The claim of a row of CLAIM_COLUMNS."""
    return _claim_of(tuple(row))


@lru_cache(maxsize=_KNOWN)  # claims of the present days are read with every post and every question
def _claim_of(row: tuple[Any, ...]) -> StoredClaim:
    (
        post_id,
        version_id,
        ordinal,
        live,
        day,
        originator,
        metric,
        weapon,
        low,
        best,
        high,
        start_at,
        end_at,
        inner_start_at,
        inner_end_at,
        confidence,
        detail,
        posted_at,
        source_name,
        link,
    ) = row
    rest = parse_detail(detail)
    bonds = rest.pop("bonds", ())
    inner = None if inner_start_at is None else _span(inner_start_at, inner_end_at)
    claim = Claim(
        originator=originator,
        metric=Metric(metric),
        weapon=Weapon(weapon),
        count=Count(low, best, high),
        window=Window(_span(start_at, end_at), inner, Precision(rest.pop("precision"))),
        confidence=confidence,
        **rest,
    )
    return _as_known(
        StoredClaim(
            claim_id(post_id, version_id, ordinal),
            post_id,
            version_id,
            ordinal,
            day_of_row(day),
            bool(live),
            instant_of(posted_at),
            source_name,
            link,
            claim,
            bonds,
        )
    )


@lru_cache(maxsize=_KNOWN)
def _as_known(stored: StoredClaim) -> StoredClaim:
    """The equal claim that came first: what is kept by claim finds it without comparing field by field."""
    return stored


def _span(start: int, end: int) -> Span:
    return Span(instant_of(start), instant_of(end))


def in_order(found: Iterator[StoredClaim]) -> list[StoredClaim]:
    """Claims in order of id: by post, version and ordinal as numbers."""
    return sorted(found, key=_in_order)


_in_order = attrgetter("post_id", "version_id", "ordinal")
