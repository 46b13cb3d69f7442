"""Who may decide what a chat is told: in private everybody for himself, elsewhere admins and editors."""

from aiogram.types import CallbackQuery, Message

from handlers.filters import from_editor
from services.desk import Desk
from services.ports import ChatAdmins


async def decides_here(message: Message, desk: Desk, admins: ChatAdmins) -> bool:
    """Who writes in a channel, or as the group itself, is an admin of it: Telegram lets nobody else."""
    chat = message.chat
    if chat.type in {"private", "channel"}:
        return True
    if message.sender_chat is not None:
        return message.sender_chat.id == chat.id
    if await from_editor(message, desk):
        return True
    return message.from_user is not None and await admins.is_admin(chat.id, message.from_user.id)


async def is_told_by_configuration(message: Message, desk: Desk) -> bool:
    """Whether the chat is the one that the configuration sends alerts to."""
    return message.chat.id in desk.rules.alerts.chat_ids


async def tapper_decides(query: CallbackQuery, desk: Desk, admins: ChatAdmins) -> bool:
    """The same of who taps a button there; in a channel every reader may tap, so its admins are asked for."""
    chat = query.message.chat if query.message is not None else None
    if chat is None:
        return False
    if chat.type == "private" or desk.is_editor(query.from_user.id):
        return True
    return await admins.is_admin(chat.id, query.from_user.id)
