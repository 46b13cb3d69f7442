"""Doubts: what a person should look at before, or although, a number is told."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DoubtReason(StrEnum):
    """Why something in a text in force waits for an editor."""

    UNVERIFIED = "unverified"
    IMPLAUSIBLE = "implausible"
    UNSURE = "unsure"
    UNRESOLVED_PLACE = "unresolved_place"
    MISSPELT_PLACE = "misspelt_place"
    BREAKDOWN_MISMATCH = "breakdown_mismatch"
    DECISION_UNFIT = "decision_unfit"
    NEWER_TEXT = "newer_text"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt. `subject` is "post" or a claim's id; `detail` is what rendering quotes (a name as written
    with its candidates, a decision's number)."""

    post_id: int
    version_id: int
    subject: str
    reason: DoubtReason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class OpenDoubt:
    """A doubt in the review queue; `id` grows with time."""

    id: int
    doubt: Doubt
    opened_at: datetime
