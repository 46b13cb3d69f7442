"""Tables of the running bot: which process has the database, open dialogs, corrections still to be told."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Integer, Table

from storage.columns import BigKey, Instant, JsonText, Name
from storage.tables import metadata

# One row for a bot that is alone on the database, or one for each of several. `holder` is random.
instance_locks = Table(
    "instance_locks",
    metadata,
    Column("name", Name, primary_key=True),
    Column("holder", Name, nullable=False),
    Column("host", Name, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("since", Instant, nullable=False),
    Column("beat_at", Instant, nullable=False),
)

# What a person was asked, until he answers or a day has passed.
dialogs = Table(
    "dialogs",
    metadata,
    Column("key", Name, primary_key=True),
    Column("state", Name),
    Column("content", JsonText, nullable=False),
    Column("changed_at", Instant, nullable=False, index=True),
)

# Figures that what was told of them no longer supports; a row goes once the chats concerned are told.
corrections = Table(
    "corrections",
    metadata,
    Column("id", BigKey, primary_key=True),
    Column("corrected_at", Instant, nullable=False, index=True),
    Column("day", Date, nullable=False),
    Column("region", Name, nullable=False),
    Column("before", JsonText),
    Column("after", JsonText),
    Column("cause", Name, nullable=False),
    Column("revised", Boolean, nullable=False),
    sqlite_autoincrement=True,  # an id, once given, names a notice for good
)

# When each chat was last written to, by whichever of several bots; chat 0 stands for all of them together.
paces = Table(
    "paces",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("full_at", Instant, nullable=False),
    Column("held_until", Instant, nullable=False),
    Column("sent", JsonText, nullable=False),
)
