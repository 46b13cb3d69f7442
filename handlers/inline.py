"""Inline mode: an answer typed after the bot's name in any chat becomes a card to share. Anyone may ask.

Nothing of who asks is in a card, so that Telegram may show one person's list to another for a while.
"""

from aiogram import Router
from aiogram.types import InlineQuery

from domain.totals import Period
from domain.view import Face, View, days_to
from handlers.asking import find_places
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
    """The country's day and week where no region is named; else each region that may be meant."""
    if not name:
        day = View(Face.DAY, today, language)
        return [day, View(Face.WEEK, days_to(today, _WEEK), language)]
    regions = find_places(desk, name) or desk.near_regions(name)
    return [View(Face.REGION, today, language, region) for region in regions[:_MOST_REGIONS]]


def setup() -> Router:
    router = Router(name="inline")
    router.inline_query.register(offer_cards)
    return router
