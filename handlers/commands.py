"""The menu of commands that Telegram shows, in each language."""

from aiogram import Bot
from aiogram.types import BotCommand

from rendering.guidance import command_descriptions
from rendering.i18n import ENGLISH, RUSSIAN, Words, words_for

_RUSSIAN_MENUS = ("ru", "be", "uk", "kk")


def menu(words: Words) -> list[BotCommand]:
    return [BotCommand(command=name, description=what) for name, what in command_descriptions(words)]


async def register_commands(bot: Bot) -> None:
    """Set the menus, once at start: English for all, Russian where it is read. Raises Telegram's errors."""
    await bot.set_my_commands(menu(words_for(ENGLISH)))
    for code in _RUSSIAN_MENUS:
        await bot.set_my_commands(menu(words_for(RUSSIAN)), language_code=code)
