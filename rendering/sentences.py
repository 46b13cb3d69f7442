"""One sentence to publish: the place, the day, whose claims, and the figure with the hedge it needs.

Russian words would have to agree with the names around them. So regions stand in the nominative before a
colon, and what follows a number is chosen by the number.
"""

from collections.abc import Sequence

from domain.answers import Statement
from domain.claim import Flag
from domain.tally import Tally, TallyState
from domain.totals import TotalsRow
from rendering.figures import is_disputed, is_nothing, render_figure, render_places, render_sides, sides_of
from rendering.html import escape, italic, lines
from rendering.i18n import Words
from rendering.names import region_name
from rendering.times import period_as_asked, render_period

_MOST_GOVERNORS = 3
"""More governors than this are counted instead of named."""


def render_statement(statement: Statement, words: Words) -> str:
    """The sentence, and below it what no sentence of ours can promise."""
    asked = " ".join(filter(None, (statement.region, period_as_asked(statement.period))))
    caveat = words.gettext("Not verified by anyone but those who claim it. What it rests on: /why {asked}")
    return lines(render_sentence(statement, words), italic(caveat.format(asked=asked)))


def render_sentence(statement: Statement, words: Words) -> str:
    """ "Kaluga Region, 12 November 2025: at least 11 drones downed, according to the governor." """
    period = render_period(statement.period, words)
    if statement.row.straddling:
        period = words.gettext("{period}, the night before it included").format(period=period)
    where = ", ".join(
        filter(None, (region_name(statement.region, words) if statement.region else "", period))
    )
    return words.gettext("{where}: {told}.").format(where=where, told=_told(statement, words))


def _told(statement: Statement, words: Words) -> str:
    row = statement.row
    if is_nothing(row):
        return words.gettext("no claims of drones downed on record")
    if is_disputed(row):
        return _disputed(statement, words)
    figure = _figure(row, words)
    if row.disputed_in:
        figure = f"{figure} ({_doubt(row, words)})"
    return words.gettext("{figure}, according to {authors}").format(
        figure=figure, authors=_authors(statement, words)
    )


def _disputed(statement: Statement, words: Words) -> str:
    """Both sides, smaller first; where nobody's own figures are the two, the ends and the places."""
    row = statement.row
    sides = [(name, render_figure(own, words)) for name, own in sides_of(row)]
    if sides:
        told = render_sides(sides, words, statement.region)
        return words.gettext("claims of how many drones were downed differ – {sides}").format(sides=told)
    low, high = row.tally.low, row.tally.high or row.tally.floor
    return words.gettext("{figure}, according to {authors}").format(
        figure=f"{_range(low, high, row.tally.flags, words)} ({_doubt(row, words)})",
        authors=_authors(statement, words),
    )


def _doubt(row: TotalsRow, words: Words) -> str:
    places = render_places(row.disputed_in, words)
    if not places:
        return words.gettext("the claims disagree")
    return words.gettext("the claims disagree: {places}").format(places=places)


def _figure(row: TotalsRow, words: Words) -> str:
    if row.shared_count is not None:
        n = words.number(row.shared_count)
        return words.gettext(
            "one of the regions over which {n} in all were downed, its share not given"
        ).format(n=n)
    if row.tally.high is None and (row.unnumbered == row.claims or row.tally.low == 0):
        return _unnumbered(row.tally, words)
    told = _counted(row.tally, words)
    if Flag.REVISED in row.tally.flags:
        return words.gettext("{told} (revised by the source)").format(told=told)
    return told


def _unnumbered(tally: Tally, words: Words) -> str:
    n = words.number(max(tally.low, 1))
    return words.gettext("drones downed, no number given (at least {n})").format(n=n)


def _counted(tally: Tally, words: Words) -> str:
    low, high = tally.low, tally.high
    if high is None:
        return words.ngettext("at least {n} drone downed", "at least {n} drones downed", low)
    if low == high or tally.state is TallyState.DISPUTED:
        return _exact(low, tally.flags, words)
    if low == 0:
        return words.ngettext("no more than {n} drone downed", "no more than {n} drones downed", high)
    return _range(low, high, tally.flags, words)


def _exact(n: int, flags: Sequence[str], words: Words) -> str:
    """One number; of a source that corrected itself, the smaller and later one."""
    if Flag.APPROXIMATE in flags:
        return words.ngettext("about {n} drone downed", "about {n} drones downed", n)
    return words.ngettext("{n} drone downed", "{n} drones downed", n)


def _range(low: int, high: int, flags: Sequence[str], words: Words) -> str:
    least = words.number(low)
    if Flag.APPROXIMATE in flags:
        return words.ngettext(
            "roughly from {low} to {n} drone downed",
            "roughly from {low} to {n} drones downed",
            high,
            low=least,
        )
    return words.ngettext(
        "from {low} to {n} drone downed", "from {low} to {n} drones downed", high, low=least
    )


def _authors(statement: Statement, words: Words) -> str:
    names = statement.originators
    governors = [name.partition(":")[2] for name in names if name.startswith("governor:")]
    told = [
        *([words.gettext("the Russian MoD")] if "mod" in names else []),
        *_governors(governors, statement.region, words),
        *(words.gettext("“{name}”").format(name=escape(n.partition(":")[2])) for n in names if _is_agency(n)),
        *([words.gettext("other sources")] if any(map(_is_unnamed, names)) else []),
    ]
    return words.listed(told)


def _governors(regions: Sequence[str], region: str | None, words: Words) -> list[str]:
    if not regions:
        return []
    if len(regions) > _MOST_GOVERNORS:
        return [words.ngettext("{n} governor", "{n} governors", len(regions))]
    if list(regions) == [region]:
        return [words.gettext("the governor")]
    named = ", ".join(region_name(code, words) for code in regions)
    told = (
        words.gettext("the governor ({regions})")
        if len(regions) == 1
        else words.gettext("governors ({regions})")
    )
    return [told.format(regions=named)]


def _is_agency(originator: str) -> bool:
    return originator.startswith("agency:")


def _is_unnamed(originator: str) -> bool:
    return originator != "mod" and not originator.startswith(("governor:", "agency:"))
