"""What editors decide and look through. Strangers are refused, and nothing changes."""

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.decision import Action
from domain.errors import DomainError
from handlers.answers import answer, words_of
from handlers.deciding import editor_of, queue_page, told
from handlers.dialogs import begin_fix, cancel
from handlers.editing_words import Writer, parse_order, parse_target, parse_whole
from handlers.filters import from_editor
from handlers.incoming import read_incoming
from handlers.middlewares import REFUSAL
from rendering.decision_buttons import undo_buttons
from rendering.decisions import find_post_number, render_history
from rendering.editing_guidance import render_editors_only
from rendering.reviews import render_decision_refusal
from services.decide import Outcome
from services.desk import Desk
from services.ports import Replies


async def tell_review(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    text, buttons = await queue_page(parse_whole(command.args or "") or 1, words_of(message), desk)
    answer(message, replies, text, buttons)


async def tell_decisions(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    words = words_of(message)

    try:
        target = parse_target(command.args or "", await _replied(message, desk))
        found = await desk.editing.history(target)
    except DomainError as refused:
        answer(message, replies, render_decision_refusal(refused, words))
        return
    on_record = (found.post, found.versions, found.claims, found.decisions, found.standing)
    answer(message, replies, render_history(*on_record, words, desk.rules.zone))


async def take_back(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    text = command.args or ""

    async def undo() -> Outcome:
        number = parse_whole(text)
        reason = text if number is None else text.partition(" ")[2]
        return await desk.editing.undo(number, editor_of(message, desk), reason.strip())

    await _tell_outcome(undo, message, desk, replies)


def deciding(action: Action) -> Callable[..., Awaitable[None]]:
    """The handler of one action: the words after the command are an order, the answer tells its outcome."""

    async def take_decision(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
        async def decide() -> Outcome:
            replied = await _replied(message, desk)
            writer = Writer(editor_of(message, desk), replied, desk.today(), desk.find_regions)
            return await desk.editing.decide(parse_order(action, command.args or "", writer))

        await _tell_outcome(decide, message, desk, replies)

    return take_decision


async def refuse_stranger(message: Message, replies: Replies) -> None:
    answer(message, replies, render_editors_only(words_of(message)))


async def _tell_outcome(
    decide: Callable[[], Awaitable[Outcome]], message: Message, desk: Desk, replies: Replies
) -> None:
    words = words_of(message)
    try:
        outcome = await decide()
    except DomainError as refused:
        answer(message, replies, render_decision_refusal(refused, words))
    else:
        answer(message, replies, told(outcome, words, desk), undo_buttons(outcome.decision.id, words))


async def _replied(message: Message, desk: Desk) -> int | None:
    """The post replied to: the forward itself, or a message of the bot that names it."""
    shown = message.reply_to_message
    if shown is None:
        return None
    post = read_incoming(shown, hash_submitter=desk.hash_submitter)
    if post is not None:
        return await desk.editing.find_post_number(post.key)
    ours = shown.from_user is not None and message.bot is not None and shown.from_user.id == message.bot.id
    return find_post_number(shown.text or "") if ours else None


def setup() -> Router:
    router = Router(name="review")
    asked = (
        (Command("review", ignore_case=True), tell_review),
        (Command("accept", ignore_case=True), deciding(Action.ACCEPT)),
        (Command("reject", ignore_case=True), deciding(Action.REJECT)),
        (Command("fix", ignore_case=True), deciding(Action.FIX)),
        (Command("cancel", ignore_case=True), cancel),
        (Command("move", ignore_case=True), deciding(Action.MOVE)),
        (Command("merge", ignore_case=True), deciding(Action.MERGE)),
        (Command("split", ignore_case=True), deciding(Action.SPLIT)),
        (Command("version", ignore_case=True), deciding(Action.CHOOSE_VERSION)),
        (Command("undo", ignore_case=True), take_back),
        (Command("decisions", ignore_case=True), tell_decisions),
    )
    editors, strangers = Router(name="review.editors"), Router(name="review.strangers")
    editors.message.filter(from_editor)
    editors.message.register(begin_fix, Command("fix", ignore_case=True, magic=~F.args), ~F.reply_to_message)
    for command, handler in asked:
        editors.message.register(handler, command)
        strangers.message.register(refuse_stranger, command, flags=REFUSAL)
    router.message.filter(F.text.startswith("/"))
    router.include_routers(editors, strangers)
    return router
