"""The bot's face in Telegram: menus by language and chat, its name and what it says of itself."""

import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from functools import partial

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramRetryAfter
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
    MenuButtonCommands,
)

from rendering.face import (
    bot_description,
    bot_name,
    bot_short_description,
    editor_menu,
    group_menu,
    private_menu,
)
from rendering.i18n import ENGLISH, RUSSIAN, Words, words_for

_log = logging.getLogger(__name__)

Step = Callable[[Bot], Awaitable[object]]
"""One thing told to Telegram; harmless to repeat."""

_LANGUAGES = ((None, ENGLISH), *((code, RUSSIAN) for code in ("ru", "be", "uk", "kk")))
"""English for all, Russian where it is read."""

_EDITORS = _LANGUAGES[:2]
MENUS = len(_LANGUAGES)
"""How many of the steps set the menus that everybody sees."""


def face_steps(editors: Iterable[int]) -> list[Step]:
    """All there is to tell, what matters most first."""
    return [
        *_menus(private_menu, BotCommandScopeDefault()),
        *_menus(group_menu, BotCommandScopeAllGroupChats()),
        *(partial(_set_editor_menu, one, *spoken) for one in editors for spoken in _EDITORS),
        _set_menu_button,
        *(partial(_set_profile, code, words_for(language)) for code, language in _LANGUAGES),
    ]


def menu(told: Iterable[tuple[str, str]]) -> list[BotCommand]:
    """Commands as Telegram takes them."""
    return [BotCommand(command=name, description=what) for name, what in told]


_Menu = Callable[[Words], tuple[tuple[str, str], ...]]
_Scope = BotCommandScopeDefault | BotCommandScopeAllGroupChats


def _menus(told: _Menu, scope: _Scope) -> Iterator[Step]:
    for code, language in _LANGUAGES:
        yield partial(_set_menu, menu(told(words_for(language))), scope, code)


async def _set_menu(commands: list[BotCommand], scope: _Scope, code: str | None, bot: Bot) -> None:
    await bot.set_my_commands(commands, scope=scope, language_code=code)


async def _set_editor_menu(editor: int, code: str | None, language: str, bot: Bot) -> None:
    """An editor who has not started the bot yet has no chat to set a menu in."""
    commands = menu(editor_menu(words_for(language)))
    try:
        await bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id=editor), language_code=code)
    except TelegramBadRequest as error:
        _log.info("an editor has no menu of his own yet: %s", error.message)


async def _set_menu_button(bot: Bot) -> None:
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())


async def _set_profile(code: str | None, words: Words, bot: Bot) -> None:
    """What stands already is not set again: Telegram lets it be changed a few times a day only."""
    name, about, short = bot_name(words), bot_description(words), bot_short_description(words)
    try:
        if (await bot.get_my_name(language_code=code)).name != name:
            await bot.set_my_name(name, language_code=code)
        if (await bot.get_my_description(language_code=code)).description != about:
            await bot.set_my_description(about, language_code=code)
        if (await bot.get_my_short_description(language_code=code)).short_description != short:
            await bot.set_my_short_description(short, language_code=code)
    except TelegramRetryAfter as error:
        _log.info("name and descriptions are set at another start: %s", error.message)
