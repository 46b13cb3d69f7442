"""Cards of the inline mode: a title and a line to choose by, and the answer to share."""

from domain.screen import Card
from domain.view import Face, View
from rendering.html import plain
from rendering.i18n import ENGLISH, RUSSIAN, Words
from rendering.names import region_name
from rendering.tap_data import view_data
from rendering.times import render_period

_LONGEST_ABOUT = 120


def languages_of(query: str) -> tuple[str, ...]:
    """A list is the same for everybody, so its language is that of the words typed; of none, both."""
    if not query:
        return (RUSSIAN, ENGLISH)
    return (RUSSIAN,) if any("а" <= letter <= "ё" for letter in query.casefold()) else (ENGLISH,)


def render_card(view: View, text: str, words: Words) -> Card:
    """The answer as a card; its first lines are what a list shows of it."""
    where = region_name(view.region, words) if view.region else words.gettext("In all, by region")
    by_day = words.gettext("In all, by day")
    title = by_day if view.face is Face.WEEK else where
    figure = plain("; ".join(text.split("\n")[1:3]))[:_LONGEST_ABOUT]
    period = render_period(view.period, words)
    return Card(view_data(view), plain(f"{title}, {period}"), figure, text)
