"""Figures told in answers, waiting to be written: an answer never waits for the log of answers."""

from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from domain.change import ShownFigure, as_printed

_MOST_WAITING = 10_000
_MOST_REMEMBERED = 4_000
"""Some 600 bytes each."""


@dataclass(slots=True)
class ShownQueue:
    """In memory and bounded: what is not yet written is lost with the process, as answers are.

    A figure told again unchanged, in the same chat about the same place and period, is one entry.
    """

    _waiting: deque[ShownFigure] = field(default_factory=lambda: deque(maxlen=_MOST_WAITING))
    _last: OrderedDict[object, object] = field(default_factory=OrderedDict)

    def put(self, shown: Iterable[ShownFigure]) -> None:
        """Remember figures to write; private chats lose their number here, for who asks is not kept."""
        for one in shown:
            chat_id = min(one.chat_id, 0)
            about = (chat_id, one.occasion, one.period, one.region)
            figure = as_printed(one.figure)
            if about in self._last and self._last[about] == figure:
                self._last.move_to_end(about)
                continue
            self._last[about] = figure
            if len(self._last) > _MOST_REMEMBERED:
                self._last.popitem(last=False)
            self._waiting.append(replace(one, chat_id=chat_id))

    def take(self) -> list[ShownFigure]:
        """Everything that waits, which then waits no more."""
        taken = list(self._waiting)
        self._waiting.clear()
        return taken
