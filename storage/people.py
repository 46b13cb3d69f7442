"""What is kept of people, and forgetting it: the people store."""

from sqlalchemy import Connection, bindparam, delete, update

from domain.outbox import OutboxState
from storage.tables import outbox, submissions

NOBODY = ""
"""Stands where the hash of a submitter was."""

_UNMARK = update(submissions).where(submissions.c.submitter == bindparam("hashed")).values(submitter=NOBODY)
# The number of a private chat is the number of its person.
_SUBMISSIONS = delete(submissions).where(submissions.c.chat_id == bindparam("chat"))
_MESSAGES = delete(outbox).where(
    outbox.c.chat_id == bindparam("chat"), outbox.c.state != OutboxState.SENDING.value
)


class SqlPeopleStore:
    """Posts and what was decided of them stay: they are facts, and no person's."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def forget(self, chat_id: int, submitter: str) -> int:
        """Drop a person's messages and the marks on what he handed in; returns how many marks that were.

        `chat_id` is his private chat. The posts he handed in stay, handed in by nobody.
        """
        marks = self._connection.execute(_UNMARK, {"hashed": submitter}).rowcount
        self._connection.execute(_SUBMISSIONS, {"chat": chat_id})
        self._connection.execute(_MESSAGES, {"chat": chat_id})
        return marks
