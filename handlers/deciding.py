"""What commands and buttons of editors have in common: who decides, and how the outcome is told."""

from contextlib import suppress

from aiogram.types import CallbackQuery, Message

from domain.errors import DomainError
from domain.order import Order, Target
from domain.screen import Buttons
from handlers.answers import words_of
from handlers.incoming import thread_of
from rendering.decision_buttons import decision_buttons, queue_buttons, undo_buttons
from rendering.decisions import render_decision
from rendering.editing_guidance import render_editors_only
from rendering.html import plain
from rendering.i18n import Words
from rendering.reviews import render_decision_refusal, render_review
from services.decide import Outcome
from services.desk import Desk
from services.ports import Replies


def editor_of(event: Message | CallbackQuery, desk: Desk) -> str:
    """Kept as a keyed hash, like those who hand posts in; only editors come here, and they have an id."""
    return desk.hash_submitter(event.from_user.id if event.from_user is not None else 0)


def told(outcome: Outcome, words: Words, desk: Desk) -> str:
    """The decision, and each figure before and after."""
    country = [(one.day, one.before, one.after) for one in outcome.country]
    figures = (outcome.decision, outcome.post, outcome.regions, country)
    return render_decision(*figures, words, desk.rules.zone, undone=outcome.undone)


async def taps_as_editor(query: CallbackQuery, desk: Desk, replies: Replies) -> bool:
    """Whether an editor tapped. Anybody in a group sees the buttons; others are told, and nothing changes."""
    if desk.is_editor(query.from_user.id):
        return True
    replies.acknowledge(query.id, plain(render_editors_only(words_of(query))), alert=True)
    return False


def refuse_tap(query: CallbackQuery, replies: Replies, refused: DomainError) -> None:
    """Why nothing was done, in a window that has to be closed."""
    replies.acknowledge(query.id, plain(render_decision_refusal(refused, words_of(query))), alert=True)


def reply_to_tapped(query: CallbackQuery, replies: Replies, text: str, buttons: Buttons = ()) -> None:
    """A message of its own under the one that was tapped, which stays to be read."""
    shown = query.message
    if shown is None:
        return
    replies.send(
        shown.chat.id,
        text,
        thread_id=thread_of(shown) if isinstance(shown, Message) else None,
        reply_to=shown.message_id,
        buttons=buttons,
    )


async def settle_tap(query: CallbackQuery, order: Order, desk: Desk, replies: Replies) -> bool:
    """Take a decision and tell what it came to; False where it is refused, which is told as well."""
    words = words_of(query)
    try:
        outcome = await desk.editing.decide(order)
    except DomainError as refused:
        refuse_tap(query, replies, refused)
        return False
    replies.acknowledge(query.id)
    reply_to_tapped(query, replies, told(outcome, words, desk), undo_buttons(outcome.decision.id, words))
    return True


async def renew_buttons(query: CallbackQuery, target: Target, desk: Desk, replies: Replies) -> None:
    """The buttons under what was tapped speak of the post as it stands now."""
    if query.message is None:
        return
    with suppress(DomainError):  # of a post that is not there nothing can be decided
        history = await desk.editing.history(target)
        buttons = decision_buttons(target, history.seen, words_of(query))
        replies.edit(query.message.chat.id, query.message.message_id, "", buttons=buttons)


async def queue_page(number: int, words: Words, desk: Desk) -> tuple[str, Buttons]:
    """A page of the review queue with a button for each doubt."""
    page = await desk.editing.review(number)
    text = render_review(
        [(one.open.doubt, one.post, one.claim) for one in page.doubts],
        total=page.total,
        page=page.page,
        pages=page.pages,
        words=words,
        zone=desk.rules.zone,
    )
    return text, queue_buttons([(one.open, one.claim) for one in page.doubts], page.page, page.pages)
