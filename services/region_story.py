"""What lies behind a region's figure: its districts, and the last claims about it."""

from collections import Counter

from domain.answers import RegionStory
from domain.totals import Period
from services.ports import Transaction

_MOST_CLAIMS = 10


def tell_region_story(tx: Transaction, region: str, period: Period) -> RegionStory:
    """Of a region key and a period: places that counted claims name, and the last of these claims."""
    codes = frozenset(region.split("+"))
    claims = tx.claims.read_live(period.first_on, period.last_on, regions=codes)
    named = Counter(
        place for kept in claims for place in dict.fromkeys(kept.claim.places) if place.region in codes
    )
    latest = sorted(claims, key=lambda kept: (kept.posted_at, kept.post_id, -kept.ordinal), reverse=True)
    return RegionStory(region, period, tuple(named.most_common()), tuple(latest[:_MOST_CLAIMS]))
