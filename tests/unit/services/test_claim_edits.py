"""What a fix or a move leaves of a claim: no word of what was read where another stands in its place."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.claim import Claim, Count, Flag, Metric, Place, Weapon
from domain.decision import Action, Decision
from domain.window import Precision, Span, Window
from services.claim_edits import Dated, edited

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
DAY = date(2026, 3, 14)
READ = Claim(
    originator="mod",
    metric=Metric.DOWNED,
    weapon=Weapon.DRONE,
    count=Count(3, 3, 3),
    regions=("RU-KLU",),
    window=Window(Span(NOON - timedelta(hours=1), NOON), None, Precision.MINUTE),
    rule="number_verb",
    evidence=(),
    confidence=0.1,
)


def after(action: Action, *flags: Flag, value: dict[str, Any], **read: Any) -> Claim:
    """The claim read with these flags, after one decision."""
    claim = replace(READ, flags=tuple(map(str, flags)), **read)
    decision = Decision(1, 1, "1.5.0", action, value, "hashed", "", None, NOON)
    return edited(Dated(claim, DAY), decision).claim


@pytest.mark.parametrize(
    "flag",
    [
        Flag.UNNUMBERED,
        Flag.APPROXIMATE,
        Flag.IMPLAUSIBLE,
        Flag.INFERRED_FROM_SUM,
        Flag.STATED_AS_LEAST,
        Flag.BREAKDOWN_MISMATCH,
    ],
)
def test_fixed_count_takes_along_what_was_said_of_the_number_that_was_read(flag: Flag) -> None:
    fixed = after(Action.FIX, flag, Flag.UNDATED, value={"count": [5, 5, 5]})
    assert set(fixed.flags) == {Flag.UNDATED, Flag.EDITED}
    assert fixed.confidence == 1.0


def test_fixed_count_is_about_so_many_where_the_editor_says_so() -> None:
    fixed = after(Action.FIX, Flag.UNNUMBERED, value={"count": [5, 5, 5], "approximate": True})
    assert set(fixed.flags) == {Flag.APPROXIMATE, Flag.EDITED}


def test_claim_with_fixed_hours_is_undated_no_longer() -> None:
    hours = [NOON.isoformat(), (NOON + timedelta(hours=2)).isoformat()]
    value = {"outer": hours, "inner": hours, "precision": "minute", "day": "2026-03-13"}
    assert after(Action.FIX, Flag.UNDATED, Flag.SHARED, value=value).flags == (Flag.SHARED, Flag.EDITED)


def test_claim_with_a_fixed_metric_no_longer_counts_as_an_attack_repelled() -> None:
    assert after(Action.FIX, Flag.REPELLED, value={"metric": "debris"}).flags == (Flag.EDITED,)


def test_moved_claim_leaves_its_seas_and_the_towns_of_other_regions_behind() -> None:
    borovsk, fatezh = Place("Боровск", "city", "RU-KLU"), Place("Фатеж", "city", "RU-KRS")
    moved = after(Action.MOVE, value={"regions": ["RU-KRS"]}, places=(borovsk, fatezh), seas=("Черное море",))
    assert (moved.regions, moved.places, moved.seas) == (("RU-KRS",), (fatezh,), ())


@pytest.mark.parametrize(
    ("regions", "flags", "composite"),
    [
        (["RU-KRS"], {Flag.EDITED}, False),
        (["RU-KRS", "RU-BRY"], {Flag.EDITED, Flag.SHARED}, False),
        (["RU-MOW", "RU-MOS"], {Flag.EDITED, Flag.COMPOSITE}, True),
        ([], {Flag.EDITED}, False),
    ],
)
def test_moved_claim_is_shared_or_composite_by_the_regions_it_has_now(
    regions: list[str], flags: set[Flag], composite: bool
) -> None:
    read = (Flag.SHARED, Flag.COMPOSITE, Flag.NOT_SPLIT, Flag.HOME_REGION_ASSUMED, Flag.MISSPELT_PLACE)
    moved = after(Action.MOVE, *read, value={"regions": regions}, composite=True)
    assert (set(moved.flags), moved.composite) == (flags, composite)
