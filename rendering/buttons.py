"""Buttons under answers about figures: what lies near what is shown."""

from dataclasses import replace
from datetime import date, timedelta

from domain.screen import Button, Buttons
from domain.totals import Period
from domain.view import SIDE_BY_SIDE, Face, View, days_to
from rendering.html import plain
from rendering.i18n import Words
from rendering.names import region_name
from rendering.tap_data import view_data

_WEEK = 7
_LONGEST_LABEL = 40
_MOST_CHOICES = 8
_Row = tuple[Button, ...]


def figure_buttons(view: View, today: date, words: Words, pages: int = 1) -> Buttons:
    """Other days, other answers about the same days and place, and the pages of a long one."""
    shown = replace(view, page=1)
    if view.as_of is not None:
        near = _rows_of_history(shown, words)
    elif view.face in SIDE_BY_SIDE:
        near = (_claim_row(shown, words), _figure_row(shown, words))
    else:
        near = _face_rows(shown, words)
    return tuple(row for row in (_page_row(view, pages), _day_row(shown, today, words), *near) if row)


def start_buttons(today: date, words: Words) -> Buttons:
    """Under the first words: what most people ask for, and the way to share it."""
    day = View(Face.DAY, Period(today, today), words.language)
    week = replace(day, face=Face.WEEK, period=days_to(day.period, _WEEK))
    told = ((words.gettext("Today"), day), (words.gettext("Week"), week))
    drawn = (words.gettext("Map"), replace(day, face=Face.MAP))
    share = Button(words.gettext("Share…"), inline_query="")
    return (tuple(Button(text, data=view_data(view)) for text, view in (*told, drawn)), (share,))


def choice_buttons(view: View, regions: list[str], words: Words) -> Buttons:
    """One button for each region that a name may have meant; a tap shows it in the place of the question."""
    return tuple(
        (Button(label(region_name(key, words)), data=view_data(replace(view, region=key))),)
        for key in regions[:_MOST_CHOICES]
    )


def label(html: str) -> str:
    """The words on a button: no markup there, and not many of them."""
    text = plain(html)
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"


def _to(label: str, view: View, shown: View) -> Button:
    """What is shown already is marked; a tap on it brings it up to date."""
    return Button(f"· {label} ·" if view == shown else label, data=view_data(view))


def _page_row(view: View, pages: int) -> _Row:
    told = []
    if view.page > 1:
        told.append(Button(f"‹ {view.page - 1}/{pages}", data=view_data(replace(view, page=view.page - 1))))
    if view.page < pages:
        told.append(Button(f"{view.page + 1}/{pages} ›", data=view_data(replace(view, page=view.page + 1))))
    return tuple(told)


def _day_row(shown: View, today: date, words: Words) -> _Row:
    """The day before, today and, from the past, the day after; several days move by themselves."""
    step = timedelta(days=shown.days)
    last, length = shown.period.last_on, shown.days

    def at(on: date) -> View:
        return replace(shown, period=days_to(Period(on, on), length))

    def named(view: View) -> str:
        return _days(view.period, today, words)

    told = []
    if last - step > date(2000, 1, 1):
        told.append(Button(f"‹ {named(at(last - step))}", data=view_data(at(last - step))))
    told.append(_to(named(at(today)), at(today), shown))
    if last + step < today:
        told.append(Button(f"{named(at(last + step))} ›", data=view_data(at(last + step))))
    return tuple(told)


def _days(period: Period, today: date, words: Words) -> str:
    """ "Today", "Yesterday", "9 Jun", "5–11 Jun", "29 May – 4 Jun": several days are never called today."""
    first, last = period.first_on, period.last_on
    if first == last:
        if last == today:
            return words.gettext("Today")
        return words.gettext("Yesterday") if last == today - timedelta(days=1) else words.short_day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{words.short_day(last)}"
    return f"{words.short_day(first)} – {words.short_day(last)}"


def _face_rows(shown: View, words: Words) -> tuple[_Row, ...]:
    _ = words.gettext
    # No story is told of a strict figure: that of the whole one would explain another number.
    texts = [*_length_row(shown, words), *(() if shown.strict else (_why(shown, words),))]
    if shown.face in (Face.DAY, Face.WEEK):
        strict = replace(shown, strict=not shown.strict)
        texts.append(Button(_("All hours") if shown.strict else _("Strictly"), data=view_data(strict)))
    if shown.face is Face.WHY:
        texts = [*texts, *_claim_row(shown, words)[:1]]
    if shown.region is None:
        return tuple(texts), _drawn_row(shown, words)
    return _region_row(shown, words), tuple(texts), _drawn_row(shown, words)


def _length_row(shown: View, words: Words) -> _Row:
    """The figures of the last day shown, and of the week that ends with it."""
    day = replace(shown, period=days_to(shown.period, 1), face=Face.DAY)
    week = replace(shown, period=days_to(shown.period, _WEEK), face=Face.WEEK)
    return _to(words.gettext("Day"), day, shown), _to(words.gettext("Week"), week, shown)


def _why(shown: View, words: Words) -> Button:
    return _to(words.gettext("Why"), replace(shown, face=Face.WHY, strict=False), shown)


def _region_row(shown: View, words: Words) -> _Row:
    day, week = (days_to(shown.period, n) for n in (1, _WEEK))
    country = replace(shown, face=_figures(shown), region=None)
    return (
        _to(words.gettext("Region"), replace(shown, face=Face.REGION, period=day, strict=False), shown),
        _to(words.gettext("Posts"), replace(shown, face=Face.POSTS, period=week, strict=False), shown),
        _to(words.gettext("Country"), country, shown),
    )


def _drawn_row(shown: View, words: Words) -> _Row:
    """Pictures of the days shown; what they draw besides is said under them."""
    _ = words.gettext
    return (
        _to(_("Map"), replace(shown, face=Face.MAP), shown),
        _to(_("Chart"), replace(shown, face=Face.BARS), shown),
        _to(_("By hour"), replace(shown, face=Face.HOURS, strict=False), shown),
        _to(_("Calendar"), replace(shown, face=Face.CALENDAR), shown),
    )


def _claim_row(shown: View, words: Words) -> _Row:
    """The claims behind the figure: side by side, at odds, in a sentence, and as they changed."""
    _ = words.gettext
    told = (
        (_("Compare"), Face.COMPARISON),
        (_("At odds"), Face.DISPUTES),
        (_("Sentence"), Face.SENTENCE),
        (_("Log"), Face.LOG),
    )
    return tuple(_to(name, replace(shown, face=face, strict=False), shown) for name, face in told)


def _figure_row(shown: View, words: Words) -> _Row:
    """From the claims back to the figures, and the same answer of a week, or of its last day."""
    _ = words.gettext
    if shown.days == 1:
        other = Button(_("Same, week"), data=view_data(replace(shown, period=days_to(shown.period, _WEEK))))
    else:
        other = Button(_("Same, day"), data=view_data(replace(shown, period=days_to(shown.period, 1))))
    figures = Button(_("Figures"), data=view_data(replace(shown, face=_figures(shown))))
    return figures, _why(shown, words), other


def _figures(shown: View) -> Face:
    """Which answer in words tells the figures of the days shown."""
    return Face.DAY if shown.days == 1 else Face.WEEK


def _rows_of_history(shown: View, words: Words) -> tuple[_Row, ...]:
    """What else can be told as it was known then, and the way back to what is known now."""
    now = Button(words.gettext("As known now"), data=view_data(replace(shown, as_of=None)))
    return (*_length_row(shown, words), now), _drawn_row(shown, words)
