"""Tables of what chats want to hear, what each has heard, and what is still to be told."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, Table

from storage.columns import BigKey, Instant, JsonText, Name
from storage.tables import metadata

# A post asks by scope who wants to hear of it: the key leads with that. `thread_id` 0: no topic.
subscriptions = Table(
    "subscriptions",
    metadata,
    Column("scope", Name, primary_key=True),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("minimum", Integer, nullable=False),
    Column("every_post", Boolean, nullable=False),
    Column("added_at", Instant, nullable=False),
    Index(None, "chat_id"),
    sqlite_with_rowid=False,
)

# The times of the day at which a chat gets a digest, each with the instant of the next one.
digest_slots = Table(
    "digest_slots",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("minute", Integer, primary_key=True, autoincrement=False),
    Column("due_at", Instant, nullable=False, index=True),
    sqlite_with_rowid=False,
)

# News that not every listener has been told of; a row goes with the last of them.
news = Table(
    "news",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("post_id", BigInteger, nullable=False),
    Column("places", JsonText, nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("reached_chat_id", BigInteger),
    Column("reached_thread_id", BigInteger),
    sqlite_autoincrement=True,  # an id, once given, names messages for good
)

# What each listener was told of a region's day or of a post, and by which message.
heard = Table(
    "heard",
    metadata,
    Column("subject", Name, primary_key=True),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False, index=True),
    Column("message_key", Name, index=True),
    Column("low", BigInteger, nullable=False),
    Column("high", BigInteger),
    Column("said", Name, nullable=False),
    Column("held", Boolean, nullable=False),
    Index(None, "held", "chat_id", "thread_id"),
    Index(None, "chat_id"),
    sqlite_with_rowid=False,
)
