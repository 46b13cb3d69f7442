"""Posts handed in: forwards of editors, and listed channels where the bot is a member."""

from aiogram import Router
from aiogram.types import Message

from handlers.answers import answer, words_of
from handlers.filters import IN_PRIVATE, forwarded, from_editor, in_listed_channel
from handlers.incoming import is_part_of_album, read_incoming, text_of
from handlers.middlewares import REFUSAL, UNLIMITED
from rendering.guidance import render_no_text, render_refusal
from services.desk import Desk
from services.ports import Replies


async def take_forward(message: Message, desk: Desk, replies: Replies, update_id: int | None = None) -> None:
    """The receipt is a row of the outbox, written with the facts."""
    post = read_incoming(message, hash_submitter=desk.hash_submitter)
    if post is not None:
        await desk.submit(post, update_id)
    elif message.chat.type == "private" and not is_part_of_album(message):
        answer(message, replies, render_no_text(words_of(message)))


async def take_channel_post(message: Message, desk: Desk, update_id: int | None = None) -> None:
    """A new post of a listed channel, or a later edit of one."""
    post = read_incoming(message, hash_submitter=desk.hash_submitter)
    if post is not None:
        await desk.submit(post, update_id)


async def refuse_stranger(message: Message, replies: Replies) -> None:
    """One refusal for an album, not ten: its captionless parts are passed over. Nothing is stored."""
    if message.from_user is not None and (text_of(message) or not is_part_of_album(message)):
        answer(message, replies, render_refusal(message.from_user.id, words_of(message)))


async def pass_over(_: Message) -> None:
    """A stranger's forward in a group is somebody's conversation, and no command either."""


def setup() -> Router:
    router = Router(name="forwards")
    router.message.register(take_forward, forwarded, from_editor, flags=UNLIMITED)
    router.message.register(refuse_stranger, forwarded, IN_PRIVATE, flags=REFUSAL)
    router.message.register(pass_over, forwarded, flags=UNLIMITED)
    router.channel_post.register(take_channel_post, in_listed_channel, flags=UNLIMITED)
    router.edited_channel_post.register(take_channel_post, in_listed_channel)
    return router
