"""The printed headline of a tally (SEMANTICS 3, rule 2): low, and high only where it differs."""

from collections.abc import Sequence

from domain.claim import Flag
from domain.report import Report, TotalKind
from domain.tally import Tally, TallyState
from domain.totals import TotalsRow
from rendering.i18n import Words
from rendering.names import originator_name, originator_short

_MOST_NAMED = 4
"""A dispute between more originators than this is printed without their names; /why lists them."""


def render_figure(figure: Tally | TotalsRow, words: Words) -> str:
    """ "11", "11–21", "at least 11", "disputed: 12 (ministry) / 18 (governor)", "≥1, no number given".

    Nothing on record has words of its own: 0 is never printed for it.
    """
    if isinstance(figure, Tally):
        return _render_tally(figure, words, unnumbered=_surely_unnumbered(figure))
    if figure.shared_count is not None:
        n = words.number(figure.shared_count)
        return words.gettext("named in a shared count of {n}").format(n=n)
    if is_disputed(figure):
        return _render_dispute(figure, words)
    unnumbered = figure.claims > 0 and figure.unnumbered == figure.claims
    return _render_tally(figure.tally, words, unnumbered=unnumbered)


def is_nothing(figure: Tally | TotalsRow) -> bool:
    """No claim behind it at all."""
    tally = figure if isinstance(figure, Tally) else figure.tally
    return tally.high == 0 and tally.low == 0


def is_disputed(row: TotalsRow) -> bool:
    """Whether its claims contradict each other; a source that corrects itself does not."""
    disputed = row.tally.state is TallyState.DISPUTED and not _is_revised(row.tally)
    return disputed and row.shared_count is None


def render_sides(sides: Sequence[tuple[str, str]], words: Words) -> str:
    """Figures with whose they are, "12 (ministry) / 18 (governor)"; several governors by their regions."""
    several_governors = sum(name.startswith("governor") for name, _ in sides) > 1
    name_of = originator_name if several_governors else originator_short
    return " / ".join(f"{figure} ({name_of(name, words)})" for name, figure in sides)


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


def _render_dispute(row: TotalsRow, words: Words) -> str:
    if not 0 < len(row.by_originator) <= _MOST_NAMED:
        return words.gettext("disputed: {sides}").format(sides=_two_ends(row.tally, words))
    sides = sorted(row.by_originator, key=lambda side: (side[1].low, side[0]))
    told = [(name, render_figure(tally, words)) for name, tally in sides]
    return words.gettext("disputed: {sides}").format(sides=render_sides(told, words))


def _two_ends(tally: Tally, words: Words) -> str:
    low, high = words.number(tally.low), words.number(tally.high or tally.floor)
    return low if low == high else f"{low} / {high}"


def _is_revised(tally: Tally) -> bool:
    return Flag.REVISED in tally.flags


def _surely_unnumbered(tally: Tally) -> bool:
    """Nobody says "at least one": an open tally of one is drones without a number."""
    return tally.state is TallyState.OPEN and tally.low == 1
