"""Errors in the log, counted and told to the admin chat: grouped, at most a message a minute, no words.

It is a handler of the logging module, so that every room's errors come by, and those of libraries too.
"""

import logging
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from bot.incidents import new_incident_id
from domain.incident import Incident
from services.ports import Clock

LEAST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
"""A place that goes on failing is told less and less often, down to this."""

_ROOT = Path(__file__).parents[1]
_MOST_PLACES = 64
_MOST_TOLD = 10
_MOST_IDS = 3
_REMEMBERED_IDS = 256
# A message that could not be delivered has a note of its own; and telling of an answer that failed to go out
# would be another answer.
_TELLS_ITSELF = "delivery"
_ANSWERS = "delivery.replies"


@dataclass(slots=True)
class _Place:
    """One kind of error at one place: how often since the last report, and when it may be told again."""

    times: int = 0
    ids: list[str] = field(default_factory=list)
    pause: timedelta = LEAST_PAUSE
    told_at: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        return self.times > 0 and (self.told_at is None or now - self.told_at >= self.pause)

    def is_quiet(self, now: datetime) -> bool:
        return self.times == 0 and self.told_at is not None and now - self.told_at > LONGEST_PAUSE


class ErrorReports(logging.Handler):
    """Gathers errors until `take` is asked for them. `counted` hears the kind of each, once an incident.

    A record without an incident id gets one, which the handlers after this one write down. Records come from
    any thread; `counted` may be called from any of them.
    """

    def __init__(self, clock: Clock, counted: Callable[[str], None]) -> None:
        super().__init__(logging.ERROR)
        self._clock = clock
        self._counted = counted
        self._places: dict[tuple[str, str], _Place] = {}
        self._seen: deque[str] = deque(maxlen=_REMEMBERED_IDS)
        self._told_at: datetime | None = None
        self._gathering = Lock()

    def emit(self, record: logging.LogRecord) -> None:
        """Note one error; the second record of an incident already noted changes nothing."""
        try:
            with self._gathering:
                self._gather(record)
        except Exception:  # noqa: BLE001  the logging module's own way for a handler that fails
            self.handleError(record)

    def take(self) -> tuple[Incident, ...]:
        """What is to be told now, most frequent first: nothing within a minute of the last time."""
        now = self._clock()
        with self._gathering:
            if self._told_at is not None and now - self._told_at < LEAST_PAUSE:
                return ()
            self._places = {key: one for key, one in self._places.items() if not one.is_quiet(now)}
            due = {key: one for key, one in self._places.items() if one.is_due(now)}
            if not due:
                return ()
            self._told_at = now
            ranked = sorted(due.items(), key=lambda one: (-one[1].times, one[0]))
            return tuple(self._tell(key, place, now) for key, place in ranked[:_MOST_TOLD])

    def _gather(self, record: logging.LogRecord) -> None:
        incident_id = getattr(record, "incident_id", None)
        if incident_id in self._seen:
            return
        if incident_id is None:
            record.incident_id = incident_id = new_incident_id()
        self._seen.append(str(incident_id))
        kind, where = kind_of(record), where_of(record)
        self._counted(kind)
        if not _is_told(record):
            return
        key = (
            (kind, where) if len(self._places) < _MOST_PLACES or (kind, where) in self._places else ("…", "…")
        )
        place = self._places.setdefault(key, _Place())
        place.times += 1
        if len(place.ids) < _MOST_IDS:
            place.ids.append(str(incident_id))

    def _tell(self, key: tuple[str, str], place: _Place, now: datetime) -> Incident:
        if place.told_at is not None:
            place.pause = min(2 * place.pause, LONGEST_PAUSE)
        told = Incident(*key, place.times, tuple(place.ids))
        place.times, place.ids, place.told_at = 0, [], now
        return told

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear every record of the process until the block ends, before the handlers that write them down."""
        root = logging.getLogger()
        root.handlers.insert(0, self)
        try:
            yield
        finally:
            root.removeHandler(self)


def kind_of(record: logging.LogRecord) -> str:
    """The class of the exception, "error" where none was logged."""
    error = record.exc_info[1] if record.exc_info else None
    return "error" if error is None else type(error).__name__


def where_of(record: logging.LogRecord) -> str:
    """Our innermost line on the way to the error, such as "services/ingest_post.py:42"; else the logger."""
    error = record.exc_info[1] if record.exc_info else None
    frames = [] if error is None else traceback.extract_tb(error.__traceback__)
    lines = [(frame.filename, frame.lineno) for frame in reversed(frames)]
    return _first_of_ours([*lines, (record.pathname, record.lineno)]) or record.name


def _first_of_ours(lines: Sequence[tuple[str, int | None]]) -> str | None:
    for file, line in lines:
        path = Path(file)
        if path.is_relative_to(_ROOT) and ".venv" not in path.parts:
            return f"{path.relative_to(_ROOT)}:{line}"
    return None


def _is_told(record: logging.LogRecord) -> bool:
    if record.name == _ANSWERS:
        return False
    return bool(record.exc_info) or not record.name.startswith(_TELLS_ITSELF)
