"""A question without its command, in a private chat: «Калуга», «Калуга вчера», «неделя», "12.11"."""

from typing import Any

from aiogram import Router
from aiogram.types import Message

from domain.totals import Period
from domain.view import Face, View, days_of
from handlers.answers import words_of
from handlers.asking import find_places, inquiry_of, is_answerable, names_one
from handlers.filters import IN_PRIVATE
from handlers.incoming import is_forward
from handlers.questions import parse_asked
from handlers.telling import tell
from services.desk import Desk
from services.ports import Replies

_LONGEST = 60
"""Characters of the longest question; what is longer is somebody's text."""


async def asks_plainly(message: Message, desk: Desk) -> bool | dict[str, Any]:
    """Words that are wholly a region's name, days, or both; anything else is no question."""
    text = message.text or ""
    if not 0 < len(text) <= _LONGEST or text.startswith("/") or is_forward(message):
        return False
    today = desk.today()
    asked = parse_asked(text, today, desk.rules.zone)
    regions = find_places(desk, asked.place) if asked.place else []
    is_named = names_one(desk, asked.place, regions) if asked.place else asked.period is not None
    if asked.bad_day or asked.bad_instant or not is_named or not is_answerable(asked.period):
        return False
    inquiry = inquiry_of(asked, Period(today, today), regions[0] if regions else None)
    language = words_of(message).language
    if inquiry.region is not None:
        return {"view": inquiry.region_view(language)}
    face = Face.DAY if days_of(inquiry.period) == 1 else Face.WEEK
    return {"view": inquiry.view(face, language)}


async def tell_plainly(message: Message, view: View, desk: Desk, replies: Replies) -> None:
    await tell(message, desk, replies, view)


def setup() -> Router:
    router = Router(name="plain_questions")
    router.message.register(tell_plainly, IN_PRIVATE, asks_plainly)
    return router
