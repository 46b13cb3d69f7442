"""Inline mode: an answer typed after the bot's name in any chat becomes a card to share. Anyone may ask.

Nothing of who asks is in a card, so that Telegram may show one person's list to another for a while.
"""

from aiogram import Router
from aiogram.types import InlineQuery

from domain.totals import Period
from domain.view import Face, View, days_of, days_to
from handlers.asking import find_places, is_answerable
from handlers.questions import parse_asked
from handlers.screens import show
from rendering.cards import languages_of, render_card
from rendering.i18n import words_for
from services.desk import Desk
from services.ports import Replies

_CACHE_S = 30
_LONGEST_NAME = 60
_MOST_REGIONS = 5
_WEEK = 7


async def offer_cards(query: InlineQuery, desk: Desk, replies: Replies) -> None:
    today = Period(desk.today(), desk.today())
    name = query.query.strip()[:_LONGEST_NAME]
    views = [view for language in languages_of(name) for view in _views(name, today, language, desk)]
    cards = [
        render_card(view, (await show(view, desk, None)).text, words_for(view.language)) for view in views
    ]
    replies.offer(query.id, cards, cache_s=_CACHE_S)


def _views(name: str, today: Period, language: str, desk: Desk) -> list[View]:
    """The country's day and week where nothing is named; else each region that may be meant, on its days."""
    asked = parse_asked(name, today.last_on, desk.rules.zone)
    if asked.bad_day or asked.bad_instant or asked.as_of or not is_answerable(asked.period):
        return []
    period = asked.period or today
    if asked.place is None:
        face = Face.DAY if days_of(period) == 1 else Face.WEEK
        whole = View(face, period, language, strict=asked.strict)
        return [whole] if name else [whole, View(Face.WEEK, days_to(today, _WEEK), language)]
    regions = find_places(desk, asked.place) or desk.near_regions(asked.place)
    return [View(Face.REGION, period, language, region) for region in regions[:_MOST_REGIONS]]


def setup() -> Router:
    router = Router(name="inline")
    router.inline_query.register(offer_cards)
    return router
