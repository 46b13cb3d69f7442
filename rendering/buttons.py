"""Buttons under answers about figures: what lies near what is shown."""

from dataclasses import replace
from datetime import date, timedelta

from domain.screen import Button, Buttons
from domain.totals import Period
from domain.view import Face, View, days_to
from rendering.html import plain
from rendering.i18n import Words
from rendering.names import region_name
from rendering.tap_data import view_data

_WEEK, _MONTH = 7, 31
_LONGEST_LABEL = 40
_MOST_CHOICES = 8


def figure_buttons(view: View, today: date, words: Words, pages: int = 1) -> Buttons:
    """Other days, other answers about the same days and place, and the pages of a long one."""
    rows = (_page_row(view, pages), _day_row(view, today, words), *_face_rows(view, words))
    return tuple(row for row in rows if row)


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


def _page_row(view: View, pages: int) -> tuple[Button, ...]:
    told = []
    if view.page > 1:
        told.append(Button(f"‹ {view.page - 1}/{pages}", data=view_data(replace(view, page=view.page - 1))))
    if view.page < pages:
        told.append(Button(f"{view.page + 1}/{pages} ›", data=view_data(replace(view, page=view.page + 1))))
    return tuple(told)


def _day_row(view: View, today: date, words: Words) -> tuple[Button, ...]:
    """The day before, today and, from the past, the day after; a week or a month moves by itself."""
    step = timedelta(days=view.days)
    last, length = view.period.last_on, view.days
    shown = replace(view, page=1)

    def at(on: date) -> View:
        return replace(shown, period=days_to(Period(on, on), length))

    told = []
    if last - step > date(1970, 1, 1):
        told.append(Button(f"‹ {_day(last - step, today, words)}", data=view_data(at(last - step))))
    told.append(_to(words.gettext("Today"), at(today), shown))
    if last + step < today:
        told.append(Button(f"{_day(last + step, today, words)} ›", data=view_data(at(last + step))))
    return tuple(told)


def _day(on: date, today: date, words: Words) -> str:
    return words.gettext("Yesterday") if on == today - timedelta(days=1) else words.short_day(on)


def _face_rows(view: View, words: Words) -> tuple[tuple[Button, ...], ...]:
    _ = words.gettext
    shown = replace(view, page=1)
    day = replace(shown, period=days_to(view.period, 1))
    week = replace(shown, period=days_to(view.period, _WEEK))
    month = replace(shown, period=days_to(view.period, _MONTH))
    strict = replace(shown, strict=not shown.strict)
    texts = [
        _to(_("Day"), replace(day, face=Face.DAY), shown),
        _to(_("Week"), replace(week, face=Face.WEEK), shown),
        _to(_("Why"), replace(shown, face=Face.WHY, strict=False), shown),
    ]
    if view.face in (Face.DAY, Face.WEEK):
        texts.append(Button(_("All hours") if view.strict else _("Strictly"), data=view_data(strict)))
    drawn = [
        _to(_("Map"), replace(day, face=Face.MAP, region=None), shown),
        _to(_("Chart"), replace(month, face=Face.BARS), shown),
        _to(_("By hour"), replace(month, face=Face.HOURS, strict=False), shown),
    ]
    if view.region is None:
        return tuple(texts), tuple(drawn)
    about = [
        _to(_("Region"), replace(day, face=Face.REGION, strict=False), shown),
        _to(_("Posts"), replace(week, face=Face.POSTS, strict=False), shown),
        _to(_("Country"), replace(day, face=Face.DAY, region=None), shown),
    ]
    return tuple(about), tuple(texts), tuple(drawn)
