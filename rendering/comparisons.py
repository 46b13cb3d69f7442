"""Claims set side by side: originators compared, and contradictions with the words behind them."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from domain.answers import Comparison, Disputes, Side, Standoff
from rendering.figures import is_disputed, render_figure, render_sides
from rendering.html import bold, lines
from rendering.i18n import Words
from rendering.names import is_contested, region_name
from rendering.quotes import render_claim, render_quote
from rendering.times import render_period
from rendering.totals import render_caveat

_MOST_PLACES = 60
_MOST_QUOTED = 3
"""Claims quoted for one side; /why tells the rest."""


def render_comparison(comparison: Comparison, words: Words) -> str:
    """Each day and region with every originator's own figure; differing ones are marked."""
    period = render_period(comparison.period, words)
    where = f"{region_name(comparison.region, words)}, {period}" if comparison.region else period
    in_order = _in_order(comparison.places, words)
    told = in_order[:_MOST_PLACES]
    return lines(
        bold(words.gettext("Who claims what: {where}").format(where=where)),
        *(_compared(one, comparison, words) for one in told),
        _cut(len(in_order) - len(told), words),
        _alone(comparison, words),
        _legend(told, words),
        render_caveat(words),
    )


def render_disputes(disputes: Disputes, words: Words, zone: ZoneInfo) -> str:
    """Each contradiction with both sides' figures, the claims they rest on, their words and posts."""
    title = words.gettext("Claims that contradict each other, {period}").format(
        period=render_period(disputes.period, words)
    )
    in_order = _in_order(disputes.places, words)
    told = in_order[:_MOST_PLACES]
    return lines(
        bold(title),
        *(line for one in told for line in _clash(one, words, zone)),
        _cut(len(in_order) - len(told), words),
        None if told else words.gettext("No claims on record contradict each other."),
        render_caveat(words),
    )


def _in_order(places: Sequence[Standoff], words: Words) -> list[Standoff]:
    """By day, the country first, contested territories last, the rest by name."""
    return sorted(
        places,
        key=lambda one: (
            one.day,
            one.region is not None,
            one.region is not None and is_contested(one.region),
            region_name(one.region, words) if one.region else "",
        ),
    )


def _compared(one: Standoff, comparison: Comparison, words: Words) -> str:
    figures = [(side.originator, render_figure(side.row, words, marked=False)) for side in one.sides]
    label = _label(one, comparison, words)
    sides = render_sides(figures, words, one.region)
    told = f"{label}: {sides}"
    if is_disputed(one.whole):
        clash = words.gettext("they contradict each other")
        told = f"{told}; {clash}"
    elif _adds_up(one, words):
        whole = words.gettext("together {figure}").format(figure=render_figure(one.whole, words))
        told = f"{told}; {whole}"
    return told if len(figures) == 1 else f"{'=' if _is_alike(one, words) else '≠'} {told}"


def _adds_up(one: Standoff, words: Words) -> bool:
    """Whether all together say another figure than each alone: figures alike may be of different hours."""
    whole = render_figure(one.whole, words)
    alone = {render_figure(side.row, words) for side in one.sides}
    return len(one.sides) > 1 and not is_disputed(one.whole) and alone != {whole}


def _is_alike(one: Standoff, words: Words) -> bool:
    return len({render_figure(side.row, words) for side in one.sides}) == 1


def _legend(told: Sequence[Standoff], words: Words) -> str | None:
    """What the marks mean that are there; a contradiction says itself what it is."""
    compared = [one for one in told if len(one.sides) > 1]
    alike = {_is_alike(one, words) for one in compared}
    meant = [
        *([words.gettext("= the same figure")] if True in alike else []),
        *([words.gettext("≠ different ones")] if False in alike else []),
        *(
            [words.gettext("together: what follows from all the claims at once")]
            if any(_adds_up(one, words) for one in compared)
            else []
        ),
    ]
    return "; ".join(meant) or None


def _label(one: Standoff, comparison: Comparison, words: Words) -> str:
    """The day for one region, the region for one day, else both."""
    region = region_name(one.region, words) if one.region else words.gettext("In all")
    if comparison.region:
        return words.day(one.day)
    if comparison.period.first_on == comparison.period.last_on:
        return region
    return f"{words.day(one.day)}, {region}"


def _alone(comparison: Comparison, words: Words) -> str | None:
    if not comparison.places and not comparison.alone:
        return words.gettext("no claims on record")
    if not comparison.alone:
        return None
    return words.ngettext(
        "Besides, {n} place of which one side alone spoke",
        "Besides, {n} places of which one side alone spoke",
        comparison.alone,
    )


def _cut(n: int, words: Words) -> str | None:
    if n <= 0:
        return None
    return words.ngettext("and {n} place more", "and {n} places more", n)


def _clash(one: Standoff, words: Words, zone: ZoneInfo) -> list[str]:
    place = region_name(one.region, words) if one.region else words.gettext("In all")
    head = words.gettext("{place}, {period}: {figure}").format(
        place=place, period=words.day(one.day), figure=render_figure(one.whole, words, marked=False)
    )
    return [bold(head), *(line for side in one.sides for line in _words_of(side, one, words, zone))]


def _words_of(side: Side, one: Standoff, words: Words, zone: ZoneInfo) -> list[str]:
    told: list[str] = []
    for claim in side.claims[:_MOST_QUOTED]:
        told.append(f"• {render_claim(claim, one.region, words, zone)}")
        quote = render_quote(claim.claim, words)
        told.extend([quote] if quote else [])
    more = len(side.claims) - _MOST_QUOTED
    if more > 0:
        told.append(
            words.ngettext("and {n} claim more of this side", "and {n} claims more of this side", more)
        )
    return told
