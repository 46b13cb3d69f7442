"""What editors decide and look through. Strangers are refused, and nothing changes."""

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from domain.decision import Action
from domain.errors import DomainError
from handlers.answers import answer, words_of
from handlers.editing_words import Writer, parse_order, parse_target, parse_whole
from handlers.filters import from_editor
from handlers.incoming import read_incoming
from handlers.middlewares import REFUSAL
from rendering.decisions import find_post_number, render_decision, render_history
from rendering.editing_guidance import render_editors_only
from rendering.i18n import Words
from rendering.reviews import render_decision_refusal, render_review
from services.decide import Outcome
from services.desk import Desk
from services.ports import Replies


async def tell_review(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    page = await desk.editing.review(parse_whole(command.args or "") or 1)
    text = render_review(
        [(one.open.doubt, one.post, one.claim) for one in page.doubts],
        total=page.total,
        page=page.page,
        pages=page.pages,
        words=words_of(message),
        zone=desk.rules.zone,
    )
    answer(message, replies, text)


async def tell_decisions(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    words = words_of(message)

    async def ask() -> str:
        target = parse_target(command.args or "", await _replied(message, desk))
        found = await desk.editing.history(target)
        told = (found.post, found.versions, found.claims, found.decisions, found.standing)
        return render_history(*told, words, desk.rules.zone)

    answer(message, replies, await _unless_refused(ask, words))


async def take_back(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
    words, text = words_of(message), command.args or ""

    async def ask() -> str:
        number = parse_whole(text)
        reason = text if number is None else text.partition(" ")[2]
        return _told(await desk.editing.undo(number, _editor(message, desk), reason.strip()), words, desk)

    answer(message, replies, await _unless_refused(ask, words))


def deciding(action: Action) -> Callable[..., Awaitable[None]]:
    """The handler of one action: the words after the command are an order, the answer tells its outcome."""

    async def take_decision(message: Message, command: CommandObject, desk: Desk, replies: Replies) -> None:
        words = words_of(message)

        async def ask() -> str:
            replied = await _replied(message, desk)
            writer = Writer(_editor(message, desk), replied, desk.today(), desk.find_regions)
            order = parse_order(action, command.args or "", writer)
            return _told(await desk.editing.decide(order), words, desk)

        answer(message, replies, await _unless_refused(ask, words))

    return take_decision


async def refuse_stranger(message: Message, replies: Replies) -> None:
    answer(message, replies, render_editors_only(words_of(message)))


async def _unless_refused(ask: Callable[[], Awaitable[str]], words: Words) -> str:
    try:
        return await ask()
    except DomainError as refused:
        return render_decision_refusal(refused, words)


def _told(outcome: Outcome, words: Words, desk: Desk) -> str:
    country = [(one.day, one.before, one.after) for one in outcome.country]
    figures = (outcome.decision, outcome.post, outcome.regions, country)
    return render_decision(*figures, words, desk.rules.zone, undone=outcome.undone)


def _editor(message: Message, desk: Desk) -> str:
    """Kept as a keyed hash, like those who hand posts in; only editors come here, and they have an id."""
    return desk.hash_submitter(message.from_user.id if message.from_user is not None else 0)


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
        (Command("move", ignore_case=True), deciding(Action.MOVE)),
        (Command("merge", ignore_case=True), deciding(Action.MERGE)),
        (Command("split", ignore_case=True), deciding(Action.SPLIT)),
        (Command("version", ignore_case=True), deciding(Action.CHOOSE_VERSION)),
        (Command("undo", ignore_case=True), take_back),
        (Command("decisions", ignore_case=True), tell_decisions),
    )
    editors, strangers = Router(name="review.editors"), Router(name="review.strangers")
    editors.message.filter(from_editor)
    for command, handler in asked:
        editors.message.register(handler, command)
        strangers.message.register(refuse_stranger, command, flags=REFUSAL)
    router.message.filter(F.text.startswith("/"))
    router.include_routers(editors, strangers)
    return router
