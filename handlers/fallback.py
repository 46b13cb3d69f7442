"""What nothing else took, in a private chat: say what to do. In groups the bot stays silent."""

from aiogram import F, Router
from aiogram.types import Message

from handlers.answers import answer, words_of
from handlers.filters import IN_PRIVATE, from_editor
from handlers.incoming import is_part_of_album, text_of
from handlers.middlewares import REFUSAL
from rendering.guidance import render_not_a_forward, render_start, render_unknown_command
from services.desk import Desk
from services.ports import Replies

_ADDRESSED = F.text | F.caption | F.photo | F.video | F.document
"""Words and pictures; notes of Telegram itself (a pinned post, a changed timer) get no answer."""


async def hint_at_commands(message: Message, replies: Replies) -> None:
    answer(message, replies, render_unknown_command(words_of(message)))


async def hint_at_forwarding(message: Message, desk: Desk, replies: Replies) -> None:
    """To an editor: forward the post itself. To anyone else: what is open to everyone."""
    words = words_of(message)
    editor = await from_editor(message, desk)
    if text_of(message) or not is_part_of_album(message):
        answer(message, replies, render_not_a_forward(words) if editor else render_start(words, editor=False))


def setup() -> Router:
    router = Router(name="fallback")
    router.message.register(hint_at_commands, IN_PRIVATE, F.text.startswith("/"), flags=REFUSAL)
    router.message.register(hint_at_forwarding, IN_PRIVATE, _ADDRESSED, flags=REFUSAL)
    return router
