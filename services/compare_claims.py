"""Claims set side by side: originator against originator, contradictions, and a figure with its authors."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from domain.answers import Comparison, Disputes, Side, Standoff, Statement
from domain.record import StoredClaim
from domain.tally import TallyState
from domain.totals import Period, TotalsRow
from services.dispute_sides import contradicting
from services.place_figures import region_keys
from services.ports import Transaction
from services.read_totals import TotalsQuery, count_straddling, row_of

_Place = tuple[date, str]
"""A day and a region key."""


def compare_originators(tx: Transaction, period: Period, region: str | None) -> Comparison:
    """What each originator says of a region's days, or of every region that several speak of.

    Seas and claims over the whole country are nobody's region and are not compared.
    """
    regions = _codes(region) if region else None
    claims = tx.claims.read_live(period.first_on, period.last_on, regions=regions)
    standoffs = [_standoff(place, members) for place, members in _by_place(claims, region)]
    told = [one for one in standoffs if region is not None or len(one.sides) > 1]
    return Comparison(period, region, tuple(told), alone=len(standoffs) - len(told))


def find_disputes(tx: Transaction, period: Period, region: str | None = None) -> Disputes:
    """Where claims of the same hours contradict each other, by day and region, then for the country.

    A total that its own source revised is no dispute. The country is told, unless a region is asked for,
    where no region's claims are the ones that clash.
    """
    regions = _codes(region) if region else None
    claims = tx.claims.read_live(period.first_on, period.last_on, regions=regions)
    found = [
        one
        for (day, key), members in _by_place(claims, region)
        if (one := _dispute(day, key, members, _codes(key))) is not None
    ]
    told = {claim.id for one in found for side in one.sides for claim in side.claims}
    for day in sorted({claim.day for claim in claims}) if region is None else ():
        national = _dispute(day, None, [claim for claim in claims if claim.day == day], None)
        clashing = {claim.id for side in national.sides for claim in side.claims} if national else set()
        if national is not None and not clashing & told:
            found.append(national)
    return Disputes(period, tuple(sorted(found, key=lambda one: (one.day, one.region or ""))))


def state_figure(tx: Transaction, period: Period, region: str | None, zone: ZoneInfo) -> Statement:
    """The figure of a place and a period of days in a zone, with everyone who says it."""
    regions = _codes(region) if region else None
    claims = tx.claims.read_live(period.first_on, period.last_on, regions=regions)
    row = row_of(region or "all", claims, regions)
    names = tuple(sorted(_who_say(row, claims, regions), key=_ministry_first))
    query = TotalsQuery(period, regions, zone=zone)
    return Statement(period, region, replace(row, straddling=count_straddling(claims, query)), names)


def _who_say(row: TotalsRow, claims: Sequence[StoredClaim], regions: frozenset[str] | None) -> set[str]:
    """Whose claims make the figure, or come to it by themselves; both ends of a range are everybody's.

    Who claims less than the figure has not said it, though his drones may be among those counted.
    """
    everyone = {claim.claim.originator for claim in claims}
    if row.tally.state in (TallyState.RANGE, TallyState.DISPUTED):
        return everyone
    counted = set(row.tally.counted)
    made_of = {claim.claim.originator for claim in claims if claim.id in counted}
    apart = row_of(row.key, claims, regions, by_originator=True).by_originator
    alike = {name for name, own in apart if own.low == row.tally.low}
    return made_of | alike or everyone


def _standoff(place: _Place, members: Sequence[StoredClaim]) -> Standoff:
    day, key = place
    return Standoff(day, key, row_of(key, members, _codes(key)), _sides(members, _codes(key)))


def _dispute(
    day: date, key: str | None, members: Sequence[StoredClaim], regions: frozenset[str] | None
) -> Standoff | None:
    """The claims of a place that clash, with what each originator says by them; None where none do."""
    clashing = contradicting(members, regions)
    if not clashing:
        return None
    chosen = [claim for claim in members if claim.id in clashing]
    return Standoff(day, key, row_of(key or "all", chosen, regions), _sides(chosen, regions))


def _sides(members: Sequence[StoredClaim], regions: frozenset[str] | None) -> tuple[Side, ...]:
    names = sorted({claim.claim.originator for claim in members}, key=_ministry_first)
    return tuple(
        _side(name, [claim for claim in members if claim.claim.originator == name], regions) for name in names
    )


def _side(name: str, claims: Sequence[StoredClaim], regions: frozenset[str] | None) -> Side:
    """An originator that contradicts itself shows all its claims, else those its figure rests on."""
    row = row_of(name, claims, regions)
    itself = row.tally.state is TallyState.DISPUTED
    return Side(name, row, tuple(c for c in claims if itself or c.id in row.tally.counted))


def _by_place(claims: Iterable[StoredClaim], region: str | None) -> list[tuple[_Place, list[StoredClaim]]]:
    """The claims that speak of each day and region key named, one pass for all; or of one region's days."""
    by_code: dict[_Place, list[StoredClaim]] = {}
    named: set[_Place] = set()
    for claim in claims:
        keys = [region] if region else region_keys(claim.claim)
        named.update((claim.day, key) for key in keys)
        for code in claim.claim.regions:
            by_code.setdefault((claim.day, code), []).append(claim)
    return [((day, key), _of_codes(by_code, day, key)) for day, key in sorted(named)]


def _of_codes(by_code: dict[_Place, list[StoredClaim]], day: date, key: str) -> list[StoredClaim]:
    found = {claim.id: claim for code in key.split("+") for claim in by_code.get((day, code), ())}
    return list(found.values())


def _codes(key: str) -> frozenset[str]:
    return frozenset(key.split("+"))


def _ministry_first(originator: str) -> tuple[bool, bool, str]:
    return originator != "mod", not originator.startswith("governor"), originator
