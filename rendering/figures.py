"""The printed headline of a tally (SEMANTICS 3, rule 2): low, and high only where it differs."""

from collections.abc import Sequence
from typing import Literal

from domain.claim import Flag
from domain.report import Report, TotalKind
from domain.tally import Tally, TallyState
from domain.totals import TotalsRow
from rendering.i18n import Words
from rendering.names import originator_name, originator_short, region_name

_MOST_NAMED = 4
"""A dispute between more originators than this is printed without their names; /why lists them."""
_MOST_PLACES = 3
"""A dispute in more regions than this is printed without their names; /disputed lists them."""
_REGION = ("RU-", "UA-")
Mark = Literal["", "*"]
"""Behind a figure: nothing, or what leads to the note under the answer."""


def render_figure(
    figure: Tally | TotalsRow,
    words: Words,
    *,
    scope: str | None = None,
    marked: bool = True,
    mark: Mark = "",
) -> str:
    """ "11", "11–21", "at least 11", "disputed: 12 (ministry) / 18 (governor)", "≥1, no number given".

    Where nobody's own figures are the two sides of a dispute: "20–24, disputed: Bryansk Region". Nothing on
    record has words of its own: 0 is never printed for it. `scope`: the region key that the figure stands
    under, whose governor needs no region; a row of a region has it from its key. `marked` False: the words
    around say already that it is disputed, so it is "12 / 18". `mark` is set behind the number itself.
    """
    if isinstance(figure, Tally):
        return _render_tally(figure, words, unnumbered=_surely_unnumbered(figure)) + mark
    if figure.shared_count is not None:
        n = words.number(figure.shared_count)
        return words.gettext("named in a shared count of {n}").format(n=n) + mark
    if is_disputed(figure):
        return _render_dispute(figure, words, scope, mark, marked=marked)
    unnumbered = figure.claims > 0 and figure.unnumbered == figure.claims
    told = _render_tally(figure.tally, words, unnumbered=unnumbered) + mark
    # "At least 30" may hold the greater of two figures that contradict each other in one of its regions.
    return _with_places(told, figure, words) if marked and figure.disputed_in else told


def render_course(
    before: TotalsRow | None, after: TotalsRow | None, words: Words, *, scope: str | None = None
) -> str | None:
    """ "11 → 12"; None where both read the same. That both are disputed is said once.

    A row that is None is nothing on record.
    """
    was, now = (_figure_or_none(row, words, scope, marked=True) for row in (before, after))
    if was == now:
        return None
    twice = all(row is not None and is_disputed(row) for row in (before, after))
    return f"{was} → {_figure_or_none(after, words, scope, marked=not twice)}"


def _figure_or_none(row: TotalsRow | None, words: Words, scope: str | None, *, marked: bool) -> str:
    if row is None:
        return words.gettext("no claims on record")
    return render_figure(row, words, scope=scope, marked=marked)


def is_nothing(figure: Tally | TotalsRow) -> bool:
    """No claim behind it at all."""
    tally = figure if isinstance(figure, Tally) else figure.tally
    return tally.high == 0 and tally.low == 0


def is_disputed(row: TotalsRow) -> bool:
    """Whether its claims contradict each other; a source that corrects itself does not."""
    disputed = row.tally.state is TallyState.DISPUTED and not _is_revised_away(row.tally)
    return disputed and row.shared_count is None


def sides_of(row: TotalsRow) -> tuple[tuple[str, Tally], ...]:
    """The originators whose own figures are the two ends of a disputed one, smaller first; none if none are.

    Any other figures beside each other would be taken for the two sides of a contradiction that nobody made.
    """
    low, high = row.tally.low, row.tally.high
    ends = [(name, own) for name, own in row.by_originator if own.low == own.high and own.low in (low, high)]
    if len(ends) > _MOST_NAMED or {own.low for _, own in ends} != {low, high}:
        return ()
    return tuple(sorted(ends, key=lambda side: (side[1].low, side[0])))


def render_sides(sides: Sequence[tuple[str, str]], words: Words, scope: str | None = None) -> str:
    """Figures with whose they are, "12 (ministry) / 18 (governor)".

    A governor of another region than `scope`, and of any where there is none, is told with his region.
    """
    return " / ".join(f"{figure} ({_side_name(name, words, scope)})" for name, figure in sides)


