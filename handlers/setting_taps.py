"""Taps under the settings and the subscriptions of a chat. Whoever taps is checked anew."""

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from domain.subscription import Listener, Overview
from handlers.answers import answer_tap, words_of
from handlers.chat_rights import tapper_decides
from handlers.incoming import language_of
from handlers.settings import settings_words
from handlers.subscription_words import is_off, parse_digests, parse_mute, parse_quiet
from handlers.subscriptions import listener_of
from rendering.setting_buttons import setting_buttons, subscription_buttons
from rendering.subscriptions import (
    render_admins_only,
    render_setting_saved,
    render_settings,
    render_subscriptions,
)
from services.desk import Desk
from services.ports import ChatAdmins, Replies


class ChoiceTap(CallbackData, prefix="w"):
    """One thing to set; the words of `value` are those that follow its command."""

    what: str
    value: str


async def choose(
    query: CallbackQuery, callback_data: ChoiceTap, desk: Desk, replies: Replies, admins: ChatAdmins
) -> None:
    words, shown = words_of(query), query.message
    if not isinstance(shown, Message) or not await tapper_decides(query, desk, admins):
        replies.acknowledge(query.id, render_admins_only(words), alert=True)
        return
    if callback_data.what == "drop":
        replies.acknowledge(query.id)
        _, left = await desk.subscribing.unsubscribe(listener_of(shown), [callback_data.value])
        answer_tap(query, replies, render_subscriptions(left, words), subscription_buttons(left, words))
        return
    overview, now = await _set(callback_data, shown, desk), desk.clock()
    words = settings_words(overview, words)
    replies.acknowledge(
        query.id, render_setting_saved(callback_data.what, overview, now, words, desk.rules.zone)
    )
    text = render_settings(overview, now, words, desk.rules.zone)
    answer_tap(query, replies, text, setting_buttons(overview, now, words))


async def _set(tap: ChoiceTap, shown: Message, desk: Desk) -> Overview:
    """What is not understood changes nothing: the settings are shown as they are."""
    who, value, asked = listener_of(shown), tap.value, desk.subscribing
    match tap.what:
        case "language" if value in {"ru", "en"}:
            return await asked.set_language(who, value)
        case "quiet" if (hours := parse_quiet(value)) or is_off(value):
            return await asked.set_quiet(who, hours)
        case "mute" if length := parse_mute(value):
            return await asked.mute(who, desk.clock() + length)
        case "mute" if is_off(value):
            await asked.unmute(who)
        case "corrections":
            return await asked.set_corrections(who, wanted=not is_off(value))
        case "digest" if (minutes := parse_digests(value)) or is_off(value):
            return await _set_digests(who, minutes or (), shown, desk)
    return await asked.overview(who)


async def _set_digests(who: Listener, minutes: tuple[int, ...], shown: Message, desk: Desk) -> Overview:
    kind, language = shown.chat.type, language_of(shown)
    return await desk.subscribing.set_digests(who, minutes, kind=kind, language=language)


def setup() -> Router:
    router = Router(name="setting_taps")
    router.callback_query.register(choose, ChoiceTap.filter())
    return router
