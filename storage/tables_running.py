"""Tables of the running bot: which process has the database, open dialogs, corrections still to be told."""

from sqlalchemy import Boolean, Column, Date, Integer, String, Table

from storage.columns import BigKey, Instant, JsonText
from storage.tables import metadata

# One row for each bot account: a second process must not answer as the same bot. `holder` is random.
instance_locks = Table(
    "instance_locks",
    metadata,
    Column("name", String, primary_key=True),
    Column("holder", String, nullable=False),
    Column("host", String, nullable=False),
    Column("pid", Integer, nullable=False),
    Column("since", Instant, nullable=False),
    Column("beat_at", Instant, nullable=False),
)

# What a person was asked, until he answers or a day has passed.
dialogs = Table(
    "dialogs",
    metadata,
    Column("key", String, primary_key=True),
    Column("state", String),
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
    Column("region", String, nullable=False),
    Column("before", JsonText),
    Column("after", JsonText),
    Column("cause", String, nullable=False),
    Column("revised", Boolean, nullable=False),
    sqlite_autoincrement=True,  # an id, once given, names a notice for good
)
