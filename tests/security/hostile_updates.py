"""Updates as an attacker would wish them: of every type, and of types and shapes that do not exist."""

import json
from typing import Any

from hypothesis import strategies as st

from tests.flow.whole_bot.newsroom import ANNA, BORIS, GOVERNOR_CHAT, MINISTRY_CHAT, UNLISTED_CHAT

Ids = st.SearchStrategy[int]

AT = 1781154000
"""2026-06-11 05:00 UTC."""
_MESSAGES = ("message",) * 8 + ("edited_message", "channel_post", "edited_channel_post", "business_message")
_TYPES = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_message", "guest_message",
    "edited_business_message", "callback_query", "inline_query", "chosen_inline_result", "my_chat_member",
    "chat_member", "chat_join_request", "poll", "poll_answer", "message_reaction", "chat_boost",
    "purchased_paid_media", "shipping_query", "a_type_of_next_year",
)  # fmt: skip
COMMANDS = (
    "/start", "/help", "/today", "/yesterday", "/day", "/week", "/region", "/why", "/sum", "/compare",
    "/disputed", "/log", "/sources", "/privacy", "/about", "/review", "/accept", "/reject", "/fix", "/move",
    "/merge", "/split", "/version", "/undo", "/decisions", "/inbox", "/outbox", "/today@dozor_bot",
    "/export", "/cancel", "/TODAY", "/nonsense", "/",
)  # fmt: skip
FRAGMENTS = (
    "сбиты 11 БПЛА над территорией Боровского округа",
    "Уничтожены 18 беспилотников: 10 – над Калужской областью", "17", "17.2", "1", ".1", "12.11",
    "2026-06-11", "31.02", "99.99.9999", "00:00-24:00", "на 25:61", "as of 12", "Калуга", "RU-KLU",
    "Moscow", "week", "month", "strict", "#2", "#99999999999999999999", "1-1-1", "6–12 ноября", "10-12",
    "более 99999999999999999999", "от", "страна", "минобороны", "губернатор Калуга", "-1", "0", "1e9",
    "<b>bold</b>", "</b></i>", "<a href='javascript:alert(1)'>", "&lt;&amp;#0;", "<script>", "<tg-spoiler>",
    '=HYPERLINK("x")', "+1+1", "@SUM(A1)", "\t=1", "'; DROP TABLE claims; --", '" OR 1=1', "{0.__class__}",
    "%s%n%x", "{n}", "${jndi:ldap://x}", "../../etc/passwd", "\u202e11\u202c", "\u200f\u200e",
    "\u200b\u200d\ufeff", "\u0660\u0661\u0662", "１１", "²³", "0x10", "\x00", "\x1b[31m", "\ud83d", "🇷🇺",
    "\u0301" * 20, "\n" * 20, "https://t.me/x/1?a=<b>", "1" * 4096, "б" * 4096, "«" * 300,
    "с 22.00 до 7.00 мск " * 40, "над " * 500,
)  # fmt: skip

text = st.one_of(
    st.sampled_from(FRAGMENTS),
    st.builds(
        lambda command, words: " ".join((command, *words)),
        st.sampled_from(COMMANDS),
        st.lists(st.sampled_from(("1", "1.1", "2", "2.1", "12", *FRAGMENTS)), max_size=3),
    ),
    st.lists(st.sampled_from(FRAGMENTS), min_size=2, max_size=5).map(" ".join),
    st.text(max_size=40),
)
TAP_PARTS = (
    "d", "w", "r", "y", "p", "2026-06-11", "9999-12-31", "1", "7", "-1", "99999999999999999999", "0", "",
    "RU-KLU", "RU-XXX", "RU-MOW+RU-MOS", "ru", "en", "<", "1.1", "1.0", "2.1", "1.1.1", ".", "accept",
    "reject", "undo", "place", "number", "whose", "same", "anything", "mod", "governor~RU-KLU",
)  # fmt: skip
tap_data = st.builds(
    lambda prefix, parts: ":".join((prefix, *parts)),
    st.sampled_from(("v", "j", "a", "s", "u", "q", "k", "x", "_", "")),
    st.lists(st.sampled_from(TAP_PARTS), max_size=8),
)
"""What a client may send for a tap: the shapes of our own buttons with odd parts in them."""
small_ids = st.sampled_from((1, 2, 7, 666, -1, -666, 2**31, 2**52, -(2**52), -1001999999999))
any_integer = st.one_of(small_ids, st.sampled_from((0, 2**63, -(2**63) - 1, 10**30, -(10**30))))
stranger_ids = st.sampled_from((666, 667, 5, 1087968824, 136817688, -ANNA, 2**52, 10 * ANNA))
_anything = st.recursive(
    st.one_of(st.none(), st.booleans(), any_integer, st.floats(), st.sampled_from(FRAGMENTS)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(("id", "chat", "from", "x")), inner, max_size=3),
    ),
    max_leaves=6,
)


def people(ids: st.SearchStrategy[int]) -> st.SearchStrategy[dict[str, Any]]:
    """Users with these ids, some in the name of somebody else."""
    return st.fixed_dictionaries(
        {"id": ids, "is_bot": st.booleans(), "first_name": st.sampled_from(("Anna", "<b>", "\u202eA", ""))},
        optional={
            "language_code": st.sampled_from(("ru", "en", "xx", "", "🇷🇺", "en-" * 50)),
            "username": st.sampled_from(("anna", "governor_of_ours", "dozor_bot")),
        },
    )  # fmt: skip


