"""Message → IncomingPost: every kind of origin, captions, albums and edits."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiogram.types import Message, Update

from domain.post import IncomingPost, OriginKind
from handlers.incoming import is_forward, is_part_of_album, language_of, read_incoming, thread_of

MakeMessage = Callable[..., Message]
MakeUpdate = Callable[..., dict[str, Any]]


def _read(message: Message) -> IncomingPost | None:
    return read_incoming(message, hash_submitter=lambda user_id: f"hash-{user_id}")


def _channel_message(update: dict[str, Any]) -> Message:
    parsed = Update.model_validate(update)
    message = parsed.channel_post or parsed.edited_channel_post
    assert message is not None
    return message


def test_a_forwarded_channel_post_keeps_its_channel_number_and_time(
    make_message: MakeMessage, from_channel: dict[str, Any], forwarded_at: datetime
) -> None:
    post = _read(make_message("Сбито 11 БПЛА", forward_origin=from_channel))
    assert post is not None
    assert post.key == "channel:-1001:41"
    assert post.link == "https://t.me/kaluga/41"
    assert post.origin.posted_at == forwarded_at - timedelta(hours=1)
    assert post.origin.posted_at.tzinfo is UTC
    assert post.origin.title == "Калуга"
    assert not post.direct
    assert post.edited_at is None
    assert post.submission.submitted_at == forwarded_at
    assert post.submission.submitter == "hash-11"
    assert (post.submission.chat_id, post.submission.message_id) == (11, 7)


def test_a_private_channel_is_linked_by_its_number(
    make_message: MakeMessage, from_channel: dict[str, Any]
) -> None:
    chat = {"id": -1001234567890, "type": "channel", "title": "Закрытый"}
    post = _read(make_message("Сбито 11 БПЛА", forward_origin=from_channel | {"chat": chat}))
    assert post is not None
    assert post.link == "https://t.me/c/1234567890/41"


@pytest.mark.parametrize(
    ("origin", "kind"),
    [
        (
            {"type": "chat", "sender_chat": {"id": -5, "type": "supergroup", "title": "Чат"}},
            OriginKind.CHAT,
        ),
        (
            {"type": "user", "sender_user": {"id": 77, "is_bot": False, "first_name": "Иван"}},
            OriginKind.USER,
        ),
        ({"type": "hidden_user", "sender_user_name": "Иван"}, OriginKind.HIDDEN_USER),
    ],
)
def test_other_origins_are_known_by_their_text_and_name_nobody(
    origin: dict[str, Any], kind: OriginKind, make_message: MakeMessage
) -> None:
    post = _read(make_message("Сбито 11 БПЛА", forward_origin=origin | {"date": 1762926000}))
    assert post is not None
    assert post.origin.kind is kind
    assert post.key.startswith("text:")
    assert post.link is None
    assert "Иван" not in repr(post)
    assert "77" not in repr(post.origin)


def test_a_caption_is_the_text_of_a_picture(make_message: MakeMessage, from_channel: dict[str, Any]) -> None:
    photo = [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]
    with_caption = make_message(photo=photo, caption="Сбито 11 БПЛА", forward_origin=from_channel)
    post = _read(with_caption)
    assert post is not None
    assert post.text == "Сбито 11 БПЛА"
    assert _read(make_message(photo=photo, forward_origin=from_channel)) is None


def test_only_the_captioned_part_of_an_album_is_a_post(
    make_message: MakeMessage, from_channel: dict[str, Any]
) -> None:
    photo = [{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}]
    album = {"photo": photo, "forward_origin": from_channel, "media_group_id": "g"}
    silent = make_message(**album)
    assert is_part_of_album(silent)
    assert _read(silent) is None
    assert _read(make_message(caption="Сбито 11 БПЛА", **album)) is not None


def test_a_quoted_text_is_not_the_post(make_message: MakeMessage, from_channel: dict[str, Any]) -> None:
    quoting = make_message(
        "и что скажете?",
        quote={"text": "Сбито 11 БПЛА", "position": 0},
        external_reply={"origin": from_channel},
    )
    assert not is_forward(quoting)
    assert _read(quoting) is None
    forwarded = make_message(
        "Сбито 5 БПЛА", forward_origin=from_channel, quote={"text": "Сбито 11 БПЛА", "position": 0}
    )
    post = _read(forwarded)
    assert post is not None
    assert post.text == "Сбито 5 БПЛА"


@pytest.mark.parametrize("text", ["Сбито 11 БПЛА", None])
def test_words_of_one_s_own_are_no_post(text: str | None, make_message: MakeMessage) -> None:
    assert _read(make_message(text)) is None


def test_blank_text_is_no_text(make_message: MakeMessage, from_channel: dict[str, Any]) -> None:
    assert _read(make_message(" \n ", forward_origin=from_channel)) is None


def test_a_channel_s_own_post_is_direct(channel_update: MakeUpdate, forwarded_at: datetime) -> None:
    post = _read(_channel_message(channel_update("Сбито 11 БПЛА")))
    assert post is not None
    assert post.direct
    assert post.key == "channel:-1001:55"
    assert post.origin.posted_at == forwarded_at
    assert post.edited_at is None


def test_an_edited_channel_post_keeps_its_identity_and_takes_the_time_of_the_edit(
    channel_update: MakeUpdate, forwarded_at: datetime
) -> None:
    edited = channel_update("Сбито 9 БПЛА", kind="edited_channel_post", edit_date=1762929600 + 600)
    post = _read(_channel_message(edited))
    assert post is not None
    assert post.key == "channel:-1001:55"
    assert post.origin.posted_at == forwarded_at
    assert post.edited_at == forwarded_at + timedelta(minutes=10)
    assert post.submission.submitted_at == post.edited_at


def test_a_channel_that_forwards_another_hands_in_the_other_s_post(
    channel_update: MakeUpdate, from_channel: dict[str, Any]
) -> None:
    ministry = from_channel | {"chat": {"id": -1009, "type": "channel", "title": "Минобороны"}}
    post = _read(_channel_message(channel_update("Сбито 11 БПЛА", forward_origin=ministry)))
    assert post is not None
    assert not post.direct
    assert post.key == "channel:-1009:41"


def test_a_topic_is_kept_and_a_reply_s_thread_is_not(make_message: MakeMessage) -> None:
    assert thread_of(make_message("x", message_thread_id=5, is_topic_message=True)) == 5
    assert thread_of(make_message("x", message_thread_id=5)) is None


@pytest.mark.parametrize(("code", "language"), [("ru", "ru"), ("uk", "ru"), ("en", "en"), (None, "ru")])
def test_the_sender_s_language_is_answered_in(
    code: str | None, language: str, make_message: MakeMessage
) -> None:
    assert language_of(make_message("x", language=code)) == language
