"""What can be wrong with a database, each with the data a person needs to mend it."""

from pathlib import Path

from domain.errors import DomainError, StorageUnavailableError
from domain.instance import Holder
from storage.server import Server


class DatabaseError(DomainError):
    """The database cannot be used as asked; `reason` is one line without a secret in it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class DatabaseUrlError(DatabaseError):
    """An address that is neither `sqlite:///PATH` nor `postgresql://HOST/DATABASE`."""


class DatabaseFolderError(DatabaseError, StorageUnavailableError):
    """The folder or file of the database cannot be made, read or written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path


class ServerUnavailableError(DatabaseError, StorageUnavailableError):
    """The server is away, ends connections, or has no room: what was asked may succeed later."""

    def __init__(self, server: Server, reason: str) -> None:
        super().__init__(f"{server}: {reason}")


class ServerRefusedError(DatabaseError):
    """The server answers, but not to this user, or has no such database: waiting mends nothing."""

    def __init__(self, server: Server, reason: str) -> None:
        super().__init__(f"{server}: {reason}")


class NotADatabaseError(DatabaseError):
    """A file that is not an SQLite database, is damaged, or belongs to another program."""

    def __init__(self, path: Path | Server, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path


class NewerDatabaseError(DatabaseError):
    """A database written by a newer program: `revision` is not among the migrations known here."""

    def __init__(self, path: Path | Server, revision: str) -> None:
        super().__init__(f"{path}: written by a newer version (schema {revision}); update the program")
        self.path = path
        self.revision = revision


class OlderDatabaseError(DatabaseError):
    """A database whose migrations have not been run, opened with `migrate=False`."""

    def __init__(self, path: Path | Server, revision: str | None) -> None:
        super().__init__(f"{path}: schema {revision or 'none'} is older than the program; migrate first")
        self.path = path
        self.revision = revision


class DatabaseInUseError(DatabaseError):
    """An older database that a bot still runs on: migrating it would pull it from under that bot."""

    def __init__(self, path: Path | Server, holder: Holder) -> None:
        super().__init__(
            f"{path}: a bot of an older version runs on this database (process {holder.pid} on "
            f"{holder.host.partition(' ')[0]}); stop it before the database is migrated"
        )
        self.holder = holder


class DatabaseBusyError(DatabaseError, StorageUnavailableError):
    """Another process kept the database locked for longer than the busy timeout."""


class RestoreRefusedError(DatabaseError):
    """A restore would overwrite a database and was not told to."""

    def __init__(self, path: Path | Server) -> None:
        super().__init__(f"{path}: exists already; --force overwrites it")
        self.path = path


class RecordMissingError(DatabaseError):
    """Asked by id for something that is not on record."""

    def __init__(self, kind: str, record_id: int) -> None:
        super().__init__(f"no {kind} {record_id} on record")
        self.kind = kind
        self.record_id = record_id


class UnreadableRecordError(DatabaseError):
    """A stored report or claim that does not have the shape this program writes."""
