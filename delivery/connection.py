"""The bot's own connection to the Bot API."""

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientTimeout

_CONNECT_S = 5.0


class _Session(AiohttpSession):
    """Gives up on a connection sooner than on an answer: what was never sent has lost no answer."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109  the library's signature
    ) -> TelegramType:
        total_s = self.timeout if timeout is None else timeout
        limits = ClientTimeout(total=total_s, sock_connect=min(_CONNECT_S, total_s / 2))
        # aiogram hands the timeout on to aiohttp, which takes this as well as a number.
        return await super().make_request(bot, method, timeout=limits)  # type: ignore[arg-type]


def make_bot(token: str, api_base: str) -> Bot:
    """A Bot that speaks to `api_base`: the public Bot API or any server like it. The caller closes it."""
    return Bot(token, session=_Session(api=TelegramAPIServer.from_base(api_base)))
