"""Buttons and cards as the Bot API writes them."""

from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
)

from domain.screen import Button, Buttons, Card

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    """The keyboard under a message; None where there are no buttons."""
    if not buttons:
        return None
    return InlineKeyboardMarkup(inline_keyboard=[[_button(one) for one in row] for row in buttons])


def article(card: Card) -> InlineQueryResultArticle:
    """A card as it is offered in the list of answers."""
    content = InputTextMessageContent(
        message_text=card.text, parse_mode="HTML", link_preview_options=NO_PREVIEW
    )
    return InlineQueryResultArticle(
        id=card.id, title=card.title, description=card.about, input_message_content=content
    )


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(
        text=button.label,
        callback_data=button.data,
        url=button.url,
        switch_inline_query=button.inline_query,
    )
