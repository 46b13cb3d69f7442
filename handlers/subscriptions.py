"""What a chat hears of without asking, when it does not want to be disturbed, and when a digest comes."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import ChatMemberUpdated, Message

from domain.subscription import Listener
from handlers.answers import answer, words_of
from handlers.chat_rights import decides_here, is_told_by_configuration
from handlers.incoming import language_of, thread_of
from handlers.middlewares import REFUSAL
from handlers.subscription_words import is_off, parse_digests, parse_mute, parse_quiet, parse_wanted
from rendering.setting_buttons import subscription_buttons
from rendering.subscriptions import (
    render_admins_only,
    render_bad_clock,
    render_digests,
    render_mute,
    render_not_understood,
    render_quiet,
    render_subscribe_help,
    render_subscribed,
    render_subscriptions,
    render_told_by_configuration,
    render_unmuted,
    render_unsubscribed,
)
from services.desk import Desk
from services.ports import Replies

_GONE = frozenset({"kicked", "left"})


async def tell_subscriptions(message: Message, desk: Desk, replies: Replies) -> None:
    overview, words = await desk.subscribing.overview(listener_of(message)), words_of(message)
    answer(message, replies, render_subscriptions(overview, words), subscription_buttons(overview, words))


async def subscribe(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    words, wanted = words_of(message), parse_wanted(command.args or "", desk.find_regions)
    if wanted.unknown is not None:
        text = render_not_understood(wanted.unknown, wanted.candidates, words)
    elif not wanted.subscriptions:
        text = render_subscribe_help(words)
    else:
        who, language = listener_of(message), language_of(message)
        overview = await desk.subscribing.subscribe(
            who, wanted.subscriptions, kind=message.chat.type, language=language
        )
        text = render_subscribed(overview, words)
    answer(message, replies, text)


async def unsubscribe(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    words, wanted = words_of(message), parse_wanted(command.args or "", desk.find_regions)
    if wanted.unknown is not None:
        text = render_not_understood(wanted.unknown, wanted.candidates, words)
    else:
        removed, left = await desk.subscribing.unsubscribe(listener_of(message), wanted.taken_back)
        text = render_unsubscribed(removed, left, words)
    answer(message, replies, text)


async def tell_quiet(message: Message, desk: Desk, replies: Replies) -> None:
    overview = await desk.subscribing.overview(listener_of(message))
    answer(message, replies, render_quiet(overview.settings, words_of(message), desk.rules.zone))


async def set_quiet(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    words, text = words_of(message), command.args or ""
    hours = parse_quiet(text)
    if hours is None and not is_off(text):
        answer(message, replies, render_bad_clock(text, "/quiet 23:00 07:00", words))
        return
    overview = await desk.subscribing.set_quiet(listener_of(message), hours)
    answer(message, replies, render_quiet(overview.settings, words, desk.rules.zone))


async def tell_mute(message: Message, desk: Desk, replies: Replies) -> None:
    overview = await desk.subscribing.overview(listener_of(message))
    told = render_mute(overview.settings, desk.clock(), words_of(message), desk.rules.zone)
    answer(message, replies, told)


async def mute(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    words, text, now = words_of(message), command.args or "", desk.clock()
    length = parse_mute(text)
    if length is None and not is_off(text):
        answer(message, replies, render_bad_clock(text, "/mute 3h", words))
        return
    if length is None:
        answer(message, replies, render_unmuted(await desk.subscribing.unmute(listener_of(message)), words))
        return
    overview = await desk.subscribing.mute(listener_of(message), now + length)
    answer(message, replies, render_mute(overview.settings, now, words, desk.rules.zone))


async def tell_digests(message: Message, desk: Desk, replies: Replies) -> None:
    overview = await desk.subscribing.overview(listener_of(message))
    answer(message, replies, render_digests(overview, words_of(message), desk.rules.zone))


async def set_digests(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    words, text = words_of(message), command.args or ""
    minutes = parse_digests(text)
    if minutes is None and not is_off(text):
        answer(message, replies, render_bad_clock(text, "/digest 09:00 21:00", words))
        return
    kind, language = message.chat.type, language_of(message)
    who = listener_of(message)
    overview = await desk.subscribing.set_digests(who, minutes or (), kind=kind, language=language)
    answer(message, replies, render_digests(overview, words, desk.rules.zone))


async def refuse(message: Message, replies: Replies) -> None:
    answer(message, replies, render_admins_only(words_of(message)))


async def point_at_configuration(message: Message, replies: Replies) -> None:
    answer(message, replies, render_told_by_configuration(words_of(message)))


async def note_membership(change: ChatMemberUpdated, desk: Desk) -> None:
    """Blocked or removed, nothing is sent until we are let in again; what was wanted stays."""
    if change.new_chat_member.status in _GONE:
        await desk.subscribing.suspend(change.chat.id)
    else:
        await desk.subscribing.resume(change.chat.id)


async def follow_group(message: Message, desk: Desk) -> None:
    """A group became a supergroup, and says so with its last message."""
    if message.migrate_to_chat_id is not None:
        await desk.subscribing.move(message.chat.id, message.migrate_to_chat_id)


def listener_of(message: Message) -> Listener:
    """The chat, or the topic of a forum, that a command was given in."""
    return Listener(message.chat.id, thread_of(message) or 0)


def setup() -> Router:
    router = Router(name="subscriptions")
    told = (
        (Command("subscriptions", ignore_case=True), tell_subscriptions),
        (Command("quiet", ignore_case=True, magic=F.args.is_(None)), tell_quiet),
        (Command("mute", ignore_case=True, magic=F.args.is_(None)), tell_mute),
        (Command("digest", ignore_case=True, magic=F.args.is_(None)), tell_digests),
    )
    decided = (
        (Command("subscribe", ignore_case=True), subscribe),
        (Command("unsubscribe", ignore_case=True), unsubscribe),
        (Command("quiet", ignore_case=True), set_quiet),
        (Command("mute", ignore_case=True), mute),
        (Command("digest", ignore_case=True), set_digests),
    )
    for observer in (router.message, router.channel_post):
        for command, tell in told:
            observer.register(tell, command)
        for command, decide in decided:
            observer.register(point_at_configuration, command, is_told_by_configuration)
            observer.register(decide, command, decides_here)
            observer.register(refuse, command, flags=REFUSAL)
    router.message.register(follow_group, F.migrate_to_chat_id)
    router.my_chat_member.register(note_membership)
    return router
