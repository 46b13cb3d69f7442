"""The statements of the claim store, prepared once. Each is an indexed lookup (tests read the plans)."""

from typing import Any

from sqlalchemy import Select, bindparam, delete, exists, func, insert, or_, select, true, update

from domain.claim import Metric, Weapon
from storage.claim_rows import CLAIM_COLUMNS
from storage.overlap import touching
from storage.tables import claim_regions, claims, posts, version_lives, versions

# Every index on days begins with `live`; naming both values keeps it usable where either will do.
_LIVE_OR_NOT = [False, True]

_KEPT = select(*CLAIM_COLUMNS).join_from(claims, posts, posts.c.id == claims.c.post_id)
_BY_REGION = select(*CLAIM_COLUMNS).select_from(
    claim_regions.join(claims, claims.c.number == claim_regions.c.claim_number).join(
        posts, posts.c.id == claims.c.post_id
    )
)
_NUMBERS = claims.c.number.between(bindparam("first"), bindparam("last"))
_REGION_NUMBERS = claim_regions.c.claim_number.between(bindparam("first"), bindparam("last"))
_TOTALLED = (claims.c.metric == Metric.DOWNED.value, claims.c.weapon == Weapon.DRONE.value)
_TOTALLED_REGIONS = (
    claim_regions.c.metric == Metric.DOWNED.value,
    claim_regions.c.weapon == Weapon.DRONE.value,
)
_DAYS = claims.c.day.between(bindparam("first_on"), bindparam("last_on"))
_REGION_DAYS = claim_regions.c.day.between(bindparam("first_on"), bindparam("last_on"))
_REGIONS = claim_regions.c.region.in_(bindparam("regions", expanding=True))
_WAS_LIVE = exists().where(
    version_lives.c.version_id == claims.c.version_id,
    version_lives.c.live_from <= bindparam("as_of"),
    or_(version_lives.c.live_until.is_(None), version_lives.c.live_until > bindparam("as_of")),
)

ADD_CLAIMS = insert(claims)
ADD_REGIONS = insert(claim_regions)
OF_VERSION = _KEPT.where(_NUMBERS)
BY_NUMBERS = _KEPT.where(claims.c.number.in_(bindparam("numbers", expanding=True)))

LIVE = _KEPT.where(claims.c.live == true(), _DAYS, *_TOTALLED)
LIVE_OF_REGIONS = _BY_REGION.where(_REGIONS, claim_regions.c.live == true(), _REGION_DAYS, *_TOTALLED_REGIONS)
LIVE_AT = _KEPT.where(claims.c.live.in_(_LIVE_OR_NOT), _DAYS, *_TOTALLED, _WAS_LIVE)
LIVE_OF_REGIONS_AT = _BY_REGION.where(
    _REGIONS, claim_regions.c.live.in_(_LIVE_OR_NOT), _REGION_DAYS, *_TOTALLED_REGIONS, _WAS_LIVE
)
LIVE_TOUCHING = _KEPT.where(claims.c.live == true(), *_TOTALLED, touching(claims))
LIVE_OF_REGION_TOUCHING = _BY_REGION.where(
    claim_regions.c.region == bindparam("scope"),
    claim_regions.c.live == true(),
    *_TOTALLED_REGIONS,
    touching(claim_regions),
)
EVERY = _KEPT.where(claims.c.live.in_(_LIVE_OR_NOT), _DAYS)
EVERY_OF_REGIONS = _BY_REGION.where(_REGIONS, claim_regions.c.live.in_(_LIVE_OR_NOT), _REGION_DAYS)


def _days_of_region() -> Select[Any]:
    return select(claim_regions.c.day).where(
        claim_regions.c.region == bindparam("region"),
        claim_regions.c.live == true(),
        claim_regions.c.metric.in_(bindparam("metrics", expanding=True)),
    )


NAMED_ON = _days_of_region().where(claim_regions.c.day == bindparam("day")).limit(1)
LAST_NAMED_BEFORE = (
    _days_of_region()
    .where(claim_regions.c.day < bindparam("day"))
    .order_by(claim_regions.c.day.desc())
    .limit(1)
)

SET_LIVE = update(claims).where(_NUMBERS).values(live=bindparam("now_live"))
SET_REGIONS_LIVE = update(claim_regions).where(_REGION_NUMBERS).values(live=bindparam("now_live"))
DELETE_CLAIMS = delete(claims).where(_NUMBERS)
DELETE_REGIONS = delete(claim_regions).where(_REGION_NUMBERS)

_LIVE_NOW = (version_lives.c.version_id == bindparam("version"), version_lives.c.live_until.is_(None))
BEGIN_LIFE = insert(version_lives).from_select(
    ["version_id", "live_from"],
    select(
        bindparam("version", type_=version_lives.c.version_id.type),
        bindparam("at", type_=version_lives.c.live_from.type),
    ).where(~exists().where(*_LIVE_NOW)),
)
END_LIFE = update(version_lives).where(*_LIVE_NOW).values(live_until=bindparam("at"))

VERSION_LIVE_AT = (
    select(version_lives.c.version_id)
    .join_from(versions, version_lives, version_lives.c.version_id == versions.c.id)
    .where(
        versions.c.post_id == bindparam("post"),
        version_lives.c.live_from <= bindparam("at"),
        or_(version_lives.c.live_until.is_(None), version_lives.c.live_until > bindparam("at")),
    )
    .order_by(version_lives.c.id.desc())
    .limit(1)
)

# Steps along an index from one region to the next: a plain DISTINCT would read every row of it.
_region = select(func.min(claim_regions.c.region).label("region")).cte("regions", recursive=True)
_regions = _region.union_all(
    select(
        select(func.min(claim_regions.c.region))
        .where(claim_regions.c.region > _region.c.region)
        .scalar_subquery()
    ).where(_region.c.region.is_not(None))
)
REGIONS = select(_regions.c.region).where(_regions.c.region.is_not(None))
