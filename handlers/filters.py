"""Which updates a route takes. Access is denied by default.

They are coroutines because the dispatcher would run plain functions on a thread, once for each update.
"""

from aiogram import F
from aiogram.enums import ChatType
from aiogram.types import Message

from handlers.incoming import is_forward
from services.desk import Desk

IN_PRIVATE = F.chat.type == ChatType.PRIVATE
"""A chat of one person with the bot: the only place where the bot speaks without being asked."""


async def forwarded(message: Message) -> bool:
    return is_forward(message)


async def from_editor(message: Message, desk: Desk) -> bool:
    """Only editors hand posts in; anonymous admins and channels have no user id to know them by."""
    return message.from_user is not None and desk.is_editor(message.from_user.id)


async def in_listed_channel(message: Message, desk: Desk) -> bool:
    """A channel is trusted by its chat id alone."""
    return message.chat.id in desk.rules.sources
