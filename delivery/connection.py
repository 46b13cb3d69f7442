"""The bot's own connection to the Bot API."""

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer


def make_bot(token: str, api_base: str) -> Bot:
    """A Bot that speaks to `api_base`: the public Bot API or any server like it. The caller closes it."""
    return Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(api_base)))
