"""How a chat is told things, and forgetting what is kept of a person."""

from collections.abc import Awaitable

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.subscription import Overview
from handlers.answers import answer, words_of
from handlers.chat_rights import decides_here
from handlers.filters import IN_PRIVATE, from_editor
from handlers.middlewares import REFUSAL
from handlers.subscription_words import parse_language, parse_zone
from handlers.subscriptions import listener_of, refuse
from rendering.guidance import render_only_in_private
from rendering.i18n import Words, words_for
from rendering.setting_buttons import setting_buttons
from rendering.subscriptions import render_forgotten, render_settings, render_unknown_setting
from services.desk import Desk
from services.ports import Replies


async def tell_settings(message: Message, desk: Desk, replies: Replies) -> None:
    _show(message, await desk.subscribing.overview(listener_of(message)), desk, replies)


async def change_setting(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    words, text = words_of(message), command.args or ""
    changing = _change(message, text, desk)
    if changing is None:
        answer(message, replies, render_unknown_setting(text, words))
        return
    _show(message, await changing, desk, replies)


async def forget_me(message: Message, desk: Desk, replies: Replies) -> None:
    person = message.from_user.id if message.from_user is not None else message.chat.id
    await desk.subscribing.forget(message.chat.id, desk.hash_submitter(person))
    editor = await from_editor(message, desk)
    answer(message, replies, render_forgotten(editor=editor, words=words_of(message)))


async def keep_private(message: Message, replies: Replies) -> None:
    answer(message, replies, render_only_in_private(words_of(message)))


def _show(message: Message, overview: Overview, desk: Desk, replies: Replies) -> None:
    words, now = settings_words(overview, words_of(message)), desk.clock()
    text = render_settings(overview, now, words, desk.rules.zone)
    answer(message, replies, text, setting_buttons(overview, now, words))


def settings_words(overview: Overview, asker: Words) -> Words:
    """The settings are shown in the language that they set; in that of who asks where none was chosen."""
    chosen = overview.settings.language
    return asker if chosen is None else words_for(chosen)


def _change(message: Message, text: str, desk: Desk) -> Awaitable[Overview] | None:
    who = listener_of(message)
    if (language := parse_language(text)) is not None:
        return desk.subscribing.set_language(who, language)
    if (zone := parse_zone(text, desk.find_regions)) is not None:
        return desk.subscribing.set_zone(who, zone)
    return None


def setup() -> Router:
    router = Router(name="settings")
    for observer in (router.message, router.channel_post):
        observer.register(tell_settings, Command("settings", ignore_case=True, magic=F.args.is_(None)))
        observer.register(change_setting, Command("settings", ignore_case=True), decides_here)
        observer.register(refuse, Command("settings", ignore_case=True), flags=REFUSAL)
    router.message.register(forget_me, Command("forget_me", ignore_case=True), IN_PRIVATE)
    router.message.register(keep_private, Command("forget_me", ignore_case=True))
    return router
