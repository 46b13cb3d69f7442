"""Figures as pictures need them: what is known, a few characters to write on it, and how strong a fill."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from domain.claim import Flag
from domain.tally import Tally, TallyState
from domain.totals import TotalsRow
from rendering.figures import is_disputed, is_nothing
from rendering.i18n import Words
from rendering.picture import LegendEntry, Standing, Tint

_MOST_SHADES = 6
_STEPS = (1, 2, 5)


def standing_of(row: TotalsRow) -> Standing:
    """Silent is every row without a least number: none given, shared with other regions, "up to 5"."""
    if row.shared_count is not None:
        return Standing.SILENT
    if is_nothing(row):
        return Standing.NOTHING
    if is_disputed(row):
        return Standing.DISPUTED
    unnumbered = row.claims == row.unnumbered and row.tally.high is None
    return Standing.SILENT if unnumbered or row.tally.low == 0 else Standing.COUNTED


def short_figure(row: TotalsRow, words: Words) -> str:
    """ "18", "11–21", "≥11", "12/18", "≈3", "≤5"; "?" where it is named in a shared count only.

    Says no other number than `render_figure` does of the same row.
    """
    tally = row.tally
    if row.shared_count is not None:
        return "?"
    if is_nothing(row):
        return ""
    if tally.state is TallyState.DISPUTED:
        # A source that corrected itself leaves one figure, as in words.
        sides = (tally.low, tally.high or tally.floor) if is_disputed(row) else (tally.low,)
        return "/".join(words.number(side) for side in sides)
    return _short_bounds(tally, words)


def _short_bounds(tally: Tally, words: Words) -> str:
    low, most = words.number(tally.low), tally.high
    if most is None:
        return f"≥{low}" if tally.low else "?"
    if tally.low == 0:
        return f"≤{words.number(most)}"
    if Flag.INFERRED_FROM_SUM in tally.flags or tally.low < tally.best < most:
        return f"≈{words.number(tally.best)}"
    told = low if tally.low == most else f"{low}–{words.number(most)}"
    return f"≈{told}" if Flag.APPROXIMATE in tally.flags else told


def shade_bounds(lows: Iterable[int]) -> tuple[int, ...]:
    """From which figure each shade begins: 1, 2, 3 … for small ones, else 1, 2, 5, 10, 20, 50 and so on."""
    greatest = max(lows, default=0)
    if greatest <= _MOST_SHADES:
        return tuple(range(1, greatest + 1))
    bounds = [1]
    scale = 1
    while bounds[-1] <= greatest:
        bounds += [step * scale for step in _STEPS if step * scale > bounds[-1]]
        scale *= 10
    bounds = [bound for bound in bounds if bound <= greatest]
    # The first shades are the ones that can be spared: what matters is where many were.
    return (1, *bounds[max(1, len(bounds) - _MOST_SHADES + 1) :])


def tint_of(row: TotalsRow, bounds: Sequence[int]) -> Tint:
    """The fill of a row; it is shaded by the least number, the one that is printed first."""
    standing = standing_of(row)
    if standing in (Standing.NOTHING, Standing.SILENT) or not bounds or row.tally.low == 0:
        return Tint(standing)
    return Tint(standing, bisect_right(bounds, row.tally.low) - 1, len(bounds))


def shade_legend(rows: Sequence[TotalsRow], bounds: Sequence[int], words: Words) -> list[LegendEntry]:
    """The samples of what occurs, "no claims" always among them."""
    entries = [
        LegendEntry(
            Tint(Standing.COUNTED, shade, len(bounds)),
            _told_shade(bound, bounds[shade + 1] if shade + 1 < len(bounds) else None, rows, words),
        )
        for shade, bound in enumerate(bounds)
    ]
    standings = {standing_of(row) for row in rows}
    if Standing.SILENT in standings:
        entries.append(LegendEntry(Tint(Standing.SILENT), words.gettext("no number of its own")))
    if Standing.DISPUTED in standings:
        # Drawn over a middle shade, as on the map.
        shade = Tint(Standing.DISPUTED, len(bounds) // 2, max(1, len(bounds)))
        entries.append(LegendEntry(shade, words.gettext("claims disagree")))
    return [*entries, LegendEntry(Tint(Standing.NOTHING), words.gettext("no claims"))]


def _told_shade(first: int, following: int | None, rows: Sequence[TotalsRow], words: Words) -> str:
    last = following - 1 if following is not None else max(row.tally.low for row in rows)
    return words.number(first) if last <= first else f"{words.number(first)}–{words.number(last)}"