def render_places(keys: Sequence[str], words: Words) -> str:
    """The names of a few places; nothing of many."""
    return ", ".join(region_name(key, words) for key in keys) if len(keys) <= _MOST_PLACES else ""


def render_stated(report: Report, words: Words) -> str:
    """The number as a post itself states it for its own window."""
    summary = report.summary
    if summary.total is None:
        return words.gettext("no number given")
    n = words.number(summary.total)
    if summary.total_qualifier == "at_least":
        exclusive = any(claim.count.low == summary.total + 1 for claim in report.claims)
        told = words.gettext("more than {n}") if exclusive else words.gettext("{n} or more")
        n = told.format(n=n)
    elif summary.total_qualifier == "approx":
        n = f"≈{n}"
    if summary.total_kind is TotalKind.INCREMENT:
        return words.gettext("{n}, on top of earlier posts").format(n=n)
    if summary.total_kind is TotalKind.CUMULATIVE:
        return words.gettext("{n} together with earlier posts").format(n=n)
    return n


def _render_tally(tally: Tally, words: Words, *, unnumbered: bool) -> str:
    if is_nothing(tally):
        return words.gettext("no claims on record")
    if _is_revised(tally):
        # The smaller, later total is the source correcting itself, and it wins (SEMANTICS 3, rule 6).
        disputed = tally.state is TallyState.DISPUTED
        figure = words.number(tally.low) if disputed else _bounds(tally, words)
        return words.gettext("{figure}, revised by the source").format(figure=figure)
    if tally.low == 0 and tally.high is None:
        return words.gettext("no number given")
    if unnumbered and tally.high is None:
        return words.gettext("≥{n}, no number given").format(n=words.number(tally.low))
    if tally.state is TallyState.DISPUTED:
        return words.gettext("disputed: {sides}").format(sides=_two_ends(tally, words))
    return _bounds(tally, words)


def _bounds(tally: Tally, words: Words) -> str:
    low, best = words.number(tally.low), words.number(tally.best)
    if tally.high is None:
        return words.gettext("at least {n}").format(n=low)
    high = words.number(tally.high)
    if tally.low == 0:
        return words.gettext("up to {n}").format(n=high)
    if tally.low == tally.high:
        return f"≈{low}" if Flag.APPROXIMATE in tally.flags else low
    if Flag.INFERRED_FROM_SUM in tally.flags or tally.best > tally.low:
        return f"≈{best} ({low}–{high})"
    return f"≈{low}–{high}" if Flag.APPROXIMATE in tally.flags else f"{low}–{high}"


def _render_dispute(row: TotalsRow, words: Words, scope: str | None, mark: Mark, *, marked: bool) -> str:
    sides = [(name, render_figure(own, words)) for name, own in sides_of(row)]
    if sides:
        told = render_sides(sides, words, scope or _scope_of(row)) + mark
        return words.gettext("disputed: {sides}").format(sides=told) if marked else told
    if not marked:
        return _two_ends(row.tally, words) + mark
    return _with_places(_range_of(row.tally, words) + mark, row, words)


def _with_places(figure: str, row: TotalsRow, words: Words) -> str:
    places = render_places(row.disputed_in, words)
    if not places:
        return words.gettext("{figure}, disputed").format(figure=figure)
    return words.gettext("{figure}, disputed: {places}").format(figure=figure, places=places)


def _scope_of(row: TotalsRow) -> str | None:
    return row.key if row.key.startswith(_REGION) else None


def _side_name(originator: str, words: Words, scope: str | None) -> str:
    kind, _, region = originator.partition(":")
    in_full = kind == "governor" and region != scope
    return originator_name(originator, words) if in_full else originator_short(originator, words)


def _two_ends(tally: Tally, words: Words) -> str:
    low, high = words.number(tally.low), words.number(tally.high or tally.floor)
    return low if low == high else f"{low} / {high}"


def _range_of(tally: Tally, words: Words) -> str:
    return _two_ends(tally, words).replace(" / ", "–")


def _is_revised_away(tally: Tally) -> bool:
    """Whether what a source took back is all that is at odds: without it floor and ceiling agree."""
    return _is_revised(tally) and tally.high == tally.floor


def _is_revised(tally: Tally) -> bool:
    return Flag.REVISED in tally.flags


def _surely_unnumbered(tally: Tally) -> bool:
    """Nobody says "at least one": an open tally of one is drones without a number."""
    return tally.state is TallyState.OPEN and tally.low == 1
