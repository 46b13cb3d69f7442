"""An answer about figures to a command: its screen, sent where it was asked, and noted as shown."""

from aiogram.types import Message

from domain.view import View
from handlers.answers import answer
from handlers.screens import show
from services.desk import Desk
from services.ports import Replies


async def tell(message: Message, desk: Desk, replies: Replies, view: View) -> None:
    """Answer with a view in words."""
    screen = await show(view, desk, None)
    answer(message, replies, screen.text, screen.buttons)
    for totals in screen.figures:
        desk.note_answer(message.chat.id, totals, view.region)