def chats(ids: st.SearchStrategy[int]) -> st.SearchStrategy[dict[str, Any]]:
    kinds = st.sampled_from(("private", "private", "group", "supergroup", "channel"))
    return st.fixed_dictionaries(
        {"id": ids, "type": kinds},
        optional={
            "title": st.sampled_from(("Губернатор", "<b>", "=1+1")),
            "username": st.sampled_from(("governor_of_ours", "<>")),
        },
    )


source_chats = chats(st.sampled_from((GOVERNOR_CHAT, MINISTRY_CHAT, UNLISTED_CHAT)))
_date = st.sampled_from((AT, AT, AT, AT - 86400, 0))
origins = st.one_of(
    st.fixed_dictionaries(
        {"type": st.just("channel"), "date": _date, "chat": source_chats, "message_id": st.integers(1, 10**6)}
    ),
    st.fixed_dictionaries(
        {"type": st.just("channel"), "date": _date, "chat": source_chats, "message_id": st.integers(1, 5)},
        optional={"author_signature": st.sampled_from(FRAGMENTS)},
    ),
    st.fixed_dictionaries({"type": st.just("chat"), "date": _date, "sender_chat": source_chats}),
    st.fixed_dictionaries({"type": st.just("user"), "date": _date, "sender_user": people(st.just(ANNA))}),
    st.fixed_dictionaries({"type": st.just("hidden_user"), "date": _date, "sender_user_name": st.just("<")}),
    st.fixed_dictionaries({"type": st.sampled_from(("channel", "giveaway", "")), "date": any_integer}),
)  # fmt: skip
_shown = st.fixed_dictionaries(
    {"message_id": st.integers(1, 10**6), "date": st.just(AT), "chat": source_chats},
    optional={"from": people(st.sampled_from((ANNA, 123456))), "text": text, "forward_origin": origins},
)


@st.composite
def messages(draw: st.DrawFn, senders: Ids, rooms: Ids) -> dict[str, Any]:
    """A message of one of these senders in one of these chats. What it replies to may be anybody's."""
    made = {
        "message_id": draw(st.integers(1, 10**9)),
        "date": draw(_date),
        "chat": draw(chats(rooms)),
        "from": draw(people(senders)),
        draw(st.sampled_from(("text", "text", "caption"))): draw(text),
    }
    if draw(st.booleans()):
        made["forward_origin"] = draw(origins)
    odd = st.fixed_dictionaries(
        {},
        optional={
            "sender_chat": source_chats,
            "edit_date": st.sampled_from((AT + 60, 0)),
            "reply_to_message": _shown,
            "quote": st.fixed_dictionaries({"text": text, "position": st.integers(0, 99)}),
            "media_group_id": st.just("9"),
            "is_topic_message": st.booleans(),
            "message_thread_id": small_ids,
            "is_automatic_forward": st.just(True),
            "via_bot": people(st.just(ANNA)),
        },
    )
    return made | (draw(odd) if draw(st.booleans()) else {})


@st.composite
def updates(draw: st.DrawFn, senders: Ids, rooms: Ids) -> dict[str, Any]:
    """One update without its number, of the senders and chats given, whole or with a part of it spoilt."""
    how = draw(st.integers(0, 19))
    kind = draw(st.sampled_from(_MESSAGES if how else _TYPES))
    event: Any = draw(messages(senders, rooms))
    if how == 1:
        event = draw(_anything)
    elif how in {2, 8, 9}:
        kind = "callback_query"
        pressed = {
            "id": "1",
            "from": draw(people(senders)),
            "chat_instance": "1",
            "data": draw(st.one_of(text, tap_data)),
        }
        event = {**pressed, "message": draw(st.one_of(st.just(event), st.just(event), _anything))}
    elif how == 7:
        kind, event = (
            "inline_query",
            {"id": "1", "from": draw(people(senders)), "query": draw(text), "offset": ""},
        )
    update = {kind: event}
    if how in {3, 4, 5}:
        _spoil(draw, update)
    if how == 6 and draw(st.booleans()):
        update["x"] = _nested(draw(st.sampled_from((50, 500, 5000))))
    return update


def _spoil(draw: st.DrawFn, update: dict[str, Any]) -> None:
    """Put anything where something else was expected."""
    place: Any = update
    for _ in range(draw(st.integers(0, 3))):
        inner = [one for one in place.values() if isinstance(one, dict) and one]
        place = draw(st.sampled_from(inner)) if inner else place
    key = draw(st.sampled_from(sorted(place))) if place else "x"
    place[key] = draw(_anything)


def _nested(depth: int) -> Any:
    made: Any = "x"
    for _ in range(depth):
        made = [made]
    return made


def without_right() -> st.SearchStrategy[dict[str, Any]]:
    """Of strangers and unlisted channels only, pretending to be what they are not."""
    return updates(stranger_ids, small_ids)


def with_right() -> st.SearchStrategy[dict[str, Any]]:
    """Of editors and listed channels, whose words are just as odd."""
    editors = st.sampled_from((ANNA, BORIS))
    return updates(editors, st.sampled_from((ANNA, BORIS, -100500, GOVERNOR_CHAT, MINISTRY_CHAT)))


def as_body(update: dict[str, Any], update_id: int) -> str:
    """The update as Telegram would post it. Too deep for this encoder is not too deep for an attacker."""
    deep = update.pop("x", None)
    body = json.dumps({"update_id": update_id, **update})
    if deep is None:
        return body
    depth = 0
    while isinstance(deep, list):
        deep, depth = deep[0], depth + 1
    return f'{body[:-1]}, "x": {"[" * depth}1{"]" * depth}}}'
