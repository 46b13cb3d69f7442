"""What nothing else took, in a private chat: say what to do. In groups the bot stays silent."""

from aiogram import F, Router
from aiogram.types import Message

from domain.totals import Period
from domain.view import Face, View
from handlers.answers import answer, words_of
from handlers.asking import find_places
from handlers.filters import IN_PRIVATE, from_editor
from handlers.incoming import is_part_of_album, text_of
from handlers.middlewares import REFUSAL
from rendering.asking_back import render_which_region
from rendering.buttons import choice_buttons, start_buttons
from rendering.guidance import (
    render_not_a_forward,
    render_start,
    render_unknown_command,
)
from services.desk import Desk
from services.ports import Replies

_ADDRESSED = (
    F.text | F.caption | F.photo | F.video | F.document | F.sticker | F.voice | F.audio | F.animation
    | F.video_note | F.location | F.contact | F.poll | F.dice
)  # fmt: skip
"""What a person sends; notes of Telegram itself (a pinned post, a changed timer) get no answer."""
_LONGEST_NAME = 60
_MOST_WORDS = 4
"""Words of the longest name of a region; more of them are somebody's sentence."""


async def hint_at_commands(message: Message, replies: Replies) -> None:
    answer(message, replies, render_unknown_command(words_of(message)))


def _near(message: Message, desk: Desk) -> list[str]:
    """Regions that a few words may be the name of, misspelt; a name by itself was answered before."""
    name = message.text or ""
    is_short = 0 < len(name) <= _LONGEST_NAME and len(name.split()) <= _MOST_WORDS
    if not is_short or any(letter.isdecimal() for letter in name):
        return []
    return find_places(desk, name) or desk.near_regions(name)


async def hint_at_forwarding(message: Message, desk: Desk, replies: Replies) -> None:
    """Words that are nearly a region's name are asked back.

    Else, to an editor: forward the post itself. To anyone else: what is open to everyone.
    """
    words, today = words_of(message), desk.today()
    if is_part_of_album(message) and not text_of(message):
        return
    if regions := _near(message, desk):
        view = View(Face.REGION, Period(today, today), words.language)
        answer(
            message,
            replies,
            render_which_region(message.text or "", words),
            choice_buttons(view, regions, words),
        )
    elif await from_editor(message, desk):
        answer(message, replies, render_not_a_forward(words))
    else:
        answer(message, replies, render_start(words, editor=False), start_buttons(today, words))


def setup() -> Router:
    router = Router(name="fallback")
    router.message.register(hint_at_commands, IN_PRIVATE, F.text.startswith("/"), flags=REFUSAL)
    router.message.register(hint_at_forwarding, IN_PRIVATE, _ADDRESSED, flags=REFUSAL)
    return router
