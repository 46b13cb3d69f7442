"""What comes back at the tap of a button: the only reader of callback data (rendering/tap_data.py writes it).

A client may send anything here: what is not understood is no tap of ours and goes to the last handler.
"""

from datetime import UTC, date, datetime
from typing import Self

from aiogram.filters.callback_data import CallbackData

from domain.decision import Action
from domain.order import Seen, Target
from domain.region import region_table
from domain.totals import Period
from domain.view import AS_KNOWN, YEARS, Face, View, days_to
from rendering.tap_data import SEPARATOR

WISHES = frozenset({"same", "place", "number", "whose", "anything"})
"""What an editor may be asked about a claim."""
_LONGEST_VIEW = 62
_GREATEST = 2**53
_LAST_SECOND = 4_102_444_800
"""The year 2100: no figure is known later."""
_PARTS_BEFORE_HISTORY = 8
"""Parts of a button drawn before a view could be of an instant: such buttons still stand in chats."""
_OF_A_REGION = frozenset({Face.REGION, Face.POSTS})


class ViewTap(CallbackData, prefix="v"):
    """An answer about figures."""

    face: Face
    last_on: date
    days: int
    region: str | None
    strict: bool
    page: int
    language: str
    as_of_s: int

    @classmethod
    def unpack(cls, value: str) -> Self:
        former = len(value.split(SEPARATOR)) == _PARTS_BEFORE_HISTORY
        return super().unpack(f"{value}{SEPARATOR}0" if former else value)

    def model_post_init(self, _context: object) -> None:
        _check_number(self.days, self.page, self.as_of_s)
        if self.as_of_s > _LAST_SECOND or (self.as_of_s and self.face not in AS_KNOWN):
            raise ValueError(self.as_of_s)
        if self.last_on.year not in YEARS:
            raise ValueError(self.last_on)
        if self.region is not None and not set(self.region.split("+")) <= region_table().keys():
            raise ValueError(self.region)
        if self.region is None and self.face in _OF_A_REGION:
            raise ValueError(self.face)

    @property
    def view(self) -> View:
        """As asked; days that nobody offers are brought into their bounds."""
        days = min(max(self.days, 1), _LONGEST_VIEW)
        period = days_to(Period(self.last_on, self.last_on), days)
        as_of = datetime.fromtimestamp(self.as_of_s, UTC) if self.as_of_s else None
        return View(self.face, period, self.language, self.region, self.strict, self.page, as_of)


class HelpTap(CallbackData, prefix="h"):
    """A chapter of the help."""

    chapter: str


class _PostTap(CallbackData, prefix="_"):
    """Something about a post or a claim ("17", "17.2"), as it was when the button was drawn."""

    what: str
    about: str
    stood: str

    def model_post_init(self, _context: object) -> None:
        seen = self.seen
        _check_number(self.target.post_id, self.target.claim or 0, seen.version_id, seen.decisions)

    @property
    def target(self) -> Target:
        """ValueError for what is no number."""
        post, _, claim = self.about.partition(".")
        return Target(int(post), int(claim) if claim else None)

    @property
    def seen(self) -> Seen:
        """ValueError for what is no number."""
        version, _, decisions = self.stood.partition(".")
        return Seen(int(version), int(decisions))


class VerdictTap(_PostTap, prefix="j"):
    """Accept or reject at once."""

    def model_post_init(self, context: object) -> None:
        _PostTap.model_post_init(self, context)
        if self.action not in (Action.ACCEPT, Action.REJECT):
            raise ValueError(self.action)

    @property
    def action(self) -> Action:
        return Action(self.what)


class AskTap(_PostTap, prefix="a"):
    """Ask what is to be set."""

    def model_post_init(self, context: object) -> None:
        _PostTap.model_post_init(self, context)
        if self.what not in WISHES:
            raise ValueError(self.what)


class SetTap(_PostTap, prefix="s"):
    """Set what was chosen among buttons."""

    value: str

    @property
    def chosen(self) -> str:
        return self.value.replace("~", ":")


class UndoTap(CallbackData, prefix="u"):
    """Take a decision back."""

    decision_id: int

    def model_post_init(self, _context: object) -> None:
        _check_number(self.decision_id)


class QueueTap(CallbackData, prefix="q"):
    """A page of the review queue."""

    page: int

    def model_post_init(self, _context: object) -> None:
        _check_number(self.page)


class CardTap(CallbackData, prefix="k"):
    """One doubt of the queue."""

    doubt_id: int
    page: int

    def model_post_init(self, _context: object) -> None:
        _check_number(self.doubt_id, self.page)


def _check_number(*numbers: int) -> None:
    """ValueError for what no row and no page can be."""
    if not all(0 <= number < _GREATEST for number in numbers):
        raise ValueError(numbers)
